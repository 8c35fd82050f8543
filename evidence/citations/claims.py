"""The sentence that a marker or a URL supports.

A block is cut at blank lines, bullets and headings; notes and page furniture are no part of it; a
sentence that runs on behind them (over a page's foot) is put together again. Markers are masked
before the text is segmented: ``2017.⁴ The`` has its full stop, ``results9`` has no digit.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

import sentencex

from evidence.folding import rejoined
from evidence.language import likeliest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_URL = "\ue000"
"""Stands for a URL while a text is segmented (a private-use character: no sentence ends in it)."""
LONGEST = 2000
"""Characters of a claim that are kept."""
_WINDOW = 4000
"""Characters of a block looked at on either side."""
_KEPT = 64
"""Blocks whose sentences are remembered; citations come in the order of the text."""
_LONGEST_LEAD = 200
_BREAK = re.compile(r"\n[ \t]*(?:\n\s*|\f\n?|(?=(?:[-*+•●▪◦·–]|\d{1,2}[.)]|#{1,6}|\|)[ \t]))")
_BULLET = re.compile(r"\s*(?:[-*+•●▪◦·–]|\d{1,2}[.)]|#{1,6}|\|)[ \t]")
_CLOSED = re.compile(r"[.!?:;…][\"'”’»)\]*_\s]*$")
_STARS = re.compile(r"(?<!\w)\*{1,3}(?=\S)|(?<=\S)\*{1,3}(?!\w)|(?<=\w)\*{1,2}(?=\w)")
_UNDERLINES = re.compile(r"(?<![\w/=%.-])_{1,2}(?=\w)([^_\n]{1,200})(?<=\w)_{1,2}(?![\w/%=-])")
_LEAD = re.compile(r"\s*(?:[-*+•●▪◦·–]|\d{1,2}[.)])[ \t]+|\s*#{1,6}[ \t]+")
_BOLD_LEAD = re.compile(r"(?:[^*\n]{0,40})\*\*([^*\n]{2,120})\*\*|([^.\n:]{2,80}):\s")
_LANGUAGES = ("en", "es")
"""By whose rules a text is cut into sentences."""
_SAMPLE = 600
"""Characters that tell one of them from the other."""
_JOINS = 3
"""Blocks put together on either side; a sentence over four pages is no sentence."""


class Body:
    """The running text of a document, without its notes and furniture."""

    def __init__(
        self,
        text: str,
        cuts: Iterable[tuple[int, int]],
        marks: Iterable[tuple[int, int]],
        urls: dict[tuple[int, int], str],
    ) -> None:
        """``cuts`` are left out, ``marks`` are masked; ``urls`` maps spans to how they are
        shown."""
        self._text = text
        self._cuts = _merged(cuts)
        self._cut_starts = [start for start, _ in self._cuts]
        self._shown = dict.fromkeys(marks, "") | urls
        self._marks = sorted(self._shown)
        self._mark_starts = [start for start, _ in self._marks]
        self._blocks: dict[tuple[int, int], _Block] = {}

    def sentence(self, position: int) -> str | None:
        """The sentence that ends at ``position`` or runs over it: that of the character before it.

        White space is folded; markers and signs of emphasis are left out; at most ``LONGEST``
        characters.
        """
        span = self._span(position)
        if span not in self._blocks:
            if len(self._blocks) >= _KEPT:
                self._blocks.clear()
            self._blocks[span] = self._read(span)
        return self._blocks[span].at(position)

    def _read(self, span: tuple[int, int]) -> _Block:
        block = _Block()
        for start, end in self._block(span):
            lead = _LEAD.match(self._text, start, end)
            for first, last, shown in self._parts(lead.end() if lead else start, end):
                block.add(first, self._text[first:last] if shown is None else _URL, shown)
            block.add(end, "\n", None)
        block.segment()
        return block

    def lead(self, position: int) -> str | None:
        """The bold words that open the block around ``position``, else what stands before its
        colon."""
        start, end = self._span(position)
        lead = _LEAD.match(self._text, start, end)
        first = lead.end() if lead else start
        match = _BOLD_LEAD.match(self.words(first, min(end, first + _LONGEST_LEAD)))
        if match is None or not (match[1] or lead):
            return None
        return clean(match[1] or match[2]).rstrip(":") or None

    def opens(self, start: int, end: int) -> str | None:
        """The first block of ``[start, end)``, for a marker that stands on its heading."""
        while start < end and self._text[start].isspace():
            start += 1
        if start >= end:
            return None
        first, last = self._span(start)
        return clean(self.words(first, min(last, end)))[:LONGEST] or None

    def _block(self, span: tuple[int, int]) -> list[tuple[int, int]]:
        """The spans of one block, and of what it runs on from and into."""
        pieces = [span]
        for _ in range(_JOINS):
            before = self._before(pieces[0][0])
            if before is None or not self._runs_on(before, pieces[0]):
                break
            pieces.insert(0, before)
        for _ in range(_JOINS):
            after = self._after(pieces[-1][1])
            if after is None or not self._runs_on(pieces[-1], after):
                break
            pieces.append(after)
        return pieces

    def _runs_on(self, first: tuple[int, int], second: tuple[int, int]) -> bool:
        """Whether a sentence goes over from one block into the next."""
        left = self.words(*first).rstrip()
        right = self._text[second[0] : second[0] + 200]
        if _CLOSED.search(left) or _BULLET.match(right) or len(left) < 40:
            return False
        between = self._text[first[1] : second[0]]
        cut = bisect_left(self._cut_starts, first[1]) < bisect_left(self._cut_starts, second[0])
        return right.lstrip()[:1].islower() or ((cut or "\f" in between) and "#" not in between)

    def _span(self, position: int) -> tuple[int, int]:
        """The block around ``position``; one without any break is cut every ``_WINDOW``
        characters."""
        floor, ceiling = self._open(position)
        low = max(floor, position - _WINDOW)
        start, at = max(floor, position // _WINDOW * _WINDOW), self._text.rfind("\n", low, position)
        start = floor if low == floor else start
        while at >= 0:
            match = _BREAK.match(self._text, at, position)
            if match:
                start = match.end()
                break
            at = self._text.rfind("\n", low, at)
        following = _BREAK.search(self._text, position, min(ceiling, start + 2 * _WINDOW))
        return start, following.start() if following else min(ceiling, start + 2 * _WINDOW)

    def _open(self, position: int) -> tuple[int, int]:
        """The stretch around ``position`` that holds no cut."""
        index = bisect_right(self._cut_starts, position) - 1
        floor = self._cuts[index][1] if index >= 0 else 0
        if floor > position:  # the position stands in a note itself
            return self._cuts[index]
        ceiling = self._cut_starts[index + 1] if index + 1 < len(self._cuts) else len(self._text)
        return floor, ceiling

    def _before(self, start: int) -> tuple[int, int] | None:
        at = start - 1
        while at >= 0:
            index = bisect_right(self._cut_starts, at) - 1
            if index >= 0 and at < self._cuts[index][1]:
                at = self._cuts[index][0] - 1
            elif self._text[at].isspace():
                at -= 1
            else:
                return self._span(at)
        return None

    def _after(self, end: int) -> tuple[int, int] | None:
        at = end
        while at < len(self._text):
            index = bisect_right(self._cut_starts, at) - 1
            if index >= 0 and at < self._cuts[index][1]:
                at = self._cuts[index][1]
            elif self._text[at].isspace():
                at += 1
            else:
                return self._span(at)
        return None

    def words(self, start: int, end: int) -> str:
        """``[start, end)`` without its markers, URLs as they are shown."""
        return "".join(
            self._text[first:last] if shown is None else shown
            for first, last, shown in self._parts(start, end)
        )

    def _parts(self, start: int, end: int) -> Iterator[tuple[int, int, str | None]]:
        """``[start, end)`` without its markers: stretches of text (None), and URLs as they are
        shown."""
        index = bisect_left(self._mark_starts, start)
        while index < len(self._marks) and self._marks[index][0] < end:
            first, last = self._marks[index]
            url = self._shown[first, last]
            follows = self._text[last : last + 1]
            if url:
                yield start, first, None
                yield first, last, url
            else:
                space = (
                    first > start and self._text[first - 1] == " " and follows and follows in ".,;:"
                )
                yield start, first - bool(space), None
            start = max(start, last)
            index += 1
        yield start, max(start, end), None


class _Block:
    """The sentences of one block, and where each character of the source went."""

    def __init__(self) -> None:
        self._sources: list[int] = []
        self._offsets: list[int] = []
        self._pieces: list[str] = []
        self._length = 0
        self._urls: list[str] = []
        self._ends: list[int] = []
        self._sentences: list[str] = []

    def add(self, source: int, piece: str, url: str | None) -> None:
        """Take on ``piece``, which stands at ``source``; for a URL it is a placeholder."""
        self._sources.append(source)
        self._offsets.append(self._length)
        self._pieces.append(piece)
        self._length += len(piece)
        if url is not None:
            self._urls.append(url)

    def segment(self) -> None:
        """Find the sentences."""
        flat = re.sub(r"\s", " ", "".join(self._pieces))
        urls = iter(self._urls)
        end = 0
        for sentence in sentencex.segment(likeliest(flat[:_SAMPLE], _LANGUAGES), flat):
            end += len(sentence)
            shown = clean(re.sub(_URL, lambda _: next(urls, ""), sentence))[:LONGEST]
            if shown:
                self._ends.append(end)
                self._sentences.append(shown)

    def at(self, position: int) -> str | None:
        """The sentence that holds the character before ``position`` of the source."""
        if not self._sentences:
            return None
        index = max(bisect_left(self._sources, position) - 1, 0)
        inside = min(max(position - self._sources[index], 0), len(self._pieces[index]))
        while index > 0 and not self._pieces[index][:inside].strip():
            index -= 1
            inside = len(self._pieces[index])
        piece = self._pieces[index][:inside]
        at = self._offsets[index] + len(piece.rstrip())
        return self._sentences[min(bisect_left(self._ends, at), len(self._sentences) - 1)]


def clean(text: str) -> str:
    """On one line, broken words put together, signs of emphasis left out."""
    return rejoined(_UNDERLINES.sub(r"\1", _STARS.sub("", text)))


def _merged(spans: Iterable[tuple[int, int]]) -> Sequence[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif end > start:
            merged.append((start, end))
    return merged
