"""The configuration against the one that the last run went by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.custody.continuity import settings
from evidence.findings import Finding
from evidence.store import heads

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.custody.log.chain import Chain
    from evidence.folder import EvidenceFolder
    from evidence.store.records import CustodyEntry


class Configured:
    """A change is its keeper's right, and is told."""

    def __init__(self) -> None:
        self._last: tuple[str, str | None] | None = None

    def take(self, entry: CustodyEntry, chain: Chain) -> Iterator[Finding]:
        """See :class:`evidence.custody.log.watchers.Watcher`."""
        if entry.act == heads.CONFIGURED:
            self._last = entry.at, chain.detail.get("sha256")
        yield from ()

    def end(self, folder: EvidenceFolder) -> Iterator[Finding]:
        """See :class:`evidence.custody.log.watchers.Watcher`."""
        if self._last is not None and self._last[1] != settings.digest(folder.config):
            facts = {"day": self._last[0][:10]}
            yield Finding(folder.config.name, "config-changed", facts, note=True)
