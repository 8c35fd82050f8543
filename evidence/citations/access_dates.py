"""The day on which a source read what it cites: *consultado el 12 de septiembre de 2019*, *Accessed 3
May 2020*, *Acesso em: 12 set. 2019*, *consulté le 1er mars 2021*.

A date counts only right behind words that say so: all others are of publication, of events, of nobody
knows what. A day that never was or is still to come is none, and neither is one that can be read two
ways (``03/04/2020`` in English) unless the same document writes others that can't.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from evidence import clock

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "enero ene january jan janeiro janvier janv",
            "febrero feb february fevereiro fev février fevrier févr fevr",
            "marzo mar march março marco mars", "abril abr april apr avril avr", "mayo may maio mai",
            "junio jun june junho juin", "julio jul july julho juillet juil",
            "agosto ago august aug août aout", "septiembre setiembre sep sept set september setembro septembre",
            "octubre oct october outubro out octobre", "noviembre nov november novembro novembre",
            "diciembre dic december dec dezembro dez décembre decembre déc",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_FIRST = 1991
"""The year of the first public web site."""
_CUES: dict[str, str] = {
    "es": r"(?:consulta|acceso|visita|recuperación|revisión)(?: realizad[oa])?"
    r"|(?:consultad|visitad|revisad|recuperad|accesad|accedid|vist|leíd)[oa]s?(?: por última vez)?(?: en línea)?",
    "en": r"accessed|retrieved|viewed|visited|checked|consulted|access(?: date)?|(?<=\[)cited",
    "pt": r"acesso|acessad[oa]s?|acedid[oa]s?",
    "fr": r"consultée?s?|consultation|visitée?s?|accès|vue?s? le(?= )",
}
"""Words that say that somebody read a page, by language, without what may stand before them (*last*,
*fecha de*). *Consultado* is Portuguese too."""
_CUE = "|".join(f"(?P<{language}>{words})" for language, words in _CUES.items())
_STEM = re.compile(
    r"(?<!\w)(?:consult|acces|acess|aced|accès|retriev|view|visit|check|cited|recuper|revis|vist|leíd|vue?s? le )",
    re.IGNORECASE,
)
"""How they begin. Years are looked for first, and these before them: to look for all that a date can be
takes ten times as long."""
_YEAR = re.compile(r"(?:19|20)\d\d|\d[-/.]\d\d(?!\d)")
_BEFORE = 120
"""Characters before a year in which its words begin: *consultados por última vez en línea el día 12 de
septiembre del año* are 70."""
_LINK = (
    r"(?:[\s,:;.–-]|\b(?:el|la|on|le|em|en|a|à|día|dia|del?|in|of|fecha|date|web|online)\b){0,8}"
)
_DAY = r"(?P<day>\d{1,2})(?:\.?[ºo°ª]|er|st|nd|rd|th|\.)?"
_DATE = (
    r"(?:(?P<iso>(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2})(?!\d)"
    r"|(?P<numbers>\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2}))(?!\d)"
    rf"|{_DAY}[\s\-/.]*(?:(?:del?|of)\s+)?(?P<name>{_MONTH})\b\.?(?:[\s,\-/.]|\bdel?\b|\baño\b){{1,9}}(?P<year>\d{{4}})(?!\d)"
    rf"|(?P<name2>{_MONTH})\b\.?\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?:,\s*|\s+)(?P<year2>\d{{4}})(?!\d)"
    rf"|(?P<year3>(?:19|20)\d\d)[\s,]+(?P<name3>{_MONTH})\b\.?\s+(?P<day3>\d{{1,2}})(?!\d)"
    rf"|(?P<name4>{_MONTH})\b\.?\s*(?:del?\s+|,\s*)?(?P<year4>\d{{4}})(?!\d))"
)
_PHRASE = re.compile(rf"(?:{_CUE})(?!\w){_LINK}{_DATE}", re.IGNORECASE)
_ALONE = re.compile(rf"\W{{0,3}}{_DATE}(?:T[\d:.Z+-]*)?", re.IGNORECASE)
_DONE_TO = re.compile(
    r"\b(?:fue(?:ron)?|sido|había|was|were|been|foi|foram|été|ser[áa]?)(?: \w+ly)?\s*$",
    re.IGNORECASE,
)
"""A document of which it is told that it was consulted, say with citizens."""
_PAGES = re.compile(
    r"\b(?:página|sitio|enlace|liga|vínculo|portal|web|url|page|site|link|lien|documento?)s?\b[^.]{0,60}$",
    re.IGNORECASE,
)
"""What else can be consulted so is a page."""
_ADDRESS = re.compile(r"\S{1,40}://\S*")
_ALL = re.compile(
    r"\b(?:tod[oa]s\s+(?:l[oa]s|os|as)\s+(?:enlaces|ligas|páginas|sitios|vínculos|direcciones|fuentes|links|sites|"
    r"endereços)|all\s+(?:the\s+)?(?:\w+\s+)?(?:links|urls|websites|web\s?pages|pages|sources|sites|addresses|references)|"
    r"(?:tous|toutes)\s+les\s+(?:liens|sites|pages|adresses|sources)|las\s+(?:ligas|páginas)|los\s+enlaces)\b[^.]{0,80}$",
    re.IGNORECASE,
)
"""What is said of all links of a document at once."""
_BOTH = re.compile(
    r"(?:consultad[oa]s|visitad[oa]s|acessad[oa]s|acedid[oa]s|consultée?s|revisad[oa]s)\b",
    re.IGNORECASE,
)
_TOWARDS = re.compile(
    r"[\s,.:;()\[\]<«\"'“-]*(?:(?:from|at|de|en|desde|em|sur|à|in|via|disponible|available|disponível|l'adresse"
    r"|http\S*|url|liga|enlace|link)[\s,.:;()<«\"'“-]*){0,4}", re.IGNORECASE)  # fmt: skip
"""What leads from a date to the address that it is of: *Retrieved May 3, 2020, from http://…*"""
_NEXT_ITEM = re.compile(r"\n[^\S\n]*(?:\[?\(?\d{1,4}[\].)]|[-•*–])\s")
_BESIDE = re.compile(r"[\s\W]*(?:\w+[\s\W]+){0,4}")
"""At most four words: what stands between an address and a date of its own."""
COLUMN = re.compile(
    r"\W*(?:url ?date|access(?:ed|ed on| ?date)?|date accessed|last ?checked|retrieved(?: on)?|consultad[oa](?: el)?"
    r"|(?:fecha|data) de (?:la )?(?:consulta|acceso|acesso)|consultation|date de consultation|acceso|acesso)\W*",
    re.IGNORECASE,
)
"""The name of a table's column that holds such dates."""
_FAR = 300
"""Characters within a paragraph over which a date still is of an address."""

