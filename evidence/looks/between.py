"""Two captures of one URL, to see what changed from one to the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.errors import UsageError
from evidence.store import answers, checks, due, looks
from evidence.store.sources import known_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evidence.store import Store
    from evidence.store.answers import CapturedAt
    from evidence.store.due import KnownCapture


def captures_between(
    store: Store, url: str, since: str = "", until: str = ""
) -> tuple[KnownCapture, KnownCapture]:
    """The last capture not after ``since``, else the baseline, and the last one not after ``until``,
    else the latest.

    Times are written ``2026-11-21`` (the end of that day) or ``2026-11-21T18:00:00Z``. Raises
    UsageError when no capture shows a document, or none is so early.
    """
    key = known_id(store, url)
    kept = answers.captures_of(store, key)
    if not kept:
        raise UsageError("no capture of this URL shows a document; testigo check looks now")
    standing = looks.standing(store, key)
    told = (
        checks.changed(store, standing.check_id) if standing and not since and not until else None
    )
    if told is not None and told[0] is not None and told[1] is not None:
        return told[0], told[1]  # perhaps of a part of the document
    baseline = standing.baseline_id if standing else None
    first = _at(kept, since) if since else baseline or kept[0].id
    last = _at(kept, until) if until else kept[-1].id
    old, new = due.capture(store, first), due.capture(store, last)
    assert old is not None
    assert new is not None
    return old, new


def _at(kept: Sequence[CapturedAt], time: str) -> str:
    """The last capture that is not after ``time``."""
    limit = time if "T" in time else f"{time}T99"
    before = [one.id for one in kept if one.captured_at <= limit]
    if not before:
        raise UsageError(f"no capture as early as {time}; the first is of {kept[0].captured_at}")
    return before[-1]
