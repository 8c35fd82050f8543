"""The passage of a text that is nearest to a quote: where its words stand, and how like it is."""

from __future__ import annotations

from array import array
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz

from evidence.changes.words import align, spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MOST = 1_000_000
"""Words of a text that are held at once: ten times a plan of 200 pages, in 100 MB."""
_OVERLAP = 10_000
"""Words that the next stretch of a longer text begins with again, for a passage that stands on its end: a
quote is looked for closely by 2,000 of its words."""
_PARTIAL = 1_000
"""Characters of a quote up to which the score slides over the window (its time grows with the
cube); a longer one is scored against the passage that lines up with it."""
_WINDOWS = 3
"""Places of the text that are looked at closely: those with the most words of the quote."""


class Spans:
    """Where each word of a text starts and ends."""

    def __init__(self) -> None:
        self._starts, self._stops = array("L"), array("L")

    def append(self, start: int, stop: int) -> None:
        """The next word's."""
        self._starts.append(start)
        self._stops.append(stop)

    def __getitem__(self, word: int) -> tuple[int, int]:
        return self._starts[word], self._stops[word]

    def __len__(self) -> int:
        return len(self._starts)


class Text(NamedTuple):
    """A text and its words, each with where it starts and ends."""

    raw: str
    words: list[str]
    spans: Spans

    def passage(self, start: int, stop: int) -> str:
        """The raw text from word ``start`` to before word ``stop``."""
        return " ".join(self.raw[self.spans[start][0] : self.spans[stop - 1][1]].split())


def read(raw: str) -> Text:
    """The words of a text, the first :data:`MOST` of them."""
    return _text(raw, islice(spans(raw), MOST))


def stretches(raw: str) -> Iterator[Text]:
    """All words of a text, which is one stretch unless it is very long."""
    found = spans(raw)
    text = _text(raw, islice(found, MOST))
    yield text
    while len(text.words) == MOST:
        tail = zip(
            text.words[-_OVERLAP:],
            (text.spans[n] for n in range(MOST - _OVERLAP, MOST)),
            strict=True,
        )
        again = [(word, *place) for word, place in tail]
        text = _text(raw, [*again, *islice(found, MOST - _OVERLAP)])
        yield text


def _text(raw: str, found: Iterable[tuple[str, int, int]]) -> Text:
    text = Text(raw, [], Spans())
    for word, start, stop in found:
        text.words.append(word)
        text.spans.append(start, stop)
    return text


def exact(wanted: Sequence[str], tokens: Sequence[str]) -> int | None:
    """Index of the first word where ``wanted`` stands in ``tokens``, word for word."""
    text = f" {' '.join(tokens)} "
    place = text.find(f" {' '.join(wanted)} ")
    return None if place < 0 else text.count(" ", 0, place)


def windows(wanted: Sequence[str], tokens: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The stretches of ``tokens``, twice as long as the quote, that share the most words with
    it."""
    size, need = len(wanted), Counter(wanted)
    shared, scores = 0, []
    have: Counter[str] = Counter()
    for index, word in enumerate(tokens):
        have[word] += 1
        shared += have[word] <= need[word]
        if index >= size:
            old = tokens[index - size]
            shared -= have[old] <= need[old]
            have[old] -= 1
        scores.append(shared)
    for _ in range(_WINDOWS):
        best = max(range(len(scores)), key=scores.__getitem__, default=-1)
        if best < 0 or scores[best] <= 0:
            return
        start, stop = max(0, best - size - size // 2), min(len(tokens), best + 1 + size // 2)
        yield start, stop
        scores[start:stop] = [-1] * (stop - start)


def close(
    wanted: Sequence[str], tokens: Sequence[str], window: tuple[int, int]
) -> tuple[float, int, int]:
    """Score of the quote in a window, and first and last word of the passage that it meets
    there."""
    nearby = tokens[window[0] : window[1]]
    start, stop = _span(wanted, nearby)
    text = " ".join(wanted)
    if len(text) <= _PARTIAL:
        score = fuzz.partial_ratio(text, " ".join(nearby))
    else:
        score = fuzz.ratio(text, " ".join(nearby[start:stop]))
    return score, window[0] + start, window[0] + stop


def _span(wanted: Sequence[str], nearby: Sequence[str]) -> tuple[int, int]:
    """First and last word of ``nearby`` that the quote lines up with.

    A common word that the alignment picked up far from the rest ("de la") is no part of the
    passage.
    """
    runs = [(i1, i2, j1, j2) for tag, i1, i2, j1, j2 in align(wanted, nearby) if tag == "equal"]
    while len(runs) > 1 and _astray(runs[0], runs[1], runs[0]):
        del runs[0]
    while len(runs) > 1 and _astray(runs[-2], runs[-1], runs[-1]):
        del runs[-1]
    if not runs:
        return 0, 0
    (first, _, start, _), (_, last, _, stop) = runs[0], runs[-1]
    while first and start and wanted[first - 1] == nearby[start - 1]:
        first, start = first - 1, start - 1
    while last < len(wanted) and stop < len(nearby) and wanted[last] == nearby[stop]:
        last, stop = last + 1, stop + 1
    return start, stop


def _astray(one: tuple[int, ...], other: tuple[int, ...], outer: tuple[int, ...]) -> bool:
    """Whether the ``outer`` of two neighbouring runs is small against the words between them."""
    missing, between = other[0] - one[1], other[2] - one[3]
    return between - missing > 2 * (outer[1] - outer[0])
