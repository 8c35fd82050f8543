"""What a run has kept so far, as the service sees it from outside: it opens no database of the run's, and waits for
no place but the folder."""

from __future__ import annotations

import glob
import logging
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.scale.places import AWAY, SHARDS, Around
from evidence.custody.shards import out
from evidence.folder import DATABASE

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator

    from evidence.folder import EvidenceFolder

log = logging.getLogger(__name__)

_KEPT = (
    "warc/*.warc.gz",
    *(f"{SHARDS}/*/{name}" for name in ("warc/*", DATABASE, f"{DATABASE}-wal")),
)
"""What grows while a run looks: WARC files, and where several processes look those of the shards and their
databases. The night's own is asked for the last entry of its log instead: the service writes into it, too."""


def kept(folder: EvidenceFolder) -> tuple[int, int]:
    """The bytes of all that a run has kept in the folder, and when the last of it was written, in nanoseconds:
    SQLite writes its log (``-wal``) over and over in the same bytes."""
    found = list(_files(folder.path))
    return sum(one.st_size for one in found), max((one.st_mtime_ns for one in found), default=0)


def _files(place: Path) -> Iterator[os.stat_result]:
    for pattern in _KEPT:
        # Path.glob of Python 3.11 raises where a folder goes while it looks
        for name in glob.iglob(pattern, root_dir=place):  # noqa: PTH207
            with suppress(OSError):  # a shard that was taken in meanwhile
                yield (place / name).stat()


class FarShards:
    """How many looks the shards of a folder tell of that lie elsewhere.

    What grows there nobody sees from here, but whoever walks says every few seconds how far he has come. That is
    asked for beside the service, whose ticks must not wait for a place that does not answer.
    """

    def __init__(self) -> None:
        self._told: dict[str, int] = {}
        self._places: dict[str, Around] = {}
        self._asking: threading.Thread | None = None

    def looks(self, folder: EvidenceFolder) -> int:
        """Of those that are out, by the last answers; and ask anew, unless an answer is still waited for."""
        if self._asking is None or not self._asking.is_alive():
            away = glob.glob(f"{SHARDS}/*{AWAY}", root_dir=folder.path)  # noqa: PTH207 - as above
            self._told = {name: self._told.get(name, 0) for name in away}
            if away:
                self._asking = threading.Thread(target=self._ask, daemon=True)
                self._asking.start()
        return sum(self._told.values())

    def _ask(self) -> None:
        for name, before in self._told.items():
            try:  # no word that can be read is no word
                # by what this machine remembers: the file may say anything
                shard = out.known(Path(name).stem)
                self._told[name] = (self._looks(shard.place) if shard else 0) or before
            except Exception as problem:  # noqa: BLE001 - whatever a store raises that can't be asked now
                log.debug("%s: %s", name, problem)

    def _looks(self, place: str) -> int:
        root, _, name = place.rpartition("/")
        if root not in self._places:
            self._places[root] = Around(root)
        return sum(self._places[root].told(name).values())
