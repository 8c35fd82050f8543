"""A day as one says it: 12 September 2019, 12 de septiembre de 2019."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.bilingual import Told, Words

if TYPE_CHECKING:
    from evidence.bilingual import Language

MONTHS = Words(
    "January February March April May June July August September October November December",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
)
DAY = Words("{day} {month} {year}", "{day} de {month} de {year}")
_HOUR = Words("{day}, {hour} UTC,", "{day}, a las {hour} UTC,")
_AND = Words(" and ", " y ")


def day(at: str, language: Language) -> str:
    """The day of a time (ISO 8601)."""
    year, month, number = at[:10].split("-")
    name = MONTHS.text(language).split()[int(month) - 1]
    return DAY.filled(language, {"day": int(number), "month": name, "year": year})


@dataclass(frozen=True, slots=True)
class Day(Told):
    """The day of a time, as a fact of a sentence; what is no time is told as it is."""

    at: str

    def text(self, language: Language) -> str:
        """The day in one language."""
        return day(self.at, language) if _DATE.match(self.at) else self.at


_DATE = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])-[0-9]{2}(?:T|$)")


def moment(at: str, language: Language, beside: str) -> str:
    """The day of a time; with its hour, where it is the same day as that of ``beside``."""
    told = day(at, language)
    if at[:10] != beside[:10]:
        return told
    hour = at[11:16] if at[:16] != beside[:16] else at[11:19]
    return _HOUR.filled(language, {"day": told, "hour": hour})


def utc(at: str, *, seconds: bool = False) -> str:
    """A time (ISO 8601, in UTC) as lists of people have it: ``2026-11-28 18:53 UTC``."""
    return f"{at[:10]} {at[11 : 19 if seconds else 16]} UTC"


def joined(told: list[str], language: Language) -> str:
    """Things one after the other, the last behind "and": of two; of more, commas between the others."""
    if len(told) < 2:
        return "".join(told)
    return _AND.text(language).join([", ".join(told[:-1]), told[-1]])
