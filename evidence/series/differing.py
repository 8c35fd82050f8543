"""What differs between two texts that are one unit: sentence by sentence, then word by word.

Sentences that stand in both are set aside first, in whatever order; so is what stands elsewhere in
the other version, letter for letter: a foot-note that another format keeps at the end, a paragraph
that moved. What is left is paired by likeness.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING
from zlib import crc32

from rapidfuzz import fuzz

from evidence.changes.words import align, changed, spans
from evidence.folding import caseless
from evidence.series.marks import unmarked
from evidence.series.room import A_PAIR, A_PASSAGE, WORDS_AT_ONCE, Room
from evidence.series.spelling import RAISED, squeezed, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_SENTENCE = re.compile(
    r"(?<=[.!?])[\s\u00a0]+(?=[A-ZÁÉÍÓÚÑÇÀÂÊÔ¿¡\"“«(•])|(?<=;)\s+|\n+|\t+|\s(?=[•●▪■◦‣]\s)|\s(?=\(?[a-z]\)\s)"
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|(?<!\S)[^\s@]{1,64}@\S+")
_NOTE = re.compile(r"(?<=[^\W\d_]{4})\d{1,3}$")
"""The number of a note that a format glues to its word."""
_GLUED = re.compile(r"(?<=[^\W\d_][.!?])\d{1,3}(?=\s{1,3}[A-ZÁÉÍÓÚÑÇÀÂÊÔ¿¡\"“«(])")
"""The same behind the end of a sentence, which it would hide."""
_PAIR = 45.0
"""Likeness of two sentences, of 100 by their words, from which one is the other rewritten."""
_SAME_START = 15.0
"""What two sentences that begin alike are likelier one: *Fecha límite: …*"""
_LONG = 10
"""Letters of a sentence that can be looked for in a whole document: a shorter one stands anywhere."""
_TAKEN_IN = 0.34
"""Share of a sentence's words that came into another, from which it was taken into that one."""
_BESIDE = 2
"""Words on either side of a term by which it is known again."""
RUN = 4
"""Words of a run by which a text is looked for in a whole version."""
_RUNS_STAY = 0.75
"""Share of a sentence's runs that must stand elsewhere, where the sentence itself does not."""
_GRAMS = 1 << 24
"""Bytes by which runs of letters are told apart: three times the letters of the longest version."""
_MOST_PAIRS = 250_000
"""Sentences of one side times those of the other that are compared."""


@dataclass(frozen=True, slots=True)
class Hunk:
    """Words that were put in place of others; either may be none. Places in the passage's texts."""

    old: tuple[int, int]
    new: tuple[int, int]


@dataclass(frozen=True)
class Whole:
    """All that a version says, as what stands elsewhere in it is looked for."""

    letters: str = ""
    runs: Counter[tuple[str, ...]] = field(default_factory=Counter)
    room: Room = field(default_factory=Room)
    """for all that is looked for in the two versions"""

    @classmethod
    def of(cls, texts: Iterable[str], outside: str, room: Room) -> Whole:
        """Of the texts of units; ``outside`` is the squeezed text that stands in none."""
        runs: Counter[tuple[str, ...]] = Counter()
        letters = [outside]
        for text in texts:
            runs.update(runs_of(text))
            letters.append(squeezed(text))
        return cls("\n".join(letters), runs, room)

    def keeps(self, sentence: str, other: Whole) -> bool:
        """Whether a sentence of this version stands in the other one too, as often as here: what many
        commitments say is lost where one of them says it no more. A line of a page's foot that one of
        them has in its midst takes nothing away."""
        letters = squeezed(sentence)
        if len(letters) >= _LONG and self.stays(letters, other):
            return True
        mine = [run for run in runs_of(sentence) if len(run) == RUN]
        stay = sum(0 < self.runs[run] <= other.runs[run] for run in mine)
        return len(mine) >= RUN and stay >= _RUNS_STAY * len(mine)

    def missing(self, sentence: str, other: Whole) -> list[str]:
        """The words of a sentence of this version that don't stand in the other one in a run of words
        that it has as often."""
        found = tokens(sentence)
        stays = [False] * len(found)
        for at, run in enumerate(runs_of(sentence)):
            if 0 < self.runs[run] <= other.runs[run]:
                stays[at : at + RUN] = [True] * RUN
        return [word for word, stands in zip(found, stays, strict=True) if not stands]

    def may_have(self, letters: str) -> bool:
        """False for letters that surely don't stand in this version: most don't, and it need not be
        searched for them."""
        return all(self._grams[gram] for gram in _grams(letters))

    @cached_property
    def _grams(self) -> bytearray:
        """Which short runs of letters stand in it: a byte of those that may."""
        there = bytearray(_GRAMS)
        for gram in _grams(self.letters):
            there[gram] = 1
        return there

    def stays(self, letters: str, other: Whole) -> bool:
        """Whether letters stand in the other version as often as in this one."""
        if not other.may_have(letters):
            return False
        self.room.take(len(self.letters) + len(other.letters))
        return 0 < self.letters.count(letters) <= other.letters.count(letters)