_MOST = 256
"""Addresses on either side that a date may be of: a note names a dozen, a row of a table as many as it has cells."""


class Place(NamedTuple):
    """Where an address stands, and how far the text goes that may speak of it: its note, its
    paragraph, its row."""

    start: int
    end: int
    begin: int
    stop: int
    is_apart: bool
    """the text around it is a note or a row, and about nothing else"""


@dataclass(frozen=True, slots=True)
class _Said:
    """Words that name a day."""

    start: int
    end: int
    day: str
    of_all: bool
    of_both: bool


def access_dates(text: str, places: list[Place]) -> list[str | None]:
    """The day on which each of ``places`` (in order) was read, as ``2019-09-12``, or as ``2019-09``
    where no day is told; None where nothing is."""
    found: list[str | None] = [None] * len(places)
    starts = [place.start for place in places]
    everywhere: set[str] = set()
    for said in _said(text):
        if said.of_all:
            everywhere.add(said.day)
            continue
        for index in _owners(text, said, places, bisect(starts, said.start)):
            found[index] = found[index] or said.day
    if len(everywhere) == 1:
        found = [day or next(iter(everywhere)) for day in found]
    return found


def in_cell(text: str, column: str) -> str | None:
    """The day in a cell of a column of such dates; None where it holds none."""
    match = _ALONE.match(text.strip())
    if match is None:
        return None
    english = re.search(r"access|url|retriev|checked", column, re.IGNORECASE)
    return _day(match, order="" if english else "d")


def _said(text: str) -> Iterator[_Said]:
    matches = list(_phrases(text))
    order = _order(matches)
    for match in matches:
        before = _ADDRESS.sub("", text[max(0, match.start() - 200) : match.start()])
        if _DONE_TO.search(before) and not (_PAGES.search(before) or _ALL.search(before)):
            continue
        own = "" if match["en"] else "d"
        day = _day(match, order=own or order)
        if day:
            of_both = bool(_BOTH.match(match[0]))
            yield _Said(match.start(), match.end(), day, bool(_ALL.search(before)), of_both)


