"""What a change touched: numbers, dates, obligations, whole sentences and sections.

A small replacement is read word by word; in a rewritten page every number differs and means
nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from evidence.changes.model import Flag
from evidence.changes.words import MOST_WORDS, changed, first_words, hashes, tokens, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evidence.changes.words import Step
    from evidence.content.model import Content

_SMALL = 12
"""Words on either side of a replacement that is read word by word: a clause, not a paragraph."""
_GONE_BELOW = 0.30
"""A section of whose 3-word shingles fewer are left is gone (the limit of "replaced")."""
_IN_PLACE = 0.20
"""Words put in the place of removed ones, at most this share of them: removed, not rewritten."""
_MOST = 0.80
"""Share of a sentence's words that must be gone; its last words often find a double nearby."""
_SENTENCE = 5
"""Words; what is shorter is a label or a list item."""
_SENTENCE_END = re.compile(r"(?<=[.;!?])\s+")

_MODALS = frozenset(
    # Spanish
    "no ni nunca jamás sin deberá deberán debe deben debería deberían podrá podrán puede pueden podría "
    "podrían tendrá tendrán hasta únicamente solo sólo solamente exclusivamente todos todas todo toda "
    "cualquier cualquiera ningún ninguna ninguno salvo excepto menos máximo mínimo tardar obligatorio "
    "obligatoria obligatoriamente voluntario voluntaria prohibido prohibida siempre "
    # English
    "not never without shall must may should will cannot can't only all any none unless except least most "
    "until required prohibited always mandatory voluntary".split()
)
_MONTHS = frozenset(
    "enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre "
    "january february march april may june july august september october november december".split()
)
_DATE = re.compile(r"\d{1,4}([/.-])\d{1,2}\1\d{1,4}|(?:19|20)\d\d")
"""A date in figures, or a year."""
_NEAR = 3
"""Words between a day and its month: "31 de marzo"."""


def in_words(old: Sequence[str], new: Sequence[str], steps: list[Step]) -> set[Flag]:
    """Flags of single words that small changes between two token sequences raise."""
    found: set[Flag] = set()
    for _, i1, i2, j1, j2 in changed(steps):
        if i2 - i1 > _SMALL or j2 - j1 > _SMALL:
            continue
        out, put = Counter(old[i1:i2]), Counter(new[j1:j2])
        gone, come = out - put, put - out
        if any(word in _MODALS for word in (*gone, *come)):
            found.add(Flag.MODAL)
        if any(map(_figure, gone)) and any(map(_figure, come)):
            dated = _in_date(old, i1, i2) and _in_date(new, j1, j2)
            found.add(Flag.DATE if dated else Flag.NUMBER)
        elif _MONTHS & gone.keys() and _MONTHS & come.keys():
            found.add(Flag.DATE)
    return found


def in_sentences(removed: Sequence[str], steps: list[Step]) -> set[Flag]:
    """The flag of a sentence of the ``removed`` lines that went with nothing put in its place. The steps
    are those of their tokens."""
    dropped: set[int] = set()
    for _, i1, i2, j1, j2 in changed(steps):
        if j2 - j1 <= _IN_PLACE * (i2 - i1):
            dropped.update(range(i1, i2))
    start = 0
    for sentence in (part for line in removed for part in _SENTENCE_END.split(line)):
        stop = start + len(tokens(sentence))
        gone = sum(index in dropped for index in range(start, stop))
        if stop - start >= _SENTENCE and gone >= _MOST * (stop - start):
            return {Flag.SENTENCE_REMOVED}
        start = stop
    return set()


def section_gone(old: Content, new: Content) -> bool:
    """Whether a section of the old document lost its heading and its text."""
    sections = [set(hashes(body, 3)) for body in _sections_without_heading(old, new)]
    wanted: set[int] = set().union(*sections)
    if not wanted:
        return False
    there = (word for line in new.lines for word in words(line))
    left = {run for run in hashes(there, 3) if run in wanted}
    return any(len(mine & left) < _GONE_BELOW * len(mine) for mine in sections)


def _sections_without_heading(old: Content, new: Content) -> Iterator[list[str]]:
    """Words of the sections of the old document whose heading the new one has nowhere."""
    own = set(old.main)
    headings, there = set(old.headings) & own, {*new.headings, *new.lines}
    room = MOST_WORDS
    for part in old.parts:
        if part.name in headings and part.name not in there and room > 0:
            lines = (line for line in old.lines[part.start : part.stop] if line in own)
            body = first_words(lines, room)
            room -= len(body)
            if len(body) >= _SENTENCE:
                yield body


def _figure(word: str) -> bool:
    return any(character.isdigit() for character in word)


def _in_date(tokens: Sequence[str], start: int, stop: int) -> bool:
    if any(_DATE.fullmatch(word) for word in tokens[start:stop]):
        return True
    return any(word in _MONTHS for word in tokens[max(0, start - _NEAR) : stop + _NEAR])
