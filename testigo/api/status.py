"""Where things stand."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from evidence import clock
from testigo.api.folder import ignored, opened

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from crawler.archives.model import Archive
    from evidence.bilingual import Language
    from evidence.custody.witness.told import WitnessStatus
    from evidence.reports.boards import Board
    from evidence.reports.together import Together
    from evidence.store import Store
    from evidence.store.backlog import Backlog, Watched
    from evidence.store.outbox import Problem
    from evidence.store.records import Run, Source
    from evidence.vocabulary import JobState, NoticeState, Verdict
    from testigo.api.folder import Folder


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """How far one source is looked after."""

    id: str
    cited: int
    """addresses"""
    checked: int
    backlog: Backlog
    retired_at: str | None = None
    """since when it is not watched any more"""
    tags: tuple[str, ...] = ()

    def json(self) -> dict[str, Any]:
        """One JSON object, as ``status --format json`` prints it."""
        plain = {"id": self.id, "cited": self.cited, "checked": self.checked}
        said = {"tags": list(self.tags), "retired_at": self.retired_at}
        return plain | asdict(self.backlog) | said


@dataclass(frozen=True, slots=True)
class ArchiveStatus:
    """A web archive that is switched on or was asked."""

    name: str
    enabled: bool
    jobs: Mapping[JobState, int]
    """how many jobs of the outbox are in which state"""
    waiting: int
    """how many are open"""
    waiting_since: str | None
    budget_left: int
    """jobs that may still be begun today"""
    closed_until: str | None
    """it is left alone until then, after trouble"""
    needs: tuple[str, ...]
    """environment variables with the keys that it needs to save, where they are not set"""
    last_problem: Problem | None

    @property
    def done(self) -> int:
        """Jobs that are closed."""
        return sum(self.jobs.values()) - self.waiting

    def json(self) -> dict[str, Any]:
        """One JSON object, as ``status --format json`` prints it."""
        return {
            "name": self.name,
            "enabled": self.enabled,
            "jobs": dict(self.jobs),
            "waiting": self.waiting,
            "waiting_since": self.waiting_since,
            "budget_left": self.budget_left,
            "closed_until": self.closed_until,
            "needs": list(self.needs),
            "last_problem": asdict(self.last_problem) if self.last_problem else None,
        }


@dataclass(frozen=True, slots=True)
class Status:
    """Sources, what is checked and due, the last run, how much is kept, and what waits."""

    folder: str
    sources: tuple[SourceStatus, ...]
    boards: tuple[Board, ...]
    """results boards that were walked, each with its last visit"""
    verdicts: Mapping[Verdict, int]
    """how many cited URLs stand at each"""
    doubts: int
    """how many of those that can't be seen were suspected to be lost when they last could be"""
    together: tuple[Together, ...]
    """hosts, folders and boards that went as a whole, what is lost first"""
    backlog: Backlog
    """what is due of all sources"""
    last_run: Run | None
    """the night that began last, else the last check"""
    checked: int
    """URLs that it looked at"""
    captures: int
    warc_bytes: int
    archives: tuple[ArchiveStatus, ...]
    notices: Mapping[NoticeState, int]
    """how many notices to today's receivers are in each state but ``sent``"""
    witnesses: tuple[WitnessStatus, ...] = ()
    """those that the configuration names"""
    astray: tuple[str, ...] = ()
    """starts of the runs whose looks were taken back because the clock was wrong, latest first"""
    tags: tuple[str, ...] = ()
    """sources, verdicts and what is due are of the sources that bear one of these alone"""
    left_out: int = 0
    """addresses that are left out on purpose, and counted nowhere else"""
    asked_about: int = 0
    """addresses that ``check`` looked at and no source cites, counted nowhere else; 0 with ``tags``"""

    def notices_told(self, language: Language = "en") -> str:
        """The notices that wait or did not arrive, in words."""
        from schedules.notices import words

        return f"{words.word('notices', language)}: {words.unsettled(self.notices, language)}"

    def json(self) -> dict[str, Any]:
        """One JSON object, as ``status --format json`` prints it."""
        run = self.last_run
        return {
            "sources": [source.json() for source in self.sources],
            "boards": [board.json() for board in self.boards],
            "verdicts": dict(self.verdicts),
            "doubts": self.doubts,
            "together": [event.json("en") for event in self.together],
            **asdict(self.backlog),
            "last_run": {**run.row(), "checked": self.checked} if run else None,
            "captures": self.captures,
            "warc_bytes": self.warc_bytes,
            "archives": [archive.json() for archive in self.archives],
            **({"notices": dict(self.notices)} if self.notices else {}),
            **({"witnesses": [one.json() for one in self.witnesses]} if self.witnesses else {}),
            **({"tags": list(self.tags)} if self.tags else {}),
            "left_out_on_purpose": self.left_out,
            "asked_about": self.asked_about,
            **({"clock_was_wrong": list(self.astray)} if self.astray else {}),
            "folder": self.folder,
        }


