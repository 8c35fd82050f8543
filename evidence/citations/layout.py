"""The lines of a text as they were set: does a line look full, and does its style run on?"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

from evidence.citations.drawn import runs_on_in
from evidence.citations.notes import chains_of
from evidence.formats.document import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.citations.notes import Chains
    from evidence.formats.document import Document, Ref, Span

_NEAR = 12
"""Lines looked at on either side to find the right edge of a column."""
_CLOSE = 5
"""Lines on either side whose type is what a URL's stands out from."""
_SAME_EDGE = 0.04
"""Left edges that differ by less than this part of a line's width are one column's."""
_SAME_SIZE = 0.08
"""Lines whose type differs by less than this part are one text's; a title's right edge says nothing
of the column below it."""
_WORD = re.compile(r"[^\W\d_]+(?![\w/=-]|[?&#%.]\w)")
_FULL = 2.0
"""Characters of room on a line that was filled to the last one: a letter may be twice as wide as
another."""
_COLUMN = 10
"""Lines that a column of text has at least; cells of a table that nothing draws seldom have that many."""
_INDENT = 4
"""Characters; a line further in than this stands under something."""


class Bounds(NamedTuple):
    """Where links say that addresses begin and end, though words are glued to them."""

    starts: frozenset[int] = frozenset()
    ends: frozenset[int] = frozenset()


_NO_BOUNDS = Bounds()


@dataclass(frozen=True, slots=True)
class Break:
    """What the setting says about one line end."""

    next_start: int
    room: float
    """characters that would still have fitted on the line; 0 or less: the line is full"""
    style: str
    """``same`` (and unlike the body's), ``other``, or "" where it tells nothing"""
    page: bool
    """the next line stands on another page"""
    hangs: bool = False
    """the next line begins under the URL's beginning: both stand in one cell"""
    full: bool = False
    """another line of the column ends there too: not one more character would have fitted"""
    longest: bool = False
    """no line of the column goes further, but none ends there either"""
    begins_word: bool = False
    """the first word of the next line stands elsewhere in the text, too, within a line; asked where it is full
    or the longest"""
    alone: bool = False
    """both lines stand in a cell that holds an address and nothing else"""


