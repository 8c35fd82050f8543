"""What the saves of the outbox do: hand in, ask after, look for, and confirm by what the archive
then shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from crawler.archives import choose
from crawler.archives.context import (
    Step,
    closed,
    copy_of,
    new_job,
    new_memento,
    taken,
)
from crawler.archives.follow import followed
from crawler.archives.noted import Noted, noted
from crawler.archives.problems import ArchiveProblem, Fault
from crawler.archives.retry import CONFIRM_LOOKS, UNKNOWN_LOOKS, again_after
from evidence import clock
from evidence.changes import Kind, compare
from evidence.looks.contents import content_of, stored_content
from evidence.store import due, looks, mementos
from evidence.vocabulary import JobAct, JobState, MementoState, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from crawler.archives.context import Context
    from crawler.archives.model import Progress, Replay
    from evidence.store.outbox import Task
    from evidence.store.records import Job, Memento

UNLESS_WITHIN = 3600.0
"""Seconds: a capture this fresh shows the present state, and Save Page Now gives one job an hour
anyway."""
_POLL = timedelta(seconds=6)
_POLL_LONGEST = timedelta(hours=1)
"""Save Page Now forgets a job after an hour."""
_SAME = frozenset({Kind.IDENTICAL, Kind.COSMETIC, Kind.BOILERPLATE})


def save(context: Context, task: Task) -> Step:
    """Hand a URL in, ask how far it is, or look whether it succeeded after all: by the job's
    state."""
    job = task.job
    if job.state is JobState.OUTCOME_UNKNOWN:
        return _look_for_save(context, task)
    if job.state is JobState.PENDING:
        return _ask_after(context, task)
    assert job.submitted_at is not None
    again = (clock.now() - clock.parse(job.submitted_at)).total_seconds()
    assert context.archive.saver is not None
    within = UNLESS_WITHIN + max(0.0, again)  # below: the clock was set back
    return _moved_on(context, job, context.archive.saver.save(task.url, within))


def _ask_after(context: Context, task: Task) -> Step:
    job, now = task.job, clock.now()
    assert context.archive.saver is not None
    try:
        return _moved_on(context, job, context.archive.saver.progress(task.url, job.job_id or ""))
    except ArchiveProblem as problem:
        if not problem.service and problem.fault is not Fault.UNKNOWN:
            raise  # it says that the capture failed
        if _is_forgotten(job, now):
            return unknown(job, problem.detail)
        if problem.fault is Fault.BACK_OFF:
            raise
        later = clock.stamp(now + 10 * _POLL)
        return Step(replace(job, due_at=later, problem=problem.detail))


def _is_forgotten(job: Job, now: datetime) -> bool:
    """Whether the archive no longer knows of it; nor can we know where the clock was set back meanwhile."""
    assert job.tried_at is not None
    return abs(now - clock.parse(job.tried_at)) > _POLL_LONGEST


def _moved_on(context: Context, job: Job, progress: Progress) -> Step:
    now = clock.now()
    if not progress.done:
        if job.state is JobState.PENDING and _is_forgotten(job, now):
            return unknown(job, "still pending after an hour")
        return Step(
            replace(
                job,
                state=JobState.PENDING,
                due_at=clock.stamp(now + _POLL),
                job_id=progress.job_id,
                # however many look-ups are due: the service forgets in an hour
                rank=choose.Rank.UNDER_WAY,
                problem=None,
            )
        )
    assert progress.at is not None
    return _captured(context, job, progress.at, progress.memento_url)


def _captured(context: Context, job: Job, at: datetime, memento_url: str) -> Step:
    """The archive says that it has it; whether that is true is for ``confirm`` to find out."""
    made = new_memento(context, job.url_id, memento_url, at, MementoState.CAPTURED)
    step = Step(replace(closed(job, JobState.CAPTURED), memento_id=made.id))
    if mementos.memento(context.store, made.id) is None:
        step.mementos.append(made)
    step.jobs.append(
        new_job(context, job, JobAct.CONFIRM, rank=choose.Rank.PRESSING, memento_id=made.id)
    )
    return step


def unknown(job: Job, detail: str) -> Step:
    """A save that may have succeeded: look later, and don't hand it in again before."""
    tries = noted(job).looks
    if tries >= len(UNKNOWN_LOOKS):
        job = replace(job, answer_json=None)
        return Step(retried(job, Fault.TRANSIENT, "it was not captured"))
    return Step(
        replace(
            job,
            state=JobState.OUTCOME_UNKNOWN,
            due_at=clock.stamp(clock.now() + UNKNOWN_LOOKS[tries]),
            answer_json=Noted(looks=tries + 1).text(),
            problem=detail,
        )
    )


