"""The address cites a place of the document (``#metas``, ``#page=12``, ``#:~:text=…``) that is no
longer there: changed.

Only what was there before can be gone: a place that no look of ours and no memento showed may be made
by scripts, and is told beside the first look.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.changes.model import Flag, Kind
from evidence.changes.place import lost_places
from evidence.verdicts.facts import shows_document
from evidence.verdicts.model import Strength
from evidence.verdicts.rule import Rule, because
from evidence.vocabulary import Cause, Certainty

if TYPE_CHECKING:
    from evidence.verdicts.model import Judgement, Look

_COMPARED = frozenset(
    {Kind.COSMETIC, Kind.BOILERPLATE, Kind.ADDED, Kind.REMOVED, Kind.EDITED, Kind.LINKS}
)
"""Changes of what is still the same document: of another no place can be there."""


def _apply(look: Look) -> Judgement | None:
    _, mark, fragment = look.url.partition("#")
    if not mark or look.truncated is not None or look.alternating or not shows_document(look):
        return None
    change, baseline, now = look.change, look.baseline, look.content
    if change is None or baseline is None or baseline.content is None or now is None:
        return None
    if change.kind not in _COMPARED or Flag.LANGUAGE in change.flags:
        return None
    lost = next(iter(lost_places(fragment, baseline.content, now)), None)
    if lost is None:
        return None
    return because(
        Cause.PLACE_GONE,
        "changed.place-unmarked" if lost.stands else "changed.place-gone",
        at_most=Certainty.SUSPECTED if lost.stands else Certainty.CONFIRMED,
        place=lost.place.shown,
        since=baseline.captured_at[:10],
    )


RULE = Rule(
    _apply,
    {
        "changed.place-gone": Words(
            "The place that is cited ({place}) is gone: what stood there on {since} is no longer in the "
            "document.",
            "El lugar citado ({place}) ya no está: lo que ahí se leía el {since} ya no aparece en el "
            "documento.",
        ),
        "changed.place-unmarked": Words(
            "The document no longer has the place that is cited ({place}); what stood there on {since} can "
            "still be read in it.",
            "El documento ya no tiene el lugar citado ({place}), pero lo que ahí se leía el "
            "{since} todavía se puede leer en él.",
        ),
    },
    Strength.COMPARED,
)
