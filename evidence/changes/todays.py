"""The day of a look where a page writes it: "sábado, 28 de noviembre de 2026" in a site's head.

A date alone may be a hearing. One that is the capture's own day on both sides, give or take one for
the time zone, is the site's calendar; so it is left out of both only where the days of both captures
are known.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from evidence.days import MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterable

_AROUND = (-1, 0, 1)
"""Days by which the day of a site may differ from ours in UTC."""
_LONGEST = 200
"""Characters of a line that tells the day; a paragraph of the document has more."""
_WEEKDAY = (
    r"(?:(?:hoy(?: es)?|today(?: is)?),? )?"
    r"(?:(?:lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday),? )?"
)
_HOUR = r"(?:,?(?: -| a las| at)? ?\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]\.? ?m\b\.?| ?h(?:rs?|oras)?\b\.?)?)?"


def same(old: Iterable[str], new: Iterable[str], then: str, now: str) -> tuple[set[int], set[int]]:
    """Indexes of the lines of two captures that differ in nothing but the day on which each was made
    (ISO 8601); none where either day is not known."""
    if not (then and now):
        return set(), set()
    waiting: dict[str, list[int]] = {}
    for n, line in enumerate(new):
        if (form := _without(line, now)) != line:
            waiting.setdefault(form, []).append(n)
    out, put = set(), set()
    for n, line in enumerate(old) if waiting else ():
        form = _without(line, then)
        if form != line and waiting.get(form):
            out.add(n)
            put.add(waiting[form].pop(0))
    return out, put


def _without(line: str, day: str) -> str:
    return line if len(line) > _LONGEST else _written(day).sub("⏱", line)


@lru_cache(maxsize=64)
def _written(day: str) -> re.Pattern[str]:
    """A day, the one before and the one after as sites write them, with their weekday and an hour."""
    days = "|".join(_forms(date.fromisoformat(day) + timedelta(days=by)) for by in _AROUND)
    return re.compile(rf"(?<![\w/.-]){_WEEKDAY}(?:{days})(?![\w/-]){_HOUR}", re.IGNORECASE)


def _forms(day: date) -> str:
    names = [MONTHS.text(language).split()[day.month - 1] for language in ("es", "en")]
    month = "|".join((*names, *(rf"{name[:3]}\.?" for name in names)))
    number, figure, year = f"0?{day.day}", f"0?{day.month}", f"{day.year}"
    return (
        rf"{number}(?:º|st|nd|rd|th)?[ /-](?:de )?(?:{month}),?[ /-](?:del? )?{year}"
        rf"|(?:{month}) {number}(?:st|nd|rd|th)?,? {year}"
        rf"|{number}[/.-]{figure}[/.-](?:{year}|{year[2:]})"
        rf"|{figure}/{number}/{year}|{year}[/.-]{figure}[/.-]{number}"
    )
