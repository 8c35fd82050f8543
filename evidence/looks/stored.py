"""Stored looks, as they were."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from evidence import clock
from evidence.looks.contents import stored_content
from evidence.store import probes
from evidence.store.due import capture
from evidence.verdicts.model import Probe
from evidence.verdicts.probe import KEEP, probe_key

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from evidence.store import Store

_AFTER = timedelta(hours=1)
"""Probes are made right after the look that asks for them."""


def stored_probes(
    store: Store, folder: Path, max_body: int, url: str, at: datetime
) -> tuple[Probe, ...] | None:
    """The probes that speak for a look at ``url`` at that time; None when there are not two."""
    rows = probes.latest(store, probe_key(url), clock.stamp(at - KEEP), clock.stamp(at + _AFTER))
    if len(rows) < 2:
        return None
    return tuple(
        Probe(
            row["url"],
            row["status"],
            row["final_url"],
            stored_content(folder, known, max_body)
            if (known := capture(store, row["capture_id"]))
            else None,
        )
        for row in rows
    )
