"""Words as a comparison sees them, and how two sequences of them line up."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import islice, tee
from typing import TYPE_CHECKING

from rapidfuzz.distance import LCSseq

from evidence.changes import signs
from evidence.folding import ON_THE_LINE

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence

Step = tuple[str, int, int, int, int]
"""``(tag, i1, i2, j1, j2)`` as difflib's opcodes: tag is equal, delete, insert or replace."""

_LETTERS = r"[^\W_]+(?:[.,:/'\-][^\W_]+)*"
_WORD = re.compile(f"{_LETTERS}[%°]?")
_TOKEN = re.compile(f"{_LETTERS}°?|{signs.PATTERN}")
_BLANK = re.compile(r"\s")
_TYPOGRAPHY = str.maketrans("‘’‛´`“”„«»‐‑‒–—−", "'''''\"\"\"\"\"------")
_SAME = signs.ALIKE | str.maketrans(
    {"º": "o", "ª": "a", "№": "No", "½": " 1/2", "¼": " 1/4", "¾": " 3/4", "⅓": " 1/3", "⅔": " 2/3"}
)
"""Sign -> what says the same on the line: "4º" and "4o", "3½" and "3 1/2"."""
_UNIT = re.compile(r"(?<![^\W\d_])([cdhkm]?m|ft|in)([²³])(?![^\W_])")
"""A square or cubic measure, which keyboards write "m2": "10²" is another number than "102"."""
_TELLING = 5
"""Letters of a word by which a sentence is known again."""
_SEED = 8
"""Words of an anchor: as long a run that stands once on each side is the same passage."""
_LONGEST = 4_000_000
"""Words of both sides; beyond it the table of seeds would need gigabytes."""
_CELLS = 400_000_000
"""Words of one side times words of the other up to which the exact method runs: 50 MB, 0.1 s."""
_CELLS_TOGETHER = 2_000_000_000
"""The same of all stretches of two texts. Stretches of two texts of 100,000 words, which is 200 pages, have
no more however they are cut."""
MOST_WORDS = 400_000
"""Words of either side up to which two texts are compared word by word: four times a plan of 200 pages. Of
longer ones whole lines are."""
MOST_LETTERS = 6_000_000
"""Characters likewise: of words, as a text has them, there are more first."""
_PIECE = 100_000
"""Characters that are searched for words at once: a thread that asks for all words of a text without a
line's end lets no other go on meanwhile."""


def words(text: str) -> list[str]:
    """The words of ``text``, lower case, without the punctuation around them; 1.5 and 3/2025 are
    one."""
    if len(text) <= _PIECE:
        return _words(text)
    return [word for piece, _ in _pieces(text) for word in _words(piece)]


def _words(piece: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(straight(piece))]


def tokens(text: str) -> list[str]:
    """The words of ``text`` and the signs that say something (:mod:`evidence.changes.signs`), in reading
    order; "25%" and "25 %" are the same two."""
    found = []
    for piece, _ in _pieces(text):
        folded = straight(piece)
        if not folded.isascii():
            if "²" in folded or "³" in folded:
                folded = _UNIT.sub(_on_the_line, folded)
            folded = folded.translate(_SAME)
        found += [token.lower() for token in _TOKEN.findall(folded)]
    return found


def _on_the_line(measure: re.Match[str]) -> str:
    return measure[1] + measure[2].translate(ON_THE_LINE)


def first_words(lines: Iterable[str], most: int) -> list[str]:
    """The first words of ``lines``, ``most`` of them; what stands behind them is not read."""
    found: list[str] = []
    for line in lines:
        for piece, _ in _pieces(line):
            found += _words(piece)
            if len(found) >= most:
                return found[:most]
    return found


def key(line: str) -> str:
    """The words and signs of a line as one text: equal for lines that differ in case and punctuation
    alone."""
    return " ".join(tokens(line))


def tells(word: str) -> bool:
    """Whether a word does not stand in every sentence, as articles and prepositions do."""
    return len(word) >= _TELLING or word[0].isdigit()


def spans(text: str) -> Iterator[tuple[str, int, int]]:
    """The same words, each with where it starts and ends in ``text``."""
    for piece, start in _pieces(text):
        for match in _WORD.finditer(straight(piece)):
            yield match[0].lower(), start + match.start(), start + match.end()


def _pieces(text: str) -> Iterator[tuple[str, int]]:
    """``text`` cut at blanks, where no word is, each piece with where it starts. A word that is longer
    than a piece is one."""
    start = 0
    while len(text) - start > _PIECE:
        blank = _BLANK.search(text, start + _PIECE)
        if blank is None:
            break
        yield text[start : blank.start()], start
        start = blank.end()
    yield text[start:] if start else text, start


def straight(text: str) -> str:
    """``text`` with typographic quotes and dashes as plain ones."""
    # of these signs only the grave accent is ASCII, and it means the same in a text without others
    return text.replace("`", "'") if text.isascii() else text.translate(_TYPOGRAPHY)


def shingles(tokens: Sequence[str], size: int) -> set[tuple[str, ...]]:
    """All runs of ``size`` words; a shorter text is one shingle, an empty one none."""
    if len(tokens) < size:
        return {tuple(tokens)} if tokens else set()
    return set(zip(*(tokens[start:] for start in range(size)), strict=False))


def hashes(tokens: Iterable[Hashable], size: int) -> Iterator[int]:
    """All runs of ``size`` words, each by a hash that holds in this process only: for texts of which the
    words themselves would take gigabytes. Fewer words than ``size`` have none."""
    each = tee(tokens, size)
    runs = zip(*(islice(one, start, None) for start, one in enumerate(each)), strict=False)
    return map(hash, runs)


