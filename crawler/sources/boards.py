"""Walk a results board and keep what it showed.

A child process walks and writes page records into a WARC file of its own; the parent, which holds
the folder, then stores the visit in one transaction and seals the file. A child that is killed
leaves records to which no row points, and everything that stood before.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evidence import clock
from evidence.boards import presets
from evidence.boards.model import Entry, Known, LeftOut, Read, Visit
from evidence.boards.walk import Walk
from evidence.config import Board, Crawl
from evidence.custody.warc import files
from evidence.custody.warc.writer import Sealed
from evidence.errors import SourceError
from evidence.store import boards, connections
from evidence.store.due import KnownCapture, capture
from evidence.store.records import Capture, Certificate, Network
from evidence.version import SOFTWARE

if TYPE_CHECKING:
    from evidence.folder import EvidenceFolder
    from evidence.store import Store
    from evidence.store.boards import Before, Brought
    from evidence.store.database import Row

_MOST_BODY = 16_000_000
"""Bytes of one page: twice what is read of it, because text may take two bytes a character."""
Recorded = Capture | Certificate | Network
_RECORDED: dict[str, type[Recorded]] = {
    kind.TABLE: kind for kind in (Capture, Certificate, Network)
}
_GRACE = 60.0
"""Seconds beside the visit's own: starting, and reading the last page."""


@dataclass(frozen=True, slots=True)
class Job:
    """What the child has to do."""

    url: str
    folder: Path
    warc: str
    head: str
    """the custody log's last entry, for the file's warcinfo"""
    options: Board
    crawl: Crawl
    known: Known
    latest: dict[str, KnownCapture]
    """key of a page -> what came last time"""
    kept: frozenset[tuple[str, str]]
    """Tables and ids of the connections that are stored already."""

    def walk(self) -> Walk:
        """The walk, at its beginning."""
        return Walk(self.url, self.options, self.known)


@dataclass(frozen=True, slots=True)
class Walked:
    """What the child found."""

    visit: Visit
    records: list[Recorded]
    """what was recorded, in the order in which it can be stored"""
    sealed: Sealed
    began_at: str


def settings_of(location: str, given: Board) -> Board:
    """The settings of a board, its preset's included; raises SourceError for a preset that there is
    not."""
    try:
        return presets.settings(location, given)
    except KeyError as error:
        names = ", ".join(presets.PRESETS)
        raise SourceError(
            location, f"no preset is called {given.preset!r}; there are {names}"
        ) from error


def walk(
    folder: EvidenceFolder, url: str, options: Board, crawl: Crawl, before: Before, store: Store
) -> Walked:
    """Walk the board at ``url``; the caller holds the folder. Raises SourceError when its first
    page can't be read and nothing was known of it, and when the child ends without an answer."""
    latest = {key: capture(store, page.capture_id) for key, page in before.pages.items()}
    began = clock.stamp(clock.now())
    warc = f"warc/testigo-{datetime.now(UTC):%Y%m%d%H%M%S%f}-board.warc.gz"
    job = {
        "url": url, "folder": str(folder.path), "warc": warc, "head": files.head_of(store),
        "options": asdict(options), "crawl": asdict(crawl),
        "known": {name: sorted(keys) for name, keys in asdict(before.known).items()},
        "latest": {key: asdict(known) for key, known in latest.items() if known is not None},
        "kept": [(kind.TABLE, key) for kind in (Certificate, Network)
                 for key in connections.ids(store, kind)],
    }  # fmt: skip
    with tempfile.TemporaryDirectory() as place:
        answer = Path(place, "answer.json")
        said = Path(place, "said")
        if not _walked(job, answer, said, options.seconds + crawl.timeout + _GRACE):
            raise SourceError(url, "can't be walked (it takes too long)")
        try:
            told = json.loads(answer.read_text("utf-8"))
        except (OSError, ValueError) as error:
            last = (said.read_text("utf-8", "replace").strip().splitlines() or ["no answer"])[-1]
            raise SourceError(url, f"can't be walked ({last})") from error
    visit = _visit(told["visit"])
    problem = told["problem"] or _first_problem(visit)
    if problem and (told["problem"] or before.visit is None):
        if before.visit is None:
            (folder.path / warc).unlink(missing_ok=True)  # nothing is stored, so nothing is kept
        raise SourceError(url, f"can't be walked ({problem})")
    return Walked(
        visit,
        [_RECORDED[table].from_row(row) for table, row in told["records"]],
        Sealed(**told["sealed"]),
        began,
    )


