"""A redline as sentences: what the page said, and what it says in its place.

A reader doesn't want to know that twelve words went and fourteen came; the news is the sentence, and in it
the word. What the reader cites comes first, then what turns a duty, a number or a date around.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from evidence.changes.flags import in_words
from evidence.changes.model import Flag
from evidence.changes.redline import Act, Operation
from evidence.changes.words import align, tells, tokens, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_END = re.compile(
    r"(?<=[^\W\d_]{4}[.!?])\s+(?=[^\W\d_a-záéíóúüñ]|[¿¡«“\"(\d]|$)"
    r"|(?<=[\d)»”%][.!?])\s+(?=[^\W\d_a-záéíóúüñ]|[¿¡«“\"(]|$)|\n"
)
"""Where a sentence ends. The word before has four letters, so that ``art. 5`` and ``Sr. Ruiz`` have no end
within; what follows begins as a sentence does."""
_AROUND = 240
"""Characters of unchanged words that are shown on either side of a change: a long sentence of a law."""
_MOST = 600
"""Characters of what went, or came, in one place: a paragraph; the redline has the rest."""
_SWAP = 4
"""Words of either side of a replacement that is told as one word for another."""
_SENTENCE = 5
"""Words; what is shorter is a heading or a label, and says nothing."""
_CITED = 2
"""Telling words that a sentence shares with what is cited; one stands in many sentences."""
_FLAGS = (Flag.MODAL, Flag.NUMBER, Flag.DATE)
"""What turns a sentence around, the gravest first."""


@dataclass(frozen=True)
class Altered:
    """One sentence that reads otherwise now, or some that were rewritten together."""

    pieces: tuple[Operation, ...]
    """from what stood there to what stands there, with the unchanged words of the sentence around"""

    @cached_property
    def before(self) -> str:
        """What stood there; empty where all of it was put in."""
        return _flat(one.old for one in self.pieces) if self._has(Act.REMOVED, Act.EQUAL) else ""

    @cached_property
    def after(self) -> str:
        """What stands there now; empty where all of it was taken out."""
        return _flat(one.new for one in self.pieces) if self._has(Act.ADDED, Act.EQUAL) else ""

    @cached_property
    def flags(self) -> frozenset[Flag]:
        """Which of duty, number and date it turns around."""
        old, new = tokens(self.before), tokens(self.after)
        return frozenset(in_words(old, new, align(old, new))) & set(_FLAGS)

    @cached_property
    def swap(self) -> tuple[str, str] | None:
        """The word, or the few words, that stand in the place of others: those that turn the sentence
        around, else the first; None where nothing was put in the place of something."""
        found: list[tuple[int, str, str]] = []
        for out, put in zip(self.pieces, self.pieces[1:], strict=False):
            if (out.act, put.act) == (Act.REMOVED, Act.ADDED):
                old, new = tokens(out.old), tokens(put.new)
                if 0 < len(old) <= _SWAP and 0 < len(new) <= _SWAP:
                    grave = _grave(in_words(old, new, align(old, new)))
                    found.append((grave, _bare(out.old), _bare(put.new)))
        return min(found, key=lambda one: one[0])[1:] if found else None

    def _has(self, *acts: Act) -> bool:
        return any(one.act in acts for one in self.pieces)


def altered(operations: Iterable[Operation], cited: str = "") -> list[Altered]:
    """The sentences that a whole redline alters: those that share words with ``cited`` first, what shares
    most before others; then what turns a duty, a number or a date around; then as they stand.

    What only moved, and what differs in signs alone, is no altered sentence. Linear in the redline.
    """
    wanted = telling(cited)
    found = [Altered(tuple(_shortened(group))) for group in _groups(operations)]
    said = [one for one in found if tokens(one.before) != tokens(one.after)]
    return sorted(said, key=lambda one: (-_shared(one.before, wanted), _grave(one.flags)))


def about(cited: str, lines: Sequence[str]) -> str:
    """The sentence of a text that says what is ``cited``, by the words that tell something; empty where
    none shares as many as half of them."""
    wanted = telling(cited)
    best, most = "", max(_CITED, len(wanted) // 2)
    if not wanted:
        return best
    for line in lines:
        if len(wanted & set(words(line))) < most:
            continue
        for sentence in _END.split(line):
            if len(words(sentence)) < _SENTENCE:
                continue
            shared = len(wanted & set(words(sentence)))
            if shared > most or (shared == most and not best):
                best, most = sentence, shared
    return cut(" ".join(best.split()), _MOST)


def telling(text: str) -> set[str]:
    """The words of a text by which it is known again."""
    return {word for word in words(text) if tells(word)}


def _shared(text: str, wanted: set[str]) -> int:
    shared = len(wanted & telling(text)) if wanted else 0
    return shared if shared >= _CITED else 0


def _grave(flags: Iterable[Flag]) -> int:
    return min((_FLAGS.index(one) for one in flags if one in _FLAGS), default=len(_FLAGS))


def _groups(operations: Iterable[Operation]) -> Iterator[list[Operation]]:
    """The operations of each sentence, or run of sentences, in which something was taken out or put in."""
    group: list[Operation] = []
    for one in operations:
        if one.act in (Act.MOVED_FROM, Act.MOVED_TO):
            continue
        if one.act is not Act.EQUAL:
            group.append(one)
            continue
        if _is_whole(group):
            yield group
            group = []
        ends = [match.end() for match in _END.finditer(one.new)]
        if not ends:
            group.append(one)
            continue
        head, tail = one.new[: ends[0]], one.new[ends[-1] :]
        if _changes(group):
            yield [*group, Operation(Act.EQUAL, head, head)]
        group = [Operation(Act.EQUAL, tail, tail)] if tail else []
    if _changes(group):
        yield group


def _changes(group: Iterable[Operation]) -> bool:
    return any(one.act is not Act.EQUAL for one in group)


def _is_whole(group: Sequence[Operation]) -> bool:
    """Whether a change ends where a sentence does, on both sides."""
    if not _changes(group):
        return False
    sides = ["".join(one.old for one in group), "".join(one.new for one in group)]
    return all(not side or _ends(side) for side in sides)


def _ends(text: str) -> bool:
    found = None
    for found in _END.finditer(text, max(0, len(text) - 20)):  # noqa: B007 - the last one
        pass
    return found is not None and found.end() == len(text)


def _shortened(group: Sequence[Operation]) -> Iterator[Operation]:
    """The same with long stretches cut between words."""
    last = len(group) - 1
    for place, one in enumerate(group):
        if one.act is Act.EQUAL:
            text = _within(one.new, first=place == 0, last=place == last)
            yield Operation(Act.EQUAL, text, text)
        else:
            yield Operation(one.act, cut(one.old, _MOST), cut(one.new, _MOST))


def _within(text: str, *, first: bool, last: bool) -> str:
    """The start of what follows a change, the end of what goes before one."""
    if len(text) <= _AROUND * (1 if first or last else 2):
        return text
    start = "" if first else cut(text, _AROUND)
    end = "" if last else "… " + text[len(text) - _AROUND :].partition(" ")[2]
    return f"{start.removesuffix('…').rstrip()} {end}" if start and end else start or end


def cut(text: str, most: int) -> str:
    """The whole words with which a text begins, at most so many characters."""
    if len(text) <= most:
        return text
    return (text[:most].rpartition(" ")[0] or text[:most]) + "…"


def _flat(texts: Iterable[str]) -> str:
    return " ".join("".join(texts).split())


def _bare(text: str) -> str:
    """Words without the signs around them."""
    return text.strip().strip(".,;:!?¿¡()[]«»“”\"' ")
