"""It is due later, or at no date any more."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from evidence.series.model import Finding, Weakening
from evidence.series.weaken.lexicon import lists, pattern, terms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.series.differing import Differing, Passage

_LAST_DAY, _LAST_MONTH = 31, 12
_TWO_DIGITS = 2000
_LAW = re.compile(
    r"(?:ley|lei|law|decreto|decree|norma|acuerdo|diario oficial|publicad[oa]s?|edicion|base|censo"
    r"|census|encuesta|survey|desde|since|adoptada?)"
    r"(?:\s\S{1,20}){0,6}\s?$"
)
"""Words before a date that say when something was: nobody promises a law of 2015."""
_BEFORE = 60
_IN_CONTEXT = 26
"""Characters before a date in which *a más tardar el* stands."""


class Dated(NamedTuple):
    """A date in a text that is caseless: ``day`` is (year, month, day), the last day that it can
    mean; year 0 where none is written."""

    day: tuple[int, int, int]
    written: str
    start: int
    end: int


@cache
def _months() -> dict[str, int]:
    return {
        name: number
        for number, names in enumerate(lists()["dates"]["months"], 1)
        for name in names.split()
    }


@cache
def _parts() -> dict[str, int]:
    return {
        name: number
        for number, names in enumerate(lists()["dates"]["ordinals"], 1)
        for name in names.split()
    }


@cache
def _pattern() -> re.Pattern[str]:
    month, part = "|".join(_months()), "|".join(_parts())
    of = r"(?:\s(?:de|del|of)|,)?\s"
    return re.compile(
        rf"(?<![\w/-])(?:(?P<iso>\d{{4}}-\d\d-\d\d)|(?P<d>\d{{1,2}})(?:o|st|nd|rd|th)?\s(?:de\s|of\s)?(?P<m>{month})(?:{of}(?P<y>\d{{4}}))?"
        rf"|(?P<m2>{month})\s(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y2>\d{{4}})|(?P<m3>{month}){of}(?P<y3>\d{{4}})"
        rf"|(?P<dd>\d{{1,2}})/(?P<mm>\d{{1,2}})/(?P<yy>\d{{4}}|\d\d)"
        rf"|(?P<part>{part})\s?(?P<span>bimestre|trimestre|cuatrimestre|semestre|quarter|half)?{of}(?P<y4>(?:19|20)\d\d)"
        r"|(?P<y5>(?:19|20)\d\d))(?![\w/%]|-\d)"
    )


_MONTHS_OF = {
    "bimestre": 2,
    "trimestre": 3,
    "cuatrimestre": 4,
    "semestre": 6,
    "quarter": 3,
    "half": 6,
}


def dates_of(text: str) -> list[Dated]:
    """The dates that stand in a text, in order."""
    found = []
    for match in _pattern().finditer(text):
        day = _day(match)
        if day is not None:
            found.append(Dated(day, match[0], *match.span()))
    return found


def _day(match: re.Match[str]) -> tuple[int, int, int] | None:
    if match["iso"]:
        year, month, day = map(int, match["iso"].split("-"))
        return year, month, day
    if match["m"]:
        return int(match["y"] or 0), _months()[match["m"]], int(match["d"])
    if match["m2"]:
        return int(match["y2"]), _months()[match["m2"]], int(match["d2"])
    if match["m3"]:
        return int(match["y3"]), _months()[match["m3"]], _LAST_DAY
    if match["dd"]:
        year = int(match["yy"])
        return (year if year > 99 else _TWO_DIGITS + year), int(match["mm"]), int(match["dd"])
    if match["part"]:
        if not match["span"] and not match["part"].startswith("q"):
            return None
        last = _parts()[match["part"]] * _MONTHS_OF.get(match["span"] or "quarter", 3)
        return int(match["y4"]), min(last, _LAST_MONTH), _LAST_DAY
    return int(match["y5"]), _LAST_MONTH, _LAST_DAY


def find(text: Differing, language: str) -> Iterator[Finding]:  # noqa: ARG001 - dates are read in every language
    """Dates that were put off, and those that are gone."""
    for passage in text.passages:
        if passage.old and passage.new:
            yield from _between(passage)


def _between(passage: Passage) -> Iterator[Finding]:
    before, after = _due(passage.was), _due(passage.now)
    stay = [one.day for one in after]
    gone = [one for one in before if not _taken(stay, one.day)]
    stood = [one.day for one in before]
    come = [one for one in after if not _taken(stood, one.day)]
    for old, new in zip(gone, come, strict=False):
        comparable = bool(old.day[0]) == bool(new.day[0])
        if (new.day > old.day) if comparable else (new.day[1:] > old.day[1:]):
            severity = 0.8 if new.day[0] > old.day[0] else 0.6
            yield Finding(
                Weakening.DATE,
                "later",
                passage.old,
                passage.new,
                old.written,
                new.written,
                severity,
            )
    vague = pattern(lists()["dates"]["vague"])
    put = next((m[0] for m in vague.finditer(passage.now) if passage.in_new_hunk(*m.span())), "")
    for old in gone[len(come) :]:
        if put or _is_deadline(passage.was, old):
            yield Finding(
                Weakening.DATE, "no-date", passage.old, passage.new, old.written, put, 0.7
            )


def _taken(days: list[tuple[int, int, int]], day: tuple[int, int, int]) -> bool:
    """Whether a day is among those that the other text has; each stands for one."""
    if day in days:
        days.remove(day)
        return True
    return False


def _due(text: str) -> list[Dated]:
    """The dates by which something is due: none of a law, none of a period."""
    return [
        one
        for one in dates_of(text)
        if not _LAW.search(text, max(0, one.start - _BEFORE), one.start)
    ]


def _is_deadline(text: str, one: Dated) -> bool:
    before = text[max(0, one.start - _IN_CONTEXT) : one.start].rstrip()
    return any(found.end >= len(before) - 1 for found in terms("dates", "deadline").find(before))
