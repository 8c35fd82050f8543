"""What the handlers of the outbox work with, and the rows that they make."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from crawler.archives import keep
from crawler.archives.model import Copy
from evidence import clock
from evidence.store import duplicates, outbox
from evidence.store.mementos import memento_id
from evidence.store.records import Memento
from evidence.vocabulary import JobAct, JobState, MementoState

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from crawler.archives.model import Archive, Listed, Replay
    from evidence.config import Config
    from evidence.custody.warc.files import WarcFiles
    from evidence.folder import EvidenceFolder
    from evidence.store import Store
    from evidence.store.duplicates import Group
    from evidence.store.outbox import Task
    from evidence.store.records import Capture, Job


@dataclass
class Context:
    """What a handler works with: the folder, its database and WARC files, and the archive asked."""

    folder: EvidenceFolder
    store: Store
    warcs: WarcFiles
    config: Config
    archive: Archive

    @cached_property
    def documents(self) -> dict[str, Group]:
        """Id of each address of a document that boards name often -> all of its addresses."""
        return duplicates.by_address(self.store)


@dataclass
class Step:
    """What a handler came to: rows to write, in one transaction."""

    job: Job
    mementos: list[Memento] = field(default_factory=list)
    captures: list[Capture] = field(default_factory=list)
    jobs: list[Job] = field(default_factory=list)
    """to queue"""
    looks_changed: bool = False
    """whether the standing must be settled anew"""
    baseline: str | None = None
    """id of the capture that is the as-cited baseline from now on"""


def closed(job: Job, state: JobState) -> Job:
    """A job that has nothing more to do."""
    return replace(job, state=state, problem=None)


def new_job(
    context: Context,
    job: Job,
    act: JobAct,
    *,
    rank: int,
    memento_id: str | None = None,
    answer_json: str | None = None,
) -> Job:
    """A job for the same URL and archive that is due at once."""
    return outbox.new_job(
        job.url_id,
        context.archive.name,
        act,
        clock.stamp(clock.now()),
        rank=rank,
        memento_id=memento_id,
        answer_json=answer_json,
    )


def listed_memento(context: Context, job: Job, capture: Listed) -> Memento:
    """What the index lists, as a memento."""
    made = new_memento(context, job.url_id, capture.memento_url, capture.at, MementoState.LISTED)
    return replace(made, original=capture.url, status=capture.status, media_type=capture.media_type)


def new_memento(
    context: Context, url_id: str, memento_url: str, at: datetime, state: MementoState
) -> Memento:
    """A copy that was not known before."""
    archive = context.archive.name
    return Memento(
        memento_id(archive, memento_url), url_id, archive, memento_url, clock.stamp(at), state
    )


def copy_of(task: Task, memento: Memento) -> Copy:
    """The capture that a memento is."""
    return Copy(task.url, memento.memento_url, clock.parse(memento.captured_at), memento.original)


def taken(context: Context, step: Step, memento: Memento, replays: Sequence[Replay]) -> Memento:
    """The memento once all bytes that it led through are in our WARC: ``kept``, or ``refused`` if
    the last of them show no document."""
    folder, limit = context.folder.path, context.config.crawl.max_body
    for replay in replays:
        kept = keep.keep(folder, context.warcs, replay, context.archive.name, limit)
        context.archive.client.kept(replay.block)
        step.captures.append(kept.capture)
    step.looks_changed = True
    return replace(
        memento,
        state=MementoState.KEPT if kept.finding.is_document else MementoState.REFUSED,
        capture_id=kept.capture.id,
        status=kept.capture.status,
        media_type=kept.capture.media_type,
        cause=kept.finding.judgement.cause,
        at_most=kept.finding.judgement.at_most,
    )
