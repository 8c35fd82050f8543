"""What is wrong with the nights of a folder, and what to do about it: the clock, the last run, the
service."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from crawler.scale import places
from evidence import clock
from evidence.bilingual import Words
from evidence.store import notices as outbox
from evidence.store import runs
from evidence.vocabulary import NightState, NoticeState, RunState
from schedules.child import walked
from schedules.notices import words
from schedules.state import ServiceState

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import datetime

    from evidence.bilingual import Told
    from evidence.config import Notify
    from evidence.folder import EvidenceFolder
    from evidence.store import Store
    from schedules.calendar import Calendar

_SILENT = timedelta(minutes=5)
"""Ten heartbeats: the service is not there."""
_ASKEW = timedelta(minutes=5)
"""A clock so wrong makes captures doubtful, and TLS and Kerberos begin to refuse."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that was looked at."""

    what: str
    good: bool
    says: str
    """what was seen, and for what is not good what to do"""
    wants: bool = False
    """whether it is good, and leaves something undone that most people want done"""
    told: Told | None = None
    """the same as ``says`` to people, where :func:`evidence.kept.kept` can't tell it by its words"""


_NO_NIGHT = (
    "no night is scheduled: nothing is looked at unless a person, cron or a timer calls testigo run; write a "
    "[[schedule]] and start testigo serve (docs/running.md)"
)
_NO_NIGHT_FOR_DAYS = f"{_NO_NIGHT}; the last one is days ago"
NO_NIGHT = Sign("next run", good=True, says=_NO_NIGHT, wants=True)
NOBODY_TOLD = Sign(
    "notices",
    good=True,
    says="nobody is told what a night finds; name receivers under [notify], then testigo notify --test",
    wants=True,
)


def clock_sign(
    now: datetime, told: datetime | None, newest: str | None, astray: Sequence[str] = ()
) -> Sign:
    """The clock beside what a server ``told`` and the last time in the custody log, where known;
    ``astray`` are the starts of runs in which it was wrong."""
    if newest and clock.parse(newest) > now + _ASKEW:
        says = f"{now:%Y-%m-%d %H:%M}Z is earlier than the newest evidence ({newest[:16]}Z); set the clock (NTP)"
        return Sign("clock", good=False, says=says)
    if told and abs(told - now) > _ASKEW:
        says = f"{now:%Y-%m-%d %H:%M}Z here, {told:%Y-%m-%d %H:%M}Z by a server's clock; set the clock (NTP)"
        return Sign("clock", good=False, says=says)
    return Sign(
        "clock",
        good=True,
        says=f"{now:%Y-%m-%d %H:%M}Z"
        + ("" if told else " (nobody to compare with)")
        + (
            f"; it was wrong in the run of {astray[0][:16]}Z, whose looks don't count"
            if astray
            else ""
        ),
    )


def notices(store: Store, notify: Notify, environ: Mapping[str, str]) -> Sign:
    """Whether somebody is told, and whether it arrives. A variable may be set for the service and
    not here."""
    if not notify.to:
        return NOBODY_TOLD
    places = (*notify.to, notify.ping)
    unset = [
        place[4:]
        for place in places
        if place.startswith("env:") and not environ.get(place[4:], "").strip()
    ]
    if unset:
        says = f"{', '.join(unset)} of [notify] is not set; set it in the environment of testigo serve or notify"
        return Sign("notices", good=False, says=says)
    counts = outbox.unsettled(store, notify.to)
    if not counts:
        says = f"receivers: {len(notify.to)}; testigo notify --test tries them"
        return Sign("notices", good=True, says=says)
    told = Words.each(partial(words.unsettled, counts))
    good = not counts.keys() - {NoticeState.WAITING, NoticeState.SENDING}
    return Sign("notices", good=good, says=told.en, told=told)


def last_run(store: Store, *, held: bool) -> Sign:
    """How the last run ended."""
    run = runs.latest_to_report(store)
    if run is None:
        return Sign("last run", good=True, says="none yet; testigo run makes the first")
    began = f"{run.started_at[:16]}Z"
    if run.state is RunState.RUNNING and held:
        return Sign("last run", good=True, says=f"{began}, at work now")
    if walked(run):
        late = " at the end of its time; the rest comes first in the next" if run.ended_by else ""
        return Sign("last run", good=True, says=f"{began} finished{late}")
    if run.state is RunState.OFFLINE:
        return Sign(
            "last run", good=False, says=f"{began} offline; see to the network, then testigo run"
        )
    return Sign("last run", good=False, says=f"{began} was cut off; testigo run goes on with it")


def shards(folder: EvidenceFolder, *, held: bool) -> Iterator[Sign]:
    """What a night that several walked has left; nothing where it has left nothing."""
    found = places.shards(folder)
    damaged = [path for path in found if path.suffix == places.DAMAGED]
    away = [path.name for path in (folder.path / places.SHARDS).glob(f"*{places.AWAY}")]
    left = len(found) - len(damaged) + len(away)
    if damaged:
        others = f" and {len(damaged) - 1} more" if len(damaged) > 1 else ""
        yield Sign(
            "shards",
            good=False,
            says=f"{damaged[0]}{others} could not be taken in: its addresses are looked at again; see what is wrong "
            "with it (testigo verify --folder), then delete it",
        )
    if left and held:
        yield Sign("shards", good=True, says=f"{left} are walked now")
    elif left:
        yield Sign(
            "shards",
            good=False,
            says=f"{left} were left by a run that was cut off; testigo run takes them in",
        )


def nights(
    folder: EvidenceFolder,
    calendars: Sequence[Calendar],
    now: datetime,
    *,
    sources: Collection[str],
    last_run_at: str | None,
) -> Iterator[Sign]:
    """The next night of each schedule, how the last one went, and whether a service is there to run
    it.

    ``sources`` are the ids that there are.
    """
    if not calendars:
        old = last_run_at is not None and now - clock.parse(last_run_at) > timedelta(days=2)
        yield Sign("next run", good=False, says=_NO_NIGHT_FOR_DAYS) if old else NO_NIGHT
        return
    state = ServiceState(folder)
    for calendar in calendars:
        name = calendar.schedule.name
        at = calendar.next_start(now)
        says = f"'{name}' {at.astimezone(calendar.zone):%Y-%m-%d %H:%M %Z} ({at:%H:%M}Z)"
        strange = [source for source in calendar.schedule.sources if source not in sources]
        if strange:
            says = f"'{name}' names a source '{strange[0]}' that there is not; testigo status lists them"
        yield Sign("next run", good=not strange, says=says)
        night = state.last(name, calendar.today(now))
        if night and night.state is NightState.FAILED:
            tried = f"'{name}' of {night.night} failed {night.attempts} times"
            says = f"{tried}: {night.problem}; more in {folder.logs}/{name}-{night.night}.log"
            yield Sign("last night", good=False, says=says)
    yield _service(state, now)


def _service(state: ServiceState, now: datetime) -> Sign:
    last = state.heartbeat()
    if last is None:
        return Sign(
            "service", good=False, says="never started here; start testigo serve (docs/running.md)"
        )
    seen = f"{last.heartbeat_at[:16]}Z"
    if last.stopped_at:
        return Sign("service", good=False, says=f"stopped at {seen}; start testigo serve again")
    if now - clock.parse(last.heartbeat_at) > _SILENT:
        return Sign(
            "service",
            good=False,
            says=f"silent since {seen}; start testigo serve again, and read its log",
        )
    return Sign("service", good=True, says=f"alive at {seen}, process {last.pid}")
