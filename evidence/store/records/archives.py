"""Web archives: their copies, what they are asked, what they answered, and how they do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from evidence.store.records.record import Record
from evidence.vocabulary import Cause, Certainty, JobAct, JobState, MementoState


@dataclass(frozen=True, slots=True)
class Memento(Record):
    """A copy in a public web archive."""

    TABLE: ClassVar[str] = "mementos"

    id: str
    url_id: str
    archive: str
    memento_url: str
    captured_at: str
    state: MementoState
    capture_id: str | None = None
    original: str | None = None
    """the address as the archive wrote it"""
    status: int | None = None
    media_type: str | None = None
    cause: Cause | None = None
    """what the rules say of what it shows; None: it was not judged"""
    at_most: Certainty | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Job(Record):
    """One thing to ask of a web archive: a row of the outbox."""

    TABLE: ClassVar[str] = "archive_jobs"

    id: str
    url_id: str
    archive: str
    act: JobAct
    state: JobState
    queued_at: str
    due_at: str
    attempts: int
    job_id: str | None = None
    """the archive's own name for a save"""
    answer_json: str | None = None
    rank: int | None = None
    memento_id: str | None = None
    submitted_at: str | None = None
    tried_at: str | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Reply(Record):
    """What an archive answered to a question, in a WARC record."""

    TABLE: ClassVar[str] = "archive_replies"

    id: str
    job_id: str | None
    """None: the question was about no single job"""
    archive: str
    method: str
    url: str
    asked_at: str
    status: int
    warc: str
    offset: int
    length: int
    block_sha256: str


@dataclass(frozen=True, slots=True)
class Service(Record):
    """How an archive does: what was begun there today, and until when it is left alone."""

    TABLE: ClassVar[str] = "archive_services"

    id: str
    """the archive's name"""
    day: str
    """``2024-05-31``: the day that ``jobs`` counts"""
    jobs: int = 0
    closures: int = 0
    """how often in a row it was left alone after trouble"""
    closed_until: str | None = None
    problem: str | None = None
    """why it is left alone"""
