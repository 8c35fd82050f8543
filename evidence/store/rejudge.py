"""Stored looks, for judging them again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evidence.store.database import Row, Store

_CHECKS = """
SELECT k.*, u.url FROM checks k JOIN urls u ON u.id = k.url_id
WHERE :sources = '[]' OR EXISTS (SELECT 1 FROM citations c WHERE c.url_id = u.id
                                 AND c.source_id IN (SELECT value FROM json_each(:sources)))
ORDER BY k.checked_at
"""


def stored_checks(store: Store, sources: Sequence[str]) -> Iterator[Row]:
    """Every check with its URL, oldest first."""
    return store.iterate_named(_CHECKS, {"sources": json.dumps(list(sources))})
