"""Faults in the service, in notices and in the outbox of archives."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from crawler.archives import outbox as archive_outbox
from crawler.archives import saves, worker
from evidence.folder import EvidenceFolder
from evidence.reports import news
from evidence.store import nights
from evidence.vocabulary import JobState, NightState, NoticeState
from schedules import agenda, service, watch
from schedules.child import Outcome
from schedules.notices import outbox
from schedules.notices.channels import NotTaken, mail

if TYPE_CHECKING:
    from collections.abc import Callable


def lock_not_taken() -> None:
    """A service starts without asking whether there is another."""
    folder: Any = EvidenceFolder
    folder.serve = lambda _self: _Unlocked()


class _Unlocked(nullcontext[None]):
    class gen:  # noqa: N801 - as of the context manager in its place
        @staticmethod
        def close() -> None:
            """There is nothing to let go of."""


def done_before_the_answer() -> None:
    """A notice counts as sent when it has left, whatever is answered."""
    attempt = outbox.attempt

    def sent(*values: Any) -> Any:
        return replace(attempt(*values), state=NoticeState.SENT)

    notices: Any = outbox
    notices.attempt = sent


def notice_sent_again() -> None:
    """A notice that may have arrived is sent again."""
    attempt = outbox.attempt

    def again(*values: Any) -> Any:
        result = attempt(*values)
        unknown = result.state is NoticeState.UNKNOWN
        return replace(result, state=NoticeState.WAITING) if unknown else result

    notices: Any = outbox
    notices.attempt = again


def told_forgotten() -> None:
    """What readers were told is not remembered."""
    told: Any = news
    told.remember = lambda *_: None


def no_second_attempt() -> None:
    """A night that failed is tried again in a year."""
    asked: Any = agenda.Agenda
    asked.retry_at = lambda _self, _attempts, ended: ended + timedelta(days=365)


def every_end_is_good() -> None:
    """A night is done when its process is gone, whatever became of it."""
    nightly: Any = service
    nightly.outcome = lambda *_: Outcome(NightState.DONE)
    nightly.walked = lambda _run: True


def save_handed_in_again() -> None:
    """A page whose saving got no answer is handed in again at once."""

    def again(job: Any, detail: str) -> Any:
        return worker.Step(replace(job, state=JobState.NOT_ATTEMPTED, problem=detail))

    for module in (saves, archive_outbox):
        outbox_of: Any = module
        outbox_of.unknown = again


def run_lock_not_taken() -> None:
    """A run begins without asking whether there is another."""
    folder: Any = EvidenceFolder
    folder.hold = lambda _self: nullcontext()


def hang_unseen() -> None:
    """A run may hang for ever."""
    hangs: Any = watch.HangWatch
    hangs.hangs = lambda *_: False


def ahead_is_settled() -> None:
    """A night that a clock running ahead has recorded settles all nights before it."""
    settled = nights.settled
    kept: Any = nights
    kept.settled = lambda store, schedule, _today: settled(store, schedule, date.max)
    state: Any = service.ServiceState
    state.settled = lambda self, schedule, _today, of=state.settled: of(self, schedule, date.max)


def put_off_for_good() -> None:
    """A mail server that takes nothing today is taken for one that refuses for good."""
    put: Any = mail

    class Refused(NotTaken):
        def __init__(self, text: str, *, again: bool) -> None:
            super().__init__(text, again=False)

    put.NotTaken = Refused


FAULTS: tuple[Callable[[], None], ...] = (
    lock_not_taken,
    done_before_the_answer,
    notice_sent_again,
    told_forgotten,
    no_second_attempt,
    every_end_is_good,
    save_handed_in_again,
    run_lock_not_taken,
    hang_unseen,
    ahead_is_settled,
    put_off_for_good,
)
