"""Results boards: what they list, and the visits to them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, ClassVar

from evidence.store.records.record import Record
from evidence.vocabulary import VisitState


@dataclass(frozen=True, slots=True)
class BoardEntry(Record):
    """One thing that a board lists, or listed."""

    TABLE: ClassVar[str] = "board_entries"

    id: str
    source_id: str
    url_id: str
    label_path: str | None
    """a JSON list, the outermost label first"""
    link_text: str | None
    found_on: str | None
    """address of the page"""
    position: int | None
    first_version: str
    """of the source, as it was first and last seen there"""
    last_version: str
    raw: str | None = None
    kind: str | None = None
    """as in :class:`evidence.boards.model.Entry`"""
    shape: str | None = None
    payload_sha256: str | None = None
    dropped_at: str | None = None
    """None: it is listed now"""


@dataclass(frozen=True, slots=True)
class BoardVisit(Record):
    """One walk through a board."""

    TABLE: ClassVar[str] = "board_visits"

    id: str
    source_id: str
    version_id: str | None
    began_at: str
    ended_at: str
    state: VisitState
    problem: str | None
    """why it is incomplete"""
    pages: int
    entries: int
    bytes: int
    preset: str | None
    left_out_json: str | None
    """fields of :class:`evidence.boards.model.LeftOut`"""
    failed_json: str | None
    """``url`` and ``cause`` of pages that could not be read"""

    @property
    def left_out(self) -> list[dict[str, Any]] | None:
        """What was seen and not read; None where nothing was."""
        return json.loads(self.left_out_json) if self.left_out_json else None

    @property
    def failed(self) -> list[dict[str, str]] | None:
        """Pages that could not be read; None where all could."""
        return json.loads(self.failed_json) if self.failed_json else None


@dataclass(frozen=True, slots=True)
class BoardPage(Record):
    """What is known of one page of a board, by the last visit that read it."""

    TABLE: ClassVar[str] = "board_pages"

    id: str
    source_id: str
    visit_id: str
    key: str
    url: str
    cause: str
    """``ok``, or why the last visit could not read it"""
    entries: int
    leads: int
    closed: int
    """0 or 1: whether it ended with its closing tag"""
    gone_looks: int
    """visits in a row to which the server said that there is no such page"""
    capture_id: str | None


@dataclass(frozen=True, slots=True)
class BoardEvent(Record):
    """One thing that two visits tell."""

    TABLE: ClassVar[str] = "board_events"

    id: str
    source_id: str
    visit_id: str
    entry_id: str | None
    kind: str
    """a word of :class:`evidence.boards.news.News`"""
    detail_json: str

    @property
    def detail(self) -> dict[str, Any]:
        """``before`` and ``now`` (``url``, ``text``, ``path``, ``payload_sha256``), or ``section``
        and ``count``; of a section that bears other labels ``renamed`` too; of a redesign ``count``
        and ``entries``, each with ``before`` and ``now``."""
        return dict(json.loads(self.detail_json))
