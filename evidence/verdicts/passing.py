"""Differences that make no change: a page flips between a few texts, differs at places alone that always do,
or came without its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.changes.model import Flag
from evidence.verdicts.rule import because
from evidence.verdicts.threads import is_known_to_move
from evidence.vocabulary import Cause

if TYPE_CHECKING:
    from evidence.changes.model import Change
    from evidence.verdicts.model import Judgement, Look

_WEIGHTY = frozenset({Flag.QUOTE_TOUCHED, Flag.LINK_REMOVED, Flag.SECTION_REMOVED, Flag.PAGE_IMAGE})
"""What is told wherever it stands."""


WORDS = {
    "alive.alternating": Words(
        "The page flips between a few texts; this is one that it showed before.",
        "La página alterna entre unos pocos textos; este es uno que ya había mostrado.",
    ),
    "alive.moving": Words(
        "What differs from {since} are only places that showed something else at each of our visits.",
        "Lo único distinto del {since} son partes que han mostrado algo diferente en "
        "cada una de nuestras visitas.",
    ),
}


def passing(look: Look, change: Change, since: str, *, may_be_missing: bool) -> Judgement | None:
    """Why ``change``, since the day ``since``, is none; ``may_be_missing``: what is not there may have been
    about to come."""
    if look.alternating:
        return because(Cause.BOILERPLATE, "alive.alternating", since=since)
    if not _WEIGHTY.intersection(change.flags) and is_known_to_move(change.hunks, look.moving):
        return because(Cause.BOILERPLATE, "alive.moving", since=since)
    if look.truncated is not None and may_be_missing:
        return because(Cause.INCOMPARABLE, "alive.truncated", since=since)
    return None
