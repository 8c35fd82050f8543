"""The handlers of the outbox's look-ups and fetches. A handler asks the archive and returns the rows
to write; it writes none itself.

A handler may be killed at any point: whatever it would do twice is harmless (look-ups, fetches), or is
known by the state written before it (:mod:`crawler.archives.saves`).
"""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date, timedelta
from typing import TYPE_CHECKING

from crawler.archives import choose
from crawler.archives.context import Step, answer_of, closed, copy_of, listed_row, new_job, taken
from crawler.archives.follow import followed
from crawler.archives.model import Saves
from crawler.archives.problems import ArchiveProblem, Fault
from evidence import clock
from evidence.store import mementos, outbox
from evidence.store.database import to_json

if TYPE_CHECKING:
    from crawler.archives.context import Context
    from crawler.archives.model import Listed
    from evidence.store.database import Row

AS_CITED, LAST_GOOD, ASKED = "as-cited", "last-good", "asked"
"""What a memento is fetched for: to be the baseline, to be the replacement, or because a person
asked what stood there on a day."""


def lookup(context: Context, job: Row) -> Step:
    """Learn what the archive has of a URL, and queue what follows from it."""
    captures = choose.answered(job["url"], context.archive.captures(job["url"]))
    standing = context.store.one("SELECT * FROM standings WHERE url_id = ?", job["url_id"])
    step = Step(closed(job, "done", captures=len(captures)))
    _note_gone(context, step, job, captures)
    if standing is None:
        return step
    window = timedelta(days=context.config.archive.wayback.window_days)
    asked = _day(answer_of(job).get("cited_on"))
    if asked:
        _queue_fetch(context, step, job, ASKED, choose.nearest(captures, asked, window))
    day = _day(mementos.cited_on(context.store, job["url_id"]))
    if day and not mementos.had_cited_baseline(context.store, job["url_id"]):
        _queue_fetch(context, step, job, AS_CITED, choose.nearest(captures, day, window))
    if standing["verdict"] == "missing":
        _queue_fetch(context, step, job, LAST_GOOD, choose.newest(captures))
    copies = [capture.at for capture in captures if capture.status == 200]
    rank = choose.save_rank(
        standing["verdict"],
        clock.parse(standing["since"]),
        max(copies, default=None),
        clock.now() - timedelta(days=context.config.archive.wayback.stale_days),
        losing=outbox.losing(context.store, job["url_id"]),
    )
    if rank is not None and context.archive.saves is Saves.STALE:
        step.jobs.append(new_job(context, job, "save", rank=int(rank)))
    return step


def _note_gone(context: Context, step: Step, job: Row, captures: list[Listed]) -> None:
    """The archive's own looks that found nothing; earlier ones that a success has followed count no
    more."""
    noted = context.store.all(
        "SELECT * FROM mementos WHERE url_id = ? AND archive = ? AND state = 'listed' AND cause IS NOT NULL",
        job["url_id"], context.archive.name,
    )  # fmt: skip
    rows = {}
    for capture in choose.gone_looks(captures):
        row = listed_row(context, job, capture)
        known = mementos.memento(context.store, row["id"]) or row
        if known["state"] == "listed":  # one that we fetched is judged by what it shows
            rows[row["id"]] = known | {"cause": f"http-{capture.status}", "at_most": "confirmed"}
    past = [{**row, "cause": None} for row in noted if row["id"] not in rows]
    step.mementos += [row for row in rows.values() if row not in noted] + past
    step.looks_changed = bool(step.mementos)


def _queue_fetch(
    context: Context, step: Step, job: Row, purpose: str, candidates: list[Listed]
) -> None:
    """Fetch the first candidate; the others wait in the job for the case that it shows something
    else."""
    rows = {row["id"]: row for row in (listed_row(context, job, capture) for capture in candidates)}
    noted = {row["id"] for row in step.mementos}
    for key, row in list(rows.items()):
        known = mementos.memento(context.store, key)
        if known and known["url_id"] != job["url_id"]:
            del rows[
                key
            ]  # an archive with names of its own has one for all spellings; the first citation has it
        elif known is None and key not in noted:
            step.mementos.append(row)
    _fetch_next(context, step, list(rows), {purpose})


def _fetch_next(context: Context, step: Step, candidates: list[str], purposes: set[str]) -> None:
    if not candidates:
        return
    for waiting in step.jobs:
        if (
            waiting["act"] == "fetch" and waiting["memento_id"] == candidates[0]
        ):  # one fetch serves both
            answer = json.loads(waiting["answer_json"])
            answer["for"] = sorted({*answer["for"], *purposes})
            waiting["answer_json"] = to_json(answer)
            return
    answer = {"for": sorted(purposes), "next": candidates[1:]}
    step.jobs.append(
        new_job(
            context, step.job, "fetch", memento_id=candidates[0], rank=int(choose.Rank.PRESSING)
        )
        | {"answer_json": to_json(answer)}
    )


def fetch(context: Context, job: Row) -> Step:
    """Fetch a memento and judge it; one that shows the document serves as what it was fetched
    for."""
    answer = answer_of(job)
    memento = mementos.memento(context.store, job["memento_id"])
    assert memento is not None
    step = Step(closed(job, "done"))
    if memento["state"] == "listed":
        window = timedelta(days=context.config.archive.wayback.window_days)
        try:
            replays = followed(context, copy_of(job, memento), window)
        except ArchiveProblem as problem:
            if problem.service or (problem.fault is not Fault.PERMANENT and job["attempts"] < 2):
                raise
            memento = {**memento, "state": "refused", "note": problem.detail}
        else:
            memento = taken(context, step, memento, replays)
        step.mementos.append(memento)
    if memento["state"] == "refused":
        _fetch_next(context, step, answer["next"], set(answer["for"]))
    elif AS_CITED in answer["for"] and not mementos.accepted(context.store, job["url_id"]):
        step.baseline = memento["capture_id"]
    return step


def _day(text: str | None) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(text) if text else None
    return None
