"""Other URLs that a citation may mean, looked at beside the one that it most likely means.

A ``reading`` is another way to read what was broken in print (``…/d/ 16NU9``); the check decides
between the two. A ``document`` is where a viewer (Drive, Docs, Dropbox) keeps the document itself:
an extra target, never a replacement.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from evidence.identity import document_targets
from evidence.store.database import to_json

if TYPE_CHECKING:
    from collections.abc import Callable

    from evidence.citations.model import Citation
    from evidence.store.database import Store, Transaction


def put_candidates(
    transaction: Transaction, citation_id: str, citation: Citation, put_url: Callable[[str], str]
) -> None:
    """Register what ``citation`` may mean besides its URL; ``put_url`` gives the id of a URL's
    row."""
    targets = [("reading", url) for url in citation.alternatives]
    targets += [("document", url) for url in document_targets(citation.url)]
    for kind, url in targets:
        url_id = put_url(url)
        identifier = hashlib.sha256(f"{citation_id}\0{url_id}".encode()).hexdigest()[:32]
        row = {"id": identifier, "citation_id": citation_id, "url_id": url_id, "kind": kind}
        transaction.upsert("candidates", row)


_DECIDED = """
SELECT c.*, u.url AS cited, o.url AS better, o.id AS better_id
FROM candidates d JOIN citations c ON c.id = d.citation_id JOIN urls u ON u.id = c.url_id
JOIN urls o ON o.id = d.url_id JOIN standings s ON s.url_id = c.url_id JOIN standings t ON t.url_id = d.url_id
WHERE d.kind = 'reading' AND c.gone_since IS NULL AND d.url_id != c.url_id
  AND s.verdict = ? AND t.verdict IN ({}) ORDER BY c.rowid
"""


def decide(store: Store, missing: str, good: list[str]) -> int:
    """Where the likely reading of a citation leads nowhere and another one shows a document, take
    that one.

    ``missing`` and ``good`` are verdicts. Returns how many citations were read anew.
    """
    rows = store.all(_DECIDED.format(",".join("?" * len(good))), missing, *good)
    if not rows:
        return 0
    with store.transaction("reading-decided") as transaction:
        for row in rows:
            cited, better, better_id = (row.pop(name) for name in ("cited", "better", "better_id"))
            others = [url for url in json.loads(row["alternatives_json"] or "[]") if url != better]
            repairs = [*json.loads(row["repairs_json"] or "[]"), "checked"]
            row |= {
                "url_id": better_id,
                "repairs_json": to_json(repairs),
                "alternatives_json": to_json([cited, *others]),
            }
            transaction.upsert("citations", row)
            likely = hashlib.sha256(f"{row['id']}\0{_id(store, cited)}".encode()).hexdigest()[:32]
            transaction.upsert(
                "candidates",
                {
                    "id": likely,
                    "citation_id": row["id"],
                    "url_id": _id(store, cited),
                    "kind": "reading",
                },
            )
    return len(rows)


def _id(store: Store, url: str) -> str:
    row = store.one("SELECT id FROM urls WHERE url = ?", url)
    assert row is not None
    return str(row["id"])
