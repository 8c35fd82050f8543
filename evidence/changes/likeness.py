"""Whether two sides are shown the same, where each looked more than once.

A page that differs at every look is no news: a banner, a rotating quotation, a server of two that lags
behind. So only what one side was shown at each of its looks, and the other at none, tells them apart.
And a difference that is there each time may still be made for each visitor (a heading that is tried on
half of them, the address they come from): that is said as what it is, and nothing more.
"""

from __future__ import annotations

import re
from enum import Enum
from itertools import combinations, islice, product
from typing import TYPE_CHECKING

from evidence.changes.compare import compare
from evidence.changes.differing import differing
from evidence.changes.model import Kind
from evidence.changes.words import MOST_WORDS, first_words, key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from evidence.content.model import Content

_ENOUGH = 4
"""Looks of each side without which nothing that differs is more than a chance: of 200 honest pages that
differ at every look (``tests/noisy.py``) four seem to tell two sides apart by two looks of one and four of
the other, and none by four of each."""
_ADDRESS = re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b")
"""A visitor's own address, as some pages show it."""


class Likeness(Enum):
    """What the looks of two sides say of each other."""

    SAME = "the same substance, or nothing that differs each time"
    UNSURE = "something differs that may be made for each visitor"
    OTHER = "one side is shown each time what the other never is"


def likeness(ours: Sequence[Content], theirs: Sequence[Content]) -> Likeness:
    """Whether the contents of one side, a look each, differ in substance from those of the other."""
    first = compare(ours[0], theirs[0])
    if first.kind is Kind.INCOMPARABLE:
        return _by_bytes(ours, theirs)
    if not first.substantial:
        return Likeness.SAME
    enough = min(len(ours), len(theirs)) >= _ENOUGH
    if first.kind is Kind.LINKS:
        return _by_links(ours, theirs, enough=enough)
    apart = _apart(ours, theirs)
    if not apart:
        return Likeness.UNSURE if _words_apart(ours, theirs) else Likeness.SAME
    if any(not compare(*pair).substantial for pair in islice(product(ours, theirs), 1, None)):
        return Likeness.SAME
    return Likeness.OTHER if enough and not _is_personal(apart, ours, theirs) else Likeness.UNSURE


def _by_links(ours: Sequence[Content], theirs: Sequence[Content], *, enough: bool) -> Likeness:
    """Of texts that are the same: whether other documents are linked from one side's each time."""
    if any(not compare(*pair).substantial for pair in product(ours, theirs)):
        return Likeness.SAME
    moves = any(
        compare(*pair).substantial for side in (ours, theirs) for pair in combinations(side, 2)
    )
    return Likeness.OTHER if enough and not moves else Likeness.UNSURE


def _by_bytes(ours: Sequence[Content], theirs: Sequence[Content]) -> Likeness:
    """Of what can't be read: files are the same or not, and pictures are often packed anew."""
    same = {one.raw_sha256 for one in ours} & {one.raw_sha256 for one in theirs}
    return Likeness.SAME if same else Likeness.UNSURE


def _apart(ours: Sequence[Content], theirs: Sequence[Content]) -> set[str]:
    """The lines of the documents' own text that one side was shown at each look, the other at none."""
    found = differing(ours[0], theirs[0])
    return (_lines(found.removed) & _always(ours)) - _ever(theirs) | (
        _lines(found.added) & _always(theirs)
    ) - _ever(ours)


def _words_apart(ours: Sequence[Content], theirs: Sequence[Content]) -> bool:
    """Whether each side is shown words each time that the other never is: in lines that hold something
    else beside, another at each look, no line says so."""
    mine, other = [_words(one) for one in ours], [_words(one) for one in theirs]
    only_ours = set.intersection(*mine).difference(*other)
    only_theirs = set.intersection(*other).difference(*mine)
    return bool(only_ours and only_theirs)


def _words(content: Content) -> set[str]:
    return set(first_words(content.main, MOST_WORDS))


def _is_personal(apart: Iterable[str], ours: Sequence[Content], theirs: Sequence[Content]) -> bool:
    """Whether all that differs is of the kind that is made for each visitor: headings, which are tried
    on half of them, and lines that tell his address."""
    headings = {line for one in (*ours, *theirs) for line in _lines((*one.headings, one.title))}
    return all(line in headings or _ADDRESS.search(line) for line in apart)


def _always(side: Sequence[Content]) -> set[str]:
    return set.intersection(*(_lines(one.lines) for one in side))


def _ever(side: Sequence[Content]) -> set[str]:
    return {line for one in side for line in _lines(one.lines)}


def _lines(lines: Iterable[str]) -> set[str]:
    return set(map(key, lines))
