"""What taking in another folder costs a check.

    python -m benchmarks.merging [CHECKS]

A folder of CHECKS looks (50,000 by default; one night, a record each) is taken into an empty one, then
into one that has looked at half of the addresses itself, so that their standings are settled anew; and as
a shard of a night of that folder's own (docs/scaling.md).
Seconds of one core with verifying the other folder, and the memory above what the process had before.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.custody import fill
from evidence.custody.log import keys, seals
from evidence.custody.merge import merge
from evidence.custody.shards import take
from evidence.folder import EvidenceFolder
from evidence.looks.rejoined import Rejoined
from evidence.store import Store
from evidence.verdicts.series import DEFAULT

PAGE = b"<p>El acta de la sesi\xc3\xb3n ordinaria. " * 40
MAX_BODY = 50_000_000


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    with tempfile.TemporaryDirectory() as place:
        os.environ["XDG_CONFIG_HOME"] = f"{place}/config"
        theirs = made(Path(place, "theirs"), count)
        for name, known in (("an empty folder", 0), ("one that knows half", count // 2)):
            row(name, made(Path(place, f"ours-{known}"), known), theirs, count)
        shard_row(made(Path(place, "ours"), 0), theirs, count)


def made(place: Path, looks: int) -> EvidenceFolder:
    folder = EvidenceFolder(place)
    folder.create()
    store = Store(folder.database)
    keys.make(folder, store)
    if looks:
        fill(folder, store, [PAGE], looks)
    seals.seal(folder, store)
    store.close()
    return folder


def row(name: str, ours: EvidenceFolder, theirs: EvidenceFolder, count: int) -> None:
    store = Store(ours.database)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()
    rows = merge(ours, store, theirs, Rejoined(ours.path, DEFAULT, MAX_BODY))
    took = time.process_time() - began
    more = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    print(
        f"into {name}: {rows} rows in {took:.1f} s, {1000 * took / count:.2f} ms a check, {more / 1024:.0f} MB more"
    )
    store.close()


def shard_row(ours: EvidenceFolder, shard: EvidenceFolder, count: int) -> None:
    store = Store(ours.database)
    _given(store, shard)
    key = take.key_of(shard)
    assert key is not None
    began = time.process_time()
    taken = take.take(ours, store, shard, key, Rejoined(ours.path, DEFAULT, MAX_BODY))
    took = time.process_time() - began
    take.index(ours, store, taken.files)
    indexed = time.process_time() - began - took
    print(
        f"as a shard: {taken.rows} rows in {took:.1f} s, {1000 * took / count:.2f} ms a check, "
        f"and {1000 * indexed / count:.2f} ms for the index"
    )
    store.close()


def _given(store: Store, shard: EvidenceFolder) -> None:
    """What a folder has of a shard's before that is taken in."""
    store.db.execute("ATTACH DATABASE ? AS shard", (str(shard.database),))
    for table in ("sources", "source_versions", "urls", "citations", "runs"):
        store.db.execute(f"INSERT INTO main.{table} SELECT * FROM shard.{table}")
    store.db.execute("DETACH DATABASE shard")


if __name__ == "__main__":
    main()
