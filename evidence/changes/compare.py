"""Say what kind of change lies between two contents.

Numbers are from measurements on recorded pairs of public pages (``benchmarks/changes.py``): fewer
than 5 words either way is below what maintainers of such pages call a removal or an addition, and a
text of which less than 0.30 of the three-word shingles survive is another text.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from evidence.changes import documents, flags
from evidence.changes.annexes import with_annexes
from evidence.changes.boxes import of_a_box
from evidence.changes.carried import with_data_alike
from evidence.changes.differing import differing, words_differ
from evidence.changes.formats import in_another_format, is_readable_now
from evidence.changes.hunks import hunks, one_hunk
from evidence.changes.model import Change, Flag, Kind
from evidence.changes.pictures import compare_pictures
from evidence.changes.quote import State, check_quote
from evidence.changes.unworded import with_beside
from evidence.changes.words import align, first_words, shingles, telling, tokens
from evidence.language import language_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence.changes.differing import Differing
    from evidence.content.model import Content

REPLACED_BELOW = 0.30
ONE_SIDED = 0.20
"""At most this share of words on the other side makes a change one-sided (removed or added)."""
AT_LEAST = 5
"""Words that make a removal or an addition; less is an edit."""
_READ = 500_000
"""Words that decide whether a text is another text: a law book has fewer."""
_FLOOR = {
    Flag.DATE: 0.4,
    Flag.NUMBER: 0.5,
    Flag.STATE: 0.5,
    Flag.MEDIA: 0.5,
    Flag.EXCHANGED: 0.6,
    Flag.ENTRY: 0.5,
    Flag.SENTENCE_REMOVED: 0.5,
    Flag.LINK_REMOVED: 0.5,
    Flag.MODAL: 0.6,
    Flag.SECTION_REMOVED: 0.7,
    Flag.QUOTE_TOUCHED: 1.0,
}
"""A change with this flag weighs at least so much, however few its words. An ordering, not a
measure: what a shadow report would lose, from a moved date to the passage that it quotes."""


def compare(old: Content, new: Content, quote: str = "") -> Change:
    """The change from ``old`` to ``new``; the same for the same contents and the same trafilatura.

    With a ``quote`` that stood in ``old``, says by a flag whether it still stands. A text that
    could not be had, not be had whole, or that came in another language is never called changed.
    """
    if old.raw_sha256 and old.raw_sha256 == new.raw_sha256:
        return Change(Kind.IDENTICAL)
    old, new = with_annexes(*with_data_alike(old, new))
    if is_readable_now(old, new):
        return Change(Kind.INCOMPARABLE, flags=(Flag.READABLE,))
    # a scan of the text, perhaps: what we can't read is not what isn't there
    if is_readable_now(new, old):
        return Change(Kind.INCOMPARABLE)
    if not (old.comparable and new.comparable) or (_empty(new) and not _empty(old)):
        return Change(Kind.INCOMPARABLE)
    if in_another_format(old, new):
        return Change(Kind.COSMETIC, flags=(Flag.FORMAT,))
    change = _texts(old, new)
    if not change.substantial:
        change = compare_pictures(old, new) or change
    change = with_beside(of_a_box(change, old, new), old, new)
    if not change.substantial:
        return change
    if old.partial or new.partial:
        return Change(Kind.INCOMPARABLE)
    if quote and _touched(quote, old, new):
        change = _flagged(change, {Flag.QUOTE_TOUCHED})
    return change


def main_language(content: Content) -> str | None:
    """The code of the language of the document's own text; None where its words leave a doubt."""
    return language_of(first_words(content.main, _READ))


def containment(old: Iterable[str], new: Iterable[str]) -> float:
    """Share of the three-word shingles of the old lines that stand in the new ones, 0 to 1."""
    before = shingles(first_words(old, _READ), 3)
    return len(before & shingles(first_words(new, _READ), 3)) / len(before) if before else 1.0


