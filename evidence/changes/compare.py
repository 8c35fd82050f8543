"""Say what kind of change lies between two contents.

Numbers are from measurements on recorded pairs of government pages: fewer than 5 words either way is
below what maintainers of such pages call a text change, and a text of which less than 0.30 of the
three-word shingles survive is another text.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from evidence.changes.model import Change, Kind

if TYPE_CHECKING:
    from evidence.content.model import Content

REPLACED_BELOW = 0.30
ONE_SIDED = 0.20
"""At most this share of words on the other side makes a change one-sided (removed or added)."""


def compare(old: Content, new: Content) -> Change:
    """The change from ``old`` to ``new``, two bodies whose bytes differ. Pure and deterministic."""
    if not (old.comparable and new.comparable):
        return Change(Kind.INCOMPARABLE)
    if old.text_sha256 == new.text_sha256:
        return Change(Kind.COSMETIC)
    before, after = Counter(old.lines), Counter(new.lines)
    removed, added = _words_between(list((before - after).elements()), list((after - before).elements()))
    if containment(old.text, new.text) < REPLACED_BELOW:
        return Change(Kind.REPLACED, 1.0, removed, added)
    if not removed and not added:
        return Change(Kind.COSMETIC)
    significance = min(1.0, max(removed, added) / max(1, old.words))
    if added <= ONE_SIDED * removed:
        kind = Kind.REMOVED
    elif removed <= ONE_SIDED * added:
        kind = Kind.ADDED
    else:
        kind = Kind.EDITED
    return Change(kind, round(significance, 3), removed, added)


def containment(old: str, new: str) -> float:
    """Share of the old text's three-word shingles that stand in the new text, 0 to 1."""
    before = _shingles(old)
    return len(before & _shingles(new)) / len(before) if before else 1.0


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = text.split()
    return set(zip(words, words[1:], words[2:], strict=False)) or {tuple(words)}


def _words_between(removed: list[str], added: list[str]) -> tuple[int, int]:
    """Numbers of words that only the removed and only the added lines have."""
    before, after = Counter(" ".join(removed).split()), Counter(" ".join(added).split())
    return sum((before - after).values()), sum((after - before).values())
