"""Reports in the folder against the digests that the log keeps of them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from evidence.custody.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.custody.log.chain import Chain
    from evidence.folder import EvidenceFolder
    from evidence.store.records import CustodyEntry

REPORTED = "reported"
"""The act of writing a report: its detail holds ``file``, the path inside the folder, and ``sha256``;
no ``file`` where it went elsewhere."""


class Reported:
    """The last digest of each report, and those that it had before."""

    def __init__(self) -> None:
        self._digests: dict[str, list[str]] = {}

    def take(self, entry: CustodyEntry, chain: Chain) -> Iterator[Finding]:
        """See :class:`evidence.custody.log.watchers.Watcher`."""
        if entry.act == REPORTED and isinstance(name := chain.detail.get("file"), str):
            self._digests.setdefault(name, []).append(str(chain.detail.get("sha256")))
        yield from ()

    def end(self, folder: EvidenceFolder) -> Iterator[Finding]:
        """A report that is another one than was written is a finding. Reports are there to be taken
        away: that one is gone is a note, and so is one that a run which was cut off did not replace."""
        for name, digests in sorted(self._digests.items()):
            path = folder.path / name
            if not path.resolve().is_relative_to(folder.path.resolve()):
                continue  # no report of ours lies there
            if not path.is_file():
                yield Finding(name, "deleted: this report was written here", note=True)
                continue
            with path.open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
            if found not in digests:
                yield Finding(name, "altered: not the report that was written")
            elif found != digests[-1]:
                yield Finding(name, "an earlier report than the one written here last", note=True)
