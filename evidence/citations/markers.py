"""Note markers in the body: superscripts, ``[7]``, raised numbers, and digits glued to a word.

Explicit signs are believed. Glued digits (``SFP6``) only where they fit between their neighbours:
the markers of a chain rise with the text, so the heaviest rising sequence over all candidates is
taken.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.folding import ON_THE_LINE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evidence.formats.document import Document, Span

_MARKER = re.compile(
    r"[⁰¹²³⁴-⁹\[<\d](?:"
    r"(?P<super>(?<=[⁰¹²³⁴-⁹])[⁰¹²³⁴-⁹]{0,5}(?:[,⁻ ][⁰¹²³⁴-⁹]{1,6}){0,8})"
    r"|(?P<bracket>(?<=\[)\^?\d{1,6}(?:[,;–-][ ]?\d{1,6}){0,8}\])"
    r"|(?P<tag>(?<=<)sup>\d{1,6}</sup>)"
    r"|(?P<glued>(?<=[^\W\d_]\d)\d{0,2}(?=[\s.,;:)*\]’”»]|$))"
    r"|(?P<closed>(?<=[.,;:”\"»)*]\d)(?<!\d[.,:].)(?<!\.\..)\d{0,2}(?=[\s*)”»]|$)))"
)
"""The first character is in one class, so that the search skips all others quickly."""
_UNIT = re.compile(r"(?:\b(?:[kcdm]?m|ft|in|h[ae])|[^\W\d_]_?[({]?\b[xyznR])$")
"""What is raised behind these is an exponent."""
_EXPLICIT, _GLUED, _CLOSED = 10.0, 1.0, 0.6


@dataclass(frozen=True, slots=True)
class Marker:
    """One marker: ``text[start:end]`` points to the note ``key``."""

    start: int
    end: int
    key: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sign that may be the marker of note ``number``."""

    number: int
    start: int
    end: int
    weight: float
    repeats: bool
    """bracketed numbers may point to one note from several places"""


def find_markers(
    document: Document, notes: list[tuple[int, int]], urls: Sequence[Span]
) -> list[Candidate]:
    """Every candidate outside notes and URLs, in order."""
    closed = sorted([*notes, *((span.start, span.end) for span in urls)])
    starts = [start for start, _ in closed]
    found = [
        Candidate(
            int(document.text[span.start : span.end].translate(ON_THE_LINE)),
            span.start,
            span.end,
            _EXPLICIT,
            repeats=False,
        )
        for span in document.raised
        if not _is_exponent(document.text, span.start)
    ]
    taken = {candidate.start for candidate in found}
    for match in _MARKER.finditer(document.text):
        kind = match.lastgroup or ""
        glued = kind in ("glued", "closed")
        if match.start() in taken or (glued and document.raised):
            continue  # a source that raises its markers does not glue others
        if kind == "super" and _is_exponent(document.text, match.start()):
            continue
        weight = {"glued": _GLUED, "closed": _CLOSED}.get(kind, _EXPLICIT)
        found += (
            Candidate(int(number), match.start(), match.end(), weight, kind == "bracket")
            for number in re.findall(r"\d+", match[0].translate(ON_THE_LINE))
        )
    found.sort(key=lambda candidate: candidate.start)
    kept = []
    for candidate in found:
        index = bisect_right(starts, candidate.start) - 1
        if index < 0 or closed[index][1] <= candidate.start:
            kept.append(candidate)
    return kept


def _is_exponent(text: str, start: int) -> bool:
    return bool(_UNIT.search(text, max(0, start - 8), start))


def assign(
    candidates: list[Candidate], notes: dict[int, int], floor: int, chain: str
) -> list[Marker]:
    """The markers of one chain: ``notes`` maps numbers to the offset that their markers lie
    before."""
    low = bisect_left(candidates, floor, key=lambda candidate: candidate.start)
    high = bisect_left(candidates, max(notes.values()), key=lambda candidate: candidate.start)
    own = [
        candidate
        for candidate in candidates[low:high]
        if candidate.number in notes and candidate.start < notes[candidate.number]
    ]
    chosen = _heaviest_rise(own)
    explicit = {candidate.number for candidate in own if candidate.repeats}
    picked = [
        candidate
        for candidate in own
        if candidate.repeats or (candidate in chosen and candidate.number not in explicit)
    ]
    return [Marker(c.start, c.end, f"{chain}.{c.number}") for c in picked]


def _heaviest_rise(candidates: list[Candidate]) -> set[Candidate]:
    """The heaviest subsequence with rising numbers (a Fenwick tree over the numbers keeps it n log
    n)."""
    size = max((candidate.number for candidate in candidates), default=0) + 1
    tree: list[tuple[float, int]] = [(0.0, -1)] * (size + 1)
    previous: list[int] = []
    best = (0.0, -1)
    for index, candidate in enumerate(candidates):
        below = (0.0, -1)
        node = candidate.number
        while node > 0:
            below = max(below, tree[node])
            node -= node & -node
        own = (below[0] + candidate.weight, index)
        previous.append(below[1])
        best = max(best, own, key=lambda entry: entry[0])
        node = candidate.number + 1
        while node <= size:
            tree[node] = max(tree[node], own, key=lambda entry: entry[0])
            node += node & -node
    chosen = set()
    index = best[1]
    while index >= 0:
        chosen.add(candidates[index])
        index = previous[index]
    return chosen
