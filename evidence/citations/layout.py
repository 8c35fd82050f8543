"""The lines of a text as they were set: does a line look full, and does its style run on?"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from evidence.formats.document import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.formats.document import Document

_NEAR = 12
"""Lines looked at on either side to find the right edge of a column."""
_CLOSE = 5
"""Lines on either side whose type is what a URL's stands out from."""
_SAME_EDGE = 0.04
"""Left edges that differ by less than this part of a line's width are one column's."""


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


class Layout:
    """Answers about the line ends of one document."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._lines = document.lines or []
        self._starts = [line.start for line in self._lines]
        self._skip = {span.start for span in document.furniture}
        self.seams = document.seams
        self.tabular = document.tabular

    def after(self, position: int) -> Break | None:
        """The end of the line that ``position`` stands in; None at the end of a block or of the
        text."""
        return self._set(position) if self._lines else self._plain(position)

    def _set(self, position: int) -> Break | None:
        index = bisect_right(self._starts, position) - 1
        following = next(
            (
                i
                for i in range(index + 1, min(index + 6, len(self._lines)))
                if self._starts[i] not in self._skip
            ),
            None,
        )
        if index < 0 or following is None:
            return None
        line, below = self._lines[index], self._lines[following]
        page = "\f" in self._text[line.end : below.start]
        if not page and below.left > line.right:  # the next cell of a row, not the next line
            return None
        width = max(line.right - line.left, 1.0)
        a_character = width / max(line.end - line.start, 1)
        near = self._lines[max(0, index - _NEAR) : index + _NEAR]
        slack = max(_SAME_EDGE * width, 3 * a_character)
        edge = max(
            other.right for other in near if abs(other.left - line.left) <= slack or other is line
        )
        return Break(
            below.start, (edge - line.right) / a_character, self._style(index, following), page
        )

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
        if below.end == below.start:
            return None
        line = _line(self._text, position)
        edge = max(
            (near.right for near in islice(_around(self._text, line), 2 * _NEAR)),
            default=line.right,
        )
        return Break(below.start, max(edge, line.right) - line.right, "", page=False)


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
