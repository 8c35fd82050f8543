"""A change in two lines, for where there is room for no more: what a page said, and what it says now."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from evidence.changes.altered import altered
from evidence.changes.redline import between
from evidence.custody.warc import http
from evidence.errors import RecordError
from evidence.looks.contents import stored_content
from evidence.reports import story
from evidence.reports.excerpts import MOST_BYTES, SECONDS
from evidence.reports.safe import short
from evidence.store import checks

if TYPE_CHECKING:
    from pathlib import Path

    from evidence.bilingual import Language
    from evidence.store import Store

MOST_LINE = 500
"""Characters of a line, as of an address beside it (evidence.reports.news): 25 of each fit a mail that is not cut."""


class InWords:
    """Tells changes in words for some seconds: what a person waits for must not wait for long redlines."""

    def __init__(self, store: Store, folder: Path | None, seconds: float = SECONDS) -> None:
        """Without a ``folder`` nothing is told: records are read back from it."""
        self._store, self._folder = store, folder
        self._until = time.monotonic() + seconds

    def of(self, check_id: str, cited: str, language: Language) -> tuple[str, ...]:
        """What a check found altered: the sentence that is ``cited`` before others. Nothing where no
        sentence is, where its records can't be read (``testigo verify`` names them), and when the time
        is up. Raises StoreError."""
        if self._folder is None or time.monotonic() > self._until:
            return ()
        before, after = checks.compared(self._store, check_id)
        if before is None or after is None:
            return ()
        try:
            old, new = (stored_content(self._folder, one, MOST_BYTES) for one in (before, after))
        except (RecordError, http.MessageError):
            return ()
        found = altered(between(old, new).operations, cited)
        told = story.told(found[0], before.captured_at, language) if found else []
        return tuple(short(line, MOST_LINE) for line in told)