def _look_for_save(context: Context, task: Task) -> Step:
    job = task.job
    assert job.submitted_at is not None
    # our clock may have been ahead of the archive's by as much as is not called wrong; whether an older one
    # shows the same is found out when it is confirmed
    since = clock.parse(job.submitted_at) - timedelta(seconds=UNLESS_WITHIN) - clock.LEAD
    found = choose.answered(task.url, context.archive.captures(task.url, since))
    good = [capture for capture in found if capture.at >= since.replace(microsecond=0)]
    if not good:
        return unknown(job, job.problem or "not in the index yet")
    return _captured(context, job, good[-1].at, good[-1].memento_url)


def confirm(context: Context, task: Task) -> Step:
    """Whether a capture that we asked for is there and shows what we saw; else what differs."""
    job = task.job
    memento = mementos.memento(context.store, job.memento_id)
    assert memento is not None
    try:
        replays = followed(context, copy_of(task, memento), timedelta(hours=1), fresh=True)
    except ArchiveProblem as problem:
        tries = noted(job).looks
        if problem.service or problem.fault is Fault.PERMANENT or tries >= len(CONFIRM_LOOKS):
            raise
        later = clock.stamp(clock.now() + CONFIRM_LOOKS[tries])
        told = Noted(looks=tries + 1).text()
        return Step(replace(job, due_at=later, answer_json=told, problem=problem.detail))
    standing = looks.standing(context.store, job.url_id)
    if standing is not None and standing.verdict is Verdict.BLOCKED:
        return _instead_of_us(context, job, memento, replays)
    differs = _difference(context, job.url_id, replays[-1])
    state = JobState.VERIFIED if differs is None else JobState.FAILED
    step = Step(replace(closed(job, state), problem=differs))
    shown = taken(context, step, memento, replays)
    # we looked ourselves just before, with a baseline to compare with: this is no look of its own
    step.mementos.append(
        replace(
            shown,
            state=MementoState.VERIFIED if differs is None else MementoState.DIFFERS,
            note=differs,
            cause=None,
            at_most=None,
        )
    )
    step.looks_changed = False
    return step


def _instead_of_us(context: Context, job: Job, memento: Memento, replays: Sequence[Replay]) -> Step:
    """What the archive was shown of a page that is hidden from us: a look of its own, judged as any."""
    step = Step(job)
    shown = taken(context, step, memento, replays)
    seen = shown.state is MementoState.KEPT
    step.job = replace(
        closed(job, JobState.VERIFIED if seen else JobState.FAILED),
        problem=None if seen else f"the archive was shown no document either ({shown.cause})",
    )
    step.mementos.append(shown)
    return step


def _difference(context: Context, url_id: str, replay: Replay) -> str | None:
    """What the archive's copy shows otherwise than our last capture, in words; None for the
    same."""
    ours = due.capture(context.store, looks.last_capture(context.store, url_id))
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


def retried(job: Job, fault: Fault, detail: str) -> Job:
    """The job after a failure: due again later, or closed."""
    later = again_after(fault, job.attempts)
    if later is None:
        state = JobState.REFUSED if fault is Fault.PERMANENT else JobState.FAILED
        return replace(job, state=state, problem=detail)
    return replace(
        job,
        state=JobState.NOT_ATTEMPTED,
        due_at=clock.stamp(clock.now() + later),
        job_id=None,
        rank=max(job.rank or 0, choose.Rank.PRESSING),
        problem=detail,
    )
