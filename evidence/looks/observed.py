"""What one look observed: the facts of the wire, without the wire."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from evidence.custody.warc.http import Message
    from evidence.verdicts.model import Failure, Hop


@dataclass(frozen=True, slots=True)
class Observed:
    """How one look went, from the address as cited to its last answer."""

    url: str
    """as cited"""
    at: datetime
    final_url: str
    """of the last answer; the cited one where there is none"""
    hops: tuple[Hop, ...] = ()
    failure: Failure | None = None
    """why there is no last answer"""
    tls_problem: str | None = None
    message: Message | None = None
    """the last answer"""
    truncated: str | None = None
    """``length``, ``time`` or ``disconnect``: its body was cut"""
    observer: str = "us"
