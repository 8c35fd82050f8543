"""Rows of the database as frozen records: one class a table, one field a column.

A field whose name ends in ``_json`` holds the column's text; a property without the ending gives what
it says. ``Record.from_row`` reads a row (columns that a query adds are left out), ``row()`` gives back
what :meth:`evidence.store.database.Transaction.insert` takes. What a migration adds is a field with a
default at the end.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, ClassVar, Self, get_type_hints

from evidence.vocabulary import (
    Cause,
    Certainty,
    Fidelity,
    JobAct,
    JobState,
    MementoState,
    RecordType,
    RunKind,
    RunState,
    Verdict,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from evidence.store.database import Row


@dataclass(frozen=True, slots=True)
class Record:
    """One row of :attr:`TABLE`."""

    TABLE: ClassVar[str]

    @classmethod
    def from_row(cls, row: Row) -> Self:
        """The record that a row is; raises KeyError when it lacks a column and ValueError for a word
        that this version does not know."""
        return cls(*(read(row[name]) for name, read in _columns(cls)))

    def row(self) -> Row:
        """The columns and their values, enums as the words they are."""
        return {name: getattr(self, name) for name, _ in _columns(type(self))}


_COLUMNS: dict[str, tuple[tuple[str, Callable[[Any], Any]], ...]] = {}
"""Table -> each column, and what makes a record's value of a row's; filled as tables are met."""


def _columns(cls: type[Record]) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    if cls.TABLE not in _COLUMNS:
        hints = get_type_hints(cls)
        columns = tuple((field.name, _reader(hints[field.name])) for field in fields(cls))
        _COLUMNS[cls.TABLE] = columns
    return _COLUMNS[cls.TABLE]


def _reader(hint: Any) -> Callable[[Any], Any]:
    words = next((t for t in (hint, *getattr(hint, "__args__", ())) if t in _WORDS), None)
    if words is None:
        return lambda value: value
    return lambda value: None if value is None else words(value)


_WORDS = frozenset(
    {
        Cause,
        Certainty,
        Fidelity,
        JobAct,
        JobState,
        MementoState,
        RecordType,
        RunKind,
        RunState,
        Verdict,
    }
)


def _read(text: str | None) -> Any:
    return json.loads(text) if text else None


@dataclass(frozen=True, slots=True)
class Check(Record):
    """One look at one URL in one run."""

    TABLE: ClassVar[str] = "checks"

    id: str
    run_id: str
    url_id: str
    checked_at: str
    duration_ms: int
    observer: str
    """``us``, or who was merged in"""
    verdict: Verdict
    cause: Cause
    reasons_json: str
    at_most: Certainty
    """the highest certainty that looks like this one reach by themselves"""
    status: int | None = None
    reason: str | None = None
    final_url: str | None = None
    """None: the address as cited"""
    media_type: str | None = None
    redirects_json: str | None = None
    failure_json: str | None = None
    tls_problem: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    capture_id: str | None = None
    """of the last answer; None where there was none"""
    baseline_id: str | None = None
    change_id: str | None = None
    captures_json: str | None = None
    """ids of all captures of the look, where there are others than ``capture_id``"""
    replaces: str | None = None
    """the check that this one judges again"""
    attempts: int | None = None
    """of the last hop, where more than one"""


@dataclass(frozen=True, slots=True)
class Capture(Record):
    """The bytes of one exchange, in a WARC record."""

    TABLE: ClassVar[str] = "captures"

    id: str
    """``urn:uuid:…``: the record's id"""
    url: str
    captured_at: str
    record_type: RecordType
    refers_to: str | None
    """of a revisit: the capture that holds the body"""
    warc: str
    """path inside the folder"""
    offset: int
    length: int
    status: int
    media_type: str | None
    payload_sha256: str
    payload_bytes: int
    text_sha256: str | None
    block_sha256: str
    ip: str | None
    fidelity: Fidelity
    truncated: str | None
    network_id: str | None = None
    request_sha256: str | None = None
    request_of: str | None = None
    first_byte_us: int | None = None
    ended_us: int | None = None
    method: str | None = None
    """None: GET"""


@dataclass(frozen=True, slots=True)
class Change(Record):
    """What changed in substance between two captures."""

    TABLE: ClassVar[str] = "changes"

    id: str
    url_id: str
    from_capture: str
    to_capture: str | None
    kind: str
    significance: float
    words_removed: int
    words_added: int
    flags_json: str | None
    found_at: str

    @property
    def flags(self) -> list[str]:
        """Words of :mod:`evidence.changes.flags`."""
        return _read(self.flags_json) or []


@dataclass(frozen=True, slots=True)
class Standing(Record):
    """What the looks at one URL add up to."""

    TABLE: ClassVar[str] = "standings"

    url_id: str
    verdict: Verdict
    cause: Cause
    certainty: Certainty
    since: str
    last_look: str
    last_good: str | None
    looks: int
    next_look: str
    series_json: str
    """read by :mod:`evidence.looks.rows`"""
    baseline_id: str | None
    """what the next look is compared with"""
    check_id: str


@dataclass(frozen=True, slots=True)
class Run(Record):
    """One pass over what was due."""

    TABLE: ClassVar[str] = "runs"

    id: str
    kind: RunKind
    state: RunState
    started_at: str
    ended_at: str | None
    due: int
    options_json: str
    tool_version: str
    rules_version: str
    config_sha256: str
    collector_json: str | None = None
    ended_by: str | None = None


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
class Probe(Record):
    """The answer of an address that can't exist."""

    TABLE: ClassVar[str] = "probes"

    id: str
    host: str
    directory: str
    parameter: str
    probed_at: str
    url: str
    status: int | None
    final_url: str
    capture_id: str | None
