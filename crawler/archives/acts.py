"""What each job of the outbox does. An act asks the archive and returns what to write; it writes no row.

An act may be killed at any point: whatever it would do twice is harmless (look-ups, fetches), or is
known by the state written before it (saves).
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from crawler import mementos
from crawler.archives import choose
from crawler.archives.model import ArchiveProblem, Fault
from crawler.archives.retry import CONFIRM_LOOKS, UNKNOWN_LOOKS, again_after
from crawler.examine import content_of, stored_content
from evidence import clock
from evidence.changes import Kind, compare
from evidence.store import archive as outbox
from evidence.store import due
from evidence.store.database import to_json

if TYPE_CHECKING:
    from crawler.archives.model import Archive, Listed, Progress, Replay
    from evidence.config import Config
    from evidence.custody.shelf import Shelf
    from evidence.folder import EvidenceFolder
    from evidence.store import Store
    from evidence.store.database import Row

UNLESS_WITHIN = 3600.0
"""Seconds: a capture this fresh shows the present state, and Save Page Now gives one job an hour anyway."""
_POLL = timedelta(seconds=6)
_POLL_LONGEST = timedelta(hours=1)
"""Save Page Now forgets a job after an hour."""
_SAME = frozenset({Kind.IDENTICAL, Kind.COSMETIC, Kind.BOILERPLATE})
AS_CITED, LAST_GOOD = "as-cited", "last-good"


@dataclass
class Desk:
    """What acts work with."""

    folder: EvidenceFolder
    store: Store
    shelf: Shelf
    config: Config
    archive: Archive


@dataclass
class Step:
    """What an act came to: rows to write, in one transaction."""

    job: Row
    mementos: list[Row] = field(default_factory=list)
    captures: list[Row] = field(default_factory=list)
    jobs: list[Row] = field(default_factory=list)
    """to queue"""
    looks_changed: bool = False
    """whether the standing must be settled anew"""
    baseline: str | None = None
    """id of the capture that is the as-cited baseline from now on"""


def lookup(desk: Desk, job: Row) -> Step:
    """Learn what the archive has of a URL, and queue what follows from it."""
    captures = choose.answered(job["url"], desk.archive.captures(job["url"]))
    standing = desk.store.one("SELECT * FROM standings WHERE url_id = ?", job["url_id"])
    step = Step(_closed(job, "done", captures=len(captures)))
    _note_gone(desk, step, job, captures)
    if standing is None:
        return step
    day = _day(outbox.cited_on(desk.store, job["url_id"]))
    window = timedelta(days=desk.config.archive.wayback.window_days)
    if day and not outbox.had_cited_baseline(desk.store, job["url_id"]):
        _queue_fetch(desk, step, job, AS_CITED, choose.nearest(captures, day, window))
    if standing["verdict"] == "missing":
        _queue_fetch(desk, step, job, LAST_GOOD, choose.newest(captures))
    copies = [capture.at for capture in captures if capture.status == 200]
    rank = choose.save_rank(
        standing["verdict"],
        clock.parse(standing["since"]),
        max(copies, default=None),
        clock.now() - timedelta(days=desk.config.archive.wayback.stale_days),
        losing=outbox.losing(desk.store, job["url_id"]),
    )
    if rank is not None and desk.archive.can_save:
        step.jobs.append(_job(desk, job, "save", rank=int(rank)))
    return step


def _note_gone(desk: Desk, step: Step, job: Row, captures: list[Listed]) -> None:
    """The archive's own looks that found nothing; earlier ones that a success has followed count no more."""
    noted = desk.store.all(
        "SELECT * FROM mementos WHERE url_id = ? AND archive = ? AND state = 'listed' AND cause IS NOT NULL",
        job["url_id"], desk.archive.name,
    )  # fmt: skip
    rows = {}
    for capture in choose.gone_looks(captures):
        row = _memento(desk, job, capture)
        known = outbox.memento(desk.store, row["id"]) or row
        if known["state"] == "listed":  # one that we fetched is judged by what it shows
            rows[row["id"]] = known | {"cause": f"http-{capture.status}", "at_most": "confirmed"}
    past = [{**row, "cause": None} for row in noted if row["id"] not in rows]
    step.mementos += [row for row in rows.values() if row not in noted] + past
    step.looks_changed = bool(step.mementos)


def _queue_fetch(desk: Desk, step: Step, job: Row, purpose: str, candidates: list[Listed]) -> None:
    """Fetch the first candidate; the others wait in the job for the case that it shows something else."""
    rows = {row["id"]: row for row in (_memento(desk, job, capture) for capture in candidates)}
    noted = {row["id"] for row in step.mementos}
    step.mementos += [
        row for key, row in rows.items() if key not in noted and outbox.memento(desk.store, key) is None
    ]
    _fetch_next(desk, step, list(rows), {purpose})


