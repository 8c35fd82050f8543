"""The versions of plans."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from evidence.store.records.record import Record


@dataclass(frozen=True, slots=True)
class SeriesVersion(Record):
    """One version of a plan, as it was read."""

    TABLE: ClassVar[str] = "series_versions"

    id: str
    series: str
    """name of the plan"""
    location: str
    """a path, an address or a capture"""
    dated: str
    """``2017``, ``2017-05`` or ``2017-05-01``; "" for none"""
    sha256: str
    """of its bytes"""
    capture_id: str | None
    """where the bytes are kept; None for a file of the user's own"""
    added_at: str
    plan_json: str
    """an :class:`evidence.series.model.Plan`"""
