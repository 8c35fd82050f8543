"""Document -> blocks: paragraphs, headings, list items, rows of tables, each with its page.

The same blocks whichever format the text is in, as far as that can be had: a word broken at a line's
end is one word, a paragraph that goes on over a page is one, and what stands at the edges of pages
is none.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from evidence.folding import rejoined
from evidence.series.block import Block
from evidence.series.edges import counted, furniture, notes
from evidence.series.marks import Rank, mark_of
from evidence.series.tables import ends_table, names_columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from evidence.formats.document import Document, DrawnRow, Span

_BLANK = re.compile(r"\n[ \t]*\n\s*|\f\s*")
_HYPHEN = re.compile(r"(?<=[^\W\d_])-[ \t]*\n[ \t]*(?=[a-zà-ÿ])")
"""A word that plain text breaks at a line's end."""
_LEADER = re.compile(r"(?:[.…_] ?){4}\d{1,4}$|\t\d{1,4}$")
"""The last dots of a table of contents, and the page number."""
_BULLETS = frozenset("•●▪■◦‣○")
_AT_END = 20
"""Characters in which they stand."""
_SHORTER = 0.8
"""Of the longest line of a paragraph: one that is shorter was ended by its writer."""
_END = (".", ";", ":", "!", "?", "…")
_CELL_GAP = "\t"


def blocks_of(document: Document) -> list[Block]:
    """The blocks of a document in reading order, tables of contents left out."""
    reader = _Reader(document)
    found = reader.table() if document.tabular else reader.all()
    return [block for block in _with_bullets(found) if block.text and not _is_entry(block)]


def _is_entry(block: Block) -> bool:
    """Whether it is one of a table of contents; the last cell of a row may be a number, too."""
    return not block.cells and bool(_LEADER.search(block.text[-_AT_END:]))


