"""The same document in another shape: a scan that became text, a page that became a PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.changes import flags
from evidence.changes.words import align, changed, first_words

if TYPE_CHECKING:
    from evidence.content.model import Content

_STAMPED = 12
"""Words a page of a scan, at most: a stamp, a page number, the name of the scanner. Fifty
characters, by which scans are told from texts, are half as many."""
_A_TEXT = 20
"""Words from which a document has a text to read."""
_SAME = 0.03
"""Share of words that may differ where a text went from one format to another: hyphens, bullets,
running heads that stand between pages."""
_LEAST = 3
"""Words that may differ however short the text is."""
_MOST = 200_000
"""Words of either side that are lined up."""
_FAMILY = {"application/xhtml+xml": "text/html", "text/markdown": "text/plain"}
_TABLES = frozenset({"text/csv", "application/json"})


def is_readable_now(old: Content, new: Content) -> bool:
    """Whether ``old`` had no text that could be read, and ``new`` has: nobody can say what changed."""
    if not new.comparable or new.words < _A_TEXT:
        return False
    if not old.comparable:
        return True
    scanned = [part for part in old.parts if part.image_sha256]
    if not scanned:
        return not old.words
    left = {part.image_sha256 for part in scanned} & {part.image_sha256 for part in new.parts}
    return not left and old.words <= _STAMPED * len(old.parts)


def in_another_format(old: Content, new: Content) -> bool:
    """Whether the words of ``old`` stand in ``new``, which is of another media type, none of them
    replaced by another."""
    if _family(old) == _family(new) or {old.media_type, new.media_type} & _TABLES:
        return False
    before, after = first_words(old.main, _MOST + 1), first_words(new.main, _MOST + 1)
    if not before or not after or max(len(before), len(after)) > _MOST:
        return False
    steps = align(before, after)
    removed = sum(i2 - i1 for _, i1, i2, _, _ in changed(steps))
    added = sum(j2 - j1 for _, _, _, j1, j2 in changed(steps))
    allowed = max(_LEAST, _SAME * len(before))
    if removed > allowed or added > allowed or flags.in_words(before, after, steps):
        return False
    return all(
        i1 == i2
        or (j1 == j2 and i2 - i1 <= _LEAST)
        or _joined(before[i1:i2]) == _joined(after[j1:j2])
        for _, i1, i2, j1, j2 in changed(steps)
    )


def _joined(tokens: list[str]) -> str:
    """The letters of words, however a line's end divided them."""
    return "".join(tokens).replace("-", "")


def _family(content: Content) -> str:
    return _FAMILY.get(content.media_type, content.media_type)