def _phrases(text: str) -> Iterator[re.Match[str]]:
    """Where words that say that a page was read are followed by a date."""
    end = 0
    for year in _YEAR.finditer(text):
        if year.start() < end:
            continue
        for stem in _STEM.finditer(text, max(end, year.start() - _BEFORE), year.start()):
            match = _PHRASE.match(text, stem.start())
            if match:
                end = match.end()
                yield match
                break


def _order(matches: Iterable[re.Match[str]]) -> str:
    """How this document writes days in numbers, by those that can be read one way only: ``d`` for the
    day first, ``m`` for the month; "" where that is not known."""
    seen: Counter[str] = Counter()
    for match in matches:
        if match["numbers"] and match["en"]:
            first, second, _ = (int(part) for part in re.split(r"[-/.]", match["numbers"]))
            if (first > 12) != (second > 12):
                seen["d" if first > 12 else "m"] += 1
    return next(iter(seen)) if len(seen) == 1 else ""


def _day(match: re.Match[str], order: str) -> str | None:
    """The date of a match in ISO 8601; None for one that is none, or can be read two ways."""
    if match["iso"]:
        year, month, day = (int(part) for part in re.split(r"[-/.]", match["iso"]))
    elif match["numbers"]:
        first, second, year = (int(part) for part in re.split(r"[-/.]", match["numbers"]))
        year += 2000 if year < 100 else 0
        if first != second and max(first, second) <= 12 and not order:
            return None
        day_first = first > 12 or (second <= 12 and order != "m")
        day, month = (first, second) if day_first else (second, first)
    elif match["name4"]:
        return _sound(int(match["year4"]), _MONTHS[match["name4"].lower()], None)
    else:
        kind = "" if match["name"] else "2" if match["name2"] else "3"
        year, day = int(match[f"year{kind}"]), int(match[f"day{kind}"])
        month = _MONTHS[match[f"name{kind}"].lower()]
    return _sound(year, month, day)


def _sound(year: int, month: int, day: int | None) -> str | None:
    """A day that was, after the web began and before tomorrow."""
    try:
        read = date(year, month, day or 1)
    except ValueError:
        return None
    if year < _FIRST or read > clock.now().date() + timedelta(days=1):
        return None
    return read.isoformat() if day else f"{year}-{month:02}"


def _owners(text: str, said: _Said, places: list[Place], at: int) -> list[int]:
    """The places that a date is of: the address before it, or the one that it leads to; ``at`` is the
    first behind it."""
    near = range(at - 1, max(at - 1 - _MOST, -1), -1)
    before = list(takewhile(lambda index: _speaks_of(said, places[index]), near))
    before = [index for index in reversed(before) if places[index].end <= said.start]
    near = range(at, min(at + _MOST, len(places)))
    behind = list(takewhile(lambda index: _speaks_of(said, places[index]), near))
    last = before[-1] if before else None
    following = behind[0] if behind else None
    if following is not None:
        gap = text[said.end : places[following].start]
        if last is None or _TOWARDS.fullmatch(gap):
            beside = last is not None and _is_beside(text, places[last], said)
            leads = bool(re.search(r"\w", gap)) or not beside
            if last is None or leads:
                return _same(places, behind, following) if "\n\n" not in gap else []
    if last is None or _NEXT_ITEM.search(text, places[last].end, said.start):
        return []
    if following is not None and not _is_beside(text, places[last], said) and not said.of_both:
        return []
    return before if said.of_both else _same(places, before, last)


def _speaks_of(said: _Said, place: Place) -> bool:
    """Whether a date may be of a place at all."""
    if not place.begin <= said.start < place.stop:
        return False
    away = min(abs(said.start - place.end), abs(place.start - said.end))
    return place.is_apart or away <= _FAR


def _same(places: list[Place], among: list[int], chosen: int) -> list[int]:
    """All citations at the place of one: a written address and the link over it."""
    one = places[chosen]
    return [
        index for index in among if places[index].start < one.end and places[index].end > one.start
    ] or [chosen]


def _is_beside(text: str, place: Place, said: _Said) -> bool:
    """Whether a date stands right behind an address."""
    if said.start - place.end > _FAR or _NEXT_ITEM.search(text, place.end, said.start):
        return False
    return bool(_BESIDE.fullmatch(text, place.end, said.start))
