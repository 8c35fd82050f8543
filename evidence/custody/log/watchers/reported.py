"""Reports in the folder against the digests that the log keeps of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.files import in_place_of_a_file, is_file, is_left, sha256_of
from evidence.findings import Finding
from evidence.folder import is_inside

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
        yield from self._strange(folder)
        for name, digests in sorted(self._digests.items()):
            path = folder.path / name
            if not is_inside(name):
                continue  # no report of ours lies there
            if what := in_place_of_a_file(path):
                yield Finding(name, "not-a-file", {"what": what})
                continue
            if not is_file(path):
                yield Finding(name, "report-deleted", note=True)
                continue
            found = sha256_of(path)
            if found not in digests:
                yield Finding(name, "report-altered")
            elif found != digests[-1]:
                yield Finding(name, "report-earlier", note=True)

    def _strange(self, folder: EvidenceFolder) -> Iterator[Finding]:
        """What lies among the reports and the log does not speak of. People put files there, and earlier
        versions logged none, so it is no finding; but nobody vouches for it."""
        for path in sorted(folder.reports.glob("*")):
            name = f"{folder.reports.name}/{path.name}"
            if name not in self._digests and not is_left(path):
                yield Finding(name, "report-strange", note=True)
