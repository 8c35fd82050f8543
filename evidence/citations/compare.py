"""Two readings of one source: which citations are new, gone, re-pointed.

A citation is known by what it says, not by where it stands: a paragraph added above, or notes
counted anew, change nothing.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict, deque
from dataclasses import dataclass
from difflib import SequenceMatcher
from operator import itemgetter
from typing import TYPE_CHECKING

from evidence.identity import identity_key

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from evidence.citations.model import Citation

_URL = re.compile(r"(?:https?://|ftp://|www\.)\S+")
_ALIKE = 0.6
"""Of two claims or notes (difflib's ratio): below it they are two places, not one reworded."""
_LONGEST = 400
"""Characters of a claim or note that are compared; the ratio takes quadratic time."""
_MOST_PAIRS = 20_000


@dataclass(frozen=True, slots=True)
class SourceChange:
    """What became of the citations of one source, told by their positions in the two readings,
    because citations may say the very same; each list in the order of its reading."""

    kept: tuple[tuple[int, int], ...]
    """(before, now): the same URL in the same place, the words around it perhaps reworded"""
    added: tuple[int, ...]
    gone: tuple[int, ...]
    repointed: tuple[tuple[int, int], ...]
    """(before, now): the same place, now with another URL"""


def citation_ids(citations: Sequence[Citation]) -> list[str]:
    """An id for each citation of one reading: 32 hexadecimal digits of SHA-256 over what it cites
    and says.

    Marker, page and offsets don't count, so text added elsewhere changes no id. Citations that say
    the very same are told apart by their order.
    """
    seen: Counter[Hashable] = Counter()
    ids = []
    for citation in citations:
        content = content_of(citation)
        seen[content] += 1
        ids.append(content_id(content, seen[content]))
    return ids


def content_of(citation: Citation) -> tuple[str, ...]:
    """What a citation cites and says."""
    return (identity_key(citation.url), *_context(citation))


def content_id(content: tuple[str, ...], number: int) -> str:
    """The id of the citation that says this for the ``number``-th time in its reading, from 1."""
    parts = [*content, str(number)]
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def compare(before: Sequence[Citation], now: Sequence[Citation]) -> SourceChange:
    """Match the citations of two readings, the surest matches first."""
    old, new = dict(enumerate(before)), dict(enumerate(now))  # what is not matched yet
    kept = _pair(old, new, content_of)
    repointed = _pair(old, new, _place)
    kept += _pair(old, new, lambda citation: (identity_key(citation.url), citation.marker))
    kept += _pair(old, new, lambda citation: identity_key(citation.url))
    repointed += _pair_alike(old, new)
    return SourceChange(
        kept=tuple(sorted(kept, key=itemgetter(1))),
        added=tuple(new),
        gone=tuple(old),
        repointed=tuple(sorted(repointed, key=itemgetter(1))),
    )


def _context(citation: Citation) -> tuple[str, str, str]:
    """The words around a citation, without any URL."""
    note, claim, label = (
        " ".join(_URL.sub("", (words or "").replace(citation.raw, "")).split())
        for words in (citation.note, citation.claim, citation.label)
    )
    return note, claim, label


def _place(citation: Citation) -> Hashable:
    """Where a citation stands, whatever it cites; None for one that stands nowhere in
    particular."""
    context = _context(citation)
    return (citation.heading, *context) if any(context) else None


def _pair(
    old: dict[int, Citation], new: dict[int, Citation], key: Callable[[Citation], Hashable]
) -> list[tuple[int, int]]:
    """Take out of ``old`` and ``new`` what has one key, in order."""
    waiting: dict[Hashable, deque[int]] = defaultdict(deque)
    for i, citation in old.items():
        waiting[key(citation)].append(i)
    pairs = []
    for j, citation in list(new.items()):
        sign = key(citation)
        if sign is not None and waiting[sign]:
            i = waiting[sign].popleft()
            pairs.append((i, j))
            del old[i], new[j]
    return pairs


def _pair_alike(old: dict[int, Citation], new: dict[int, Citation]) -> list[tuple[int, int]]:
    """Re-pointed and reworded at once: the same marker, and words that are alike."""
    if len(old) * len(new) > _MOST_PAIRS:
        return []
    pairs = []
    for j, citation in list(new.items()):
        same = (
            i
            for i, other in old.items()
            if other.marker == citation.marker and _alike(other, citation)
        )
        i = next(same, None)
        if i is not None:
            pairs.append((i, j))
            del old[i], new[j]
    return pairs


def _alike(first: Citation, second: Citation) -> bool:
    ours, theirs = (" ".join(_context(citation))[:_LONGEST] for citation in (first, second))
    return (
        bool(ours.strip()) and SequenceMatcher(None, ours, theirs, autojunk=False).ratio() >= _ALIKE
    )
