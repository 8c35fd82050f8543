"""The headings that a place stands under."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from evidence.citations.claims import clean
from evidence.citations.rows import cells_that_say
from evidence.formats.document import Heading

if TYPE_CHECKING:
    from evidence.formats.document import Document

_HASHES = re.compile(r"^(#{1,6})[ \t]+(\S[^\n]{0,300})$", re.MULTILINE)
_ALONE = re.compile(r"(?:\A|\n[ \t]*\n)[ \t]*([^\W\d_a-z][^\n]{2,79})\n(?=[ \t]*\n)")
"""A short line between blank lines, beginning with a capital."""
_MARKS = re.compile(r"\[\^?\d{1,6}\]|[⁰¹²³⁴-⁹]+")
_NO_HEADING = re.compile(r"[.!,;:…\"”»]\s*$|https?:|www\.|^\d+\s*$|\w\.\s+\w")
_MOST = 50_000


class Headings:
    """The heading path of any position: explicit headings if the format has them, else by their
    look."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        headings = document.headings or ([] if document.tabular else _looks(document))
        self._headings = sorted(headings, key=lambda heading: heading.start)
        self._starts = [heading.start for heading in self._headings]
        self._parents: list[int] = []
        open_now: list[int] = []
        for index, heading in enumerate(self._headings):
            while open_now and self._headings[open_now[-1]].level >= heading.level:
                open_now.pop()
            self._parents.append(open_now[-1] if open_now else -1)
            open_now.append(index)

    def path(self, position: int) -> str | None:
        """``Results > Water``, the highest first."""
        index = bisect_right(self._starts, position) - 1
        names: list[str] = []
        while index >= 0:
            heading = self._headings[index]
            name = _MARKS.sub("", self._text[heading.start : heading.end])
            names.insert(0, clean(name).strip("# "))
            index = self._parents[index]
        return " > ".join(name for name in names if name) or None

    def below(self, position: int) -> int:
        """Where the text below the last heading before ``position`` begins; 0 without one."""
        index = bisect_right(self._starts, position) - 1
        return self._headings[index].end + 1 if index >= 0 else 0

    def at(self, position: int) -> tuple[int, int] | None:
        """The section whose heading ``position`` stands in: what is below that heading."""
        index = bisect_right(self._starts, position) - 1
        if index < 0 or position > self._headings[index].end:
            return None
        end = self._starts[index + 1] if index + 1 < len(self._starts) else len(self._text)
        return self._headings[index].end, end


def _looks(document: Document) -> list[Heading]:
    text, cells = document.text, cells_that_say(document)
    found = [
        Heading(match.start(2), match.end(2), len(match[1])) for match in _HASHES.finditer(text)
    ]
    below = max((heading.level for heading in found), default=0) + 1
    found += (
        Heading(match.start(1), match.end(1), below)
        for match in _ALONE.finditer(text)
        if not _NO_HEADING.search(match[1]) and not match[1].startswith("#")
    )
    starts = [start for start, _ in cells]
    return [one for one in found if not _is_within(one, cells, starts)][:_MOST]


def _is_within(one: Heading, spans: list[tuple[int, int]], starts: list[int]) -> bool:
    index = bisect_right(starts, one.start) - 1
    return index >= 0 and one.start < spans[index][1]
