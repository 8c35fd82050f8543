"""Notices: one digest a night of what is new, told to whoever ``[notify]`` names, and never twice."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast

from evidence import clock
from evidence.errors import ExitCode, FolderBusy, TestigoError
from evidence.store import Store, notices
from schedules import pings
from schedules.notices import compose, outbox
from schedules.notices.channels import NotTaken, Setting, resolve

if TYPE_CHECKING:
    from datetime import datetime

    from evidence.config import Config, Notify
    from evidence.folder import EvidenceFolder
    from evidence.verdicts.wording import Language
    from schedules.notices.outbox import Result

log = logging.getLogger(__name__)

_FULL = re.compile(r"no space left|disk is full|quota exceeded", re.IGNORECASE)
"""How the system and SQLite say it: ENOSPC, SQLITE_FULL, EDQUOT."""


@dataclass(frozen=True, slots=True)
class Event:
    """What the service has to say of a night."""

    kind: Literal["started", "finished", "failed", "was-down", "verify-failed"]
    """``failed``: the run ended otherwise than a run ends; ``was-down``: told with the next digest"""
    exit_code: int = 0
    run: str | None = None
    """id of the night's run, where it got so far"""
    nights: tuple[str, ...] = ()
    """local dates that were missed"""
    problem: str = ""
    """one line that says what went wrong"""


def after_night(
    folder: EvidenceFolder, config: Config, event: Event, *, now: datetime | None = None,
    setting: Setting | None = None, limit: float = outbox.LIMIT,
) -> list[Result]:  # fmt: skip
    """Ping, compose the night's digest, and deliver what waits. Takes at most ``limit`` seconds a receiver.

    Never raises for what goes wrong with notices: a night must not fail by them. When the database can't be
    used (a full disk), the receivers are told so directly.
    """
    now = now or clock.now()
    setting = setting or Setting(config.notify.email)
    try:
        return _after_night(folder, config.notify, event, now, setting, limit)
    except (TestigoError, OSError) as error:
        log.warning("notices: %s", error)
        if event.kind in ("started", "was-down"):
            return []
        _ping(config.notify, event, setting, sound=False)
        return _tell_directly(folder, config.notify, event, now, setting, limit, str(error))


def deliver(
    folder: EvidenceFolder, config: Config, *, now: datetime | None = None, setting: Setting | None = None,
    limit: float = outbox.LIMIT,
) -> list[Result]:  # fmt: skip
    """Compose what is new of the latest night unless a run is under way, and deliver what waits.

    Idempotent. The service calls it between nights, for what has to be tried again. Raises StoreError.
    """
    now = now or clock.now()
    store = Store(folder.database)
    try:
        if not _under_way(folder, store):
            compose.compose(store, config.notify, folder.path.name, now)
        return outbox.deliver(
            folder, store, config.notify, now, setting or Setting(config.notify.email), limit
        )
    finally:
        store.close()


def try_out(folder: EvidenceFolder, notify: Notify, setting: Setting | None = None) -> list[Result]:
    """Send a test message to every receiver, beside the outbox."""
    setting = setting or Setting(notify.email)
    stamp = clock.stamp(clock.now())
    notice = compose.content(cast("Language", notify.language), "test", notify.report)
    notice |= {"folder": folder.path.name, "night": stamp[:10], "composed_at": stamp}
    key = re.sub(r"\W", "", stamp)
    return [
        outbox.attempt({**notice, "id": f"test-{key}-{number}"}, receiver, setting)
        for number, receiver in enumerate(notify.to, 1)
    ]


def _after_night(
    folder: EvidenceFolder, notify: Notify, event: Event, now: datetime, setting: Setting, limit: float
) -> list[Result]:
    if event.kind == "started":
        if monitor := _monitor(notify, setting):
            pings.start(monitor)
        return []
    store = Store(folder.database)
    try:
        # a night that failed before it had a run is a night of its own; None: the latest night
        night = event.run or (None if event.kind == "finished" else f"{event.kind} {clock.stamp(now)[:10]}")
        _note(store, event, night or "", clock.stamp(now))
        if event.kind == "was-down":
            return []
        latest = compose.latest_night(store)
        compose.compose(store, notify, folder.path.name, now, night)
        results = outbox.deliver(folder, store, notify, now, setting, limit)
    finally:
        store.close()
    finished = latest is not None and latest["state"] == "finished"
    _ping(notify, event, setting, sound=event.kind == "finished" and finished)
    return results


def _note(store: Store, event: Event, night: str, now: str) -> None:
    if event.kind == "finished":
        return
    facts: dict[str, object] = {
        "exit_code": event.exit_code,
        "problem": " ".join(event.problem.split())[:300],
    }
    kind = "disk-full" if event.kind == "failed" and _FULL.search(event.problem) else event.kind
    if event.kind == "was-down":
        night = " ".join(event.nights)
        span = dict.fromkeys((*event.nights[:1], *event.nights[-1:]))
        facts = {"count": len(event.nights), "nights": " – ".join(span)}
    notices.note(store, kind, facts, night, now)


def _ping(notify: Notify, event: Event, setting: Setting, *, sound: bool) -> None:
    """The end of a night: a success if it finished, whatever it found, as a monitor that is always red tells
    nothing."""
    if event.kind in ("finished", "failed") and (monitor := _monitor(notify, setting)):
        pings.end(monitor, 0 if sound else event.exit_code or int(ExitCode.UNCHECKED))


def _monitor(notify: Notify, setting: Setting) -> str | None:
    try:
        return resolve(notify.ping, setting.environ) or None
    except NotTaken as problem:
        log.warning("no ping: %s", problem)
        return None


def _tell_directly(
    folder: EvidenceFolder, notify: Notify, event: Event, now: datetime, setting: Setting, limit: float,
    problem: str,
) -> list[Result]:  # fmt: skip
    """What can't be written down is told once, unwritten: silence would be worse than a second message."""
    if "trouble" not in notify.what:
        return []
    told = [{"kind": "store", "facts": {"problem": problem}}]
    if event.kind != "finished":
        full = _FULL.search(f"{event.problem} {problem}")
        facts = {"exit_code": event.exit_code, "problem": event.problem}
        told.insert(0, {"kind": "disk-full" if full else event.kind, "facts": facts})
    day = clock.stamp(now)[:10]
    notice = compose.content(cast("Language", notify.language), "digest", notify.report, troubles=told)
    notice |= {"folder": folder.path.name, "night": day, "composed_at": clock.stamp(now)}
    return [
        outbox.attempt({**notice, "id": f"unwritten-{day}-{number}"}, receiver, setting, limit)
        for number, receiver in enumerate(notify.to, 1)
    ]


def _under_way(folder: EvidenceFolder, store: Store) -> bool:
    """Whether a run is walking now: its looks are not weighed for an outage of ours before it ends."""
    run = compose.latest_night(store)
    if run is None or run["state"] != "running":
        return False
    try:
        with folder.hold():
            return False
    except FolderBusy:
        return True
