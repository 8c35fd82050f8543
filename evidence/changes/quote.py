"""Does the quoted passage still stand there, word for word?

A fuzzy score can't answer: one "no" put into 25 words still scores 0.98. So *present* needs the
same words in the same order, and the score only tells altered from absent.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz

from evidence.changes.redline import Operation, redline
from evidence.changes.words import align, spans, words
from evidence.content.records import texts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evidence.content.model import Content

ALTERED = 75.0
"""Score from which the passage stands there in other words (rapidfuzz's partial ratio, 0 to
100)."""
ABSENT = 65.0
"""Score below which it does not; between the two a person has to look."""
_SHORT = 8
"""Words; a shorter quote resembles too much by chance, so only a near-exact one counts."""
_SHORT_ALTERED = 92.0
_LONGEST = 2_000
"""Words of a quote that is not there word for word on which the search for the nearest passage
rests."""
_PARTIAL = 1_000
"""Characters of a quote up to which the score slides over the window (its time grows with the
cube); a longer one is scored against the passage that lines up with it."""
_WINDOWS = 3
"""Places of the text that are looked at closely: those with the most words of the quote."""
_QUOTED = re.compile(r"«([^«»]{1,2000})»|“([^“”]{1,2000})”|\"([^\"\n]{1,2000})\"")
_QUOTATION = 5
_ELLIPSIS = re.compile(r"\[\s*(?:…|\.{3})\s*\]|\(\s*(?:…|\.{3})\s*\)|…|\.{3}")


class State(StrEnum):
    """What became of a quote; a quote with gaps has the state of its worst piece."""

    PRESENT = "present"
    ALTERED = "altered"
    UNSURE = "unsure"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Quote:
    """What was found of a quote."""

    state: State
    score: float
    """0 to 1; 1 when present"""
    found: str
    """the nearest passage, as it stands in the text; empty when absent"""
    diff: tuple[Operation, ...] = ()
    """from the quote to what was found, when altered or unsure"""
    part: str | None = None
    """address of the part of the document in which it was found; None: in the answer itself"""

    @property
    def lost(self) -> bool:
        """Whether the passage does not stand there as it was quoted."""
        return self.state in (State.ALTERED, State.ABSENT)


class _Text(NamedTuple):
    raw: str
    words: list[str]
    spans: list[tuple[int, int]]

    def passage(self, start: int, stop: int) -> str:
        """The raw text from word ``start`` to before word ``stop``."""
        return " ".join(self.raw[self.spans[start][0] : self.spans[stop - 1][1]].split())


def quotations(text: str) -> list[str]:
    """The passages of ``text`` that stand between quotation marks and have at least five words.

    Shorter ones are names and single words, which stand on many pages by chance.
    """
    found = (next(filter(None, match.groups())) for match in _QUOTED.finditer(text))
    return [passage for passage in dict.fromkeys(found) if len(passage.split()) >= _QUOTATION]


def check_quote(quote: str, content: Content) -> Quote:
    """Look for ``quote`` in all lines of ``content``; ``…``, ``[...]`` in it stand for left-out
    words.

    The pieces of such a quote are looked for each on its own, not in their order.

    A content without its whole text (not comparable, cut, scanned pages) can't prove absence:
    unsure.
    """
    text = _read(content.text)
    pieces = [piece for part in _ELLIPSIS.split(quote) if (piece := _read(part)).words]
    if not pieces:
        return Quote(State.UNSURE, 0.0, "")
    records = content.lines[len(content.lines) - content.data_lines :]
    answers = [_in_a_record(piece, records) or _look(piece, text) for piece in pieces]
    order = list(State)
    worst = max(answers, key=lambda answer: (order.index(answer.state), -answer.score))
    whole = (
        content.comparable
        and not content.partial
        and not any(p.image_sha256 for p in content.parts)
    )
    if worst.state is State.ABSENT and not whole:
        return Quote(State.UNSURE, worst.score, "")
    if worst.state is State.PRESENT and len(answers) > 1:
        return Quote(State.PRESENT, 1.0, " […] ".join(answer.found for answer in answers))
    return worst


def _read(raw: str) -> _Text:
    found = list(spans(raw))
    return _Text(raw, [word for word, _, _ in found], [(start, stop) for _, start, stop in found])


def _look(quote: _Text, text: _Text) -> Quote:
    exact = _exact(quote.words, text.words)
    if exact is not None:
        return Quote(State.PRESENT, 1.0, text.passage(exact, exact + len(quote.words)))
    wanted = quote.words[:_LONGEST]
    score, start, stop = max(
        (_close(wanted, text.words, around) for around in _windows(wanted, text.words)),
        default=(0.0, 0, 0),
    )
    short = len(wanted) < _SHORT
    altered, absent = (_SHORT_ALTERED, _SHORT_ALTERED) if short else (ALTERED, ABSENT)
    if score < absent or start == stop:
        return Quote(State.ABSENT, round(score / 100, 3), "")
    found = text.passage(start, stop)
    state = State.ALTERED if score >= altered else State.UNSURE
    diff = redline([quote.passage(0, len(wanted))], [found])
    return Quote(state, round(min(score, 99.9) / 100, 3), found, diff)


def _in_a_record(quote: _Text, records: Sequence[str]) -> Quote | None:
    """A quote that is put together of whole texts of one record, as a page draws it: "Ana Pérez,
    Directora" of three fields, in whatever order they stand."""
    for line in records:
        if quote.words[0] not in line.lower():
            continue
        texts = sorted(map(words, texts_of(line)), key=len, reverse=True)
        at = 0
        while at < len(quote.words):
            fits = next((t for t in texts if t and quote.words[at : at + len(t)] == t), None)
            if fits is None:
                break
            texts.remove(fits)
            at += len(fits)
        else:
            return Quote(State.PRESENT, 1.0, line)
    return None


def _exact(wanted: Sequence[str], tokens: Sequence[str]) -> int | None:
    """Index of the first word where ``wanted`` stands in ``tokens``, word for word."""
    text = f" {' '.join(tokens)} "
    place = text.find(f" {' '.join(wanted)} ")
    return None if place < 0 else text.count(" ", 0, place)


def _windows(wanted: Sequence[str], tokens: Sequence[str]) -> Iterator[tuple[int, int]]:
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


def _close(
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