def _texts(old: Content, new: Content) -> Change:
    lost = {Flag.LINK_REMOVED} if documents.lost(old, new) else set()
    if (old.text_sha256, old.main_sha256) == (new.text_sha256, new.main_sha256):
        return _flagged(Change(Kind.LINKS if lost else Kind.COSMETIC), lost)
    lines = differing(old, new)
    if lines.is_coarse:
        return _by_lines(old, new, lines, lost)
    before, after = _tokens(lines.removed), _tokens(lines.added)
    steps = telling(before, after, align(before, after))
    removed = sum(i2 - i1 for _, i1, i2, _, _ in steps)
    added = sum(j2 - j1 for _, _, _, j1, j2 in steps)
    if not removed and not added:
        around = Kind.BOILERPLATE if words_differ(old, new) else Kind.COSMETIC
        return _flagged(Change(Kind.LINKS if lost else around), lost)
    if another := _another(old, new, removed, added, lost):
        return another
    found = lost | flags.in_words(before, after, steps) | flags.in_sentences(lines.removed, steps)
    if flags.section_gone(old, new):
        found.add(Flag.SECTION_REMOVED)
    pieces = hunks(old.main, new.main, lines)
    size = _size(old, removed, added)
    change = Change(_kind(removed, added), size, removed, added, hunks=pieces)
    return _flagged(change, found)


def _by_lines(old: Content, new: Content, lines: Differing, lost: set[Flag]) -> Change:
    """The change between two texts that differ in more words than are lined up: by whole lines."""
    removed, added = (
        sum(line.count(" ") + 1 for line in side) for side in (lines.removed, lines.added)
    )
    found = lost | {Flag.BY_LINES}
    if another := _another(old, new, removed, added, found):
        return another
    pieces = one_hunk(lines.removed, lines.added)
    change = Change(_kind(removed, added), _size(old, removed, added), removed, added, hunks=pieces)
    return _flagged(change, found)


def _another(
    old: Content, new: Content, removed: int, added: int, found: set[Flag]
) -> Change | None:
    """The change to another text, if it is one; or to another language, of which nobody can say."""
    emptied = bool(old.data_lines) and not added  # nothing came in the place of its records
    if emptied or not _replaced(old, new, removed):
        return None
    if _switched_language(old, new):
        return Change(Kind.INCOMPARABLE, flags=(Flag.LANGUAGE,))
    return Change(Kind.REPLACED, 1.0, removed, added, _ordered(found))


def _tokens(lines: Iterable[str]) -> list[str]:
    return [token for line in lines for token in tokens(line)]


def _kind(removed: int, added: int) -> Kind:
    if removed >= AT_LEAST and added <= ONE_SIDED * removed:
        return Kind.REMOVED
    if added >= AT_LEAST and removed <= ONE_SIDED * added:
        return Kind.ADDED
    return Kind.EDITED


def _size(old: Content, removed: int, added: int) -> float:
    """Weight by words alone: the share of the document, or 0.25 for each tenfold number of words.

    What only grew still shows what was cited: half of it.
    """
    touched = removed + added / 2
    return min(1.0, max(touched / max(1, old.main_words), math.log10(1 + touched) / 4))


def _replaced(old: Content, new: Content, removed: int) -> bool:
    if removed < (1 - REPLACED_BELOW) * old.main_words / 2:
        return False  # more than half of the lines are there
    return containment(old.main, new.main) < REPLACED_BELOW


def _switched_language(old: Content, new: Content) -> bool:
    before, after = main_language(old), main_language(new)
    return before is not None and after is not None and before != after


def _empty(content: Content) -> bool:
    return not content.words and not any(part.image_sha256 for part in content.parts)


def _touched(quote: str, old: Content, new: Content) -> bool:
    if check_quote(quote, old).state is not State.PRESENT:
        return False
    return check_quote(quote, new).state in (State.ALTERED, State.ABSENT)


def _flagged(change: Change, found: set[Flag]) -> Change:
    weight = max([change.significance, *(_FLOOR.get(flag, 0.0) for flag in found)])
    return Change(
        change.kind,
        round(weight, 3),
        change.words_removed,
        change.words_added,
        _ordered(found.union(map(Flag, change.flags))),
        change.hunks,
        change.beside,
    )


def _ordered(found: Iterable[Flag]) -> tuple[str, ...]:
    return tuple(flag.value for flag in Flag if flag in set(found))
