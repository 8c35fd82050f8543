"""Works off one archive's jobs: which is next, within the archive's limits, and what becomes of a
job that the archive refuses."""

from __future__ import annotations

import logging
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from crawler.archives import choose, keep, lookup, saves
from crawler.archives.context import Step
from crawler.archives.problems import ArchiveProblem, Fault
from crawler.archives.retry import closed_for, is_closed
from crawler.wire.connectivity import require_network
from evidence import clock
from evidence.bilingual import Words
from evidence.errors import Offline
from evidence.looks.rebase import rebased_last
from evidence.looks.settle import settle_again
from evidence.store import due, looks, outbox
from evidence.vocabulary import JobAct, JobState

if TYPE_CHECKING:
    from collections.abc import Callable

    from crawler.archives.context import Context
    from crawler.archives.model import Quota
    from evidence.looks.rebase import Rebased
    from evidence.store.database import Transaction
    from evidence.store.outbox import Task
    from evidence.store.records import Job, Reply, Service
    from evidence.verdicts.series import Rules

log = logging.getLogger(__name__)

_STRIKES = 3
"""Answers without sense in a row (5xx, silence, a page for JSON) after which an archive is left
alone."""
_PATIENCE = 600.0
"""Seconds to wait for saves under way when there is nothing else to do; the next pass asks after
the rest."""
_LOOK_AGAIN = timedelta(hours=1)

HANDLERS = {
    JobAct.LOOKUP: lookup.lookup,
    JobAct.FETCH: lookup.fetch,
    JobAct.SAVE: saves.save,
    JobAct.CONFIRM: saves.confirm,
}
"""What does each act."""


@dataclass
class Tally:
    """What a pass did."""

    closed: Counter[tuple[JobAct, JobState]] = field(default_factory=Counter)
    """(act, state) -> how often"""
    waiting: int = 0
    """jobs that are still open"""
    remarks: list[str] = field(default_factory=list)
    shut: list[str] = field(default_factory=list)
    """archives that could not be asked to the end: left alone after trouble"""


@dataclass
class Limits:
    """How much a pass may do."""

    budget: int | None = None
    """jobs begun"""
    urls: tuple[str, ...] | None = None
    """ids; None: all"""
    until: float | None = None
    """on the monotonic clock: nothing is begun after it"""

    @property
    def over(self) -> bool:
        """Whether the time is up."""
        return self.until is not None and time.monotonic() >= self.until


