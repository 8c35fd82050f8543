"""A run over what is due, and stored looks judged by today's rules."""

from __future__ import annotations

import dataclasses
from contextlib import ExitStack, closing, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from evidence.errors import ExitCode, RolledBack, TestigoError
from testigo.api.archives import at_end_of_night
from testigo.api.events import OneLook, Progress, Remarks, Walked, silent
from testigo.api.folder import ignored, opened

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from concurrent.futures import Executor
    from contextlib import AbstractContextManager

    from crawler.run.night import Night
    from crawler.scale.team import Team
    from evidence.looks.rejudge import Rejudged
    from evidence.reports.run_news import RunNews
    from evidence.store import Store
    from evidence.store.due import Only
    from evidence.store.overview import Outcome, UrlStanding
    from evidence.vocabulary import Cause, Verdict
    from testigo.api.archives import Archived
    from testigo.api.events import Listener
    from testigo.api.folder import Folder


@dataclass(frozen=True, slots=True)
class RunResult:
    """What a run came to."""

    walked: Walked
    outcomes: tuple[Outcome, ...]
    """how many of the URLs that the run looked at stand how, but for losses that a person's word in force
    says are none; empty after an interruption"""
    broken: tuple[UrlStanding, ...]
    """what stands as missing or changed of what the chosen sources cite, whether the run looked at it or
    not; but for losses that a person's word in force says are none"""
    news: tuple[RunNews, ...]
    """what stands otherwise than when the run began, the worst first"""
    archived: Archived | None
    """the pass over the outbox; None where none was made"""
    remarks: tuple[str, ...]
    """sources that could not be read again, archives in trouble"""

    def exit_code(self, *, strict: bool = False) -> ExitCode:
        """3 after an interruption; else 1 when evidence is broken, also on a night on which nothing of
        it was due, else 3 when some could not be checked, else 0. Suspected losses count only with
        ``strict``; losses that a person says are none don't count."""
        from evidence.verdicts.outcome import outcome

        if self.walked.interrupted:
            return ExitCode.UNCHECKED
        left = [] if self.walked.finished else [ExitCode.UNCHECKED]
        found = [outcome(one.verdict, one.certainty, strict=strict) for one in self.outcomes]
        stands = [outcome(one.verdict, one.certainty, strict=strict) for one in self.broken]
        return ExitCode.worst([*found, *stands, *left])

    @property
    def unseen(self) -> dict[tuple[Verdict, Cause], int]:
        """How many URLs of the run could not be checked, by why, most first."""
        counts: dict[tuple[Verdict, Cause], int] = {}
        for one in self.outcomes:
            if one.verdict.is_unseen:
                key = one.verdict, one.cause
                counts[key] = counts.get(key, 0) + one.urls
        return dict(sorted(counts.items(), key=lambda one: -one[1]))


@dataclass(frozen=True, slots=True)
class Rejudgement:
    """Stored looks, judged by today's rules; oldest first."""

    looks: int
    """how many were judged again"""
    differing: tuple[Rejudged, ...]
    """those that today's rules judge otherwise"""
    damaged: tuple[Rejudged, ...]
    """those that could not be judged: their records are damaged"""

    @property
    def exit_code(self) -> ExitCode:
        """3 when a record is damaged, else 0."""
        return ExitCode.UNCHECKED if self.damaged else ExitCode.SOUND


