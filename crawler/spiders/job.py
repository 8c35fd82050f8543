"""What a board's spider is told to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.boards.walk import Walk

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from evidence.boards.model import Known
    from evidence.boards.walk import Reader
    from evidence.config import Board, Config, Crawl
    from evidence.store.due import KnownCapture


@dataclass(frozen=True, slots=True)
class Job:
    """What the spider has to do."""

    url: str
    folder: Path
    options: Board
    crawl: Crawl
    known: Known
    latest: dict[str, KnownCapture]
    """key of a page -> what came last time"""
    kept: frozenset[tuple[str, str]]
    """Tables and ids of the connections that are stored already."""
    config: Config
    """of the evidence folder: how its browser is asked"""
    loaded: Mapping[tuple[str, str], KnownCapture]
    """what pages loaded in a browser at the last visit, by address and digest"""

    def walk(self, read: Reader, *, draws: bool) -> Walk:
        """The walk, at its beginning."""
        return Walk(self.url, self.options, self.known, read=read, draws=draws)
