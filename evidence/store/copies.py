"""The copies of a URL's document that are kept: what our own looks captured, and mementos."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.store.answers import Kept
from evidence.store.records import Result
from evidence.vocabulary import Fidelity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence.store.database import Store
    from evidence.vocabulary import Verdict


OWN = "own"
"""Origin of a copy that we made ourselves."""


@dataclass(frozen=True, slots=True)
class Copy(Result):
    """One copy that showed the document when it was made."""

    at: str
    origin: str
    """``own``, or the name of the web archive that made it"""
    url: str
    """where a reader finds it: in the archive; of an own one the address that was looked at"""
    check_id: str | None
    """of the look; None of an archive's copy"""
    capture_id: str
    text: str
    """fingerprint of its text, or of its bytes where it has none: equal ones say the same"""
    size: int
    """bytes of the body"""


_COPIES = f"""
SELECT k.checked_at AS at, '{OWN}' AS origin, COALESCE(k.final_url, u.url) AS url, k.id AS check_id,
       c.id AS capture_id, COALESCE(o.text_sha256, o.payload_sha256) AS text, o.payload_bytes AS size
FROM checks k JOIN urls u ON u.id = k.url_id JOIN captures c ON c.id = k.capture_id
JOIN captures o ON o.id = COALESCE(c.refers_to, c.id)
WHERE k.url_id = :url AND k.verdict IN (SELECT value FROM json_each(:good))
  AND NOT EXISTS (SELECT 1 FROM checks n WHERE n.replaces = k.id)
  AND k.id NOT IN (SELECT value FROM outages, json_each(outages.checks_json))
UNION ALL
SELECT m.captured_at, m.archive, m.memento_url, NULL, c.id,
       COALESCE(c.text_sha256, c.payload_sha256), c.payload_bytes
FROM mementos m JOIN captures c ON c.id = m.capture_id
WHERE m.url_id = :url AND m.state IN ('kept', 'verified')
ORDER BY at
"""


def copies(store: Store, url_id: str, good: Iterable[Verdict]) -> list[Copy]:
    """The copies of a URL that show its document, oldest first; ``good`` are the verdicts of looks that
    were shown one."""
    values = {"url": url_id, "good": json.dumps(sorted(good))}
    return list(store.each(Copy, _COPIES, **values))


@dataclass(frozen=True, slots=True)
class _Row(Result):
    id: str
    warc: str
    offset: int
    length: int
    payload_sha256: str
    fidelity: Fidelity


def kept(store: Store, capture_id: str) -> Kept | None:
    """Where the bytes of a capture lie."""
    row = store.first(_Row, "SELECT * FROM captures WHERE id = ?", capture_id)
    if row is None:
        return None
    return Kept(row.id, row.warc, row.offset, row.length, row.payload_sha256, row.fidelity)
