"""The rows of tables that a PDF draws: what a row says, and the name of a column.

The lines of a cell may stand among those of other cells, and a row on two pages (:mod:`evidence.formats.pdf_tables`);
so no sentence of the text is what such a row says.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from evidence.citations.claims import LONGEST, clean
from evidence.citations.columns import groups_of
from evidence.citations.rows import LONGEST_NAME, URL_CELL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from evidence.formats.document import Document, Span

_ADDRESS = re.compile(r"(?:https?://|ftp://|www\.)\S+$", re.IGNORECASE)
_MORE = re.compile(
    r"(?!https?:|ftp:|www\.)(?=\S*(?:[\d/=_-]|[.?&%#]\S))[^\s(\[<]\S*$|[?&=#]$", re.IGNORECASE
)
"""More of an address, and no word: a sign or a number stands in it."""


class Drawn:
    """Answers about the rows of one document's drawn tables. ``words`` gives the text between two offsets as a claim
    shows it, ``cited`` is where links and addresses begin."""

    def __init__(
        self, document: Document, words: Callable[[int, int], str], cited: list[int]
    ) -> None:
        self._text, self._words = document.text, words
        self._cited = sorted(cited)
        self._rows = document.drawn
        self._places = sorted(
            (one.start, one.end, index, column)
            for index, row in enumerate(self._rows)
            for column, cell in enumerate(row.cells)
            for one in cell
        )
        self._tops: dict[int, int] = {}
        for index, row in enumerate(self._rows):
            self._tops.setdefault(row.table, index)
        self._said: dict[int, list[str]] = {}
        self._heads: dict[int, tuple[list[str], list[str]]] = {}

    def claim(self, at: int) -> str | None:
        """What the other cells of the row at ``at`` say, those that go with another address aside; None outside a
        table, in a row of a single cell, and in one that is too long to be a row or says it in a long text."""
        place = self._at(at)
        if place is None:
            return None
        index, column = place
        cells, (_, groups) = self._cells(index), self._names(index)
        if len(cells[column]) > LONGEST // 2:
            return None
        own = groups[column] if groups else ""
        said = (
            cell
            for number, cell in enumerate(cells)
            if cell and not URL_CELL.match(cell) and (not own or groups[number] in ("", own))
        )
        whole = " | ".join(said)
        return whole if 0 < len(whole) <= LONGEST else None

    def column(self, at: int) -> str | None:
        """The name of the column at ``at``: its cell in the table's first row, which cites nothing."""
        place = self._at(at)
        names = self._names(place[0])[0] if place else []
        return (names[place[1]] or None) if place and names else None

    def _at(self, at: int) -> tuple[int, int] | None:
        """The row and column at ``at``, in a row that says something in several cells."""
        number = bisect_right(self._places, (at, len(self._text) + 1)) - 1
        if number < 0 or at >= self._places[number][1]:
            return None
        _, _, index, column = self._places[number]
        return (index, column) if sum(map(bool, self._cells(index))) > 1 else None

    def _names(self, index: int) -> tuple[list[str], list[str]]:
        """What names the columns of the table of a row, and the group of each; nothing does that cites or says
        much, nor in that row itself."""
        top = self._tops[self._rows[index].table]
        if top not in self._heads:
            names = self._cells(top)
            named = not self._cites(top) and max(map(len, names)) <= LONGEST_NAME
            self._heads[top] = (names, groups_of(names)) if named else ([], [])
        names, groups = self._heads[top]
        return (names, groups) if self._is_below(top, index) else ([], [])

    def _is_below(self, top: int, index: int) -> bool:
        return top != index and len(self._rows[top].cells) == len(self._rows[index].cells)

    def _cites(self, index: int) -> bool:
        spans = (one for cell in self._rows[index].cells for one in cell)
        return any(
            bisect_left(self._cited, one.start) < bisect_left(self._cited, one.end) for one in spans
        )

    def _cells(self, index: int) -> list[str]:
        if index not in self._said:
            self._said[index] = [
                clean("\n".join(self._words(*span) for span in self._stretches(cell)))
                for cell in self._rows[index].cells
            ]
        return self._said[index]

    def _stretches(self, cell: tuple[Span, ...]) -> Iterator[tuple[int, int]]:
        """The text of a cell; lines that nothing stands between are one: an address may run over them."""
        start = end = -1
        for one in cell:
            if start >= 0 and one.start >= end and not self._text[end : one.start].strip():
                end = one.end
                continue
            if start >= 0:
                yield start, end
            start, end = one.start, one.end
        if start >= 0:
            yield start, min(end, start + LONGEST)


def runs_on_in(document: Document) -> frozenset[int]:
    """Where lines begin that go on with the address that a cell of a drawn table holds and nothing else."""
    text, found = document.text, set[int]()
    for row in document.drawn:
        for first, *more in filter(None, row.cells):
            pieces = (text[one.start : one.end].replace("\u00ad", "-") for one in more)
            is_one = more and _ADDRESS.match(text[first.start : first.end].strip("\u00ad"))
            if is_one and all(map(_MORE.match, pieces)):
                found.update(one.start for one in more)
    return frozenset(found)
