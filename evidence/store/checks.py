"""Stored checks, for judging them again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import starmap
from typing import TYPE_CHECKING

from evidence.store import due
from evidence.store.records import Capture, Check, Result

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evidence.store.database import Store
    from evidence.store.due import KnownCapture


@dataclass(frozen=True, slots=True)
class StoredCheck:
    """A check with what its row alone does not tell."""

    check: Check
    url: str
    """as cited"""
    rules_version: str
    """of the run that made it"""


@dataclass(frozen=True, slots=True)
class _Beside(Result):
    url: str
    rules_version: str


_STORED = """
SELECT k.*, u.url, r.rules_version FROM checks k JOIN urls u ON u.id = k.url_id JOIN runs r ON r.id = k.run_id
"""
_CITED = """
WHERE :sources = '[]' OR EXISTS (SELECT 1 FROM citations c WHERE c.url_id = u.id
                                 AND c.source_id IN (SELECT value FROM json_each(:sources)))
ORDER BY k.checked_at
"""


@dataclass(frozen=True, slots=True)
class _Compared(Result):
    from_capture: str
    to_capture: str | None


_CHANGED = """
SELECT h.from_capture, h.to_capture FROM checks k JOIN changes h ON h.id = k.change_id WHERE k.id = ?
"""


def all_stored(store: Store, sources: Sequence[str] = ()) -> Iterator[StoredCheck]:
    """Every check of what ``sources`` (ids) cite, oldest first; no ``sources`` means all."""
    listed = json.dumps(list(sources))
    return starmap(_stored, store.pairs(Check, _Beside, _STORED + _CITED, sources=listed))


def stored(store: Store, check_id: str) -> StoredCheck | None:
    """One check."""
    found = store.pairs(Check, _Beside, f"{_STORED} WHERE k.id = ?", check_id)
    return next(starmap(_stored, found), None)


def last(store: Store, url_id: str) -> StoredCheck | None:
    """The check behind the standing of a URL."""
    sql = f"{_STORED} JOIN standings st ON st.check_id = k.id WHERE st.url_id = ?"
    return next(starmap(_stored, store.pairs(Check, _Beside, sql, url_id)), None)


def capture(store: Store, capture_id: str) -> Capture | None:
    """A capture's own row: of a revisit, where the revisit record lies."""
    return store.first(Capture, "SELECT * FROM captures WHERE id = ?", capture_id)


def changed(store: Store, check_id: str) -> tuple[KnownCapture | None, KnownCapture | None] | None:
    """The captures of the page, or of a part of its document, between which a check found a change;
    None where it found none."""
    told = store.first(_Compared, _CHANGED, check_id)
    if told is None:
        return None
    return due.capture(store, told.from_capture), due.capture(store, told.to_capture)


def compared(store: Store, check_id: str) -> tuple[KnownCapture | None, KnownCapture | None]:
    """The capture that a check was compared with, and its own; None for one that there is not. Of a
    document that changed in one of its parts, those of the part."""
    told = changed(store, check_id)
    if told is not None:
        return told
    found = stored(store, check_id)
    if found is None:
        return None, None
    return due.capture(store, found.check.baseline_id), due.capture(store, found.check.capture_id)


def _stored(check: Check, beside: _Beside) -> StoredCheck:
    return StoredCheck(check, beside.url, beside.rules_version)