def _fetch_next(desk: Desk, step: Step, candidates: list[str], purposes: set[str]) -> None:
    if not candidates:
        return
    for waiting in step.jobs:
        if waiting["act"] == "fetch" and waiting["memento_id"] == candidates[0]:  # one fetch serves both
            answer = json.loads(waiting["answer_json"])
            answer["for"] = sorted({*answer["for"], *purposes})
            waiting["answer_json"] = to_json(answer)
            return
    answer = {"for": sorted(purposes), "next": candidates[1:]}
    step.jobs.append(
        _job(desk, step.job, "fetch", memento_id=candidates[0], rank=int(choose.Rank.PRESSING))
        | {"answer_json": to_json(answer)}
    )


def fetch(desk: Desk, job: Row) -> Step:
    """Fetch a memento and judge it; one that shows the document serves as what it was fetched for."""
    answer = _answer(job)
    memento = outbox.memento(desk.store, job["memento_id"])
    assert memento is not None
    step = Step(_closed(job, "done"))
    if memento["state"] == "listed":
        try:
            at = clock.parse(memento["captured_at"])
            replay = desk.archive.fetch(job["url"], at, memento["original"])
        except ArchiveProblem as problem:
            if problem.service or (problem.fault is not Fault.PERMANENT and job["attempts"] < 2):
                raise
            memento = {**memento, "state": "refused", "note": problem.detail}
        else:
            memento = _taken(desk, step, memento, replay)
        step.mementos.append(memento)
    if memento["state"] == "refused":
        _fetch_next(desk, step, answer["next"], set(answer["for"]))
    elif AS_CITED in answer["for"]:
        step.baseline = memento["capture_id"]
    return step


def _taken(desk: Desk, step: Step, memento: Row, replay: Replay) -> Row:
    """The memento's row once its bytes are in our WARC: ``kept``, or ``refused`` if it shows no document."""
    kept = mementos.keep(desk.shelf, replay, desk.archive.name, desk.config.crawl.max_body)
    desk.archive.client.kept(replay.block)
    step.captures.append(kept.capture)
    step.looks_changed = True
    return {
        **memento,
        "state": "kept" if kept.is_document else "refused",
        "capture_id": kept.capture["id"],
        "status": kept.capture["status"],
        "media_type": kept.capture["media_type"],
        "cause": str(kept.judgement.cause),
        "at_most": str(kept.judgement.at_most),
    }


def save(desk: Desk, job: Row) -> Step:
    """Hand a URL in, ask how far it is, or look whether it succeeded after all: by the job's state."""
    if job["state"] == "outcome-unknown":
        return _look_for_save(desk, job)
    if job["state"] == "pending":
        return _ask_after(desk, job)
    handed_in = clock.parse(job["submitted_at"])
    again = (clock.now() - handed_in).total_seconds()
    assert desk.archive.saver is not None
    return _moved_on(desk, job, desk.archive.saver.save(job["url"], UNLESS_WITHIN + again))


def _ask_after(desk: Desk, job: Row) -> Step:
    now = clock.now()
    assert desk.archive.saver is not None
    try:
        return _moved_on(desk, job, desk.archive.saver.progress(job["job_id"]))
    except ArchiveProblem as problem:
        if not problem.service and problem.fault is not Fault.UNKNOWN:
            raise  # it says that the capture failed
        if now - clock.parse(job["tried_at"]) > _POLL_LONGEST:
            return unknown(job, problem.detail)
        if problem.fault is Fault.BACK_OFF:
            raise
        return Step(_with(job, due_at=clock.stamp(now + 10 * _POLL), problem=problem.detail))


def _moved_on(desk: Desk, job: Row, progress: Progress) -> Step:
    now = clock.now()
    if not progress.done:
        if job["state"] == "pending" and now - clock.parse(job["tried_at"]) > _POLL_LONGEST:
            return unknown(job, "still pending after an hour")
        first = int(choose.Rank.UNDER_WAY)  # however many look-ups are due: the service forgets in an hour
        waiting = _with(job, state="pending", job_id=progress.job_id, rank=first, problem=None)
        return Step(waiting | {"due_at": clock.stamp(now + _POLL)})
    assert progress.at is not None
    return _captured(desk, job, progress.at)


def _captured(desk: Desk, job: Row, at: datetime) -> Step:
    """The archive says that it has it; whether that is true is for ``confirm`` to find out."""
    memento_url = desk.archive.memento_url(job["url"], at)
    row = _memento_row(desk, job["url_id"], memento_url, at, "captured")
    step = Step(_with(job, state="captured", memento_id=row["id"], problem=None))
    if outbox.memento(desk.store, row["id"]) is None:
        step.mementos.append(row)
    step.jobs.append(_job(desk, job, "confirm", memento_id=row["id"], rank=int(choose.Rank.PRESSING)))
    return step


