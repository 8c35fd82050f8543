"""Deliver what waits, never twice.

``sending`` is on the disk before anything leaves. What then gets no clear answer, because the
process died or the receiver fell silent, is ``unknown``: it may have arrived, so it is not sent
again by itself. The next digest says so to the same receiver, and ``testigo notify --resend`` sends
it when a person wants it.
"""

from __future__ import annotations

import fcntl
import json
import os
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from evidence import clock
from evidence.reports.safe import short
from evidence.store import notices
from schedules.notices.channels import NotTaken, Setting, send
from schedules.notices.limit import Act
from schedules.notices.render import message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from evidence.config import Notify
    from evidence.folder import EvidenceFolder
    from evidence.store import Store
    from evidence.store.database import Row

LIMIT = 60.0
"""Seconds for one delivery, however slowly the receiver talks."""
AGAIN = tuple(timedelta(minutes=minutes) for minutes in (5, 30, 120, 360, 720))
"""Pauses after each failure, the last one from then on: half an hour or more as RFC 5321 4.5.4.1
asks, but for the first, because most mail servers that put strangers off (greylisting) do so for
five minutes."""
GIVE_UP = timedelta(days=5)
"""RFC 5321 4.5.4.1: at least four to five days."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one notice to one receiver."""

    receiver: str
    """as ``[notify] to`` names it: no secret"""
    state: str
    """``sent``, ``waiting``, ``refused``, ``failed`` or ``unknown``"""
    problem: str | None = None
    due_at: str | None = None
    """when a waiting one is tried again"""


def deliver(
    folder: EvidenceFolder,
    store: Store,
    notify: Notify,
    now: datetime,
    setting: Setting,
    limit: float = LIMIT,
) -> list[Result]:
    """Send every notice that is due; a receiver that fails is left alone until its next turn.

    Returns what became of each, and what waits for its turn; nothing when another process is at it.
    Raises StoreError.
    """
    with _alone(folder) as alone:
        if not alone:
            return []
        # a commit must outlive a power cut here: what is forgotten would be sent twice
        store.db.execute("PRAGMA synchronous=FULL")
        cut_off = notices.in_state(store, "sending")
        results = [_close(store, row, "unknown", "cut off while it was sent") for row in cut_off]
        receivers = set(notify.to)
        while row := notices.next_due(store, clock.stamp(now), sorted(receivers)):
            result = _deliver(store, row, now, setting, limit)
            results.append(result)
            if result.state != "sent":
                receivers.discard(row["channel"])
        told = {result.receiver for result in results}
        later = [row for row in notices.in_state(store, notices.OPEN) if row["channel"] not in told]
        return results + [
            Result(row["channel"], "waiting", row["problem"], row["due_at"]) for row in later
        ]


def attempt(
    notice: dict[str, Any], receiver: str, setting: Setting, limit: float = LIMIT
) -> Result:
    """Send one notice to one receiver, once."""
    act = Act(lambda leave: send(message(notice), receiver, setting, leave))
    done = act.within(limit)
    problem = act.problem
    if done and problem is None:
        return Result(receiver, "sent")
    if isinstance(problem, NotTaken):
        return Result(receiver, "waiting" if problem.again else "refused", short(str(problem), 200))
    said = getattr(problem, "strerror", None) or str(problem) or type(problem).__name__
    why = short(str(said), 200) if done else f"no answer within {limit:g} s"
    return Result(receiver, "unknown" if act.left else "waiting", why)


def resend(store: Store, now: datetime) -> int:
    """Let what may have arrived be sent again, because a person said so; returns how many."""
    unknown = notices.in_state(store, "unknown")
    for row in unknown:
        notices.mark(
            store, row, state=notices.OPEN, due_at=clock.stamp(now), queued_at=clock.stamp(now)
        )
    return len(unknown)


def _deliver(store: Store, row: Row, now: datetime, setting: Setting, limit: float) -> Result:
    if now - clock.parse(row["queued_at"]) > GIVE_UP:
        return _close(
            store,
            row,
            "failed",
            f"given up after {GIVE_UP.days} days: {row['problem'] or 'never tried'}",
        )
    tried = {"attempts": row["attempts"] + 1, "tried_at": clock.stamp(now)}
    row = notices.mark(store, row, state="sending", **tried)
    notice = {**json.loads(row["subject_json"]), "id": row["id"], "composed_at": row["queued_at"]}
    result = attempt(notice, row["channel"], setting, limit)
    if result.state == "waiting":
        pause = AGAIN[min(row["attempts"], len(AGAIN)) - 1]
        due = clock.stamp(now + pause)
        notices.mark(store, row, state=notices.OPEN, due_at=due, problem=result.problem)
        return Result(result.receiver, "waiting", result.problem, due)
    sent_at = clock.stamp(now) if result.state == "sent" else None
    notices.mark(store, row, state=result.state, problem=result.problem, sent_at=sent_at)
    return result


def _close(store: Store, row: Row, state: str, problem: str) -> Result:
    notices.mark(store, row, state=state, problem=problem)
    return Result(row["channel"], state, problem)


@contextmanager
def _alone(folder: EvidenceFolder) -> Iterator[bool]:
    """Whether this process alone delivers; the run's lock is another, because notices leave during
    a run too."""
    descriptor = os.open(folder.path / "notices.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        yield False
    else:
        yield True
    finally:
        os.close(descriptor)
