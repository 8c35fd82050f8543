"""What the handlers of the outbox work with, and the rows that they make."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from crawler.archives import keep
from crawler.archives.model import Copy
from evidence import clock
from evidence.store import mementos, outbox
from evidence.store.database import to_json

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from crawler.archives.model import Archive, Listed, Replay
    from evidence.config import Config
    from evidence.custody.warc.files import WarcFiles
    from evidence.folder import EvidenceFolder
    from evidence.store import Store
    from evidence.store.database import Row


@dataclass
class Context:
    """What a handler works with: the folder, its database and WARC files, and the archive asked."""

    folder: EvidenceFolder
    store: Store
    warcs: WarcFiles
    config: Config
    archive: Archive


@dataclass
class Step:
    """What a handler came to: rows to write, in one transaction."""

    job: Row
    mementos: list[Row] = field(default_factory=list)
    captures: list[Row] = field(default_factory=list)
    jobs: list[Row] = field(default_factory=list)
    """to queue"""
    looks_changed: bool = False
    """whether the standing must be settled anew"""
    baseline: str | None = None
    """id of the capture that is the as-cited baseline from now on"""


def changed(job: Row, **values: Any) -> Row:
    """The row of a job with other values."""
    return {name: value for name, value in job.items() if name != "url"} | values


def closed(job: Row, state: str, **answer: Any) -> Row:
    """The row of a job that has nothing more to do."""
    noted = to_json(answer_of(job) | answer) if answer else job["answer_json"]
    return changed(job, state=state, problem=None, answer_json=noted)


def answer_of(job: Row) -> dict[str, Any]:
    """What a job has noted for its next step."""
    return dict(json.loads(job["answer_json"])) if job["answer_json"] else {}


def new_job(context: Context, job: Row, act: str, **values: Any) -> Row:
    """A job for the same URL and archive that is due at once."""
    return outbox.new_job(
        job["url_id"], context.archive.name, act, clock.stamp(clock.now()), **values
    )


def listed_row(context: Context, job: Row, capture: Listed) -> Row:
    """A row of ``mementos`` for what the index lists."""
    row = memento_row(context, job["url_id"], capture.memento_url, capture.at, "listed")
    return row | {
        "original": capture.url,
        "status": capture.status,
        "media_type": capture.media_type,
    }


def memento_row(context: Context, url_id: str, memento_url: str, at: datetime, state: str) -> Row:
    """A row of ``mementos``."""
    return {
        "id": mementos.memento_id(context.archive.name, memento_url),
        "url_id": url_id,
        "archive": context.archive.name,
        "memento_url": memento_url,
        "captured_at": clock.stamp(at),
        "state": state,
    }


def copy_of(job: Row, memento: Row) -> Copy:
    """The capture that a row of ``mementos`` names."""
    at = clock.parse(memento["captured_at"])
    return Copy(job["url"], memento["memento_url"], at, memento["original"])


def taken(context: Context, step: Step, memento: Row, replays: Sequence[Replay]) -> Row:
    """The memento's row once all bytes that it led through are in our WARC: ``kept``, or
    ``refused`` if the last of them show no document."""
    for replay in replays:
        kept = keep.keep(context.warcs, replay, context.archive.name, context.config.crawl.max_body)
        context.archive.client.kept(replay.block)
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
