"""What the saves of the outbox do: hand in, ask after, look for, and confirm by what the archive
then shows."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from crawler.archives import choose
from crawler.archives.context import (
    Step,
    answer_of,
    changed,
    closed,
    copy_of,
    memento_row,
    new_job,
    taken,
)
from crawler.archives.follow import followed
from crawler.archives.problems import ArchiveProblem, Fault
from crawler.archives.retry import CONFIRM_LOOKS, UNKNOWN_LOOKS, again_after
from evidence import clock
from evidence.changes import Kind, compare
from evidence.looks.contents import content_of, stored_content
from evidence.store import due, mementos
from evidence.store.database import to_json

if TYPE_CHECKING:
    from datetime import datetime

    from crawler.archives.context import Context
    from crawler.archives.model import Progress, Replay
    from evidence.store.database import Row

UNLESS_WITHIN = 3600.0
"""Seconds: a capture this fresh shows the present state, and Save Page Now gives one job an hour
anyway."""
_POLL = timedelta(seconds=6)
_POLL_LONGEST = timedelta(hours=1)
"""Save Page Now forgets a job after an hour."""
_SAME = frozenset({Kind.IDENTICAL, Kind.COSMETIC, Kind.BOILERPLATE})


def save(context: Context, job: Row) -> Step:
    """Hand a URL in, ask how far it is, or look whether it succeeded after all: by the job's
    state."""
    if job["state"] == "outcome-unknown":
        return _look_for_save(context, job)
    if job["state"] == "pending":
        return _ask_after(context, job)
    handed_in = clock.parse(job["submitted_at"])
    again = (clock.now() - handed_in).total_seconds()
    assert context.archive.saver is not None
    return _moved_on(context, job, context.archive.saver.save(job["url"], UNLESS_WITHIN + again))


def _ask_after(context: Context, job: Row) -> Step:
    now = clock.now()
    assert context.archive.saver is not None
    try:
        return _moved_on(context, job, context.archive.saver.progress(job["url"], job["job_id"]))
    except ArchiveProblem as problem:
        if not problem.service and problem.fault is not Fault.UNKNOWN:
            raise  # it says that the capture failed
        if now - clock.parse(job["tried_at"]) > _POLL_LONGEST:
            return unknown(job, problem.detail)
        if problem.fault is Fault.BACK_OFF:
            raise
        return Step(changed(job, due_at=clock.stamp(now + 10 * _POLL), problem=problem.detail))


def _moved_on(context: Context, job: Row, progress: Progress) -> Step:
    now = clock.now()
    if not progress.done:
        if job["state"] == "pending" and now - clock.parse(job["tried_at"]) > _POLL_LONGEST:
            return unknown(job, "still pending after an hour")
        first = int(
            choose.Rank.UNDER_WAY
        )  # however many look-ups are due: the service forgets in an hour
        waiting = changed(job, state="pending", job_id=progress.job_id, rank=first, problem=None)
        return Step(waiting | {"due_at": clock.stamp(now + _POLL)})
    assert progress.at is not None
    return _captured(context, job, progress.at, progress.memento_url)


def _captured(context: Context, job: Row, at: datetime, memento_url: str) -> Step:
    """The archive says that it has it; whether that is true is for ``confirm`` to find out."""
    row = memento_row(context, job["url_id"], memento_url, at, "captured")
    step = Step(changed(job, state="captured", memento_id=row["id"], problem=None))
    if mementos.memento(context.store, row["id"]) is None:
        step.mementos.append(row)
    step.jobs.append(
        new_job(context, job, "confirm", memento_id=row["id"], rank=int(choose.Rank.PRESSING))
    )
    return step


def unknown(job: Row, detail: str) -> Step:
    """A save that may have succeeded: look later, and don't hand it in again before."""
    looks = answer_of(job).get("looks", 0)
    if looks >= len(UNKNOWN_LOOKS):
        return Step(retried(changed(job, answer_json=None), Fault.TRANSIENT, "it was not captured"))
    return Step(
        changed(
            job,
            state="outcome-unknown",
            due_at=clock.stamp(clock.now() + UNKNOWN_LOOKS[looks]),
            answer_json=to_json({"looks": looks + 1}),
            problem=detail,
        )
    )


def _look_for_save(context: Context, job: Row) -> Step:
    since = clock.parse(job["submitted_at"]) - timedelta(seconds=UNLESS_WITHIN)
    found = choose.answered(job["url"], context.archive.captures(job["url"], since))
    good = [capture for capture in found if capture.at >= since.replace(microsecond=0)]
    if not good:
        return unknown(job, job["problem"] or "not in the index yet")
    return _captured(context, job, good[-1].at, good[-1].memento_url)


def confirm(context: Context, job: Row) -> Step:
    """Whether a capture that we asked for is there and shows what we saw; else what differs."""
    memento = mementos.memento(context.store, job["memento_id"])
    assert memento is not None
    try:
        replays = followed(context, copy_of(job, memento), timedelta(hours=1), fresh=True)
    except ArchiveProblem as problem:
        looks = answer_of(job).get("looks", 0)
        if problem.service or problem.fault is Fault.PERMANENT or looks >= len(CONFIRM_LOOKS):
            raise
        later = clock.stamp(clock.now() + CONFIRM_LOOKS[looks])
        return Step(
            changed(
                job, due_at=later, answer_json=to_json({"looks": looks + 1}), problem=problem.detail
            )
        )
    differs = _difference(context, job["url_id"], replays[-1])
    step = Step(closed(job, "verified" if differs is None else "failed"))
    step.job["problem"] = differs
    row = taken(context, step, memento, replays)
    state = "verified" if differs is None else "differs"
    # we looked ourselves just before, with a baseline to compare with: this is no look of its own
    step.mementos.append({**row, "state": state, "note": differs, "cause": None, "at_most": None})
    step.looks_changed = False
    return step


def _difference(context: Context, url_id: str, replay: Replay) -> str | None:
    """What the archive's copy shows otherwise than our last capture, in words; None for the
    same."""
    check = context.store.one(
        "SELECT k.capture_id FROM standings st JOIN checks k ON k.id = st.check_id WHERE st.url_id = ?",
        url_id,
    )
    ours = due.capture(context.store, check["capture_id"]) if check else None
    if replay.message.status != 200:
        return f"the archive captured status {replay.message.status}"
    if ours is None:
        return "we have no capture to compare with"
    limit = context.config.crawl.max_body
    here = stored_content(context.folder.path, ours, limit)
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
        return changed(
            job, state="refused" if fault is Fault.PERMANENT else "failed", problem=detail
        )
    due_at = clock.stamp(clock.now() + later)
    rank = max(job["rank"], int(choose.Rank.PRESSING))
    return changed(
        job, state="not-attempted", due_at=due_at, job_id=None, rank=rank, problem=detail
    )