class Worker:
    """One pass over one archive's jobs."""

    def __init__(
        self,
        context: Context,
        run_id: str,
        rules: Rules,
        tally: Tally,
        limits: Limits,
        sleep: Callable[[float], None],
    ) -> None:
        self._context = context
        self._store = context.store
        self._run = run_id
        self._rules = rules
        self._tally = tally
        self._limits = limits
        self._sleep = sleep
        self._quota: Quota | None = None
        self._asked_quota = False
        self._has_saves = (
            outbox.waiting(self._store, context.archive.name, JobAct.SAVE, limits.urls) > 0
        )
        self._save_closed = False
        self._strikes = 0
        self._begun = 0
        self._waited = 0.0

    def work(self) -> int:
        """Do what is due; returns how many jobs were begun. Raises Offline when our own network is
        down."""
        while task := self._next():
            self._do(task)
        return self._begun

    def _next(self) -> Task | None:
        while not self._limits.over:
            now = clock.now()
            service = self._service()
            if service.closed_until and is_closed(service.closed_until, now):
                self._remark(f"left alone until {service.closed_until[:19]}Z ({service.problem})")
                self._tally.shut.append(self._context.archive.name)
                return None
            left = self._left(service)
            quota = self._saving()
            may_save = quota is not None and quota.left > 0
            handed_in = outbox.under_way(self._store, self._context.archive.name, self._limits.urls)
            task = outbox.next_job(
                self._store,
                self._context.archive.name,
                clock.stamp(now),
                saves=may_save and quota is not None and handed_in.saves < quota.slots,
                polls=quota is not None,
                fresh=left > 0,
                urls=self._limits.urls,
            )
            if task or not handed_in.ask_at or quota is None or self._waited >= _PATIENCE:
                return task
            self._nap((clock.parse(handed_in.ask_at) - now).total_seconds())
        return None

    def _left(self, service: Service) -> int:
        daily = self._context.archive.daily_budget - service.jobs
        if daily <= 0:
            self._remark("today's budget is used up")
        budget = self._limits.budget
        return daily if budget is None else min(daily, budget - self._begun)

    def _nap(self, seconds: float) -> None:
        seconds = min(max(seconds, 0.2), 60.0)
        if self._limits.until is not None:
            seconds = min(seconds, max(0.0, self._limits.until - time.monotonic()))
        self._waited += seconds
        self._sleep(seconds)

    def _saving(self) -> Quota | None:
        """What may be saved; asked for once a pass, and only when there is something to save."""
        if self._save_closed:
            return None
        if not self._asked_quota:
            if not self._has_saves:
                return None
            self._asked_quota = True
            saver = self._context.archive.saver
            if saver is None:
                self._close_saves(
                    f"set {' and '.join(self._context.archive.keys)} to save; looking up works without"
                )
                return None
            try:
                self._quota = saver.quota()
            except ArchiveProblem as problem:
                self._close_saves(problem.detail)
            self._keep_replies()
        return self._quota

    def _do(self, task: Task) -> None:
        job = task.job
        fresh = job.state is JobState.NOT_ATTEMPTED
        if fresh and job.act is JobAct.SAVE and not self._still_there(job):
            why = "no longer there to save"
            self._write(Step(replace(job, state=JobState.REFUSED, problem=why)))
            return
        if fresh:
            self._begun += 1
            task = replace(task, job=self._intend(job))
            if job.act is JobAct.SAVE and self._quota:
                self._quota = replace(self._quota, left=self._quota.left - 1)
        try:
            step = HANDLERS[job.act](self._context, task)
            self._strikes = 0
        except ArchiveProblem as problem:
            step = self._after(task, problem)
        self._write(step, fresh=fresh)

    def _still_there(self, job: Job) -> bool:
        standing = looks.standing(self._store, job.url_id)
        return standing is not None and choose.may_be_saved(standing.cause)

    def _intend(self, job: Job) -> Job:
        """The job as it is before the archive hears of it: for a save, written down first."""
        now = clock.stamp(clock.now())
        job = replace(job, attempts=job.attempts + 1, tried_at=now)
        if job.act is JobAct.SAVE:
            handed_in = job.submitted_at or now
            job = replace(job, state=JobState.SUBMITTED, submitted_at=handed_in)
            with self._store.transaction("archive-save-intended") as transaction:
                transaction.put(job)
        return job

    def _after(self, task: Task, problem: ArchiveProblem) -> Step:
        """What becomes of a job that the archive did not do."""
        job = task.job
        log.info("%s %s: %s", job.act, task.url, problem.detail)
        if problem.silent:
            self._see_whether_it_is_us(job, problem)
        if problem.service:
            self._strikes += 1
        if problem.fault is Fault.BACK_OFF:
            if problem.service:
                self._strikes = _STRIKES
            else:
                self._close_saves(problem.detail)
            step = Step(_turned_away(job, problem))
        elif job.state is JobState.SUBMITTED and problem.fault is Fault.UNKNOWN:
            step = saves.unknown(job, problem.detail)
        elif job.state is JobState.OUTCOME_UNKNOWN:
            # no answer is no word on whether it was captured
            step = Step(replace(job, due_at=clock.stamp(clock.now() + _LOOK_AGAIN)))
        else:
            fault = Fault.TRANSIENT if problem.fault is Fault.UNKNOWN else problem.fault
            if fault is Fault.STRANGE:
                self._remark(f"an answer that we don't know: {problem.detail}")
            step = Step(saves.retried(job, fault, problem.detail))
        if self._strikes >= _STRIKES:
            self._close(problem)
        return step

    def _see_whether_it_is_us(self, job: Job, problem: ArchiveProblem) -> None:
        """Raises Offline, the job put back as it was, when no neutral host can be reached
        either."""
        crawl = self._context.config.crawl
        if not crawl.neutral_hosts:
            return
        try:
            require_network([self._context.archive.base_url], crawl)
        except Offline:
            self._write(Step(_turned_away(job, problem)))
            raise Offline(
                Words(
                    "offline: {name} can't be reached and no neutral host either; what waits for archives is kept, run "
                    "again later",
                    "sin red: no hay conexión con {name} ni con ningún servidor neutral; lo "
                    "pendiente con los archivos web se conserva; inténtelo más tarde",
                ),
                name=self._context.archive.name,
            ) from problem

    def _close(self, problem: ArchiveProblem) -> None:
        service = self._service()
        closures = service.closures + 1
        until = clock.now() + closed_for(closures, problem.wait)
        closed = replace(
            service, closures=closures, closed_until=clock.stamp(until), problem=problem.detail
        )
        with self._store.transaction("archive-closed") as transaction:
            transaction.put(closed)

    def _close_saves(self, why: str) -> None:
        self._save_closed = True
        self._remark(f"nothing is saved: {why}")

    def _remark(self, text: str) -> None:
        remark = f"{self._context.archive.name}: {text}"
        if remark not in self._tally.remarks:
            self._tally.remarks.append(remark)

    def _service(self) -> Service:
        return outbox.service(
            self._store, self._context.archive.name, clock.stamp(clock.now())[:10]
        )

    def _write(self, step: Step, *, fresh: bool = False) -> None:
        """All that a step brought: records on the disk first, then its rows at once.

        What takes long, reading documents to judge a look again, comes before the database is
        locked.
        """
        context, job = self._context, step.job
        replies = self._replies(job.id)
        context.warcs.sync()
        again = self._judged(job.url_id, step) if step.baseline else None
        with self._store.transaction(f"archive-{job.act}") as transaction:
            for capture in step.captures:
                transaction.add(capture)
            for memento in step.mementos:
                transaction.put(memento)
            for queued in step.jobs:
                outbox.queue(self._store, transaction, queued)
            transaction.put(job)
            for reply in replies:
                transaction.add(reply)
            if fresh:
                self._count(transaction)
            if step.looks_changed or step.baseline:
                settle_again(
                    self._store, transaction, job.url_id, step.baseline, again, self._rules
                )
        self._has_saves = self._has_saves or any(one.act is JobAct.SAVE for one in step.jobs)
        if job.state not in outbox.OPEN:
            self._tally.closed[job.act, job.state] += 1
        context.warcs.rotate()

    def _judged(self, url_id: str, step: Step) -> Rebased | None:
        fresh = next((one for one in step.captures if one.id == step.baseline), None)
        baseline = due.known_capture(fresh) if fresh else due.capture(self._store, step.baseline)
        limit = self._context.config.crawl.max_body
        return rebased_last(
            self._context.folder.path, self._store, url_id, baseline, self._run, limit
        )

    def _count(self, transaction: Transaction) -> None:
        service = self._service()
        service = replace(service, jobs=service.jobs + 1)
        if not self._strikes:
            service = replace(service, closures=0, closed_until=None, problem=None)
        transaction.put(service)

    def _replies(self, job_id: str | None) -> list[Reply]:
        archive = self._context.archive
        return [
            keep.keep_reply(self._context.warcs, reply, archive.name, job_id)
            for reply in archive.client.take()
        ]

    def _keep_replies(self) -> None:
        replies = self._replies(None)
        self._context.warcs.sync()
        with self._store.transaction("archive-quota") as transaction:
            for reply in replies:
                transaction.add(reply)


def _turned_away(job: Job, problem: ArchiveProblem) -> Job:
    """The job as it was before the archive refused to hear it: that is no attempt."""
    job = replace(job, problem=problem.detail)
    if job.state in (JobState.SUBMITTED, JobState.NOT_ATTEMPTED):
        return replace(job, state=JobState.NOT_ATTEMPTED, attempts=job.attempts - 1)
    return job
