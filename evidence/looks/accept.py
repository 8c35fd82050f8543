"""A person accepts a change: alarms compare with it from now on, and the custody log says who and
why."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from evidence import clock
from evidence.looks import rows
from evidence.store import checks, due, looks
from evidence.store.records import Acceptance
from evidence.verdicts.standing import GOOD, Seen, advance
from evidence.vocabulary import VERDICT_OF, Cause

if TYPE_CHECKING:
    from evidence.store import Store
    from evidence.verdicts.standing import Rules


def accept(store: Store, url_id: str, note: str, by: str, rules: Rules) -> str | None:
    """Make the latest capture the baseline for alarms; returns its time.

    None, and nothing is written, when the last look showed no document. The acceptance counts as a
    good look by that person.
    """
    standing = looks.standing(store, url_id)
    last = checks.last(store, url_id)
    if standing is None or last is None or VERDICT_OF[last.check.cause] not in GOOD:
        return None
    capture = due.capture(store, last.check.capture_id)
    if capture is None:
        return None
    now = clock.now()
    seen = Seen(Cause.IDENTICAL, now, f"person:{by}", text_sha256=capture.text_sha256 or "")
    after = advance(rows.standing_of(standing), seen, rules)
    accepted = Acceptance(
        id=str(uuid.uuid4()),
        url_id=url_id,
        capture_id=capture.id,
        accepted_at=clock.stamp(now),
        by=by,
        note=note,
    )
    with store.transaction("accepted", {"url": url_id, "note": note, "by": by}) as transaction:
        transaction.add(accepted)
        transaction.put(
            rows.record_of(
                after,
                url_id,
                baseline_id=capture.id,
                check_id=standing.check_id,
                rules=rules,
            )
        )
    return capture.captured_at
