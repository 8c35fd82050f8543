"""A person accepts a change: alarms compare with it from now on, and the custody log says who and
why."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from evidence import clock
from evidence.looks import rows
from evidence.store import due
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
    standing = store.one("SELECT * FROM standings WHERE url_id = ?", url_id)
    check = (
        store.one("SELECT * FROM checks WHERE id = ?", standing["check_id"]) if standing else None
    )
    if standing is None or check is None or VERDICT_OF[Cause(check["cause"])] not in GOOD:
        return None
    capture = due.capture(store, check["capture_id"])
    if capture is None:
        return None
    now = clock.now()
    seen = Seen(Cause.IDENTICAL, now, f"person:{by}", text_sha256=capture.text_sha256 or "")
    after = advance(rows.from_row(standing), seen, rules)
    with store.transaction("accepted", {"url": url_id, "note": note, "by": by}) as transaction:
        transaction.insert(
            "acceptances",
            {
                "id": str(uuid.uuid4()),
                "url_id": url_id,
                "capture_id": capture.id,
                "accepted_at": clock.stamp(now),
                "by": by,
                "note": note,
            },
        )
        transaction.upsert(
            "standings", {**standing, **rows.to_row(after, rules), "baseline_id": capture.id}
        )
    return capture.captured_at
