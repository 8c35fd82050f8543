"""A page that flips between a few texts (load-balanced servers, rotating banners) is not news every
night."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_STATES = 3
"""Texts that a page may flip between; with more it simply changes."""
_LOOKS = 60
"""Looks that count: two months of nights."""
_STANDS = 10
"""Looks in a row that show the newest text, from which on it stands: of two servers that answer by turns,
one in a thousand such rows comes by chance."""
_RETURNS = 2
"""Times that a text must come back after another stood there: once may be an edit taken back."""


def alternates(history: Sequence[str]) -> bool:
    """Whether the newest of ``history`` is one of a few texts that the page flips between.

    ``history`` are fingerprints of the text, one a look, oldest first, equal neighbours allowed.
    True when the newest text stood there before, as one of at most three texts in turn, and texts
    came back at least twice: A B A B, or A B A C A. A B A alone may be an edit that was taken back,
    and A B C is news. So is what was edited, taken back and edited once more, once it stands.
    """
    looks = history[-_LOOKS:]
    if len(looks) >= _STANDS and len(set(looks[-_STANDS:])) == 1:
        return False
    turns = [mark for index, mark in enumerate(looks) if index == 0 or mark != looks[index - 1]]
    start = len(turns)
    while start and len(set(turns[start - 1 :])) <= _STATES:
        start -= 1
    recent = turns[start:]
    return len(recent) - len(set(recent)) >= _RETURNS and turns[-1] in recent[:-1]
