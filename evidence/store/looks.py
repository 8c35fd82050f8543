"""All looks at a URL, by whomever, and its standing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.store.records import Standing

if TYPE_CHECKING:
    from evidence.store.database import Row, Store


def standing(store: Store, url_id: str) -> Standing | None:
    """The standing of a URL; None before its first look."""
    return store.first(Standing, "SELECT * FROM standings WHERE url_id = ?", url_id)


def last_capture(store: Store, url_id: str) -> str | None:
    """The id of what the last look at a URL captured."""
    found: str | None = store.value(
        "SELECT k.capture_id FROM standings st JOIN checks k ON k.id = st.check_id WHERE st.url_id = ?",
        url_id,
    )
    return found


_LOOKS = """
SELECT k.id, 0 AS memento, k.cause, k.checked_at, k.observer, k.at_most, o.text_sha256
FROM checks k LEFT JOIN captures c ON c.id = k.capture_id
LEFT JOIN captures o ON o.id = COALESCE(c.refers_to, c.id)
WHERE k.url_id = :url AND NOT EXISTS (SELECT 1 FROM checks n WHERE n.replaces = k.id)
UNION ALL
SELECT m.id, 1, m.cause, m.captured_at, m.archive, m.at_most, NULL
FROM mementos m WHERE m.url_id = :url AND m.cause IS NOT NULL
ORDER BY checked_at
"""


def all_of(store: Store, url_id: str) -> list[Row]:
    """Every look at a URL that counts, oldest first, in the shape that
    :func:`evidence.looks.rows.seen` reads: our checks, and what archives saw (``memento`` is 1).
    Left out are checks that an outage of ours coloured, and those that were judged again.
    """
    listed = store.iterate("SELECT value FROM outages, json_each(outages.checks_json)")
    discounted = {row["value"] for row in listed}
    found = store.iterate_named(_LOOKS, {"url": url_id})
    return [row for row in found if row["id"] not in discounted]
