"""Troubles that the next digest tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence import clock
from evidence.reports.safe import short
from evidence.store import notices
from evidence.vocabulary import TroubleKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evidence.custody.finding import Finding
    from evidence.store import Store

_MOST = 200
"""Characters of the first finding that a digest shows: two lines of a mail."""


def note_damage(store: Store, bad: Sequence[Finding]) -> None:
    """Let the next digest tell what verifying found, once for the same findings. Raises
    StoreError."""
    first = short(f"{bad[0].where}: {bad[0].problem}", _MOST).encode("utf-8", "replace").decode()
    more = f" (+{len(bad) - 1})" if len(bad) > 1 else ""
    key = "\n".join(f"{finding.where}: {finding.problem}" for finding in bad)
    now = clock.stamp(clock.now())
    notices.note(store, TroubleKind.VERIFY_FAILED, {"problem": first + more}, key, now)
