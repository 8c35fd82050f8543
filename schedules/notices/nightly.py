"""What readers and a monitor hear of the service's nights."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from evidence import clock
from evidence.bilingual import Words
from evidence.errors import ExitCode, TestigoError
from evidence.kept import kept
from evidence.reader import reader_language
from evidence.store import Store, notices, runs
from evidence.vocabulary import NightEvent, RunState, TroubleKind
from schedules.notices import compose, feed, outbox, pings
from schedules.notices.channels import NotTaken, Setting, resolve
from schedules.notices.notice import Kind, Notice

if TYPE_CHECKING:
    from datetime import datetime

    from evidence.config import Config, Notify
    from evidence.folder import EvidenceFolder
    from evidence.store.records import Run
    from schedules.events import Event
    from schedules.notices.outbox import Result

log = logging.getLogger(__name__)

_FULL = (
    Words("no space left", "no queda espacio en el disco"),
    Words("disk is full", "el disco está lleno"),
    Words("quota exceeded", "se agotó la cuota de disco"),
)
"""How the system and SQLite say it, and how we do: ENOSPC, SQLITE_FULL, EDQUOT. The last line of a run is in
its reader's language."""
_CLOCK = (Words("the clock of this machine", "el reloj de este equipo"),)
"""What :class:`evidence.errors.ClockWrong` begins with."""

TRIES = 3
"""Attempts at a night that fail before it is told: the service tries again by itself, and what is
mended within a quarter of an hour is nobody's news."""


def after_night(
    folder: EvidenceFolder,
    config: Config,
    event: Event,
    *,
    now: datetime | None = None,
    setting: Setting | None = None,
) -> list[Result]:
    """Ping, compose the night's digest, and deliver what waits. Takes at most
    :data:`schedules.notices.outbox.LIMIT` seconds a receiver.

    A night that failed is told after :data:`TRIES` attempts, and has its digest when it finishes
    after all. Never raises for what goes wrong with notices: a night must not fail by them. When
    the database can't be used (a full disk), the receivers are told so directly.
    """
    now = now or clock.now()
    setting = setting or Setting(config.notify.email)
    try:
        return _after_night(folder, config, event, now, setting)
    except (TestigoError, OSError) as error:
        log.warning(Words("notices: {why}", "avisos: {why}").of(why=error))
        if event.kind in (NightEvent.STARTED, NightEvent.WAS_DOWN):
            return []
        _ping(config.notify, event, setting, sound=False)
        is_tried_again = event.kind == NightEvent.FAILED and event.retry_at is not None
        if is_tried_again and event.attempt not in (None, TRIES):  # nothing remembers what was told
            return []
        return _tell_directly(folder, config.notify, event, now, setting, str(error))


def put_down(folder: EvidenceFolder, config: Config, event: Event) -> None:
    """Keep what is to be told of an event, and deliver nothing: for when there is no time for more. Raises
    StoreError."""
    if event.kind == NightEvent.STARTED:
        return
    store = Store(folder.database)
    try:
        _composed(folder, config, store, event, clock.now())
    finally:
        store.close()


def _composed(
    folder: EvidenceFolder, config: Config, store: Store, event: Event, now: datetime
) -> Run | None:
    """Keep what is to be told of an event; returns its run."""
    run = _run(store, event)
    night = None
    if event.kind != NightEvent.FINISHED:
        night = _note(store, event, run, clock.stamp(now))
    goes_on = (
        event.kind == NightEvent.FINISHED and run is not None and run.state is RunState.RUNNING
    )
    is_told = event.kind != NightEvent.FAILED or _lasts(event)
    if event.kind != NightEvent.WAS_DOWN and not goes_on and is_told:
        ignore = config.ignored(clock.stamp(now)[:10])
        name, place = folder.path.name, folder.path
        compose.compose(store, config.notify, name, now, run, night, place=place, ignore=ignore)
    return run


def _after_night(
    folder: EvidenceFolder,
    config: Config,
    event: Event,
    now: datetime,
    setting: Setting,
) -> list[Result]:
    notify = config.notify
    if event.kind == NightEvent.STARTED:
        if monitor := _monitor(notify, setting):
            pings.start(monitor)
        return []
    store = Store(folder.database)
    try:
        run = _composed(folder, config, store, event, now)
        if event.kind == NightEvent.WAS_DOWN:
            return []
        results = outbox.deliver(folder, store, notify, now, setting)
        feed.write(folder, store, config, now)
    finally:
        store.close()
    _ping(notify, event, setting, sound=run is not None and run.state is not RunState.OFFLINE)
    return results


