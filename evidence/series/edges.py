"""What stands on the pages of a version and is no part of what it says: running heads and feet, the
numbers of pages, the notes at their foot or behind the last one."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections import Counter, defaultdict
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from evidence.folding import ON_THE_LINE, rejoined
from evidence.formats.document import Span
from evidence.series.marks import Rank, mark_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.formats.document import Document, Line

_LINE = re.compile(r"[^\n\f]+")
_NUMBER = re.compile(r"\d{1,9}")
_HEAD = 120
"""Characters of a running head."""
_PAGES = 3
"""Pages with the same head, so that it is one."""
_TWICE = 2
_MOST_SKIPPED = 3
"""Pages from one head to the next, on average: some pages have none."""
_NOTE = re.compile(r"\s{0,8}(?:([⁰¹²³⁴-⁹]{1,3})\s?|(\d{1,3})(?:\s{1,8}|(?=[^\W\d_])))(?=\S)")
"""How a note begins: its number, raised or not, without the full stop or bracket of an item."""
_UNIT = re.compile(r"(?<![^\W\d_])[kcdm]?m$")
"""What is no word before a raised number: it measures an area or a volume."""
_LARGER = 1.05
"""Times the type of a note: what is set larger behind it is text that the file has there."""
_NEXT = re.compile(r"\s(?=[⁰¹²³⁴-⁹]{1,3}\s?\S)")
"""Before a note that begins on the line of another."""
_MOST_NOTES = 0.5
"""Share of a page's lines, or of a document's, that may be notes."""


def furniture(document: Document) -> Iterator[Span]:
    """What stands at the edges of pages and nowhere else: a line that also stands amid a page, such as
    *Responsable: SFP*, is no running head, nor is *Compromiso 3* where it first stands. The title on the
    first page may be the running head of all."""
    text = document.text
    known = [*document.furniture, *_heads_of_few(document)]
    first = document.pages[1] if len(document.pages) > 1 else 0
    titles = {one.start for one in document.headings if one.start < first}
    lines = Counter(
        text[one.start : one.end] for one in document.lines or () if one.start not in titles
    )
    edges = Counter(text[one.start : one.end] for one in known)
    seen: set[str] = set()
    for one in known:
        words = text[one.start : one.end]
        mark = mark_of(words.strip())
        is_label = mark is not None and mark.rank <= Rank.GOAL and words not in seen
        seen.add(words)
        if lines[words] <= edges[words] and not is_label:
            yield one


def _heads_of_few(document: Document) -> Iterator[Span]:
    """Heads and feet of a document of two or three pages, which are too few for its reader to tell them: the
    outermost lines of two of them that say the same but for a number."""
    pages = [lines for lines in _pages(document) if lines]
    if not 1 < len(pages) <= _PAGES:
        return
    known = {one.start for one in document.furniture}
    for places in ((0, 1), (-1, -2)):
        for place in places:
            own = [lines[place] for lines in pages if len(lines) > 2]
            shapes = [_NUMBER.sub("#", document.text[one.start : one.end]).strip() for one in own]
            shape, times = Counter(shapes).most_common(1)[0] if shapes else ("", 0)
            if times < _TWICE or len(shape) > _HEAD:
                break
            found = (one for one, said in zip(own, shapes, strict=True) if said == shape)
            yield from (Span(one.start, one.end) for one in found if one.start not in known)


def _pages(document: Document) -> list[list[Line]]:
    pages: list[list[Line]] = [[] for _ in document.pages]
    for line in document.lines or ():
        pages[bisect_right(document.pages, line.start) - 1].append(line)
    return pages


def aside(document: Document) -> Iterator[str]:
    """The text of each note of a document, without its number, on one line."""
    for one in document.notes:
        yield rejoined(document.text[one.start : one.end])
    for _, group in groupby(_noted(document), key=lambda found: found[0]):
        said = rejoined("\n".join(document.text[one.start : one.end] for _, one in group))
        yield from (_NOTE.sub("", one, count=1) for one in _NEXT.split(said))


def notes(document: Document) -> Iterator[Span]:
    """The notes of a PDF, which tells none, line by line, and their markers in the text."""
    text = document.text
    told = list(_noted(document))
    yield from (span for _, span in told)
    numbers = {_number_at(text, start) for start, _ in told}
    for one in document.raised if told else ():
        number = text[one.start : one.end].translate(ON_THE_LINE)
        if (
            number.isdigit()
            and int(number) in numbers
            and not _UNIT.search(text, one.start - 3, one.start)
        ):
            yield one


def _noted(document: Document) -> Iterator[tuple[int, Span]]:
    """Each line of a note with the place in the text where the note begins: what begins with the number of a
    marker that stands above on the page, or, on the last pages, with those of all markers in their order."""
    markers = {
        one.start: int(document.text[one.start : one.end].translate(ON_THE_LINE))
        for one in document.raised
        if document.text[one.start : one.end].translate(ON_THE_LINE).isdigit()
    }
    if not markers or document.lines is None:
        return
    tables = {one.start for row in document.drawn for cell in row.cells for one in cell}
    skipped = {one.start for one in document.furniture}
    at_foot = set()
    for lines in _pages(document):
        own = [one for one in lines if one.start not in skipped]
        found = list(_at_foot(document.text, own, markers, tables))
        at_foot |= {start for start, _ in found}
        yield from found
    if not at_foot:
        own = [one for one in document.lines if one.start not in skipped]
        yield from _at_foot(document.text, own, markers, tables)


def _at_foot(
    text: str, lines: list[Line], markers: dict[int, int], tables: set[int]
) -> Iterator[tuple[int, Span]]:
    """The lines from the first note on, each with the place where its note begins: all that follow are notes."""
    if not lines:
        return
    wanted = sorted(n for at, n in markers.items() if lines[0].start <= at < lines[-1].end)
    for place, line in enumerate(lines):
        number = _number_of(text, line)
        above = (n for at, n in markers.items() if lines[0].start <= at < line.start)
        if number is None or number not in above or number != wanted[0] or line.start in tables:
            continue
        rest = lines[place:]
        told = [n for n in (_number_of(text, one) for one in rest) if n is not None]
        if len(rest) <= _MOST_NOTES * len(lines) and told[: len(set(wanted))] == sorted({*wanted}):
            begins = line.start
            for one in rest:
                if _number_of(text, one) == number + 1:
                    begins, number = one.start, number + 1
                if one.start not in tables and one.size <= _LARGER * line.size:
                    yield begins, Span(one.start, one.end)
            return


def _number_of(text: str, line: Line) -> int | None:
    return _number_at(text, line.start, line.end)


def _number_at(text: str, start: int, end: int = sys.maxsize) -> int | None:
    found = _NOTE.match(text, start, end)
    return int((found[1] or found[2]).translate(ON_THE_LINE)) if found else None


def counted(document: Document) -> Iterator[tuple[int, int]]:
    """Heads and feet of pages that plain text keeps: lines that say the same but for a number, which
    grows from one to the next; the first cells of a table's rows do so, too."""
    if document.lines is not None or document.tabular or document.rows:
        return
    alike: defaultdict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for line in _LINE.finditer(document.text):
        numbers = _NUMBER.findall(line[0])
        if numbers and len(line[0]) <= _HEAD and mark_of(line[0].strip()) is None:
            shape = "#".join(_NUMBER.split(line[0]))
            alike[shape].append((int(numbers[-1]), *line.span()))
    for found in alike.values():
        grows = all(one[0] < other[0] for one, other in pairwise(found))
        if (
            len(found) >= _PAGES
            and grows
            and found[-1][0] - found[0][0] <= _MOST_SKIPPED * len(found)
        ):
            yield from ((start, end) for _, start, end in found)
