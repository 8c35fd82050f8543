"""The records of a page that a browser opened, and of what pages need to look as they do."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import ClassVar

from evidence.store.records.record import Record

GOOD = 0.9
"""From here on Browsertrix' quality assurance calls a score good (of text or picture, 0 to 1)."""


@dataclass(frozen=True, slots=True)
class Rendering(Record):
    """A page as a browser drew it: its pictures, its text, and all that it loaded."""

    TABLE: ClassVar[str] = "renderings"

    id: str
    """``WARC-Page-ID`` of its records"""
    check_id: str
    """the look that it was made with: of the page, or of the page as drawn"""
    url_id: str
    """the page"""
    rendered_at: str
    final_url: str
    title: str | None
    status: int | None
    """of the answer that the page began with"""
    settled: str
    """why no more was waited for: ``idle``, ``time`` or ``bytes``"""
    browser: str
    """its name and version"""
    device: str
    """what it passed for: ``desktop`` or ``phone``"""
    first_id: str | None
    """capture with the picture of the first view"""
    whole_id: str | None
    """capture with the picture of the whole page"""
    small_id: str | None
    """capture with the small picture"""
    width: int | None
    """of the picture of the whole page, in its own pixels"""
    height: int | None
    text_id: str | None
    """capture with the text that can be read on the page"""
    hidden_json: str | None
    """what was hidden for the pictures, as CSS selectors"""
    captures_json: str
    """ids of all its captures"""

    @property
    def hidden(self) -> list[str]:
        """What was hidden for the pictures."""
        return json.loads(self.hidden_json) if self.hidden_json else []


@dataclass(frozen=True, slots=True)
class Replay(Record):
    """A page that a browser opened again from what was kept of it alone, and how like its capture it was."""

    TABLE: ClassVar[str] = "replays"

    id: str
    rendering_id: str
    """the capture that was opened again"""
    url_id: str
    """the page"""
    replayed_at: str
    browser: str | None
    """its name and version; None where none came so far"""
    text: float | None
    """how much of the text is the same, 0 to 1; None where there is nothing to compare"""
    picture: float | None
    """how much of what the picture of the first view shows is the same, 0 to 1"""
    lacking: int
    """requests for which nothing was kept, where something had answered then"""
    problem: str | None
    """why there are no scores"""

    @property
    def is_low(self) -> bool:
        """Whether a replay shows something else than the capture."""
        scores = [score for score in (self.text, self.picture) if score is not None]
        return self.problem is not None or any(score < GOOD for score in scores)


@dataclass(frozen=True, slots=True)
class Requisite(Record):
    """A style sheet, picture or font that a page needs, fetched without a browser."""

    TABLE: ClassVar[str] = "requisites"

    id: str
    check_id: str
    """the look at the page"""
    url_id: str
    """the page"""
    url: str
    """as the page names it"""
    fetched_at: str
    capture_id: str
    """of the last answer"""
