"""A day as one says it: 12 September 2019, 12 de septiembre de 2019."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.reports.annex_words import MONTHS

if TYPE_CHECKING:
    from evidence.bilingual import Language

DAY = Words("{day} {month} {year}", "{day} de {month} de {year}")
_HOUR = Words("{day}, {hour} UTC,", "{day}, a las {hour} UTC,")
_AND = Words(" and ", " y ")


def day(at: str, language: Language) -> str:
    """The day of a time (ISO 8601)."""
    year, month, number = at[:10].split("-")
    name = MONTHS.text(language).split()[int(month) - 1]
    return DAY.filled(language, {"day": int(number), "month": name, "year": year})


def moment(at: str, language: Language, beside: str) -> str:
    """The day of a time; with its hour, where it is the same day as that of ``beside``."""
    told = day(at, language)
    if at[:10] != beside[:10]:
        return told
    hour = at[11:16] if at[:16] != beside[:16] else at[11:19]
    return _HOUR.filled(language, {"day": told, "hour": hour})


def joined(told: list[str], language: Language) -> str:
    """Things one after the other, the last behind "and": of two; of more, commas between the others."""
    if len(told) < 2:
        return "".join(told)
    return _AND.text(language).join([", ".join(told[:-1]), told[-1]])
