"""A person accepts a change: alarms compare with it from now on, and the custody log says who and
why."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from evidence import clock
from evidence.looks.standings import record_of, standing_of
from evidence.store import due, looks
from evidence.store.looks import PERSON
from evidence.store.records import Acceptance
from evidence.verdicts.series import Seen
from evidence.verdicts.standing import GOOD, advance
from evidence.vocabulary import VERDICT_OF, Cause

if TYPE_CHECKING:
    from evidence.store import Store
    from evidence.verdicts.series import Rules


def accept(store: Store, url_id: str, note: str, by: str, rules: Rules) -> str | None:
    """Make the latest capture of a URL its baseline for alarms; returns that capture's time.

    None, and nothing is written, when the last look showed no document. The acceptance counts as a
    good look by that person. Raises StoreError when the database refuses.
    """
    standing = looks.standing(store, url_id)
    if standing is None or VERDICT_OF[looks.last_cause(store, url_id)] not in GOOD:
        return None
    capture = due.capture(store, looks.last_capture(store, url_id))
    if capture is None:
        return None
    now = clock.now()
    text = capture.text_sha256 or ""
    seen = Seen(Cause.IDENTICAL, now, f"{PERSON}{by}", text_sha256=text)
    after = advance(standing_of(standing), seen, rules)
    with store.transaction("accepted", {"url": url_id, "note": note, "by": by}) as transaction:
        accepted = clock.stamp(now)
        transaction.add(Acceptance(str(uuid.uuid4()), url_id, capture.id, accepted, by, note))
        transaction.put(record_of(after, url_id, capture.id, standing.check_id, rules))
    return capture.captured_at
