"""A person says that what looks lost is not: alarms obey it while that loss lasts, and the custody log
says who and why."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from evidence import clock
from evidence.store import looks
from evidence.store.records import Overruling
from evidence.vocabulary import Verdict

if TYPE_CHECKING:
    from evidence.store import Store


def overrule(store: Store, url_id: str, note: str, by: str) -> Overruling | None:
    """Write down that the loss of a URL is none; None, and nothing is written, where it does not stand as
    missing.

    It is a word and no look: what the looks add up to stays what it is, and is told beside it. Raises
    StoreError when the database refuses.
    """
    standing = looks.standing(store, url_id)
    if standing is None or standing.verdict is not Verdict.MISSING:
        return None
    said = Overruling(
        str(uuid.uuid4()),
        url_id,
        standing.check_id,
        standing.cause,
        standing.since,
        clock.stamp(clock.now()),
        by,
        note,
    )
    with store.transaction("overruled", {"url": url_id, "note": note, "by": by}) as transaction:
        transaction.add(said)
    return said
