"""What observers said when we looked at a URL."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from evidence.store.records import Observation
from evidence.vocabulary import Cause

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence.store.database import Store

_BY_ID = "SELECT * FROM observations WHERE id IN (SELECT value FROM json_each(?)) ORDER BY rowid"
_LAST_HEARD = """
SELECT k.cause FROM checks k WHERE k.url_id = ? AND k.checked_at > ? AND k.replaces IS NULL AND EXISTS (
    SELECT 1 FROM observations o WHERE o.check_id = k.id AND o.statement IS NOT NULL AND o.observer != 'us')
ORDER BY k.checked_at DESC LIMIT 1
"""
_LAST_OF = (
    "SELECT * FROM observations WHERE observer = ? ORDER BY asked_at DESC, rowid DESC LIMIT 1"
)
_OF_CHECK = """
SELECT o.* FROM observations o WHERE o.check_id = :check
OR o.id IN (SELECT j.value FROM checks k, json_each(k.basis_json, '$.observed') j WHERE k.id = :check)
ORDER BY o.rowid
"""

_ASKED = """
SELECT COUNT(DISTINCT o.check_id) FROM observations o JOIN checks k ON k.id = o.check_id
WHERE o.observer != 'us' AND k.run_id = ?
"""


def by_id(store: Store, identifiers: Iterable[str]) -> list[Observation]:
    """Those with these ids."""
    return list(store.each(Observation, _BY_ID, json.dumps(list(identifiers))))


def of_check(store: Store, check_id: str) -> list[Observation]:
    """Those that a check was judged by."""
    return list(store.each(Observation, _OF_CHECK, check=check_id))


def asked_in(store: Store, run: str) -> int:
    """How many looks of a run observers were asked about."""
    return int(store.value(_ASKED, run))


def last_of(store: Store, observer: str) -> Observation | None:
    """What an observer said last, or that it was silent."""
    return store.first(Observation, _LAST_OF, observer)


def said_there(store: Store, url_id: str, since: str) -> bool:
    """Whether observers were shown the document that we were not when they were last heard, after
    ``since``."""
    cause: str | None = store.value(_LAST_HEARD, url_id, since)
    return cause == Cause.SHOWN_TO_SOME
