"""Where the pictures of a page before and after its loss differ, as a third picture and in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.changes import visual
from evidence.custody import opened
from evidence.errors import RecordError
from evidence.fence import FenceFailure
from evidence.reports.words import WORDS
from evidence.store import due, renderings

if TYPE_CHECKING:
    from pathlib import Path

    from evidence.changes.visual.model import Difference
    from evidence.store import Store
    from evidence.store.records import Rendering

MOST = 60
"""Pairs of pictures compared for one report: at a fifth of a second for a page of three screens, a quarter of
a minute; more than there is room for (:data:`evidence.reports.pictures.MOST_BYTES`)."""
_EARLIER = 2
"""Pictures of the unchanged page that tell what always varies."""
_LARGEST = 15_000_000
"""Bytes of one PNG: a page of 16,000 rows of text has 3, one of photographs 12."""


@dataclass(frozen=True, slots=True)
class Differing:
    """What the comparison of both pictures came to. It is shown, and no verdict."""

    told: Words
    data: str = ""
    """``data:`` address of the third picture; empty where nothing is to be shown"""


def differing(
    store: Store, folder: Path, before: Rendering | None, after: Rendering | None
) -> Differing | None:
    """Both pictures of whole pages compared; None where one was not taken, or this installation can't
    compare."""
    if before is None or after is None or not visual.is_there():
        return None
    try:
        old, new = _png(store, folder, before), _png(store, folder, after)
        if old is None or new is None:
            return Differing(WORDS["differing_unknown"])
        if old == new:
            return Differing(WORDS["differing_none"])
        earlier = (
            _png(store, folder, one) for one in renderings.unchanged(store, before, _EARLIER)
        )
        found = visual.difference(old, new, [one for one in earlier if one])
    except (RecordError, FenceFailure):  # of a damaged record tells who shows the small pictures
        return Differing(WORDS["differing_unknown"])
    return Differing(_told(found), f"data:image/webp;base64,{found.data}" if found.data else "")


def _png(store: Store, folder: Path, rendering: Rendering) -> bytes | None:
    """The picture of the whole page; None where it was not taken, or is too large."""
    known = due.capture(store, rendering.whole_id) if rendering.whole_id else None
    if known is None or known.payload_bytes > _LARGEST:
        return None
    return opened.view(folder, store, known.id)


def _told(found: Difference) -> Words:
    if not found.places:
        key = "differing_varies" if found.masked else "differing_none"
        return WORDS[key]
    told = [WORDS["differing_places"]]
    if found.shown < found.places:
        told.append(WORDS["differing_first"])
    if found.masked:
        told.append(WORDS["differing_masked"])
    facts = {"places": str(found.places), "shown": str(found.shown)}
    return Words.each(lambda language: " ".join(one.filled(language, facts) for one in told))