def unknown(job: Row, detail: str) -> Step:
    """A save that may have succeeded: look later, and don't hand it in again before."""
    looks = _answer(job).get("looks", 0)
    if looks >= len(UNKNOWN_LOOKS):
        return Step(retried(_with(job, answer_json=None), Fault.TRANSIENT, "it was not captured"))
    return Step(
        _with(
            job,
            state="outcome-unknown",
            due_at=clock.stamp(clock.now() + UNKNOWN_LOOKS[looks]),
            answer_json=to_json({"looks": looks + 1}),
            problem=detail,
        )
    )


def _look_for_save(desk: Desk, job: Row) -> Step:
    since = clock.parse(job["submitted_at"]) - timedelta(seconds=UNLESS_WITHIN)
    found = choose.answered(job["url"], desk.archive.captures(job["url"], since))
    good = [capture.at for capture in found if capture.at >= since.replace(microsecond=0)]
    return _captured(desk, job, good[-1]) if good else unknown(job, job["problem"] or "not in the index yet")


def confirm(desk: Desk, job: Row) -> Step:
    """Whether a capture that we asked for is there and shows what we saw; else what differs."""
    memento = outbox.memento(desk.store, job["memento_id"])
    assert memento is not None
    try:
        replay = desk.archive.fetch(job["url"], clock.parse(memento["captured_at"]))
    except ArchiveProblem as problem:
        looks = _answer(job).get("looks", 0)
        if problem.service or problem.fault is Fault.PERMANENT or looks >= len(CONFIRM_LOOKS):
            raise
        later = clock.stamp(clock.now() + CONFIRM_LOOKS[looks])
        return Step(
            _with(job, due_at=later, answer_json=to_json({"looks": looks + 1}), problem=problem.detail)
        )
    differs = _difference(desk, job["url_id"], replay)
    step = Step(_closed(job, "verified" if differs is None else "failed"))
    step.job["problem"] = differs
    taken = _taken(desk, step, memento, replay)
    state = "verified" if differs is None else "differs"
    # we looked ourselves just before, with a baseline to compare with: this is no look of its own
    step.mementos.append({**taken, "state": state, "note": differs, "cause": None, "at_most": None})
    step.looks_changed = False
    return step


def _difference(desk: Desk, url_id: str, replay: Replay) -> str | None:
    """What the archive's copy shows otherwise than our last capture, in words; None for the same."""
    check = desk.store.one(
        "SELECT k.capture_id FROM standings st JOIN checks k ON k.id = st.check_id WHERE st.url_id = ?",
        url_id,
    )
    ours = due.capture(desk.store, check["capture_id"]) if check else None
    if replay.message.status != 200:
        return f"the archive captured status {replay.message.status}"
    if ours is None:
        return "we have no capture to compare with"
    limit = desk.config.crawl.max_body
    here = stored_content(desk.folder.path, ours, limit)
    there = content_of(replay.message, replay.url, limit)
    if here.raw_sha256 == there.raw_sha256:
        return None
    change = compare(here, there)
    if change.kind in _SAME:
        return None
    return f"{change.kind}: {change.words_removed} words of ours not there, {change.words_added} others"


def retried(job: Row, fault: Fault, detail: str) -> Row:
    """The job after a failure: due again later, or closed."""
    later = again_after(fault, job["attempts"])
    if later is None:
        return _with(job, state="refused" if fault is Fault.PERMANENT else "failed", problem=detail)
    due_at = clock.stamp(clock.now() + later)
    rank = max(job["rank"], int(choose.Rank.PRESSING))
    return _with(job, state="not-attempted", due_at=due_at, job_id=None, rank=rank, problem=detail)


ACTS = {"lookup": lookup, "fetch": fetch, "save": save, "confirm": confirm}


def _with(job: Row, **values: Any) -> Row:
    return {name: value for name, value in job.items() if name != "url"} | values


def _closed(job: Row, state: str, **answer: Any) -> Row:
    return _with(
        job, state=state, problem=None, answer_json=to_json(answer) if answer else job["answer_json"]
    )


def _answer(job: Row) -> dict[str, Any]:
    return dict(json.loads(job["answer_json"])) if job["answer_json"] else {}


def _job(desk: Desk, job: Row, act: str, **values: Any) -> Row:
    return outbox.new_job(job["url_id"], desk.archive.name, act, clock.stamp(clock.now()), **values)


def _memento(desk: Desk, job: Row, capture: Listed) -> Row:
    """A row for what the index lists, under the address as cited: two spellings of it share no row."""
    memento_url = desk.archive.memento_url(job["url"], capture.at)
    row = _memento_row(desk, job["url_id"], memento_url, capture.at, "listed")
    return row | {"original": capture.url, "status": capture.status, "media_type": capture.media_type}


def _memento_row(desk: Desk, url_id: str, memento_url: str, at: datetime, state: str) -> Row:
    return {
        "id": outbox.memento_id(desk.archive.name, memento_url),
        "url_id": url_id,
        "archive": desk.archive.name,
        "memento_url": memento_url,
        "captured_at": clock.stamp(at),
        "state": state,
    }


def _day(text: str | None) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(text) if text else None
    return None
