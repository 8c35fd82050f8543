"""Walk a results board and keep what it showed.

The spider writes page records into a WARC file of its own; when it is over, the visit is stored in
one transaction and the file sealed. A walk that is killed or stopped leaves records to which no row
points, and everything that stood before; the next run seals its file.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from crawler.spiders.job import Job
from evidence import clock, fence
from evidence.bilingual import Words
from evidence.boards import presets
from evidence.custody.warc import announced, files
from evidence.errors import INTERRUPTED, Interrupted, SourceError
from evidence.reports import unseen
from evidence.reports.causes import ASK_PRIVATE, CAUSES
from evidence.store import boards, connections
from evidence.store.due import capture
from evidence.store.records import Capture, Certificate, Network
from evidence.version import SOFTWARE
from evidence.vocabulary import Cause

if TYPE_CHECKING:
    from crawler.spiders.board import BoardSpider
    from evidence.bilingual import Told
    from evidence.boards.model import Visit
    from evidence.config import Board, Config
    from evidence.custody.warc.writer import Sealed
    from evidence.folder import EvidenceFolder
    from evidence.store import Store
    from evidence.store.boards import Before, Brought

_MOST_BODY = 16_000_000
"""Bytes of one page: twice what is read of it, because text may take two bytes a character."""
Recorded = Capture | Certificate | Network


@dataclass(frozen=True, slots=True)
class Walked:
    """What the spider found."""

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
            location,
            Words(
                "no preset is called {name!r}; there are {known}",
                "ningún ajuste predefinido se llama {name!r}; los que hay son {known}",
            ),
            name=given.preset,
            known=names,
        ) from error


def walk(
    folder: EvidenceFolder, url: str, options: Board, config: Config, before: Before, store: Store
) -> Walked:
    """Walk the board at ``url``; the caller holds the folder. Raises SourceError when its first
    page can't be read and nothing was known of it, or the walk can't be made to its end, StoreError
    when the disk refuses, and Interrupted."""
    began = clock.stamp(clock.now())
    warc = files.name_for(folder.path, "board")
    job = _job(folder, url, options, config, before, store)
    announced.begin(store, warc)
    spider, sealed = _walked(job, warc, files.head_of(store))
    visit = spider.walk.visit()
    problem = spider.problem or _first_problem(visit)
    if problem and (spider.problem or before.visit is None):
        if before.visit is None:
            (folder.path / warc).unlink(missing_ok=True)  # nothing is stored, so nothing is kept
        raise SourceError(
            url,
            Words("can't be walked ({why})", "no se puede recorrer ({why})"),
            why=_why(problem, config),
        )
    records = [*spider.recorder.connections.take(), *spider.captures]
    return Walked(visit, records, sealed, began)


def _job(
    folder: EvidenceFolder, url: str, options: Board, config: Config, before: Before, store: Store
) -> Job:
    latest = {key: capture(store, page.capture_id) for key, page in before.pages.items()}
    return Job(
        url,
        folder.path,
        options,
        replace(config.crawl, max_body=min(config.crawl.max_body, _MOST_BODY)),
        before.known,
        {key: known for key, known in latest.items() if known is not None},
        frozenset(
            (kind.TABLE, key)
            for kind in (Certificate, Network)
            for key in connections.ids(store, kind)
        ),
        config,
        boards.loaded(store, before),
    )


def _walked(job: Job, warc: str, head: str) -> tuple[BoardSpider, Sealed]:
    """The spider at its walk's end, and the file that it wrote."""
    # a night without boards pays nothing for Scrapy's spider and the libraries behind it
    from crawler.run.reactor import run  # noqa: PLC0415
    from crawler.spiders.board import BoardSpider  # noqa: PLC0415

    file = files.begin(job.folder, warc, SOFTWARE, job.url, head)
    try:
        ended = run(BoardSpider, job.crawl, patient=False, job=job, write=file.write)
    finally:
        sealed = file.close()
    if ended.interrupted:
        fence.close()  # a page under way is of no more use
        raise Interrupted(INTERRUPTED)
    if ended.spider.refused is not None:
        raise ended.spider.refused
    return ended.spider, sealed


def keep(
    folder: EvidenceFolder, store: Store, source_id: str, before: Before, walked: Walked
) -> Brought:
    """Store a visit and seal its file; the source is registered already."""
    brought = boards.put_visit(
        store, source_id, before, walked.visit, walked.records, walked.began_at
    )
    files.seal(folder, store, walked.sealed, None)
    return brought


def _why(problem: str, config: Config) -> Told:
    """Why a board could not be walked, in words, and what a setting of ours has to do with it."""
    if problem == Cause.PRIVATE_ADDRESS and not config.crawl.allow_private:
        return ASK_PRIVATE
    return CAUSES.get(problem) or unseen.remark(problem)


def _first_problem(visit: Visit) -> str:
    """Why the board's first page could not be read, or an empty text."""
    if not visit.pages:
        return "its budget allows no page"
    first = visit.pages[0].cause
    return "" if first == "ok" else first