def align(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Step]:
    """The steps from ``old`` to ``new``; longest common subsequence, between anchors where it is
    long.

    Time and memory stay bounded: a stretch beyond ``_CELLS`` without any anchor is one replacement, and
    so are the largest where all stretches are beyond ``_CELLS_TOGETHER``.
    """
    anchors = [*_anchors(old, new), (len(old), len(new), 0)]
    stretches = _between(anchors)
    most = _largest([(i2 - i) * (j2 - j) for i, i2, j, j2 in stretches])
    steps: list[Step] = []
    for (i, j, length), stretch in zip(anchors, stretches, strict=True):
        steps += _exact(old, new, stretch, most)
        if length:
            steps.append(("equal", i, i + length, j, j + length))
    return _merged(steps)


def _between(anchors: list[tuple[int, int, int]]) -> list[tuple[int, int, int, int]]:
    """The stretch before each anchor: ``(i1, i2, j1, j2)``."""
    found = []
    i = j = 0
    for next_i, next_j, length in anchors:
        found.append((i, next_i, j, next_j))
        i, j = next_i + length, next_j + length
    return found


def _largest(cells: list[int]) -> int:
    """The cells of the largest stretch that is lined up: all are, or as many of the smallest as there is
    time for."""
    if sum(cells) <= _CELLS_TOGETHER:
        return _CELLS
    spent = 0
    for size in sorted(cells):
        spent += size
        if spent > _CELLS_TOGETHER:
            return min(_CELLS, size - 1)
    return _CELLS


def _exact(
    old: Sequence[Hashable],
    new: Sequence[Hashable],
    stretch: tuple[int, int, int, int],
    most: int,
) -> list[Step]:
    """The steps through a stretch by the longest common subsequence; beyond ``most`` cells one."""
    i, i2, j, j2 = stretch
    if i == i2 or j == j2 or (i2 - i) * (j2 - j) > most:
        tag = "insert" if i == i2 else "delete" if j == j2 else "replace"
        return [(tag, i, i2, j, j2)] if i2 > i or j2 > j else []
    found = LCSseq.opcodes(old[i:i2], new[j:j2])
    return [
        (step.tag, i + step.src_start, i + step.src_end, j + step.dest_start, j + step.dest_end)
        for step in found
    ]


def _anchors(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int, int]]:
    """Runs ``(i, j, length)`` that both sides have, in order on both, grown from unique seeds."""
    if len(old) * len(new) <= _CELLS // 100 or len(old) + len(new) > _LONGEST:
        return []
    theirs = _unique(new)
    pairs = [
        (i, j)
        for seed, i in _unique(old).items()
        if (j := theirs.get(seed)) is not None and old[i : i + _SEED] == new[j : j + _SEED]
    ]
    anchors: list[tuple[int, int, int]] = []
    i = j = 0
    for left, right in _rising(sorted(pairs)):
        if left < i or right < j:
            continue
        start_i, start_j = left, right
        while start_i > i and start_j > j and old[start_i - 1] == new[start_j - 1]:
            start_i, start_j = start_i - 1, start_j - 1
        i, j = left, right
        while i < len(old) and j < len(new) and old[i] == new[j]:
            i, j = i + 1, j + 1
        anchors.append((start_i, start_j, i - start_i))
    return anchors


def _unique(tokens: Sequence[Hashable]) -> dict[int, int]:
    """Where the runs of ``_SEED`` words stand that stand only once, by a hash of them: the words
    themselves would take four times the memory."""
    found: dict[int, int] = {}
    for index, seed in enumerate(hashes(tokens, _SEED)):
        found[seed] = -1 if seed in found else index
    return {seed: index for seed, index in found.items() if index >= 0}


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest selection in which both numbers rise (patience sorting, n log n)."""
    tails: list[int] = []
    chain: list[int] = []
    before = [-1] * len(pairs)
    for index, (_, right) in enumerate(pairs):
        place = bisect_left(tails, right)
        before[index] = chain[place - 1] if place else -1
        tails[place : place + 1] = [right]
        chain[place : place + 1] = [index]
    index = chain[-1] if chain else -1
    picked = []
    while index >= 0:
        picked.append(pairs[index])
        index = before[index]
    return picked[::-1]


def _merged(steps: list[Step]) -> list[Step]:
    """Neighbouring equal steps as one, neighbouring changes as one."""
    merged: list[Step] = []
    for step in steps:
        same = merged and (merged[-1][0] == "equal") == (step[0] == "equal")
        _, i1, _, j1, _ = merged.pop() if same else step
        i2, j2 = step[2], step[4]
        tag = (
            "equal"
            if step[0] == "equal"
            else "insert"
            if i1 == i2
            else "delete"
            if j1 == j2
            else "replace"
        )
        merged.append((tag, i1, i2, j1, j2))
    return merged


def changed(steps: Iterable[Step]) -> Iterator[Step]:
    """The steps that are not equal."""
    return (step for step in steps if step[0] != "equal")


def telling(old: Sequence[str], new: Sequence[str], steps: Iterable[Step]) -> list[Step]:
    """The steps from ``old`` to ``new`` that are not equal and say something: more than that a sign came
    or went alone."""
    return [
        step
        for step in changed(steps)
        if not signs.says_nothing(old[step[1] : step[2]], new[step[3] : step[4]])
    ]


def differ_in_nothing(old: Sequence[str], new: Sequence[str]) -> bool:
    """Whether two lines, as tokens, differ in nothing but signs that say nothing."""
    return not telling(old, new, align(old, new))
