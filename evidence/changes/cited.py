"""What citing sources say of a page in the page's own words, without marks of quotation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence.changes.nearest import exact, read
from evidence.changes.quote import State, check_quote, pieces
from evidence.changes.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evidence.content.model import Content

_FEWEST = 5
"""Words, as of a quotation: fewer are a name, which stands on many pages."""
_MOST = 40
"""Claims of one page that are looked at: a front page may be cited by every line of a report."""
_ADDRESS = re.compile(r"[(\[<]?\b(?:https?://|www\.)[^\s<>\")\]]{1,2000}[>)\]]?")
"""An address within a claim, which the page itself does not have there."""


def statements(claims: str) -> tuple[str, ...]:
    """The claims (one a line) that are long enough to be a sentence of the page; … for addresses."""
    told = (_ADDRESS.sub(" … ", line).strip(" …") for line in claims.splitlines() if line)
    long = (one for one in dict.fromkeys(told) if len(one.split()) >= _FEWEST)
    return tuple(one for one, _ in zip(long, range(_MOST), strict=False))


def standing(said: Iterable[str], content: Content) -> tuple[str, ...]:
    """Those of ``said`` that stand word for word in the main text of ``content``: menus and footers name
    what is cited, too."""
    likely = tuple(_likely(said, content))
    if not likely:
        return ()
    there = read("\n".join(content.main)).words
    return tuple(
        one
        for one in likely
        if all(exact(told, there) is not None for piece in pieces(one) if (told := words(piece)))
        and check_quote(one, content).state is State.PRESENT
    )


def _likely(said: Iterable[str], content: Content) -> Iterator[str]:
    """Those whose words are all there somewhere: nearly all claims are told in words of their own, and the
    words of a long document take time to be read."""
    text = ""
    for one in said:
        text = text or content.text.lower()
        if all(word in text for word in words(one) if word.isalnum()):
            yield one
