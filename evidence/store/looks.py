"""All looks at a URL, by whomever, and its standing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.store.records import Result, Standing
from evidence.vocabulary import Cause, Certainty

if TYPE_CHECKING:
    from evidence.store.database import Store


@dataclass(frozen=True, slots=True)
class CountedLook(Result):
    """A look that counts for a standing: a check of ours, or what an archive saw."""

    id: str
    """of the check or the memento"""
    of_archive: int
    """0 or 1"""
    cause: Cause
    checked_at: str
    observer: str
    at_most: Certainty
    text_sha256: str | None
    """of what was captured"""


def standing(store: Store, url_id: str) -> Standing | None:
    """The standing of a URL; None before its first look."""
    return store.first(Standing, "SELECT * FROM standings WHERE url_id = ?", url_id)


def standing_by(store: Store, check_id: str) -> Standing | None:
    """The standing that rests on a check."""
    return store.first(Standing, "SELECT * FROM standings WHERE check_id = ?", check_id)


def last_capture(store: Store, url_id: str) -> str | None:
    """The id of what the last look at a URL captured."""
    found: str | None = store.value(
        "SELECT k.capture_id FROM standings st JOIN checks k ON k.id = st.check_id WHERE st.url_id = ?",
        url_id,
    )
    return found


_LOOKS = """
SELECT k.id, 0 AS of_archive, k.cause, k.checked_at, k.observer, k.at_most, o.text_sha256
FROM checks k LEFT JOIN captures c ON c.id = k.capture_id
LEFT JOIN captures o ON o.id = COALESCE(c.refers_to, c.id)
WHERE k.url_id = :url AND NOT EXISTS (SELECT 1 FROM checks n WHERE n.replaces = k.id)
UNION ALL
SELECT m.id, 1, m.cause, m.captured_at, m.archive, m.at_most, NULL
FROM mementos m WHERE m.url_id = :url AND m.cause IS NOT NULL
ORDER BY checked_at
"""


def all_of(store: Store, url_id: str) -> list[CountedLook]:
    """Every look at a URL that counts, oldest first. Left out are checks that an outage of ours
    coloured, and those that were judged again."""
    discounted = set(store.values("SELECT value FROM outages, json_each(outages.checks_json)"))
    found = store.each(CountedLook, _LOOKS, url=url_id)
    return [look for look in found if look.id not in discounted]
