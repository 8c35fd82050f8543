"""Work the outbox of web archives: what is due, most pressing first, within their limits and the budget.

A job's next state is written before a save leaves and after every answer, in one transaction with all that
the answer brought. A killed pass loses at most one look-up; a save that may have left is looked for in the
index and never simply sent again.
"""

from __future__ import annotations

import hashlib
import logging
import time
from collections import Counter
from dataclasses import asdict, dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from crawler import mementos
from crawler.again import judged_again
from crawler.archives import choose
from crawler.archives.acts import ACTS, Desk, Step, retried, unknown
from crawler.archives.model import ArchiveProblem, Fault
from crawler.archives.retry import closed_for
from crawler.collector import collector
from evidence import clock
from evidence.custody.shelf import Shelf
from evidence.errors import RecordError
from evidence.store import archive as outbox
from evidence.store import due, runs
from evidence.verdicts import RULES_VERSION, rows
from evidence.verdicts.settings import rules_of
from evidence.verdicts.standing import settle
from evidence.version import SOFTWARE, VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from crawler.archives.model import Archive, Quota
    from evidence.config import Config
    from evidence.folder import EvidenceFolder
    from evidence.store import Store
    from evidence.store.database import Row, Transaction
    from evidence.verdicts.standing import Rules

log = logging.getLogger(__name__)

_STRIKES = 3
"""Answers without sense in a row (5xx, silence, a page for JSON) after which an archive is left alone."""
_PATIENCE = 600.0
"""Seconds to wait for saves under way when there is nothing else to do; the next pass asks after the rest."""
_LOOK_AGAIN = timedelta(hours=1)
_BATCH = 500
"""Jobs queued in one transaction, so that a custody entry stays short."""


