"""The handlers of the outbox's look-ups and fetches. A handler asks the archive and returns the rows
to write; it writes none itself.

A handler may be killed at any point: whatever it would do twice is harmless (look-ups, fetches), or is
known by the state written before it (:mod:`crawler.archives.saves`).
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from crawler.archives import choose
from crawler.archives.context import Step, closed, copy_of, listed_memento, new_job, taken
from crawler.archives.follow import followed
from crawler.archives.model import Saves
from crawler.archives.noted import Noted, noted
from crawler.archives.problems import ArchiveProblem, Fault
from evidence import clock
from evidence.store import looks, mementos, wanted
from evidence.vocabulary import Cause, Certainty, JobAct, JobState, MementoState, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from crawler.archives.context import Context
    from crawler.archives.model import Listed
    from evidence.store.outbox import Task
    from evidence.store.records import Job, Memento, Standing

AS_CITED, LAST_GOOD, ASKED = "as-cited", "last-good", "asked"
"""What a memento is fetched for: to be the baseline, to be the replacement, or because a person
asked what stood there on a day."""


def lookup(context: Context, task: Task) -> Step:
    """Learn what the archive has of a URL, and queue what follows from it."""
    job, store = task.job, context.store
    captures = choose.answered(task.url, context.archive.captures(task.url))
    standing = looks.standing(store, job.url_id)
    told = noted(job)
    answer = replace(told, captures=len(captures)).text()
    step = Step(replace(closed(job, JobState.DONE), answer_json=answer))
    _note_gone(context, step, captures)
    if standing is None:
        return step
    window = timedelta(days=context.config.archive.wayback.window_days)
    asked = _day(told.cited_on)
    if asked:
        _queue_fetch(context, step, ASKED, choose.nearest(captures, asked, window))
    day = _day(mementos.cited_on(store, job.url_id))
    if day and not mementos.had_cited_baseline(store, job.url_id):
        _queue_fetch(context, step, AS_CITED, choose.nearest(captures, day, window))
    if standing.verdict is Verdict.MISSING:
        _queue_fetch(context, step, LAST_GOOD, choose.newest(captures))
    rank = _save_rank(context, job, standing, captures)
    if rank is not None and context.archive.saves is Saves.STALE:
        step.jobs.append(new_job(context, job, JobAct.SAVE, rank=rank))
    return step


def _save_rank(
    context: Context, job: Job, standing: Standing, captures: list[Listed]
) -> int | None:
    """How pressing a save is; None where none is wanted, or the archive was asked to save the same
    document of another address."""
    store = context.store
    stale = clock.now() - timedelta(days=context.config.archive.wayback.stale_days)
    group = context.documents.get(job.url_id)
    if group and wanted.is_asked_for(store, context.archive.name, group, clock.stamp(stale)):
        return None
    copies = [capture.at for capture in captures if capture.status == 200]
    return choose.save_rank(
        standing.cause,
        clock.parse(standing.since),
        max(copies, default=None),
        stale,
        losing=wanted.losing(store, job.url_id),
    )


def _note_gone(context: Context, step: Step, captures: list[Listed]) -> None:
    """The archive's own looks that found nothing; earlier ones that a success has followed count no
    more."""
    before = mementos.seen_gone(context.store, step.job.url_id, context.archive.name)
    now: dict[str, Memento] = {}
    for capture in choose.gone_looks(captures):
        listed = listed_memento(context, step.job, capture)
        known = mementos.memento(context.store, listed.id) or listed
        if known.state is MementoState.LISTED:  # one that we fetched is judged by what it shows
            cause = Cause(f"http-{capture.status}")
            now[listed.id] = replace(known, cause=cause, at_most=Certainty.CONFIRMED)
    past = [replace(memento, cause=None) for memento in before if memento.id not in now]
    step.mementos += [memento for memento in now.values() if memento not in before] + past
    step.looks_changed = bool(step.mementos)


def _queue_fetch(context: Context, step: Step, purpose: str, candidates: Iterable[Listed]) -> None:
    """Fetch the first candidate; the others wait in the job for the case that it shows something
    else."""
    taken_in = {memento.id for memento in step.mementos}
    ours = []
    for capture in candidates:
        listed = listed_memento(context, step.job, capture)
        known = mementos.memento(context.store, listed.id)
        if known and known.url_id != step.job.url_id:
            # an archive with names of its own has one for all spellings; the first citation has it
            continue
        ours.append(listed.id)
        if known is None and listed.id not in taken_in:
            taken_in.add(listed.id)
            step.mementos.append(listed)
    _fetch_next(context, step, list(dict.fromkeys(ours)), frozenset({purpose}))


def _fetch_next(
    context: Context, step: Step, candidates: Sequence[str], purposes: frozenset[str]
) -> None:
    if not candidates:
        return
    for place, waiting in enumerate(step.jobs):
        if waiting.act is JobAct.FETCH and waiting.memento_id == candidates[0]:
            told = noted(waiting)  # one fetch serves both
            told = replace(told, purposes=told.purposes | purposes)
            step.jobs[place] = replace(waiting, answer_json=told.text())
            return
    told = Noted(purposes=purposes, candidates=tuple(candidates[1:]))
    step.jobs.append(
        new_job(
            context,
            step.job,
            JobAct.FETCH,
            rank=choose.Rank.PRESSING,
            memento_id=candidates[0],
            answer_json=told.text(),
        )
    )


def fetch(context: Context, task: Task) -> Step:
    """Fetch a memento and judge it; one that shows the document serves as what it was fetched
    for."""
    job = task.job
    told = noted(job)
    memento = mementos.memento(context.store, job.memento_id)
    assert memento is not None
    step = Step(closed(job, JobState.DONE))
    if memento.state is MementoState.LISTED:
        window = timedelta(days=context.config.archive.wayback.window_days)
        try:
            replays = followed(context, copy_of(task, memento), window)
        except ArchiveProblem as problem:
            if problem.service or (problem.fault is not Fault.PERMANENT and job.attempts < 2):
                raise
            memento = replace(memento, state=MementoState.REFUSED, note=problem.detail)
        else:
            memento = taken(context, step, memento, replays)
        step.mementos.append(memento)
    if memento.state is MementoState.REFUSED:
        _fetch_next(context, step, told.candidates, told.purposes)
    elif AS_CITED in told.purposes and not mementos.accepted(context.store, job.url_id):
        step.baseline = memento.capture_id
    return step


def _day(text: str | None) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(text) if text else None
    return None