def _walked(job: Row, answer: Path, said: Path, seconds: float) -> bool:
    """Run the child to its end; False when it took too long. Its standard input stays open as long
    as we live, by which it knows that we do: a walker that outlives its parent would write into a
    file that is sealed."""
    command = [sys.executable, "-m", "crawler.sources.boards", str(answer)]
    with (
        said.open("wb") as errors,
        subprocess.Popen(  # noqa: S603 - our own interpreter and module
            command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=errors
        ) as child,
    ):
        assert child.stdin is not None
        with suppress(BrokenPipeError):  # it ended at once, and said why
            child.stdin.write(json.dumps(job).encode() + b"\n")
            child.stdin.flush()
        try:
            child.wait(seconds)
        except subprocess.TimeoutExpired:
            child.kill()
            return False
        finally:
            with suppress(BrokenPipeError):
                child.stdin.close()
    return True


def _end_with_parent() -> None:
    while os.read(0, 4096):
        pass
    os._exit(1)


def keep(
    folder: EvidenceFolder, store: Store, source_id: str, before: Before, walked: Walked
) -> Brought:
    """Store a visit and seal its file; the source is registered already."""
    brought = boards.put_visit(
        store, source_id, before, walked.visit, walked.records, walked.began_at
    )
    files.seal(folder, store, walked.sealed, None)
    return brought


def _first_problem(visit: Visit) -> str:
    """Why the board's first page could not be read, or an empty text."""
    if not visit.pages:
        return "its budget allows no page"
    first = visit.pages[0].cause
    return "" if first == "ok" else first


def _visit(told: dict[str, Any]) -> Visit:
    return Visit(
        entries=tuple(
            Entry(**{**entry, "path": tuple(entry["path"])}) for entry in told["entries"]
        ),
        pages=tuple(Read(**page) for page in told["pages"]),
        left_out=tuple(LeftOut(**out) for out in told["left_out"]),
        cut=frozenset(told["cut"]),
        title=told["title"],
        bytes=told["bytes"],
        preset=told["preset"],
    )


def _main() -> None:
    """The child: one walk, its pages in the WARC file, all else in the answer."""
    import logging  # noqa: PLC0415 - only the child pays for these

    from scrapy.crawler import AsyncCrawlerProcess  # noqa: PLC0415

    from crawler.run.process import settings_for  # noqa: PLC0415
    from crawler.spiders.board import BoardSpider  # noqa: PLC0415

    job = _job(json.loads(sys.stdin.buffer.readline()))
    threading.Thread(target=_end_with_parent, daemon=True).start()
    file = files.begin(job.folder, job.warc, SOFTWARE, job.url, job.head)
    process = AsyncCrawlerProcess(settings_for(job.crawl))
    logging.getLogger("scrapy").setLevel(logging.CRITICAL)
    crawler = process.create_crawler(BoardSpider)
    process.crawl(crawler, job=job, write=file.write)
    process.start()
    spider = crawler.spider
    assert isinstance(spider, BoardSpider)
    visit = asdict(spider.walk.visit())
    told = {
        "visit": {**visit, "cut": sorted(visit["cut"])},
        "records": [
            (one.TABLE, one.row())
            for one in (*spider.recorder.connections.take(), *spider.captures)
        ],
        "problem": spider.problem,
        "sealed": asdict(file.close()),
    }
    Path(sys.argv[1]).write_text(json.dumps(told), "utf-8")


def _job(told: dict[str, Any]) -> Job:
    crawl, options = told["crawl"], told["options"]
    made = Crawl(**{**crawl, "neutral_hosts": tuple(crawl["neutral_hosts"])})
    lists = {name: tuple(options[name]) for name in ("scope", "documents", "labels", "written")}
    return Job(
        told["url"],
        Path(told["folder"]),
        told["warc"],
        told["head"],
        Board(**{**options, **lists}),
        replace(made, max_body=min(made.max_body, _MOST_BODY)),
        Known(**{name: frozenset(keys) for name, keys in told["known"].items()}),
        {key: KnownCapture(**known) for key, known in told["latest"].items()},
        frozenset((table, identifier) for table, identifier in told["kept"]),
    )


if __name__ == "__main__":
    _main()
