"""Stored looks, for judging them again."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.store.database import Row, Store

_CHECKS = """
SELECT k.*, u.url FROM checks k JOIN urls u ON u.id = k.url_id
WHERE :source IS NULL OR EXISTS (SELECT 1 FROM citations c WHERE c.url_id = u.id AND c.source_id = :source)
ORDER BY k.checked_at
"""


def stored_checks(store: Store, source: str | None) -> Iterator[Row]:
    """Every check with its URL, oldest first."""
    return store.iterate_named(_CHECKS, {"source": source})
