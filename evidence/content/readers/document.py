"""Office files and tables -> comparable text: what :mod:`evidence.formats` reads, cut into lines.

The very text that citations are found in, without the numbers of note markers: one note more would
change all that follow.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from evidence import formats
from evidence.content.model import Content, Link, Part
from evidence.content.readers.sections import sections
from evidence.folding import as_shown
from evidence.formats.document import MOST_CHARACTERS, Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evidence.formats.document import Body, Document

_BLANK = re.compile(r"\n[ \t]*\n\s*|\f\s*")
"""What parts blocks."""
_WEB = ("http://", "https://")


class _Block(NamedTuple):
    """One line of the content, and where it begins in the document."""

    start: int
    text: str


def read(body: Body) -> Content:
    """The content of what :mod:`evidence.formats` reads. Raises Unreadable."""
    document = formats.read(body)
    if len(document.text) >= MOST_CHARACTERS:
        raise Unreadable(f"more than {MOST_CHARACTERS} characters of text")
    blocks = [block for block in _blocks(document) if block.text]
    lines = tuple(block.text for block in blocks)
    headings = _headings(document, blocks)
    return Content(
        body.media_type,
        lines=lines,
        main=tuple(block.text for block in blocks if not _in_margin(document, block.start)),
        headings=tuple(text for _, text in headings),
        links=tuple(_links(document)),
        parts=_pages(document, blocks) if document.pages else sections(headings, len(lines)),
        problem="; ".join(document.warnings),
    )


def _blocks(document: Document) -> Iterator[_Block]:
    """Paragraphs, and rows with their cells on one line."""
    text = document.text
    if document.tabular:
        start = 0
        for line in text.split("\n"):
            yield _Block(start, _row(line.split("\t")))
            start += len(line) + 1
        return
    at = 0
    for row in document.rows:
        yield from _paragraphs(document, at, row.start)
        yield _Block(row.start, _row(_own(document, cell.start, cell.end) for cell in row.cells))
        at = row.end
    yield from _paragraphs(document, at, len(text))


def _paragraphs(document: Document, start: int, end: int) -> Iterator[_Block]:
    for blank in _BLANK.finditer(document.text, start, end):
        yield _Block(start, as_shown(_own(document, start, blank.start())))
        start = blank.end()
    yield _Block(start, as_shown(_own(document, start, end)))


def _row(cells: Iterable[str]) -> str:
    """A table's row: its cells, the empty ones left out."""
    return " | ".join(shown for cell in cells if (shown := as_shown(cell)))


def _own(document: Document, start: int, end: int) -> str:
    """``text[start:end]`` without the markers of notes, which are in order."""
    pieces = []
    refs = document.refs
    for at in range(bisect_left(refs, start, key=lambda ref: ref.start), len(refs)):
        ref = refs[at]
        if ref.end > end:
            break
        pieces.append(document.text[start : ref.start])
        start = ref.end
    return "".join([*pieces, document.text[start:end]])


def _headings(document: Document, blocks: list[_Block]) -> list[tuple[int, str]]:
    """Index of the line and text of each heading; a row is none."""
    starts = [block.start for block in blocks]
    rows = {row.start for row in document.rows}
    found = {bisect_right(starts, heading.start) - 1 for heading in document.headings}
    return [
        (index, blocks[index].text)
        for index in sorted(found)
        if index >= 0 and starts[index] not in rows
    ]


def _in_margin(document: Document, position: int) -> bool:
    return any(margin.start <= position < margin.end for margin in document.margins)


def _pages(document: Document, blocks: list[_Block]) -> tuple[Part, ...]:
    starts = [block.start for block in blocks]
    stops = [bisect_left(starts, page) for page in document.pages[1:]] + [len(blocks)]
    first = 0
    parts = []
    for number, stop in enumerate(stops, start=1):
        parts.append(Part(f"p. {number}", first, stop))
        first = stop
    return tuple(parts)


def _links(document: Document) -> Iterable[Link]:
    """Links out of the document, each once, in the order of their text."""
    found: dict[Link, None] = {}
    for link in sorted(document.links, key=lambda link: link.start):
        if link.target.lower().startswith(_WEB):
            words = as_shown(_own(document, link.start, link.end))
            found[Link(link.target.partition("#")[0], words)] = None
    return found
