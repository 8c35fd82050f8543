"""How fast a large folder is sealed, verified, exported, and what an unchanged night costs.

    python benchmarks/custody.py PAGES [captures]

PAGES is a folder of saved pages (any files); they are repeated, each with a line of its own, until
there are as many captures as asked for (100,000 by default). One core; a table is printed.
"""

from __future__ import annotations

import hashlib
import os
import resource
import sys
import tempfile
import time
import uuid
from itertools import cycle
from pathlib import Path

from evidence import clock
from evidence.custody.log import keys, seals
from evidence.custody.verify import verify
from evidence.custody.warc.files import WarcFiles
from evidence.custody.warc.writer import new_id
from evidence.folder import EvidenceFolder
from evidence.store import Store, ledger, runs, sources
from evidence.store.records import Capture, Check, Standing
from evidence.vocabulary import Cause, Certainty, Fidelity, RecordType, RunKind, RunState, Verdict


def main() -> None:
    pages = [
        path.read_bytes()[:200_000]
        for path in sorted(Path(sys.argv[1]).rglob("*"))
        if path.is_file()
    ][:300]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    with tempfile.TemporaryDirectory() as place:
        os.environ["XDG_CONFIG_HOME"] = f"{place}/config"
        folder = EvidenceFolder(Path(place, "evidence"))
        folder.create()
        store = Store(folder.database)
        keys.make(folder, store)
        began = time.perf_counter()
        raw = fill(folder, store, pages, count)
        size = sum(path.stat().st_size for path in folder.warc.glob("*.warc.gz"))
        print(f"{count} captures made in {time.perf_counter() - began:.0f} s: "
              f"{size / 1e6:.0f} MB of WARC, {raw / 1e6:.0f} MB of records")  # fmt: skip
        began = time.perf_counter()
        seals.seal(folder, store)
        print(f"sealed in              {time.perf_counter() - began:8.2f} s   (asked: < 5)")
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        began = (
            time.process_time()
        )  # of this one thread: what else the machine does is not our matter
        findings = [finding for finding in verify(folder, store) if not finding.note]
        took = time.process_time() - began
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        assert not findings, findings[:3]
        print(f"verified in            {took:8.1f} s of one core")
        print(f"  records              {raw / 1e6 / took:8.1f} MB/s (asked: >= 80)")
        print(f"  files (compressed)   {size / 1e6 / took:8.1f} MB/s")
        print(
            f"  memory, peak         {after / 1024:8.0f} MB, {(after - before) / 1024:.0f} more than before"
        )
        store.close()


def fill(
    folder: EvidenceFolder, store: Store, pages: list[bytes], count: int, first: int = 0
) -> int:
    """One night of ``count`` looks, as the crawler keeps them, at the addresses from the number ``first``
    on; returns the bytes of all records."""
    run = runs.begin(
        store, kind=RunKind.NIGHT, options={}, tool="", rules="", config_sha256="", collector={}
    )
    warcs = WarcFiles(folder, store, run.id, "benchmark")
    store.db.execute("PRAGMA synchronous=OFF")
    network = {"addresses_json": "[]", "port": 80, "protocol": "http/1.1"}
    network["id"] = ledger.row_digest(network)
    with store.transaction("connected") as transaction:
        transaction.upsert("networks", network)
    for start in range(first, first + count, 1000):  # as reports of a thousand citations bring them
        with store.transaction("source-read") as transaction:
            for number in range(start, min(start + 1000, first + count)):
                sources.put_url(store, transaction, _url(number), clock.stamp(clock.now()))
    raw = 0
    for number, page in zip(range(first, first + count), cycle(pages), strict=False):
        url = _url(number)
        now = clock.now()
        url_id = sources.url_id(url)
        body = b"<!-- %d -->" % number + page
        head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(
            body
        )
        sha256 = hashlib.sha256(body).hexdigest()
        record_id = new_id()
        common = [("WARC-Date", clock.stamp(now)), ("WARC-Target-URI", url)]
        placed = warcs.write(
            "response",
            [*common, ("WARC-Payload-Digest", f"sha256:{sha256}")],
            head + body,
            record_id,
        )
        request = warcs.write(
            "request",
            [*common, ("WARC-Concurrent-To", f"<{record_id}>")],
            b"GET / HTTP/1.1\r\n\r\n",
        )
        raw += len(head) + len(body) + 900
        capture = Capture(
            id=record_id, url=url, captured_at=clock.stamp(now), record_type=RecordType.RESPONSE,
            refers_to=None, warc=placed.warc, offset=placed.offset, length=placed.length, status=200,
            media_type="text/html", payload_sha256=sha256, payload_bytes=len(body), ip=None, text_sha256=None,
            block_sha256=placed.block_sha256, fidelity=Fidelity.EXACT, truncated=None,
            network_id=network["id"], request_sha256=request.block_sha256, first_byte_us=1, ended_us=2,
        )  # fmt: skip
        check = Check(
            id=str(uuid.uuid4()), run_id=run.id, url_id=url_id, checked_at=clock.stamp(now),
            duration_ms=1, observer="crawler", verdict=Verdict.ALIVE, cause=Cause.FIRST_LOOK,
            reasons_json="[]", at_most=Certainty.CONFIRMED, status=200, final_url=None,
            capture_id=record_id,
        )  # fmt: skip
        standing = Standing(
            url_id=url_id, verdict=Verdict.ALIVE, cause=Cause.FIRST_LOOK, certainty=Certainty.CONFIRMED,
            since=clock.stamp(now), last_look=clock.stamp(now), last_good=None, looks=1,
            next_look=clock.stamp(now), series_json="{}", baseline_id=record_id, check_id=check.id,
        )  # fmt: skip
        runs.put_checks(store, [runs.Checked(check, [capture], None, standing)], lambda *_: None)
        warcs.rotate()
    warcs.close()
    runs.end(store, run, RunState.FINISHED)
    return raw


def _url(number: int) -> str:
    return f"https://www{number % 500}.example.org/{number}"


if __name__ == "__main__":
    main()