def _lasts(event: Event) -> bool:
    """Whether a failure is worth telling: not the first of a night that is tried again."""
    return event.attempt is None or event.attempt >= TRIES or event.retry_at is None


def _run(store: Store, event: Event) -> Run | None:
    """The event's own run: another schedule's may be walking by the time this one's is told."""
    if event.run_id:
        return runs.run(store, event.run_id)
    return runs.latest_night(store) if event.kind == NightEvent.FINISHED else None


def _note(store: Store, event: Event, run: Run | None, now: str) -> str:
    """Keep what is to be told of a night that did not go well; returns the key of its digest, which
    is not that of the run: the night may have its own yet."""
    night = event.key or now[:10]
    key = f"{night} {event.kind}"
    if event.kind == NightEvent.WAS_DOWN:
        span = dict.fromkeys((*event.nights[:1], *event.nights[-1:]))
        facts = {"count": len(event.nights), "nights": " – ".join(span)}
        key_of_nights = f"{night} {' '.join(event.nights)}"
        notices.note(store, TroubleKind.WAS_DOWN, facts, key_of_nights, now)
    elif event.kind != NightEvent.FAILED or _lasts(event):
        offline = run is not None and run.state is RunState.OFFLINE
        notices.note(store, _kind(event, offline=offline), _facts(event), key, now)
    return key


def _kind(event: Event, *, offline: bool = False, also: str = "") -> TroubleKind:
    if event.kind != NightEvent.FAILED:
        return TroubleKind(event.kind)
    if _says(f"{event.problem or ''} {also}", _FULL):
        return TroubleKind.DISK_FULL
    is_clock = _says(event.problem or "", _CLOCK)  # its run looks like one without a network
    return TroubleKind.OFFLINE if offline and not is_clock else TroubleKind.FAILED


def _says(text: str, phrases: tuple[Words, ...]) -> bool:
    """Whether one of the phrases stands in a text, in any language."""
    return any(said in text.lower() for words in phrases for said in words.in_each().values())


def _facts(event: Event) -> dict[str, Any]:
    problem = " ".join((event.problem or "").split())[:300] or f"exit code {event.exit_code}"
    return {"exit_code": event.exit_code, "problem": problem}


def _ping(notify: Notify, event: Event, setting: Setting, *, sound: bool) -> None:
    """The end of a night: a success if it finished, whatever it found, as a monitor that is always
    red tells nothing."""
    if event.kind in (NightEvent.FINISHED, NightEvent.FAILED) and (
        monitor := _monitor(notify, setting)
    ):
        pings.end(monitor, 0 if sound and event.kind == NightEvent.FINISHED else _status(event))


def _status(event: Event) -> int:
    """What a shell would call it: a signal is 128 and its number; what did not fail by itself could
    not check."""
    code = event.exit_code or int(ExitCode.UNCHECKED)
    return code if code > 0 else 128 - code


def _monitor(notify: Notify, setting: Setting) -> str | None:
    try:
        return resolve(notify.ping, setting.environ) or None
    except NotTaken as problem:
        log.warning(
            Words("no ping: {why}", "no se avisó al monitor: {why}").of(why=kept(str(problem)))
        )
        return None


def _tell_directly(
    folder: EvidenceFolder, notify: Notify, event: Event, now: datetime, setting: Setting,
    problem: str,
) -> list[Result]:  # fmt: skip
    """What can't be written down is told once, unwritten: silence would be worse than a second
    message."""
    if "trouble" not in notify.what:
        return []
    language = reader_language(notify.language)
    told = [compose.trouble(TroubleKind.STORE, {"problem": problem}, language)]
    if event.kind != NightEvent.FINISHED:
        told.insert(0, compose.trouble(_kind(event, also=problem), _facts(event), language))
    stamp = clock.stamp(now)
    # two troubles of one day are two messages: mail programs show what has one id once
    about = f"{event.key} {event.kind} {event.problem}"
    key = f"{stamp[:10]}-{hashlib.sha256(about.encode('utf-8', 'replace')).hexdigest()[:8]}"
    notice = Notice.of(
        Kind.DIGEST,
        language,
        folder=folder.path.name,
        night=stamp[:10],
        report=compose.where(notify),
        troubles=tuple(told),
    )
    return [
        outbox.attempt(
            replace(notice, id=f"unwritten-{key}-{number}", composed_at=stamp),
            receiver,
            setting,
        )
        for number, receiver in enumerate(notify.to, 1)
    ]
