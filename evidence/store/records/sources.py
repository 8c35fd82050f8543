"""Reports and results boards, what they cite, and the URLs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import ClassVar

from evidence.store.records.record import Record
from evidence.vocabulary import CandidateKind, GoneWhy, SourceKind


@dataclass(frozen=True, slots=True)
class Source(Record):
    """A report or a results board that cites."""

    TABLE: ClassVar[str] = "sources"

    id: str
    kind: SourceKind
    location: str
    """a path or a URL"""
    title: str | None
    published: str | None
    """``2024-05-31``"""
    language: str | None
    added_at: str
    retired_at: str | None = None
    """since when it is not read and its citations are not looked at any more; None: it is watched"""
    tags_json: str | None = None

    @property
    def tags(self) -> list[str]:
        """The words that its keepers sort it by."""
        return json.loads(self.tags_json) if self.tags_json else []


@dataclass(frozen=True, slots=True)
class SourceVersion(Record):
    """One reading of a source."""

    TABLE: ClassVar[str] = "source_versions"

    id: str
    source_id: str
    sha256: str
    read_at: str
    media_type: str
    bytes: int
    citations: int
    """how many were found"""
    warnings_json: str | None
    """what could not be read, in words"""
    reading_version: int | None = None
    """:data:`evidence.citations.READING_VERSION` of the rules that read it; None for a board, and where a version
    read it that did not say so"""

    @property
    def warnings(self) -> list[str]:
        """What could not be read, in words."""
        return json.loads(self.warnings_json) if self.warnings_json else []

    def is_of(self, sha256: str, reading_version: int | None) -> bool:
        """Whether it is a reading of these bytes, by rules that are no older than those of ``reading_version``: an
        older Testigo does not undo what a newer one read."""
        return self.sha256 == sha256 and (self.reading_version or 0) >= (reading_version or 0)


@dataclass(frozen=True, slots=True)
class Url(Record):
    """An address as cited, once however many sources cite it."""

    TABLE: ClassVar[str] = "urls"

    id: str
    """:func:`evidence.store.sources.url_id`"""
    url: str
    host: str
    """with the port, if it names one"""
    domain: str
    """registrable"""
    surt: str
    """the key of CDX indexes; the URL itself where it has none"""
    added_at: str


@dataclass(frozen=True, slots=True)
class Citation(Record):
    """One place in a source that cites one URL; the fields are those of
    :class:`evidence.citations.model.Citation`."""

    TABLE: ClassVar[str] = "citations"

    id: str
    source_id: str
    url_id: str
    raw: str
    origin: str
    marker: str | None
    note: str | None
    claim: str | None
    heading: str | None
    label: str | None
    page: int | None
    start: int | None
    end: int | None
    repairs_json: str | None
    alternatives_json: str | None
    flags_json: str | None
    first_version: str
    last_version: str
    gone_since: str | None = None
    """None: it stands there now"""
    repointed_to: str | None = None
    """the citation in the same place that names another URL"""
    accessed: str | None = None
    gone_why: GoneWhy | None = None
    """None where the source itself does not cite it any more, or is not watched"""

    @property
    def repairs(self) -> list[str]:
        """What was done to ``raw``."""
        return json.loads(self.repairs_json) if self.repairs_json else []

    @property
    def alternatives(self) -> list[str]:
        """Other readings of ``raw``."""
        return json.loads(self.alternatives_json) if self.alternatives_json else []

    @property
    def flags(self) -> list[str]:
        """What a person should know."""
        return json.loads(self.flags_json) if self.flags_json else []


@dataclass(frozen=True, slots=True)
class Candidate(Record):
    """Another URL that a citation may mean (see :mod:`evidence.store.candidates`)."""

    TABLE: ClassVar[str] = "candidates"

    id: str
    citation_id: str
    url_id: str
    kind: CandidateKind
