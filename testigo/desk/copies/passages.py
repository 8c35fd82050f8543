"""Where a passage stands in a text that is to be shown: the stretches to be marked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence.changes.nearest import close, exact, read, windows
from evidence.changes.quote import ALTERED, pieces
from evidence.folding import as_shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evidence.changes.nearest import Text

PASSAGE = "testigo-passage"
"""The first place at which a passage is marked, as a fragment."""
LONGEST = 4_000
"""Characters of a passage that are looked for: two pages of a book."""
_MOST = 20
"""Places at which one passage is marked: a sentence of a menu stands at as many."""
_FEWEST = 8
"""Words of a passage that is told by its likeness (as :mod:`evidence.changes.quote` has it)."""
_MOST_WORDS = 200_000
"""Words of a text in which the nearest passage is looked for where none says it word for word."""
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]|[\x02\ufffe](?:\r?\n)?")
"""What stands within a word and shows nothing (as in :mod:`evidence.folding`), and PDFium's mark of a word
that is broken at a line's end."""
Span = tuple[int, int]
"""First character, and the one behind the last."""


def spans(text: str, passages: Iterable[str]) -> list[Span]:
    """Where the passages stand in ``text``, in order and without overlap: word for word, else where the
    nearest words stand that are like them. The first of ``passages`` that is found at all counts: give the
    quote, then what was found in its place."""
    plain, places = _plain(text)
    words = read(plain)
    for passage in passages:
        found = [
            (places(start), places(stop - 1) + 1)
            for piece in pieces(as_shown(passage)[:LONGEST])
            for start, stop in _stand(piece, words)
        ]
        if found:
            return _apart(sorted(found))
    return []


def _stand(piece: str, text: Text) -> list[Span]:
    wanted = read(piece).words
    if not wanted or not text.words:
        return []
    found: list[Span] = []
    at = 0
    while len(found) < _MOST and (place := exact(wanted, text.words[at:])) is not None:
        found.append(_chars(text, at + place, at + place + len(wanted)))
        at += place + len(wanted)
    if found or len(wanted) < _FEWEST or len(text.words) > _MOST_WORDS:
        return found
    scored = (close(wanted, text.words, around) for around in windows(wanted, text.words))
    score, start, stop = max(scored, default=(0.0, 0, 0))
    is_like = score >= ALTERED and 2 * (stop - start) >= len(wanted)
    return [_chars(text, start, stop)] if is_like else []


def _chars(text: Text, start: int, stop: int) -> Span:
    return text.spans[start][0], text.spans[stop - 1][1]


class _Places:
    """From characters of a text that was made plain back to those of the text itself."""

    def __init__(self, kept: list[int] | None) -> None:
        self._kept = kept

    def __call__(self, at: int) -> int:
        return self._kept[at] if self._kept is not None else at


def _plain(text: str) -> tuple[str, _Places]:
    """The text without what shows nothing within words."""
    gone = [match.span() for match in _INVISIBLE.finditer(text)]
    if not gone:
        return text, _Places(None)
    kept: list[int] = []
    at = 0
    for start, stop in gone:
        kept.extend(range(at, start))
        at = stop
    kept.extend(range(at, len(text)))
    return "".join(map(text.__getitem__, kept)), _Places(kept)


def _apart(found: list[Span]) -> list[Span]:
    """Stretches that overlap as one."""
    merged: list[Span] = []
    for start, stop in found:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(stop, merged[-1][1]))
        else:
            merged.append((start, stop))
    return merged


def cut(text: str, begins: int, found: list[Span]) -> Iterator[tuple[str, bool]]:
    """The text in pieces, each with whether it is marked; ``begins`` is where it stands in that in which
    the spans were ``found``."""
    at = 0
    for start, stop in found:
        first, last = max(0, start - begins), min(len(text), stop - begins)
        if last <= at or first >= len(text):
            continue
        if first > at:
            yield text[at:first], False
        yield text[first:last], True
        at = last
    if at < len(text):
        yield text[at:], False
