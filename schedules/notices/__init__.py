"""Notices: one digest a night of what is new, told to whoever ``[notify]`` names, and never
twice."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from evidence import clock
from evidence.reader import reader_language
from evidence.store import Store, runs
from evidence.vocabulary import RunState
from schedules.notices import compose, feed, outbox
from schedules.notices.channels import Setting
from schedules.notices.nightly import after_night, put_down
from schedules.notices.notice import Kind, Notice

if TYPE_CHECKING:
    from datetime import datetime

    from evidence.config import Config, Notify
    from evidence.folder import EvidenceFolder
    from evidence.store.records import Run
    from schedules.notices.outbox import Result

__all__ = ["after_night", "deliver", "put_down", "try_out"]


def deliver(
    folder: EvidenceFolder,
    config: Config,
    *,
    compose_too: bool = True,
    now: datetime | None = None,
) -> list[Result]:
    """Compose what is new of the latest night unless a run is under way, and deliver what waits.

    Idempotent. Without ``compose_too`` it is what a service calls between nights, for what has to
    be tried again. Raises StoreError.
    """
    now = now or clock.now()
    store = Store(folder.database)
    try:
        run = runs.latest_night(store)
        if compose_too and not _under_way(folder, run):
            ignore = config.ignored(clock.stamp(now)[:10])
            compose.compose(
                store, config.notify, folder.path.name, now, run, place=folder.path, ignore=ignore
            )
        setting = Setting(config.notify.email)
        results = outbox.deliver(folder, store, config.notify, now, setting)
        if compose_too:
            feed.write(folder, store, config, now)
        return results
    finally:
        store.close()


def try_out(folder: EvidenceFolder, notify: Notify, setting: Setting | None = None) -> list[Result]:
    """Send a test message to every receiver, beside the outbox."""
    setting = setting or Setting(notify.email)
    stamp = clock.stamp(clock.now())
    notice = Notice.of(
        Kind.TEST,
        reader_language(notify.language),
        folder=folder.path.name,
        night=stamp[:10],
        report=compose.where(notify),
    )
    key = re.sub(r"\W", "", stamp)
    return [
        outbox.attempt(
            replace(notice, id=f"test-{key}-{number}", composed_at=stamp), receiver, setting
        )
        for number, receiver in enumerate(notify.to, 1)
    ]


def _under_way(folder: EvidenceFolder, run: Run | None) -> bool:
    """Whether a run is walking now: its looks are not weighed for an outage of ours before it
    ends."""
    if run is None or run.state is not RunState.RUNNING:
        return False
    return folder.runner() is not None
