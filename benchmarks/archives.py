"""What 10,000 queued jobs cost, and whether they come in order: python -m benchmarks.archives
[NUMBER]

The archive is in memory and answers at once, so what is measured is the queue, the database and the
custody log. Memory is the peak of a process of its own, beside that of the same process before the
pass.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crawler.archives.model import Copy, Listed, Replay, Saves
from crawler.archives.outbox import Outbox
from evidence import clock
from evidence.config import Config, Crawl
from evidence.folder import EvidenceFolder
from evidence.store import Store, runs
from evidence.store.sources import put_url
from evidence.vocabulary import RunKind, RunState

if TYPE_CHECKING:
    from datetime import datetime

LOOKED_UP = 1000
"""Jobs done of all that are queued: the daily budget is twice that."""


class Client:
    """Records nothing."""

    until: float | None = None

    def take(self) -> list[Any]:
        """Nothing was answered over a wire."""
        return []

    def kept(self, block: bytes) -> None:
        """There is nothing to leave out."""

    def asked_before(self, seconds: float) -> None:
        """There is no pace."""


class Empty:
    """An archive that has nothing."""

    name = "wayback"
    base_url = "https://archive.test"
    daily_budget = 1_000_000
    saves = Saves.STALE
    keys: tuple[str, ...] = ()
    saver = None

    def __init__(self) -> None:
        self.client: Any = Client()
        self.asked: list[str] = []

    def captures(self, url: str, since: datetime | None = None) -> list[Listed]:  # noqa: ARG002
        """None of any."""
        self.asked.append(url)
        return []

    def fetch(self, copy: Copy) -> Replay:
        """Never called: nothing is listed."""
        raise AssertionError(copy)


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as place:
        folder = EvidenceFolder(Path(place))
        folder.create()
        filler = get_context("spawn").Process(target=fill, args=(folder.database, number))
        filler.start()
        filler.join()
        if filler.exitcode:
            raise SystemExit("archives.py: the outbox could not be filled")
        store = Store(folder.database)
        archive = Empty()
        outbox = Outbox(folder, Config(crawl=Crawl(allow_private=True)), store, [archive])
        before = peak()
        queued = timed(lambda: outbox.work(0))
        done = timed(lambda: outbox.work(LOOKED_UP))
        pressing = [url for url in archive.asked if url.endswith("7")]
        first = archive.asked[: min(number // 10, LOOKED_UP)]
        print("| what | |\n|---|---|")
        print(f"| jobs queued | {number:,} |")
        print(f"| peak memory before, after | {before:.0f} MB, {peak():.0f} MB |")
        print(f"| CPU to queue them | {queued:.2f} s |")
        print(f"| CPU a job done ({LOOKED_UP:,} look-ups) | {done / LOOKED_UP * 1000:.2f} ms |")
        print(
            f"| what is missing comes first | {'yes' if first and first == pressing[: len(first)] else 'NO'} |"
        )
        store.close()


def fill(database: Path, number: int) -> None:
    """So many URLs, looked at once; one in ten is missing. In a process of its own, for its
    memory's sake."""
    store = Store(database)
    now = clock.stamp(clock.now())
    run = runs.begin(
        store, kind=RunKind.NIGHT, options={}, tool="", rules="", config_sha256="", collector={}
    )
    with store.transaction("benchmark") as transaction:
        for index in range(number):
            url = put_url(store, transaction, f"https://www.host{index % 50}.test/{index}", now)
            check = {
                "id": str(index), "run_id": run.id, "url_id": url, "checked_at": now, "duration_ms": 1,
                "observer": "us", "verdict": "alive", "cause": "first-look", "reasons_json": "[]",
                "at_most": "confirmed",
            }  # fmt: skip
            transaction.insert("checks", check)
            standing = {
                "url_id": url, "verdict": "missing" if index % 10 == 7 else "alive", "cause": "first-look",
                "certainty": "confirmed", "since": now, "last_look": now, "looks": 1, "next_look": now,
                "series_json": "[]", "check_id": str(index),
            }  # fmt: skip
            transaction.insert("standings", standing)
    runs.end(store, run, RunState.FINISHED)
    store.close()


def timed(call: Any) -> float:
    start = time.process_time()
    call()
    return time.process_time() - start


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


if __name__ == "__main__":
    main()