@dataclass
class Tally:
    """What a pass did."""

    closed: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(act, state) -> how often"""
    waiting: int = 0
    """jobs that are still open"""
    remarks: list[str] = field(default_factory=list)


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

    def work(self, budget: int | None = None) -> Tally:
        """Begin at most ``budget`` jobs, and at most what is left of each archive's daily budget.

        Raises OSError or StoreError when evidence can't be kept.
        """
        run: Row | None = None
        for archive in self._archives:
            self._queue_lookups(archive, first=archive is self._archives[0])
            _mend(self._store, archive.name)
            now = clock.stamp(clock.now())
            if not outbox.next_job(self._store, archive.name, now, saves=True, polls=True, fresh=True):
                continue
            run = run or self._begin()
            shelf = Shelf(self._folder, self._store, run["id"], SOFTWARE)
            try:
                desk = Desk(self._folder, self._store, shelf, self._config, archive)
                one = _Pass(desk, run["id"], self._rules, self._tally, self._sleep)
                begun = one.work(budget)
                budget = None if budget is None else budget - begun
            finally:
                shelf.close()
        if run:
            runs.end(self._store, run, "finished")
        self._tally.waiting = outbox.waiting(self._store)
        return self._tally

    def _queue_lookups(self, archive: Archive, *, first: bool) -> None:
        now = clock.now()
        wanted = list(
            outbox.want_lookup(
                self._store,
                archive.name,
                first=first,
                stale=clock.stamp(now - timedelta(days=self._config.archive.wayback.stale_days)),
                doubtful=clock.stamp(now - self._rules.apart),
            )
        )
        private = self._config.crawl.allow_private
        wanted = [row for row in wanted if choose.may_be_told(row["url"], allow_private=private)]
        for start in range(0, len(wanted), _BATCH):
            with self._store.transaction("archive-queued") as transaction:
                for row in wanted[start : start + _BATCH]:
                    pressing = row["verdict"] in ("missing", "changed", "unreachable")
                    rank = choose.Rank.PRESSING if pressing else choose.Rank.NEVER
                    job = outbox.new_job(
                        row["url_id"], archive.name, "lookup", clock.stamp(now), rank=int(rank)
                    )
                    outbox.queue(self._store, transaction, job)

    def _begin(self) -> Row:
        for left in self._store.all("SELECT * FROM runs WHERE kind = 'archive' AND state = 'running'"):
            runs.end(self._store, left, "interrupted")
        return runs.begin(
            self._store,
            kind="archive",
            options={},
            tool=VERSION,
            rules=RULES_VERSION,
            collector=collector(self._config.crawl),
            config_sha256=hashlib.sha256(repr(asdict(self._config)).encode()).hexdigest(),
        )


def _mend(store: Store, archive: str) -> None:
    """A save that was about to leave when the process died may have left."""
    for job in store.all(
        "SELECT * FROM archive_jobs WHERE archive = ? AND act = 'save' AND state = 'submitted'", archive
    ):
        with store.transaction("archive-mended") as transaction:
            transaction.upsert("archive_jobs", unknown(job, "cut off while it was handed in").job)


class _Pass:
    """One pass over one archive's jobs."""

    def __init__(
        self,
        desk: Desk,
        run_id: str,
        rules: Rules,
        tally: Tally,
        sleep: Callable[[float], None],
    ) -> None:
        self._desk = desk
        self._store = desk.store
        self._run = run_id
        self._rules = rules
        self._tally = tally
        self._sleep = sleep
        self._quota: Quota | None = None
        self._asked_quota = False
        self._save_closed = False
        self._strikes = 0
        self._begun = 0
        self._waited = 0.0

    def work(self, budget: int | None) -> int:
        """Do what is due; returns how many jobs were begun."""
        while job := self._next(budget):
            self._do(job)
        return self._begun

    def _next(self, budget: int | None) -> Row | None:
        while True:
            now = clock.now()
            service = self._service()
            if service["closed_until"] and service["closed_until"] > clock.stamp(now):
                self._remark(f"left alone until {service['closed_until'][:19]}Z ({service['problem']})")
                return None
            daily = self._desk.archive.daily_budget - service["jobs"]
            left = daily if budget is None else min(daily, budget - self._begun)
            if daily <= 0:
                self._remark("today's budget is used up")
            quota = self._saving()
            may_save = quota is not None and quota.left > 0
            handed_in = outbox.under_way(self._store, self._desk.archive.name)
            job = outbox.next_job(
                self._store,
                self._desk.archive.name,
                clock.stamp(now),
                saves=may_save and quota is not None and handed_in["n"] < quota.slots,
                polls=quota is not None,
                fresh=left > 0,
            )
            if job or not handed_in["n"] or quota is None or self._waited >= _PATIENCE:
                return job
            self._nap((clock.parse(handed_in["due_at"]) - now).total_seconds())

    def _nap(self, seconds: float) -> None:
        seconds = min(max(seconds, 0.2), 60.0)
        self._waited += seconds
        self._sleep(seconds)

    def _saving(self) -> Quota | None:
        """What may be saved; asked for once a pass, and only when there is something to save."""
        if self._save_closed:
            return None
        if not self._asked_quota:
            if not outbox.waiting(self._store, self._desk.archive.name, "save"):
                return None
            self._asked_quota = True
            saver = self._desk.archive.saver
            if saver is None:
                self._close_saves("set IA_ACCESS_KEY and IA_SECRET_KEY to save; looking up works without")
                return None
            try:
                self._quota = saver.quota()
            except ArchiveProblem as problem:
                self._close_saves(problem.detail)
            self._keep_replies(None)
        return self._quota

    def _do(self, job: Row) -> None:
        if job["act"] == "save" and job["state"] == "not-attempted" and not self._still_there(job):
            self._write(Step(_row(job) | {"state": "refused", "problem": "no longer there to save"}))
            return
        fresh = job["state"] == "not-attempted"
        if fresh:
            self._begun += 1
            job = self._intend(job)
            if job["act"] == "save" and self._quota:
                self._quota = replace(self._quota, left=self._quota.left - 1)
        try:
            step = ACTS[job["act"]](self._desk, job)
            self._strikes = 0
        except ArchiveProblem as problem:
            step = self._after(job, problem)
        self._write(step, fresh=fresh)

    def _still_there(self, job: Row) -> bool:
        standing = self._store.one("SELECT verdict FROM standings WHERE url_id = ?", job["url_id"])
        return standing is not None and standing["verdict"] in ("alive", "moved", "changed")

    def _intend(self, job: Row) -> Row:
        """The job as it is before the archive hears of it: for a save, written down first."""
        now = clock.stamp(clock.now())
        job = {**job, "attempts": job["attempts"] + 1, "tried_at": now}
        if job["act"] == "save":
            job |= {"state": "submitted", "submitted_at": job["submitted_at"] or now}
            with self._store.transaction("archive-save-intended") as transaction:
                transaction.upsert("archive_jobs", _row(job))
        return job

    def _after(self, job: Row, problem: ArchiveProblem) -> Step:
        """What becomes of a job that the archive did not do."""
        log.info("%s %s: %s", job["act"], job["url"], problem.detail)
        if problem.service:
            self._strikes += 1
        if problem.fault is Fault.BACK_OFF:
            if problem.service:
                self._strikes = _STRIKES
            else:
                self._close_saves(problem.detail)
            step = Step(_turned_away(job, problem))
        elif job["state"] == "submitted" and problem.fault is Fault.UNKNOWN:
            step = unknown(job, problem.detail)
        elif job["state"] == "outcome-unknown":  # no answer is no word on whether it was captured
            step = Step(_row(job) | {"due_at": clock.stamp(clock.now() + _LOOK_AGAIN)})
        else:
            fault = Fault.TRANSIENT if problem.fault is Fault.UNKNOWN else problem.fault
            if fault is Fault.STRANGE:
                self._remark(f"an answer that we don't know: {problem.detail}")
            step = Step(retried(_row(job), fault, problem.detail))
        if self._strikes >= _STRIKES:
            self._close(problem)
        return step

    def _close(self, problem: ArchiveProblem) -> None:
        service = self._service()
        closures = service["closures"] + 1
        until = clock.now() + closed_for(closures, problem.wait)
        service |= {"closures": closures, "closed_until": clock.stamp(until), "problem": problem.detail}
        with self._store.transaction("archive-closed") as transaction:
            transaction.upsert("archive_services", service)

    def _close_saves(self, why: str) -> None:
        self._save_closed = True
        self._remark(f"nothing is saved: {why}")

    def _remark(self, text: str) -> None:
        remark = f"{self._desk.archive.name}: {text}"
        if remark not in self._tally.remarks:
            self._tally.remarks.append(remark)

    def _service(self) -> Row:
        return outbox.service(self._store, self._desk.archive.name, clock.stamp(clock.now())[:10])

    def _write(self, step: Step, *, fresh: bool = False) -> None:
        """All that a step brought: records on the disk first, then its rows at once."""
        replies = self._replies(step.job["id"])
        self._desk.shelf.sync()
        job = step.job
        with self._store.transaction(f"archive-{job['act']}") as transaction:
            for row in step.captures:
                transaction.insert("captures", row)
            for row in step.mementos:
                transaction.upsert("mementos", row)
            for row in step.jobs:
                outbox.queue(self._store, transaction, row)
            transaction.upsert("archive_jobs", job)
            for row in replies:
                transaction.insert("archive_replies", row)
            if fresh:
                self._count(transaction)
            if step.looks_changed or step.baseline:
                self._settle(transaction, job["url_id"], step.baseline)
        if job["state"] not in outbox.OPEN:
            self._tally.closed[job["act"], job["state"]] += 1
        self._desk.shelf.rotate()

    def _count(self, transaction: Transaction) -> None:
        service = self._service()
        service["jobs"] += 1
        if not self._strikes:
            service |= {"closures": 0, "closed_until": None, "problem": None}
        transaction.upsert("archive_services", service)

    def _replies(self, job_id: str | None) -> list[Row]:
        archive = self._desk.archive
        return [
            mementos.keep_reply(self._desk.shelf, reply, archive.name, job_id)
            for reply in archive.client.take()
        ]

    def _keep_replies(self, job_id: str | None) -> None:
        replies = self._replies(job_id)
        self._desk.shelf.sync()
        with self._store.transaction("archive-quota") as transaction:
            for row in replies:
                transaction.insert("archive_replies", row)

    def _settle(self, transaction: Transaction, url_id: str, baseline: str | None) -> None:
        """The standing by all looks, the archive's among them, and against the as-cited baseline if it came."""
        standing = self._store.one("SELECT * FROM standings WHERE url_id = ?", url_id)
        if standing is None:
            return
        if baseline:
            standing = {**standing, "baseline_id": baseline}
            standing["check_id"] = self._again(transaction, standing, baseline) or standing["check_id"]
        settled = settle(rows.all_seen(outbox.looks(self._store, url_id)), self._rules)
        if settled is not None:
            row = {**standing, **rows.to_row(settled, self._rules)}
            transaction.upsert("standings", row)

    def _again(self, transaction: Transaction, standing: Row, baseline: str) -> str | None:
        """Judge the last look again; returns the id of the new check."""
        store = self._store
        check = store.one("SELECT k.*, u.url FROM checks k JOIN urls u ON u.id = k.url_id WHERE k.id = ?",
                          standing["check_id"])  # fmt: skip
        before = due.capture(store, baseline)
        if check is None or before is None:
            return None
        url = check.pop("url")
        try:
            made = judged_again(
                self._desk.folder.path, url, check, due.capture(store, check["capture_id"]), before,
                self._run, self._desk.config.crawl.max_body,
            )  # fmt: skip
        except RecordError as error:
            log.warning("%s is not judged again: %s", url, error)
            return None
        if made is None:
            return None
        new, change = made
        if change:
            transaction.insert("changes", change)
        transaction.insert("checks", new)
        return str(new["id"])


def _turned_away(job: Row, problem: ArchiveProblem) -> Row:
    """The job as it was before the archive refused to hear it: that is no attempt."""
    row = _row(job) | {"problem": problem.detail}
    if job["state"] in ("submitted", "not-attempted"):
        row |= {"state": "not-attempted", "attempts": job["attempts"] - 1}
    return row


def _row(job: Row) -> Row:
    return {name: value for name, value in job.items() if name != "url"}
