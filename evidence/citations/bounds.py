"""Where a link says that an address begins and ends, though words are glued to it.

A program that makes links of what it finds in a text (a word processor, a maker of PDF) goes on to the
end of a word or of a line, or stops before a sign that it takes for none of an address. Where a link
ends elsewhere, its author ended it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence.citations.layout import Bounds
from evidence.citations.same import same

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence.citations.targets import Target

_OTHER_WORDS = re.compile(r"[\"'“”‘’«»¿¡\[<]|[.,:!](?!\w{2,5}(?!\w))|[.,;:!?](?=[A-ZÀ-ÖØ-Þ¿¡])")
"""Signs that no program stops before in the midst of a word. ``.pdf`` was typed on behind a link."""
_BROKEN = re.compile(r"[\s\u00ad]+")
_SCHEME = re.compile(r"[a-z]{3,5}://", re.IGNORECASE)


def bounds_of(text: str, targets: Iterable[Target]) -> Bounds:
    """Where links begin and end that begin or end with the address that they lead to, glued to other
    words."""
    starts, ends = set(), set()
    for target in targets:
        begins = text[target.start - 1 : target.start].isalnum()
        stops = _begins_words(text, target.end)
        if begins or stops:
            words = text[target.start : target.end]
            whole, pieces = _BROKEN.sub("", words), words.split() or [""]
            own = _is(whole, target.url)
            starts |= {target.start} if begins and (own or _is(pieces[0], target.url)) else set()
            ends |= {target.end} if stops and (own or _is(pieces[-1], target.url)) else set()
    return Bounds(frozenset(starts), frozenset(ends))


def _begins_words(text: str, at: int) -> bool:
    """Whether what stands at ``at`` is not what a program stopped before: some take no ``é`` in an
    address."""
    letter = text[at : at + 1]
    if letter.isalnum():
        return letter.isascii() or not letter.islower()
    return _OTHER_WORDS.match(text, at) is not None


def _is(written: str, url: str) -> bool:
    """Whether ``url`` is written out, perhaps without its query and the place in it."""
    address = written if _SCHEME.match(written) else f"http://{written}"
    whole = (url, url.partition("#")[0], url.partition("?")[0])
    return any(same(address, one) for one in whole)
