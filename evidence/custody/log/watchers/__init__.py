"""What is looked for on the way through a folder's own log, a file each.

A watcher takes each entry before what it says of rows is recorded, and in the end says what it found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from evidence.custody.log.watchers.configured import Configured
from evidence.custody.log.watchers.replaced import Replaced
from evidence.custody.log.watchers.reported import Reported

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence.custody.log.chain import Chain
    from evidence.custody.recorded import Recorded
    from evidence.findings import Finding
    from evidence.folder import EvidenceFolder
    from evidence.store.records import CustodyEntry


class Watcher(Protocol):
    """One question to a log."""

    def take(self, entry: CustodyEntry, chain: Chain) -> Iterable[Finding]:
        """The next entry; ``chain`` has read what it says."""

    def end(self, folder: EvidenceFolder) -> Iterable[Finding]:
        """The log is at its end."""


def watchers(recorded: Recorded) -> tuple[Watcher, ...]:
    """All of them."""
    return Replaced(recorded), Reported(), Configured()