def run(
    folder: Folder,
    *,
    only: Only = "due",
    sources: Sequence[str] = (),
    archive: bool = True,
    hours: float | None = None,
    workers: int | None = None,
    cluster: str | None = None,
    shards: str | None = None,
    executor: Executor | None = None,
    listener: Listener = silent,
    verbose: bool = False,
) -> RunResult:
    """One night, now: read the sources again, look at what is due, keep what is there, judge it, and
    ask web archives.

    ``only`` is ``due``, ``broken`` (what is broken or could not be seen) or ``all``; ``sources`` are
    ids, none means all. ``hours`` is how long to look at most, 0 without limit, None as the
    configuration says. With more ``workers`` than one so many processes look, each at domains of its own,
    with 0 one a core where the night is worth it (docs/scaling.md); with a ``cluster`` (the address of a
    Dask scheduler) its workers do, with an ``executor`` whoever that has. ``shards`` is where they find what
    to look at. None: as the configuration says. A run that was cut off, or whose time was up, is taken up
    where it stood. The ``listener`` hears progress (steps ``sources``, ``looks`` and ``archives``), every look
    as it begins and ends (where several processes look, how many have ended), remarks, and once what the walk
    came to.

    Raises UsageError for a source that is not there, FolderError without evidence or sources,
    FolderBusy, Offline when our own network is down (nothing is then recorded as missing),
    Interrupted by SIGINT or SIGTERM while sources are read again, StoreDamaged when a page of
    the database is damaged, StoreError when evidence can't be kept, RolledBack where a witness saw a
    later or another history of the folder.

    >>> night = testigo.run(folder)
    >>> night.walked.finished, night.walked.left
    (True, 0)
    >>> night.exit_code()  # one server refuses to talk to us
    <ExitCode.UNCHECKED: 3>
    """
    from crawler.run.night import Night
    from crawler.scale import places
    from evidence.custody.continuity import settings
    from evidence.store import soundness

    folder = _set(folder, night_hours=hours, workers=workers, cluster=cluster, shards=shards)
    if not folder.config.sources:
        folder.place.require()
    folder.place.create()
    remarks = Remarks(listener)
    with ExitStack() as stack:
        stack.enter_context(folder.place.hold())
        team = stack.enter_context(_team(folder, executor))
        with opened(folder, make=True) as store:
            watch = stack.enter_context(closing(soundness.Watch(store)))
            told = settings.put_down(store, folder.settings_file)
            if told:
                remarks.add(told)
            if places.are_left(folder.place):
                from crawler.scale import leftovers

                leftovers.take_up(folder.place, store, folder.config, remarks.add)
            listener(Progress("sources", 0, 0))
            _read_again(folder, store, sources, only, remarks)
            watch.require()
        night = Night.open(folder.place, folder.config, only=only, sources=sources)
        night.require_sound = watch.require
        if night.left_out:
            remarks.add(
                f"left out on purpose, by [[ignore]] in testigo.toml: {len(night.left_out)}"
            )
        try:
            if team is None and not verbose:
                team = stack.enter_context(_cores(night))
            before = _broken(folder, night.store, sources)
            walked = _walk(night, listener, remarks, team, verbose=verbose)
            listener(walked)
            if not walked.interrupted:
                watch.end()
            archived = None
            if archive and not walked.interrupted:
                listener(Progress("archives", 0, 0))
                archived = at_end_of_night(folder, night.store, remarks)
            if not walked.interrupted:
                _follow_series(folder, night.store, remarks)
            return _result(
                night, walked, before, _broken(folder, night.store, sources), archived, remarks
            )
        finally:
            _close(folder, night)


def _broken(folder: Folder, store: Store, sources: Sequence[str]) -> dict[str, UrlStanding]:
    """What stands as broken of what some sources cite, or all, by address; but for losses that a
    person says are none, and what is left out on purpose."""
    from evidence.reports.persons import silenced
    from evidence.store import ignored as left_out
    from evidence.store import reporting

    overruled = set(silenced(store).values())
    scope = left_out.scope(store, ignored(folder), tuple(sources) or None)
    found = reporting.broken(store, scope)
    return {one.url: one for one in found if one.url not in overruled}


def _result(
    night: Night,
    walked: Walked,
    before: dict[str, UrlStanding],
    after: dict[str, UrlStanding],
    archived: Archived | None,
    remarks: Remarks,
) -> RunResult:
    from evidence.reports.run_news import run_news

    return RunResult(
        walked=walked,
        outcomes=() if walked.interrupted else _outcomes(night),
        broken=tuple(after.values()),
        news=tuple(run_news(night.store, before, after)),
        archived=archived,
        remarks=tuple(remarks.texts),
    )


def _set(folder: Folder, **given: float | str | None) -> Folder:
    """The folder with what is given in place of what its configuration says of a walk."""
    changes: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    crawl = dataclasses.replace(folder.config.crawl, **changes)
    return dataclasses.replace(folder, config=dataclasses.replace(folder.config, crawl=crawl))


def _team(folder: Folder, executor: Executor | None) -> AbstractContextManager[Team | None]:
    """Who looks, where that is said; None: this process, or its machine."""
    from crawler.scale import executors
    from crawler.scale.team import Team

    crawl = folder.config.crawl
    if executor is not None:
        return nullcontext(Team(executor, max(1, crawl.workers), crawl.shards or None))
    if crawl.workers > 1 or crawl.cluster:
        return executors.team(crawl.workers, crawl.cluster, crawl.shards)
    return nullcontext()


def _cores(night: Night) -> AbstractContextManager[Team | None]:
    """As many processes of this machine as a night is worth, where nobody says how many; None: this one alone."""
    from crawler.scale.cores import cores_for

    crawl = night.config.crawl
    count = crawl.workers or cores_for(night.left, night.busiest, crawl.delay)
    if count <= 1:
        return nullcontext()
    from crawler.scale import executors

    return executors.here(count, crawl.shards)