NOWHERE = Whole()


def _grams(letters: str) -> Iterator[int]:
    data = letters.encode()
    for at in range(len(data) - _LONG + 1):
        yield crc32(data[at : at + _LONG]) % _GRAMS


def runs_of(text: str) -> Iterator[tuple[str, ...]]:
    """The runs of words of a text."""
    found = tokens(text)
    yield from zip(*(found[start:] for start in range(RUN)), strict=False)


@dataclass(frozen=True)
class Passage:
    """A sentence that changed: ``new`` is "" for one that is gone, ``old`` for one that came."""

    old: str
    new: str
    before: Whole = NOWHERE
    after: Whole = NOWHERE
    """all of either version"""
    unit: tuple[str, str] = ("", "")
    """the squeezed text of the unit in either version"""

    @cached_property
    def was(self) -> str:
        """The old text as rules read it: small, without accents."""
        return caseless(self.old)

    @cached_property
    def now(self) -> str:
        """The new text likewise."""
        return caseless(self.new)

    @cached_property
    def hunks(self) -> tuple[Hunk, ...]:
        """What differs, word by word, in ``was`` and ``now``."""
        before, after = list(spans(self.was)), list(spans(self.now))
        steps = changed(align([word for word, _, _ in before], [word for word, _, _ in after]))
        return tuple(
            Hunk(_span(before, i1, i2), _span(after, j1, j2))
            for _, i1, i2, j1, j2 in steps
            if _letters(before[i1:i2]) != _letters(after[j1:j2])
        )

    def in_old_hunk(self, start: int, end: int) -> bool:
        """Whether ``was[start:end]`` lies in what was taken out."""
        changed = any(hunk.old[0] < end and start < hunk.old[1] for hunk in self.hunks)
        around = _around(self.was, start, end)
        return changed and around not in self.unit[1] and not self.before.stays(around, self.after)

    def in_new_hunk(self, start: int, end: int) -> bool:
        """Whether ``now[start:end]`` lies in what was put in."""
        changed = any(hunk.new[0] < end and start < hunk.new[1] for hunk in self.hunks)
        around = _around(self.now, start, end)
        return changed and around not in self.unit[0] and not self.after.stays(around, self.before)


@dataclass(frozen=True)
class Differing:
    """What differs between two texts of one unit."""

    old: str
    new: str
    passages: tuple[Passage, ...]
    room: Room = field(default_factory=Room, compare=False)
    """for what is looked for in it"""

    @cached_property
    def was(self) -> str:
        """All of the old text, as rules read it."""
        return caseless(self.old)

    @cached_property
    def now(self) -> str:
        """All of the new text."""
        return caseless(self.new)

    @cached_property
    def removed(self) -> int:
        """Words that were taken out."""
        return (self._words[0] - self._words[1]).total()

    @cached_property
    def added(self) -> int:
        """Words that were put in."""
        return (self._words[1] - self._words[0]).total()

    @cached_property
    def _words(self) -> tuple[Counter[str], Counter[str]]:
        """The words of either side that the other version has not where they stand."""
        gone: Counter[str] = Counter()
        come: Counter[str] = Counter()
        for one in self.passages:
            gone.update(one.before.missing(one.old, one.after))
            come.update(one.after.missing(one.new, one.before))
        return gone, come


def differing(
    old: str, new: str, all_old: Whole | None = None, all_new: Whole | None = None
) -> Differing:
    """What differs; ``all_old`` and ``all_new`` are the two versions without units that have no like:
    what a new commitment says is not what another one said. Raises TooMuch."""
    before, after = _sentences(old), _sentences(new)
    gone, come = _unequal(before, after)
    whole_old, whole_new = squeezed(old), squeezed(new)
    all_old, all_new = all_old or Whole(), all_new or Whole()
    room = all_old.room
    room.take((len(gone) + len(come)) * (len(whole_old) + len(whole_new)))
    pairs, lost, added = _paired(gone, come, room)
    passages = [
        Passage(o, n) for o, n in pairs
        if not (squeezed(o) in whole_new and squeezed(n) in whole_old)
    ]  # fmt: skip
    lost = [s for s in lost if squeezed(s) not in whole_new and not all_old.keeps(s, all_new)]
    added = [s for s in added if squeezed(s) not in whole_old and not all_new.keeps(s, all_old)]
    room.take(len(passages) * (len(lost) + len(added)) * A_PAIR)
    passages, lost, added = _taken_in(passages, lost, added)
    room.take(sum((len(one.old) + len(one.new)) ** 2 for one in passages))
    passages += [Passage(sentence, "") for sentence in lost]
    passages += [Passage("", sentence) for sentence in added]
    room.take(len(passages) * A_PASSAGE)
    unit = whole_old, whole_new
    told = (Passage(one.old, one.new, all_old, all_new, unit) for one in passages)
    return Differing(old, new, tuple(one for one in told if one.hunks), room)


