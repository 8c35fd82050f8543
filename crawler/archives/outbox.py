"""Work the outbox of web archives: what is due, most pressing first, within their limits and the
budget.

A job's next state is written before a save leaves and after every answer, in one transaction with
all that the answer brought. A killed pass loses at most one look-up; a save that may have left is
looked for in the index and never simply sent again.
"""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from crawler.archives import choose
from crawler.archives.context import Context
from crawler.archives.model import Saves
from crawler.archives.noted import noted
from crawler.archives.saves import unknown
from crawler.archives.worker import Limits, Tally, Worker
from crawler.run.collector import collector
from evidence import clock
from evidence.custody.warc.files import WarcFiles
from evidence.errors import Offline
from evidence.store import mementos, outbox, runs, wanted
from evidence.verdicts import RULES_VERSION
from evidence.verdicts.settings import rules_of
from evidence.version import SOFTWARE, VERSION
from evidence.vocabulary import JobAct, RunKind, RunState, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from crawler.archives.model import Archive
    from evidence.config import Config
    from evidence.folder import EvidenceFolder
    from evidence.store import Store
    from evidence.store.database import Transaction
    from evidence.store.records import Job, Run
    from evidence.store.wanted import Wanted

_PRESSING = frozenset({Verdict.MISSING, Verdict.CHANGED, Verdict.UNREACHABLE})
"""Verdicts whose documents are looked up before others: an old copy answers what is asked now."""
_BATCH = 500
"""Jobs queued in one transaction, so that a custody entry stays short."""


class Outbox:
    """One pass over the outbox. The caller holds the folder."""

    def __init__(
        self,
        folder: EvidenceFolder,
        config: Config,
        store: Store,
        archives: Sequence[Archive],
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._folder = folder
        self._config = config
        self._store = store
        self._archives = archives
        self._sleep = sleep
        self._rules = rules_of(config.standing)
        self._tally = Tally()

    def work(
        self,
        budget: int | None = None,
        *,
        urls: Sequence[str] | None = None,
        seconds: float | None = None,
        cited_on: date | None = None,
    ) -> Tally:
        """Begin at most ``budget`` jobs, and at most what is left of each archive's daily budget.

        Only those of ``urls`` (ids), and nothing new after ``seconds``; with ``cited_on`` each of
        them is looked up now, and the memento nearest to that day is fetched. Raises
        StoreError when evidence can't be kept, and Offline when our own network is down: then what
        waits is kept as it is.
        """
        limits = Limits(
            budget,
            tuple(urls) if urls is not None else None,
            time.monotonic() + seconds if seconds is not None else None,
        )
        run: Run | None = None
        try:
            for archive in self._archives:
                self._queue(archive, limits, cited_on)
                _mend(self._store, archive.name)
                if limits.over or not self._has_due(archive, limits):
                    continue
                run = run or self._begin()
                begun = self._work_on(archive, run, limits)
                if limits.budget is not None:
                    limits = replace(limits, budget=limits.budget - begun)
        except Offline:
            if run:
                runs.end(self._store, run, RunState.OFFLINE)
            raise
        if run:
            runs.end(self._store, run, RunState.FINISHED)
        self._tally.waiting = outbox.waiting(self._store)
        return self._tally

    def _has_due(self, archive: Archive, limits: Limits) -> bool:
        now = clock.stamp(clock.now())
        due = outbox.next_job(
            self._store, archive.name, now, saves=True, polls=True, fresh=True, urls=limits.urls
        )
        return due is not None

    def _work_on(self, archive: Archive, run: Run, limits: Limits) -> int:
        last = outbox.last_asked(self._store, archive.name)
        if last:
            archive.client.asked_before((clock.now() - clock.parse(last)).total_seconds())
        archive.client.until = limits.until
        warcs = WarcFiles(self._folder, self._store, run.id, SOFTWARE)
        try:
            context = Context(self._folder, self._store, warcs, self._config, archive)
            return Worker(context, run.id, self._rules, self._tally, limits, self._sleep).work()
        finally:
            warcs.close()

    def _queue(self, archive: Archive, limits: Limits, cited_on: date | None) -> None:
        """Put into the outbox what is to be looked up and saved."""
        first = archive is self._archives[0]
        now = clock.now()
        stale = clock.stamp(now - timedelta(days=self._config.archive.wayback.stale_days))
        doubtful = clock.stamp(now - self._rules.apart)
        if cited_on and limits.urls is not None:
            asked = [
                one
                for one in wanted.urls(self._store, limits.urls)
                if first or not self._has(one, cited_on)
            ]
            self._put(archive, JobAct.LOOKUP, asked, cited_on)
        unknown_there = wanted.to_look_up(
            self._store, archive.name, first=first, stale=stale, doubtful=doubtful, urls=limits.urls
        )
        self._put(archive, JobAct.LOOKUP, unknown_there)
        if archive.saves in (Saves.REFUSED, Saves.ALL):
            refused = archive.saves is Saves.REFUSED
            unsaved = wanted.to_save(
                self._store, archive.name, refused=refused, stale=stale, urls=limits.urls
            )
            self._put(archive, JobAct.SAVE, unsaved)

    def _has(self, one: Wanted, day: date) -> bool:
        """Whether an archive before has given a copy of that day."""
        noon, days = clock.stamp(clock.noon(day)), self._config.archive.wayback.window_days
        return mementos.nearest_kept(self._store, one.url_id, noon, days) is not None

    def _put(
        self, archive: Archive, act: JobAct, urls: Iterable[Wanted], cited_on: date | None = None
    ) -> None:
        told = [one for one in urls if choose.may_be_told(one.url, archive.base_url)]
        for start in range(0, len(told), _BATCH):
            with self._store.transaction("archive-queued") as transaction:
                for one in told[start : start + _BATCH]:
                    pressing = act is JobAct.SAVE or one.verdict in _PRESSING
                    rank = choose.Rank.PRESSING if pressing else choose.Rank.NEVER
                    now = clock.stamp(clock.now())
                    job = outbox.new_job(one.url_id, archive.name, act, now, rank=rank)
                    self._put_job(transaction, job, cited_on)

    def _put_job(self, transaction: Transaction, job: Job, cited_on: date | None) -> None:
        """Queue one job; where the same waits, it is told which day is asked for."""
        waiting = outbox.open_job(self._store, job)
        if cited_on:
            told = replace(noted(waiting or job), cited_on=cited_on.isoformat())
            job = replace(waiting or job, answer_json=told.text(), due_at=job.due_at)
        if cited_on or not waiting:
            transaction.put(job)

    def _begin(self) -> Run:
        for left in runs.unended(self._store, RunKind.ARCHIVE):
            runs.end(self._store, left, RunState.INTERRUPTED)
        return runs.begin(
            self._store,
            kind=RunKind.ARCHIVE,
            options={},
            tool=VERSION,
            rules=RULES_VERSION,
            collector=collector(self._config.crawl),
            config_sha256=self._config.sha256,
        )


def _mend(store: Store, archive: str) -> None:
    """A save that was about to leave when the process died may have left."""
    for job in outbox.cut_off(store, archive):
        with store.transaction("archive-mended") as transaction:
            transaction.put(unknown(job, "cut off while it was handed in").job)
