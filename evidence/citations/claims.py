"""The sentence that a marker or a URL supports.

A block is cut at blank lines, bullets and headings; notes and page furniture are no part of it; a
sentence that runs on behind them (over a page's foot) is put together again. Markers are masked before
the text is segmented: ``2017.⁴ The`` has its full stop, ``results9`` has no digit.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

import sentencex

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_URL = "\ue000"
"""Stands for a URL while a text is segmented (a private-use character: no sentence ends in it)."""
_WINDOW = 4000
"""Characters of a block looked at on either side."""
_BREAK = re.compile(r"\n[ \t]*(?:\n\s*|\f\n?|(?=(?:[-*+•●▪◦·–]|\d{1,2}[.)]|#{1,6}|\|)[ \t]))")
_BULLET = re.compile(r"\s*(?:[-*+•●▪◦·–]|\d{1,2}[.)]|#{1,6}|\|)[ \t]")
_CLOSED = re.compile(r"[.!?:;…][\"'”’»)\]*_\s]*$")
_STARS = re.compile(r"(?<!\w)\*{1,3}(?=\S)|(?<=\S)\*{1,3}(?!\w)|(?<=\w)\*{1,2}(?=\w)")
_UNDERLINES = re.compile(r"(?<![\w/=%.-])_{1,2}(?=\w)([^_\n]{1,200})(?<=\w)_{1,2}(?![\w/%=-])")
_LEAD = re.compile(r"\s*(?:[-*+•●▪◦·–]|\d{1,2}[.)])[ \t]+|\s*#{1,6}[ \t]+")
_BOLD_LEAD = re.compile(r"(?:[^*\n]{0,40})\*\*([^*\n]{2,120})\*\*|([^.\n:]{2,80}):\s")
_SPANISH = re.compile(r"\b(?:de|la|el|los|las|que|por|del|una?|con|para|se|en)\b", re.IGNORECASE)
_ENGLISH = re.compile(r"\b(?:the|of|and|to|in|is|that|for|was|with|by|on|are)\b", re.IGNORECASE)
_SAMPLE = 600
"""Characters that tell Spanish from English."""
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
        """``cuts`` are left out, ``marks`` are masked; ``urls`` maps spans to how they are shown."""
        self._text = text
        self._cuts = _merged(cuts)
        self._cut_starts = [start for start, _ in self._cuts]
        self._shown = dict.fromkeys(marks, "") | urls
        self._marks = sorted(self._shown)
        self._mark_starts = [start for start, _ in self._marks]

    def sentence(self, position: int) -> str | None:
        """The sentence that ends at ``position`` or runs over it: that of the character before it.

        White space is folded; markers and signs of emphasis are left out.
        """
        words, shown, at = "", [], 0
        for start, end in self._block(position):
            lead = _LEAD.match(self._text, start, end)
            start = lead.end() if lead else start  # noqa: PLW2901 - the bullet is no part of the sentence
            if start <= position <= end:
                at = len(words) + len(self._plain(start, position)[0])
            plain, urls = self._plain(start, end)
            words += plain + "\n"
            shown += urls
        return _segment(words, shown, at)

    def lead(self, position: int) -> str | None:
        """The bold words that open the block around ``position``, else what stands before its colon."""
        start, end = self._span(position)
        lead = _LEAD.match(self._text, start, end)
        match = _BOLD_LEAD.match(self._words(lead.end() if lead else start, end))
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
        return clean(self._words(first, min(last, end))) or None

    def _block(self, position: int) -> list[tuple[int, int]]:
        """The spans of the block around ``position``, and of what it runs on from and into."""
        pieces = [self._span(position)]
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
        left = self._words(*first).rstrip()
        right = self._text[second[0] : second[0] + 200]
        if _CLOSED.search(left) or _BULLET.match(right) or len(left) < 40:
            return False
        between = self._text[first[1] : second[0]]
        cut = bisect_left(self._cut_starts, first[1]) < bisect_left(self._cut_starts, second[0])
        return right.lstrip()[:1].islower() or ((cut or "\f" in between) and "#" not in between)

    def _span(self, position: int) -> tuple[int, int]:
        floor, ceiling = self._open(position)
        low = max(floor, position - _WINDOW)
        start, at = low, self._text.rfind("\n", low, position)
        while at >= 0:
            match = _BREAK.match(self._text, at, position)
            if match:
                start = match.end()
                break
            at = self._text.rfind("\n", low, at)
        following = _BREAK.search(self._text, position, min(ceiling, position + _WINDOW))
        return start, following.start() if following else min(ceiling, position + _WINDOW)

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

    def _words(self, start: int, end: int) -> str:
        return _restore(*self._plain(start, end))

    def _plain(self, start: int, end: int) -> tuple[str, list[str]]:
        """``text[start:end]`` without markers, a placeholder for each URL; and those URLs."""
        index = bisect_left(self._mark_starts, start)
        pieces: list[str] = []
        urls: list[str] = []
        while index < len(self._marks) and self._marks[index][0] < end:
            first, last = self._marks[index]
            url = self._shown[first, last]
            before = self._text[start:first]
            if url:
                pieces += before, _URL
                urls.append(url)
            else:
                follows = self._text[last : last + 1]
                pieces.append(before.rstrip(" ") if follows and follows in ".,;:" else before)
            start = max(start, last)
            index += 1
        return "".join(pieces) + self._text[start:end], urls


def clean(text: str) -> str:
    """White space folded, soft hyphens joined, signs of emphasis left out."""
    return fold(_UNDERLINES.sub(r"\1", _STARS.sub("", text)))


def fold(text: str) -> str:
    """White space folded, soft hyphens joined."""
    return " ".join(re.sub(r"\u00ad\s*", "", text).split())


def _segment(words: str, urls: list[str], at: int) -> str | None:
    """The sentence of ``words`` that holds the character before ``at``."""
    while at > 0 and words[at - 1 : at].isspace():
        at -= 1
    flat = re.sub(r"\s", " ", words)
    position = 0
    for sentence in sentencex.segment(_language(flat), flat):
        position += len(sentence)
        if position >= at and sentence.strip():
            passed = flat[: position - len(sentence)].count(_URL)
            return clean(_restore(sentence, urls[passed:])) or None
    return clean(_restore(flat, urls)) or None


def _restore(plain: str, urls: list[str]) -> str:
    following = iter(urls)
    return re.sub(_URL, lambda _: next(following, ""), plain)


def _language(text: str) -> str:
    sample = text[:_SAMPLE]
    return "es" if len(_SPANISH.findall(sample)) > len(_ENGLISH.findall(sample)) else "en"


def _merged(spans: Iterable[tuple[int, int]]) -> Sequence[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif end > start:
            merged.append((start, end))
    return merged
