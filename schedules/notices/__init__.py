"""Notices: one digest a night of what is new, told to whoever ``[notify]`` names, and never
twice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from evidence import clock
from evidence.store import Store
from schedules.notices import compose, outbox
from schedules.notices.channels import Setting
from schedules.notices.events import Event, after_night

if TYPE_CHECKING:
    from datetime import datetime

    from evidence.bilingual import Language
    from evidence.config import Config, Notify
    from evidence.folder import EvidenceFolder
    from evidence.store.database import Row
    from schedules.notices.outbox import Result

__all__ = ["Event", "after_night", "deliver", "try_out"]


def deliver(
    folder: EvidenceFolder, config: Config, *, compose_too: bool = True, now: datetime | None = None,
    setting: Setting | None = None, limit: float = outbox.LIMIT,
) -> list[Result]:  # fmt: skip
    """Compose what is new of the latest night unless a run is under way, and deliver what waits.

    Idempotent. Without ``compose_too`` it is what a service calls between nights, for what has to
    be tried again. Raises StoreError.
    """
    now = now or clock.now()
    store = Store(folder.database)
    try:
        run = compose.latest_night(store)
        if compose_too and not _under_way(folder, run):
            compose.compose(store, config.notify, folder.path.name, now, run)
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


def _under_way(folder: EvidenceFolder, run: Row | None) -> bool:
    """Whether a run is walking now: its looks are not weighed for an outage of ours before it
    ends."""
    if run is None or run["state"] != "running":
        return False
    return folder.runner() is not None