def _follow_series(folder: Folder, store: Store, remarks: Remarks) -> None:
    """Take in new versions of the plans that are followed; what they weakened waits for the next
    notice."""
    if not folder.config.series:
        return
    from crawler.sources.series import follow
    from evidence.reader import reader_language
    from schedules.notices import series

    problems: list[str] = []
    language = reader_language(folder.config.notify.language)
    try:
        for one in follow(store, folder.config, folder.place, problems):
            if series.note(store, one, language):
                remarks.add(
                    f"series {one.name}: its new version says less; see testigo series {one.name}"
                )
    except TestigoError:  # evidence can't be kept, or somebody wants an end
        raise
    except Exception as broken:  # noqa: BLE001 - the night is walked, and what it found is to be told
        remarks.add(f"series could not be followed ({type(broken).__name__}: {broken})")
    for problem in problems:
        remarks.add(problem)


def _close(folder: Folder, night: Night) -> None:
    """Close a night; what a witness refused waits for the next notice, too."""
    try:
        night.close()
    except RolledBack as refused:
        from evidence.findings import Finding
        from schedules.notices import troubles

        if folder.config.notify.to:
            with opened(folder) as store:
                facts = {"witness": refused.witness, "size": refused.size}
                troubles.note_damage(store, [Finding("custody", "refused", facts)])
        raise


def rejudge(folder: Folder, *, sources: Sequence[str] = ()) -> Rejudgement:
    """Judge every stored look by today's rules, those of ``sources`` (ids; none means all). Asks
    nobody and changes nothing.

    Raises FolderError without evidence, StoreError.

    >>> testigo.rejudge(folder).differing
    ()
    """
    from evidence.looks.rejudge import rejudge_all

    looks, differing, damaged = 0, [], []
    with opened(folder) as store:
        for judged in rejudge_all(folder.place, store, folder.config.crawl.max_body, sources):
            looks += 1
            if judged.problem:
                damaged.append(judged)
            elif judged.difference:
                differing.append(judged)
    return Rejudgement(looks, tuple(differing), tuple(damaged))


def _read_again(
    folder: Folder, store: Store, sources: Sequence[str], only: Only, remarks: Remarks
) -> None:
    from crawler.sources import refresh
    from evidence.store import registered

    # a board may be an hour's walk: not for another look at what is broken
    problems = refresh.refresh(
        store, folder.config, folder.place, sources, boards_too=only != "broken"
    )
    for problem in problems:
        remarks.add(problem)
    for source in sources:
        registered.require(store, source)


def _walk(
    night: Night, listener: Listener, remarks: Remarks, team: Team | None, *, verbose: bool
) -> Walked:
    from evidence.store import runs

    due = night.left
    # a run that was killed when all its looks were made still lacks its pictures
    if due or night.looks.pictures.are_wanted():
        listener(Progress("looks", 0, due))
        night.on_draw = lambda url: listener(OneLook(url))
        night.looks.on_check = lambda url, verdict: _heard(night, due, url, verdict, listener)
        finished = _looked(night, listener, remarks, team, verbose=verbose)
    else:
        night.end_walk(finished=True)
        finished = True
    found = runs.verdicts(night.store, night.run.id)
    return Walked(
        night.run.id,
        due,
        night.left,
        finished,
        night.time_is_up,
        dict(sorted(found.items())),
    )


def _heard(night: Night, due: int, url: str, verdict: Verdict, listener: Listener) -> None:
    listener(OneLook(url, verdict))
    listener(Progress("looks", due - night.left, due))


def _looked(
    night: Night, listener: Listener, remarks: Remarks, team: Team | None, *, verbose: bool
) -> bool:
    """Look at everything, with a team where there is one; whether the walk went to its end."""
    from crawler.spiders.walk import walk

    if team is not None:
        from crawler.scale.leader import Leader

        due = night.left

        def told(left: int, verdicts: Mapping[Verdict, int]) -> None:
            listener(Progress("looks", due - left, due, dict(verdicts)))

        leader = Leader(night, team, told=told, remark=remarks.add)
        leader.lead()
        if not leader.may_go_on:
            return False
    return walk(night, verbose=verbose)


def _outcomes(night: Night) -> tuple[Outcome, ...]:
    from evidence.reports.persons import silenced
    from evidence.store import overview

    overruled = set(silenced(night.store).values())
    return tuple(overview.outcomes(night.store, night.run.id, overruled))