class Layout:
    """Answers about the line ends of one document."""

    def __init__(self, document: Document, bounds: Bounds = _NO_BOUNDS) -> None:
        self._text = document.text
        self._lines = document.lines or []
        self._starts = [line.start for line in self._lines]
        self._pages = document.pages
        self._words: frozenset[str] | None = None
        self._skip = {span.start for span in document.furniture}
        numbers: list[Span | Ref] = [*document.raised, *document.refs]
        self.seams = document.seams | {number.start for number in numbers} | bounds.ends
        self.tabular = document.tabular
        self._alone = runs_on_in(document)
        self._crossing = self._lines_over_cells(document)
        self._below = {
            one.start: other.start
            for row in document.drawn
            for cell in row.cells
            for one, other in pairwise(cell)
        }
        self._cell_starts = sorted(
            one.start for row in document.drawn for cell in row.cells for one in cell
        )
        self._cells = frozenset(self._cell_starts)
        self.chains = chains_of(document)
        self._labels = _labels(document.text, self.chains)
        labels = [*self._labels.values(), *(note.start for note in document.notes)]
        self._after_labels = sorted({*labels, *(number.end for number in numbers), *bounds.starts})

    def after(self, position: int, start: int) -> Break | None:
        """The end of the line that ``position`` stands in, in a URL that began at ``start``; None
        at the end of a block or of the text."""
        return self._set(position, start) if self._lines else self._plain(position)

    @property
    def is_set(self) -> bool:
        """Whether the format tells how its lines were set."""
        return bool(self._lines)

    def begins_cell(self, position: int) -> bool:
        """Whether the words of a cell that a page draws begin there."""
        return position in self._cells

    def parts(self, position: int) -> bool:
        """Whether what stands before ``position`` belongs to something else: a note's number, or any
        raised one, or words before a link."""
        return self.floor(position) == position > 0

    def floor(self, position: int) -> int:
        """Where the last such place at or before ``position`` is; else 0."""
        index = bisect_right(self._after_labels, position) - 1
        return self._after_labels[index] if index >= 0 else 0

    def _set(self, position: int, start: int) -> Break | None:
        index = bisect_right(self._starts, position) - 1
        following = self._following(index, position)
        if index < 0 or following is None or self._starts[following] in self._labels:
            return None
        line, below = self._lines[index], self._lines[following]
        page = "\f" in self._text[line.end : below.start]
        if not page and below.left > line.right:  # the next cell of a row, not the next line
            if not self._tops_column(index, following):
                return None
            page = True
        a_character = max(line.right - line.left, 1.0) / max(line.end - line.start, 1)
        begins = line.left + a_character * max(start - line.start, 0)
        hangs = (
            not page
            and below.left - line.left > _INDENT * a_character
            and abs(below.left - begins) < max(2.5 * a_character, 0.1 * (begins - line.left))
        )
        rights = self._rights(index, below.left if hangs else line.left)
        room = (max(rights, default=line.right) - line.right) / a_character
        style = self._style(index, following)
        fits = room < _FULL
        full = fits and max(rights, default=0.0) > line.right - _FULL * a_character
        room = max(room, 0.0)
        longest = fits and not full
        begins = fits and self._begins_word(below)
        alone = below.start in self._alone
        return Break(below.start, room, style, page, hangs, full, longest, begins, alone)

    def _following(self, index: int, position: int) -> int | None:
        """The line below: in a cell that a page draws the next one of the cell, though another cell's stand
        between, or another page begins."""
        near = range(index + 1, min(index + 6, len(self._lines)))
        below = next((i for i in near if self._starts[i] not in self._skip), None)
        cell = bisect_right(self._cell_starts, position) - 1
        of_cell = self._below.get(self._cell_starts[cell]) if cell >= 0 and index >= 0 else None
        if of_cell is None or below is None or self._starts[below] == of_cell:
            return below
        start = bisect_right(self._starts, of_cell) - 1
        return start if start > index and self._starts[start] == of_cell else below

    def _lines_over_cells(self, document: Document) -> frozenset[int]:
        """Lines that go over several cells of a drawn row: where one ends is no column's edge."""
        over: dict[int, tuple[int, int]] = {}
        found = set[int]()
        for number, row in enumerate(document.drawn):
            for column, cell in enumerate(row.cells):
                for span in cell:
                    index = bisect_right(self._starts, span.start) - 1
                    if over.setdefault(index, (number, column)) != (number, column):
                        found.add(index)
        return frozenset(found)

    def _tops_column(self, index: int, following: int) -> bool:
        """Whether a line is the last of a column of text and the other one the first of the next column: many
        lines stand above the one, and all below the other stand at its right."""
        line, below = self._lines[index], self._lines[following]
        if {line.start, below.start} & self._cells or index < _COLUMN:
            return False
        above = self._lines[index - _COLUMN : index]
        under = self._lines[following : following + _COLUMN]
        page = bisect_right(self._pages, below.start)
        return all(one.left < line.right and one.right < below.left for one in above) and all(
            one.left > line.right or bisect_right(self._pages, one.start) != page for one in under
        )

    def _begins_word(self, line: Line) -> bool:
        """Whether a line's first word stands within a line, too: the rest of an address that is cited twice may
        begin several."""
        if self._words is None:
            starts = set(self._starts)
            words = _WORD.finditer(self._text)
            self._words = frozenset(word[0] for word in words if word.start() not in starts)
        first = _WORD.match(self._text, line.start)
        return first is not None and first[0] in self._words

    def _rights(self, index: int, left: float) -> list[float]:
        """Where the other lines of the column that begins at ``left`` and holds line ``index`` end:
        those of its page around it that are set in its type."""
        line = self._lines[index]
        slack = max(_SAME_EDGE, 3 / max(line.end - line.start, 1)) * (line.right - line.left)
        page = bisect_right(self._pages, line.start)
        low, high = max(0, index - _NEAR), min(len(self._lines), index + _NEAR)
        return [
            other.right
            for number, other in enumerate(self._lines[low:high], low)
            if other is not line
            and number not in self._crossing
            and abs(other.left - left) <= slack
            and abs(other.size - line.size) <= _SAME_SIZE * line.size
            and bisect_right(self._pages, other.start) == page
        ]

    def _style(self, index: int, following: int) -> str:
        style, below = self._lines[index].last, self._lines[following].first
        if not style or not below:
            return ""
        if style != below:
            return "other"
        around = [
            *self._lines[max(0, index - _CLOSE) : index + 1],
            *self._lines[following + 1 : following + _CLOSE],
        ]
        usual, _ = Counter(line.first for line in around).most_common(1)[0]
        return "same" if style != usual else ""

    def _plain(self, position: int) -> Break | None:
        """The same for text without a setting: one unit a character."""
        end = self._text.find("\n", position)
        if end < 0 or self.tabular:
            return None
        below = _line(self._text, end + 1)
        if below.end == below.start or below.start in self._labels:
            return None
        line = _line(self._text, position)
        edge = max(
            (near.right for near in islice(_around(self._text, line), 2 * _NEAR)),
            default=line.right,
        )
        return Break(below.start, max(edge, line.right) - line.right, "", page=False)


def _labels(text: str, chains: Chains) -> dict[int, int]:
    """Where the number of each note stands, and where its words begin."""
    labels = {}
    for chain in chains:
        for note in chain:
            number = text[note.start : note.words]
            labels[note.start + len(number) - len(number.lstrip())] = note.words
    return labels


def _line(text: str, position: int) -> Line:
    start = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    end = len(text) if end < 0 else end
    content = text[start:end]
    left = len(content) - len(content.lstrip())
    return Line(start + left, start + len(content.rstrip()), left, len(content.rstrip()))


def _around(text: str, line: Line) -> Iterator[Line]:
    """The lines above and below within one block, up to ``_NEAR`` each way."""
    position = line.start
    for _ in range(_NEAR):
        before = text.rfind("\n", 0, position)
        if before < 0:
            break
        above = _line(text, before)
        if above.end <= above.start:
            break
        yield above
        position = above.start
    position = line.end
    for _ in range(_NEAR):
        newline = text.find("\n", position)
        if newline < 0:
            break
        below = _line(text, newline + 1)
        if below.end <= below.start:
            break
        yield below
        position = below.end
