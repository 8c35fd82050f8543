"""What a job of the outbox has noted for its next step: the column ``answer_json``."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from evidence.store.database import to_json

if TYPE_CHECKING:
    from evidence.store.records import Job


@dataclass(frozen=True, slots=True)
class Noted:
    """Each field is for some acts only."""

    cited_on: str | None = None
    """of a look-up: the day of which a person asks for a copy"""
    captures: int | None = None
    """of a look-up that is done: how many the archive has"""
    purposes: frozenset[str] = frozenset()
    """of a fetch: what for, words of :mod:`crawler.archives.lookup`"""
    candidates: tuple[str, ...] = ()
    """of a fetch: ids of the mementos to fetch when this one does not show the document"""
    looks: int = 0
    """of a save and its confirmation: how often the index was asked in vain"""

    def text(self) -> str | None:
        """The column's text; None where nothing is noted."""
        told: dict[str, Any] = {}
        if self.cited_on:
            told["cited_on"] = self.cited_on
        if self.captures is not None:
            told["captures"] = self.captures
        if self.purposes:
            told |= {"for": sorted(self.purposes), "next": self.candidates}
        if self.looks:
            told["looks"] = self.looks
        return to_json(told) if told else None


def noted(job: Job) -> Noted:
    """What ``job`` has noted."""
    told = json.loads(job.answer_json) if job.answer_json else {}
    return Noted(
        told.get("cited_on"),
        told.get("captures"),
        frozenset(told.get("for", ())),
        tuple(told.get("next", ())),
        told.get("looks", 0),
    )