def _letters(found: Sequence[tuple[str, int, int]]) -> str:
    return squeezed("".join(_NOTE.sub("", word) for word, _, _ in found))


def _around(text: str, start: int, end: int) -> str:
    """A term with the words beside it, squeezed: where that stands in the other version, it neither came
    nor went, whatever stands between the lines of this one."""
    before = text[:start].split()[-_BESIDE:]
    behind = text[end:].split()[:_BESIDE]
    return squeezed(" ".join([*before, text[start:end], *behind]))


def _sentences(text: str) -> list[str]:
    """Sentences, items and cells without their bullets; addresses say nothing of a commitment."""
    plain = _GLUED.sub("", _ADDRESS.sub("", text.translate(RAISED)))
    parts = (unmarked(part).strip(" \t\n•-–—|") for part in _SENTENCE.split(plain) if part)
    return [part for part in parts if squeezed(part)]


def _unequal(before: list[str], after: list[str]) -> tuple[list[str], list[str]]:
    """The sentences of each side that the other has not."""
    olds, news = [squeezed(s) for s in before], [squeezed(s) for s in after]
    left, come = Counter(olds), Counter(news)
    both = left & come
    return _rest(before, olds, both), _rest(after, news, both)


def _rest(sentences: list[str], keys: list[str], both: Counter[str]) -> list[str]:
    waiting = Counter(both)
    rest = []
    for sentence, key in zip(sentences, keys, strict=True):
        if waiting[key]:
            waiting[key] -= 1
        else:
            rest.append(sentence)
    return rest


def _paired(
    gone: Sequence[str], come: Sequence[str], room: Room
) -> tuple[list[tuple[str, str]], list[str], list[str]]:
    """Sentences of either side that are likely one, best first; and those that have no like."""
    if len(gone) * len(come) > _MOST_PAIRS:
        return [], list(gone), list(come)
    letters = [sum(map(len, side)) for side in (gone, come)]
    room.take(len(gone) * len(come) * A_PAIR + letters[0] * letters[1] // WORDS_AT_ONCE)
    olds, news = ([tokens(sentence) for sentence in side] for side in (gone, come))
    scored = sorted(
        (-score, i, j)
        for i, old in enumerate(olds)
        for j, new in enumerate(news)
        if (score := _likeness(old, new)) >= _PAIR
    )
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for _, i, j in scored:
        if i not in pairs and j not in used:
            pairs[i] = j
            used.add(j)
    return (
        [(gone[i], come[j]) for i, j in sorted(pairs.items())],
        [sentence for i, sentence in enumerate(gone) if i not in pairs],
        [sentence for j, sentence in enumerate(come) if j not in used],
    )


def _likeness(old: list[str], new: list[str]) -> float:
    """Of two sentences, 0 to 100: by their words in order, or all of the shorter in the longer."""
    score = fuzz.ratio(old, new) + (_SAME_START if old[:2] == new[:2] else 0)
    shorter, longer = sorted((set(old), set(new)), key=len)
    if len(shorter) >= 4 and len(shorter & longer) >= 0.8 * len(shorter):
        return max(score, _PAIR + 5)
    return score


def _taken_in(
    passages: list[Passage], lost: list[str], added: list[str]
) -> tuple[list[Passage], list[str], list[str]]:
    """Sentences without a like put with the passage that took them in, or that they came out of: a
    cell that another format sets on the line of the one before."""
    for number, one in enumerate(passages):
        came = Counter(w for w, _, _ in spans(one.now)) - Counter(w for w, _, _ in spans(one.was))
        went = Counter(w for w, _, _ in spans(one.was)) - Counter(w for w, _, _ in spans(one.now))
        mine = [s for s in lost if _overlap(s, came)]
        theirs = [s for s in added if _overlap(s, went)]
        lost = [s for s in lost if s not in mine]
        added = [s for s in added if s not in theirs]
        if mine or theirs:
            passages[number] = Passage(" ".join([one.old, *mine]), " ".join([one.new, *theirs]))
    return passages, lost, added


def _overlap(sentence: str, extra: Counter[str]) -> bool:
    own = [word for word, _, _ in spans(caseless(sentence)) if len(word) > 3 or word[:1].isdigit()]
    return bool(own) and sum(word in extra for word in own) >= _TAKEN_IN * len(own)


def _span(found: Sequence[tuple[str, int, int]], start: int, end: int) -> tuple[int, int]:
    if start == end:
        at = found[start][1] if start < len(found) else (found[-1][2] if found else 0)
        return at, at
    return found[start][1], found[end - 1][2]