def _with_bullets(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks; a bullet that stands in one of its own begins the next: HTML puts a paragraph into an item."""
    bullet = ""
    for block in blocks:
        if block.text in _BULLETS and not block.cells:
            bullet = block.text
            continue
        begins = bullet and not block.cells and mark_of(block.text) is None
        yield replace(block, text=f"{bullet} {block.text}") if begins else block
        bullet = ""


class _Reader:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._text = _without_tables(document)
        self._skipped = _merged(
            [
                *((one.start, one.end) for one in furniture(document)),
                *((one.start, one.end) for one in notes(document)),
                *counted(document),
                *((one.start, one.end) for one in document.margins),
                *((one.start, one.end) for one in document.refs),
                *((note.label_start, note.end) for note in document.notes),
            ]
        )
        self._headings = {one.start: one.level for one in document.headings}
        self._pages = document.pages
        self._lines = {one.start: one for one in document.lines or ()}
        self._set = document.lines is not None
        self._items = {one.start for one in document.items}
        self._stops = sorted(document.stops)
        self._in_table = False
        self._head_level = 0

    def table(self) -> Iterator[Block]:
        """Every line of a sheet or CSV is a row."""
        start = 0
        for line in self._document.text.split("\n"):
            cells = tuple(rejoined(cell) for cell in line.split("\t"))
            level = self._headings.get(start, 0)
            if any(cells):
                text = _CELL_GAP.join(filter(None, cells))
                yield Block(text, None, level, () if level else cells)
            start += len(line) + 1

    def all(self) -> list[Block]:
        """Rows, and the paragraphs between them."""
        at = 0
        found: list[Block] = []
        for row in self._document.rows:
            found += self._between(at, row.start)
            found.append(self._row(row.start, [(cell,) for cell in row.cells]))
            at = row.end
        for rows in self._drawn():
            start = _spans(rows)[0].start
            found += self._between(at, start)
            found += [self._row(start, row.cells) for row in rows]
            at = start
        return found + self._between(at, len(self._text))

    def _drawn(self) -> list[list[DrawnRow]]:
        """The tables that pages draw, in the order in which they begin."""
        tables = groupby(self._document.drawn, key=lambda row: row.table)
        return sorted((list(rows) for _, rows in tables), key=lambda rows: _spans(rows)[0].start)

    def _row(self, start: int, cells: Sequence[Sequence[Span]]) -> Block:
        """A row; ``start`` is where its table begins."""
        said = tuple(
            rejoined("\n".join(self._own(one.start, one.end, self._document.text) for one in cell))
            for cell in cells
        )
        first = min((one.start for cell in cells for one in cell), default=start)
        return Block(_CELL_GAP.join(filter(None, said)), self._page(first), 0, said)

    def _between(self, start: int, end: int) -> list[Block]:
        found: list[Block] = []
        for first, last, over in self._paragraphs(start, end):
            over_page = over
            for block in self._parted(first, last):
                if not block.text:
                    continue
                if found and self._set and _runs_on(found[-1], block, over_page=over_page):
                    found[-1] = replace(found[-1], text=f"{found[-1].text} {block.text}")
                else:
                    found.append(block)
                over_page = False
        return found

    def _paragraphs(self, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
        text, over_page = self._text, False
        for blank in _BLANK.finditer(text, start, end):
            yield start, blank.start(), over_page
            start, over_page = blank.end(), "\f" in blank[0]
        yield start, end, over_page

    def _parted(self, start: int, end: int) -> Iterator[Block]:
        """A paragraph, parted where a line of it begins something of its own."""
        begin, before = start, ""
        level = self._headings.get(start, 0)
        in_table = self._in_table
        longest = max((end - start for start, end in self._own_lines(start, end)), default=0)
        for line_start, line_end in self._own_lines(start, end):
            line = self._text[line_start:line_end].strip()
            own = self._headings.get(line_start, 0)
            apart = self._stands_in_table(line, own)
            begins = apart or in_table or self._begins(line, before, own, level)
            begins = begins or _is_title(before, line, longest)
            if line_start > begin and before and begins:
                yield from self._cut(begin, line_start, level, in_table=in_table)
                begin, level = line_start, own
            elif not before:
                level = own or level
            before, in_table = line or before, apart
        if begin < end:
            yield from self._cut(begin, end, level, in_table=in_table)

    def _stands_in_table(self, line: str, level: int) -> bool:
        """Whether a line of a page is one of a table: it, or one above, names the columns."""
        if not self._set or not line:
            return False
        if names_columns(line):
            self._in_table, self._head_level = True, level
        elif self._in_table and ends_table(line, level, self._head_level):
            self._in_table = False
        return self._in_table

    def _own_lines(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        at = start
        while at < end:
            stop = self._text.find("\n", at, end)
            stop = end if stop < 0 else stop
            text = self._text[at:stop]
            yield at + len(text) - len(text.lstrip()), stop
            at = stop + 1

    @staticmethod
    def _begins(line: str, before: str, own: int, level: int) -> bool:
        """Whether a line begins a block of its own; ``own`` is its level as a heading, ``level`` that
        of the block so far."""
        if own != level:
            return True
        mark = mark_of(line)
        if mark is None:
            return False
        if mark.rank in (Rank.BULLET, Rank.CHAPTER) or not before:
            return True
        labelled = mark.rank <= Rank.GOAL
        deep = mark.rank is Rank.DECIMAL and "." in mark.number
        return labelled or deep or before.endswith(_END) or bool(own)

    def _cut(self, start: int, end: int, level: int, *, in_table: bool) -> Iterator[Block]:
        """A block; of a line of a table one for each of the columns that it runs over."""
        stops = self._stops[bisect_right(self._stops, start) : bisect_left(self._stops, end)]
        stops = stops if in_table else []
        if not stops or names_columns(self._text[start:end].strip()):
            yield self._block(start, end, level, in_table=in_table)
            return
        for first, last in pairwise([start, *stops, end]):
            block = self._block(first, last, level, in_table=True)
            left = self._document.stops.get(first, block.left)
            yield replace(block, left=left, right=left + 1 if last < end else block.right)

    def _block(self, start: int, end: int, level: int, *, in_table: bool) -> Block:
        text = rejoined(_HYPHEN.sub("", self._own(start, end)))
        if start in self._items and text and mark_of(text) is None:
            text = f"• {text}"
        line = self._lines.get(start)
        edges = (line.left, line.right) if line else (0.0, 0.0)
        return Block(text, self._page(start), level, (), *edges, in_table)

    def _own(self, start: int, end: int, text: str = "") -> str:
        """The text between two places without what belongs to no sentence."""
        text = text or self._text
        pieces, at = [], start
        first = max(0, bisect_right(self._skipped, (start, -1)) - 1)
        for left, right in self._skipped[first:]:
            if left >= end:
                break
            if right > at:
                pieces.append(text[at : max(at, left)])
                at = max(at, right)
        return "".join([*pieces, text[at:end]])

    def _page(self, at: int) -> int | None:
        return bisect_right(self._pages, at) or 1 if self._pages else None


def _without_tables(document: Document) -> str:
    """The text with blanks where tables that pages draw stand: places stay what they are."""
    pieces, at = [], 0
    for one in _spans(document.drawn):
        pieces += [document.text[at : one.start], " " * (one.end - one.start)]
        at = one.end
    return "".join([*pieces, document.text[at:]])


def _spans(rows: Iterable[DrawnRow]) -> list[Span]:
    """Where the text of rows stands, in order."""
    spans = (one for row in rows for cell in row.cells for one in cell)
    return sorted(spans, key=lambda one: one.start)


def _is_title(line: str, below: str, longest: int) -> bool:
    """Whether a line is the title of a commitment, and what stands below it its text: shorter than the
    lines of the paragraph, without a sign at its end."""
    mark = mark_of(line)
    if mark is None or not mark.rank <= Rank.GOAL or len(line) > _SHORTER * longest:
        return False
    return not line.endswith((*_END, ",", "-")) and below[:1].isupper()


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        elif end > start:
            merged.append((start, end))
    return merged


def _runs_on(above: Block, below: Block, *, over_page: bool) -> bool:
    """Whether a paragraph goes on behind a gap: over a page, or around a change of type; so does a
    heading that is set on two lines."""
    if above.in_table or below.in_table:
        return False
    if above.level and above.level == below.level and above.page == below.page:
        return mark_of(below.text) is None
    if above.level or below.level or above.text.endswith(_END):
        return False
    starts_small = below.text[:1].islower() and mark_of(below.text) is None
    return starts_small and (over_page or above.text.endswith((",", "-")) or len(above.text) > 60)
