"""Deliver what waits, never twice.

``sending`` is on the disk before anything leaves. What then gets no clear answer, because the
process died or the receiver fell silent, is ``unknown``: it may have arrived, so it is not sent
again by itself. The next digest says so to the same receiver, and ``testigo notify --resend`` sends
it when a person wants it.
"""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from evidence import clock
from evidence.files import OURS
from evidence.reports.safe import short
from evidence.store import notices
from evidence.vocabulary import NoticeState
from schedules.notices import notice as notice_of
from schedules.notices.bounded import BoundedCall
from schedules.notices.channels import NotTaken, Setting, masked, send, unaddressed
from schedules.notices.render import message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from evidence.config import Notify
    from evidence.folder import EvidenceFolder
    from evidence.store import Store
    from evidence.store.records import QueuedNotice
    from schedules.notices.notice import Notice

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
    """as ``[notify] to`` names it; a web address may hold a secret: :attr:`shown` is what is told"""
    state: NoticeState
    problem: str | None = None
    due_at: str | None = None
    """when a waiting one is tried again"""

    @property
    def shown(self) -> str:
        """The receiver without what may be a secret."""
        return masked(self.receiver)


def deliver(
    folder: EvidenceFolder,
    store: Store,
    notify: Notify,
    now: datetime,
    setting: Setting,
) -> list[Result]:
    """Send every notice that is due; a receiver that fails is left alone until its next turn.

    Returns what became of each, and what waits for its turn; nothing when another process is at it.
    Raises StoreError.
    """
    with _alone(folder) as alone:
        if not alone:
            return []
        cut_off = notices.in_state(store, NoticeState.SENDING)
        results = [
            _close(store, one, NoticeState.UNKNOWN, "cut off while it was sent") for one in cut_off
        ]
        receivers = set(notify.to)
        while due := notices.next_due(store, clock.stamp(now), sorted(receivers)):
            result = _deliver(store, due, now, setting)
            results.append(result)
            if result.state is not NoticeState.SENT:
                receivers.discard(result.receiver)
        told = {result.receiver for result in results}
        waiting = map(_waits, notices.in_state(store, NoticeState.WAITING))
        return results + [result for result in waiting if result.receiver not in told]


def attempt(notice: Notice, receiver: str, setting: Setting, limit: float = LIMIT) -> Result:
    """Send one notice to one receiver, once."""
    call = BoundedCall(lambda commit: send(message(notice), receiver, setting, commit))
    done = call.within(limit)
    problem = call.problem
    if done and problem is None:
        return Result(receiver, NoticeState.SENT)
    if isinstance(problem, NotTaken):
        state = NoticeState.WAITING if problem.again else NoticeState.REFUSED
        return Result(receiver, state, short(unaddressed(str(problem), receiver, setting), 200))
    said = getattr(problem, "strerror", None) or str(problem) or type(problem).__name__
    said = unaddressed(str(said), receiver, setting)
    why = short(said, 200) if done else f"no answer within {limit:g} s"
    return Result(receiver, NoticeState.UNKNOWN if call.committed else NoticeState.WAITING, why)


def resend(store: Store, now: datetime) -> int:
    """Let what may have arrived be sent again, because a person said so; returns how many."""
    unknown = notices.in_state(store, NoticeState.UNKNOWN)
    at = clock.stamp(now)
    for one in unknown:
        notices.mark(store, one, state=NoticeState.WAITING, due_at=at, queued_at=at)
    return len(unknown)


def _deliver(store: Store, queued: QueuedNotice, now: datetime, setting: Setting) -> Result:
    # a clock that is ahead, or a machine that was off, has not tried it for so long
    if queued.attempts >= len(AGAIN) and now - clock.parse(queued.queued_at) > GIVE_UP:
        problem = f"given up after {GIVE_UP.days} days: {queued.problem or 'never tried'}"
        return _close(store, queued, NoticeState.FAILED, problem)
    at = clock.stamp(now)
    sending = notices.mark(
        store, queued, state=NoticeState.SENDING, attempts=queued.attempts + 1, tried_at=at
    )
    notice = notice_of.read(queued.content, id=queued.id, composed_at=queued.queued_at)
    result = attempt(notice, _receiver(queued), setting)
    if result.state is NoticeState.WAITING:
        pause = AGAIN[min(sending.attempts, len(AGAIN)) - 1]
        due = clock.stamp(now + pause)
        kept = notices.mark(
            store, sending, state=NoticeState.WAITING, due_at=due, problem=result.problem
        )
        return _waits(kept)
    sent_at = at if result.state is NoticeState.SENT else None
    notices.mark(store, sending, state=result.state, problem=result.problem, sent_at=sent_at)
    return result


def _close(store: Store, queued: QueuedNotice, state: NoticeState, problem: str) -> Result:
    notices.mark(store, queued, state=state, problem=problem)
    return Result(_receiver(queued), state, problem)


def _waits(queued: QueuedNotice) -> Result:
    return Result(_receiver(queued), NoticeState.WAITING, queued.problem, queued.due_at)


def _receiver(queued: QueuedNotice) -> str:
    """Whom it goes to; only rows that versions before notices left have none."""
    return queued.channel or ""


@contextmanager
def _alone(folder: EvidenceFolder) -> Iterator[bool]:
    """Whether this process alone delivers; the run's lock is another, because notices leave during
    a run too."""
    descriptor = os.open(folder.path / "notices.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, OURS)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        yield False
    else:
        yield True
    finally:
        os.close(descriptor)
