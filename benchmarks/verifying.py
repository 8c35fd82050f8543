"""Whether checking a folder and a package costs twice as much when there is twice as much of it.

    python -m benchmarks.verifying [LOOKS]

Folders of 100, 200, 400 and 800 nights, each with a WARC file of its own that holds LOOKS records (25
by default), a seal, and a report; then one night with as many records as these have together. Seconds
of one core, and the same for each file or record: what is linear stays the same down a column.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.custody import fill
from evidence.custody import continuity
from evidence.custody.log import keys, seals
from evidence.custody.log.watchers.reported import REPORTED
from evidence.custody.verify import verify
from evidence.custody.wacz import verify as wacz
from evidence.custody.wacz import write
from evidence.folder import EvidenceFolder
from evidence.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable

FILES = (100, 200, 400, 800)
PAGE = b"<p>El acta de la sesi\xc3\xb3n ordinaria. " * 40


def main() -> None:
    looks = int(sys.argv[1]) if len(sys.argv) > 1 else 25
    with tempfile.TemporaryDirectory() as place:
        os.environ["XDG_CONFIG_HOME"] = f"{place}/config"
        print("files  records  verify s  ms/file  before a run s  ms/file  package s  ms/record")
        for files in FILES:
            row(Path(place, f"by-{files}"), files, looks)
        for files in FILES:
            row(Path(place, f"one-{files}"), 1, files * looks)


def row(place: Path, files: int, looks: int) -> None:
    folder = EvidenceFolder(place)
    folder.create()
    store = Store(folder.database)
    keys.make(folder, store)
    for night in range(files):
        fill(folder, store, [PAGE], looks, first=night * looks)
        report(folder, store, night)
        seals.seal(folder, store)
    package = place / "all.wacz"
    write.export(folder, store, package, lambda *_: "")
    whole = timed(lambda: sound(verify(folder, store)))
    begun = timed(lambda: continuity.begin(folder, store))
    handed = timed(lambda: sound(wacz.verify(package).findings))
    each = 1000 / files
    print(f"{files:5}  {files * looks:7}  {whole:8.2f}  {whole * each:7.2f}  {begun:14.3f}  {begun * each:7.2f}"
          f"  {handed:9.2f}  {handed * each / looks:9.2f}")  # fmt: skip
    store.close()


def report(folder: EvidenceFolder, store: Store, night: int) -> None:
    """One of the folder's own, as ``testigo report`` writes it."""
    path = folder.reports / f"{night}.html"
    path.write_bytes(PAGE)
    detail = {"file": f"reports/{path.name}", "sha256": hashlib.sha256(PAGE).hexdigest()}
    with store.transaction(REPORTED, detail):
        pass


def timed(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def sound(findings: object) -> None:
    bad = [one for one in findings if not one.note]  # type: ignore[attr-defined]
    assert not bad, bad[:3]


if __name__ == "__main__":
    main()