def status(folder: Folder, *, tags: Sequence[str] = ()) -> Status:
    """Where things stand; asks nobody. With ``tags``, what is told of sources, verdicts and what is due is of
    the sources that bear one of them alone.

    Raises FolderError without evidence, UsageError for a tag that no source bears, StoreError.

    >>> status = testigo.status(folder)
    >>> status.verdicts[testigo.Verdict.MISSING], [source.id for source in status.sources]
    (1, ['informe', 'tablero'])
    """
    from evidence.custody.witness import told
    from evidence.reports import together
    from evidence.reports.boards import boards
    from evidence.store import backlog, notices, overview, registered, runs
    from evidence.store import ignored as left_out

    now = clock.now()
    with opened(folder) as store:
        scope = left_out.scope(store, ignored(folder), registered.chosen(store, None, tags))
        run = runs.latest_to_report(store)
        totals = overview.totals(store)
        watched = backlog.counts(store, now, scope)
        return Status(
            folder=str(folder.path),
            sources=tuple(
                _source(source, watched.sources[source.id])
                for source in registered.sources(store, scope)
            ),
            boards=tuple(boards(store, scope, visits=1)),
            verdicts=overview.verdicts(store, scope),
            doubts=overview.doubts(store, scope),
            together=tuple(together.in_folder(store, scope)),
            backlog=watched.backlog,
            last_run=run,
            checked=runs.checked(store, run.id) if run else 0,
            captures=totals.captures,
            warc_bytes=totals.warc_bytes,
            archives=tuple(_archives(folder, store)),
            notices=notices.unsettled(store, folder.config.notify.to),
            witnesses=tuple(told.witnesses(store, folder.config.custody)),
            astray=tuple(run.started_at for run in runs.astray(store)),
            tags=tuple(tags),
            left_out=len(scope.without),
            asked_about=0 if tags else overview.asked_about(store),
        )


def _source(source: Source, watched: Watched) -> SourceStatus:
    return SourceStatus(
        source.id,
        watched.cited,
        watched.checked,
        watched.backlog,
        source.retired_at,
        tuple(source.tags),
    )


def _archives(folder: Folder, store: Store) -> list[ArchiveStatus]:
    from crawler import archives
    from evidence.store import outbox

    configured = {archive.name: archive for archive in archives.configured(folder.config)}
    known = {one.name for one in outbox.overview(store)}
    return [
        _archive(store, name, configured.get(name)) for name in sorted(configured.keys() | known)
    ]


def _archive(store: Store, name: str, archive: Archive | None) -> ArchiveStatus:
    from crawler.archives.retry import is_closed
    from evidence.store import outbox

    now = clock.stamp(clock.now())
    service = outbox.service(store, name, now[:10])
    jobs = next((one for one in outbox.overview(store) if one.name == name), None)
    closed = service.closed_until
    return ArchiveStatus(
        name=name,
        enabled=archive is not None,
        jobs=jobs.jobs if jobs else {},
        waiting=jobs.waiting if jobs else 0,
        waiting_since=jobs.waiting_since if jobs else None,
        budget_left=max(0, archive.daily_budget - service.jobs) if archive else 0,
        closed_until=closed if is_closed(closed, clock.parse(now)) else None,
        needs=tuple(archive.keys) if archive and archive.saver is None else (),
        last_problem=outbox.last_problem(store, name),
    )
