"""What reports and answers read: each citation with its standing, last check, capture and
change."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.store.database import Row, Store

_CITED = """
SELECT c.id, c.source_id, s.title AS source_title, s.kind AS source_kind, s.published, c.marker, c.page, c.claim,
       c.note, c.heading, c.label, c.raw, c.gone_since, u.id AS url_id, u.url, u.host,
       st.verdict, st.cause, st.certainty, st.since, st.last_good, st.last_look, st.looks, st.check_id
FROM citations c JOIN sources s ON s.id = c.source_id JOIN urls u ON u.id = c.url_id
LEFT JOIN standings st ON st.url_id = u.id
WHERE (? IS NULL OR c.source_id = ?) AND c.gone_since IS NULL
ORDER BY s.rowid, c."start", c.rowid
"""


def cited(store: Store, source: str | None = None) -> Iterator[Row]:
    """Every citation that stands in a source now, with the standing of its URL."""
    return store.iterate(_CITED, source, source)


_BASELINE = """
SELECT c.*, m.memento_url FROM captures c LEFT JOIN mementos m ON m.capture_id = c.id WHERE c.id = ?
"""
_MEMENTOS = """
SELECT archive, memento_url AS url, captured_at, state FROM mementos
WHERE url_id = ? AND state != 'listed' ORDER BY captured_at
"""


def check(store: Store, identifier: str) -> Row:
    """One check with its JSON columns read, its capture, baseline and change beside it."""
    row = store.one(
        "SELECT k.*, u.url FROM checks k JOIN urls u ON u.id = k.url_id WHERE k.id = ?", identifier
    )
    if row is None:
        raise KeyError(identifier)
    url = row.pop("url")
    row["final_url"] = row["final_url"] or url
    row = unfold(row)
    row["capture"] = store.one("SELECT * FROM captures WHERE id = ?", row["capture_id"])
    row["baseline"] = baseline(store, row["baseline_id"])
    row["mementos"] = store.all(_MEMENTOS, row["url_id"])
    change = store.one("SELECT * FROM changes WHERE id = ?", row["change_id"])
    row["change"] = unfold(change) if change else None
    return row


def baseline(store: Store, capture_id: str | None) -> Row | None:
    """A capture that checks compare with; ``memento_url`` is set when it came from a web
    archive."""
    return store.one(_BASELINE, capture_id) if capture_id else None


def checks_of(store: Store, url_id: str) -> list[Row]:
    """All checks of a URL, oldest first."""
    rows = store.all("SELECT id FROM checks WHERE url_id = ? ORDER BY checked_at, rowid", url_id)
    return [check(store, row["id"]) for row in rows]


_CAPTURES = """
SELECT c.id, c.captured_at FROM checks k JOIN captures c ON c.id = k.capture_id
JOIN captures o ON o.id = COALESCE(c.refers_to, c.id)
WHERE k.url_id = ? AND o.status = 200 ORDER BY c.captured_at
"""


def captures_of(store: Store, url_id: str) -> list[Row]:
    """Id and time of each capture that a look at a URL ended in, answered with 200, oldest
    first."""
    return store.all(_CAPTURES, url_id)


@dataclass(frozen=True, slots=True)
class Checks:
    """The checks that standings rest on, packed: 50,000 of them as dictionaries take a gigabyte."""

    packed: dict[str, tuple[Any, ...]]

    def get(self, identifier: str | None) -> Row | None:
        """The check as :func:`check` gives it, with what an answer tells; None for one that is not
        here."""
        values = self.packed.get(identifier or "")
        if values is None:
            return None
        row: Row = dict(zip(_PLAIN, values, strict=False))  # the values that follow are told below
        row["reasons"], row["redirects"], row["failure"] = map(_read, values[_J])
        row["capture"] = dict(zip(_CAPTURE, values[_A], strict=True)) if values[_A.start] else None
        row["baseline"] = (
            dict(zip(_COMPARED, values[_B], strict=True)) if values[_B.start] else None
        )
        row["change"] = (
            unfold(dict(zip(_CHANGE, values[_H], strict=True))) if values[_H.start] else None
        )
        row["mementos"] = []
        return row


@lru_cache(maxsize=10_000)
def _read(text: str | None) -> Any:
    """A JSON column; thousands of checks have the same reasons. Nobody writes into what is handed
    out."""
    return json.loads(text) if text else None


_PLAIN = ("id", "checked_at", "verdict", "cause", "status", "reason", "media_type", "final_url")
_JSON = ("reasons_json", "redirects_json", "failure_json")
_CAPTURE = ("id", "warc", "offset", "length", "payload_sha256", "fidelity")
_COMPARED = ("id", "captured_at", "memento_url")
_CHANGE = ("id", "kind", "significance", "words_removed", "words_added", "flags_json")
_PACKED = (
    *(f"k.{name}" for name in _PLAIN[:-1]),
    "COALESCE(k.final_url, u.url)",  # kept only where the look ended elsewhere
    *(f"k.{name}" for name in _JSON),
    *(f'a."{name}"' for name in _CAPTURE),
    "b.id", "b.captured_at", "m.memento_url",
    *(f"h.{name}" for name in _CHANGE),
)  # fmt: skip
"""What an answer tells of a check, its capture, its baseline and its change."""
_J, _A, _B, _H = slice(8, 11), slice(11, 17), slice(17, 20), slice(20, 26)
_LAST = f"""
SELECT {", ".join(_PACKED)}
FROM standings st JOIN checks k ON k.id = st.check_id JOIN urls u ON u.id = st.url_id
LEFT JOIN captures a ON a.id = k.capture_id LEFT JOIN captures b ON b.id = k.baseline_id
LEFT JOIN changes h ON h.id = k.change_id LEFT JOIN mementos m ON m.capture_id = b.id
WHERE ? IS NULL OR EXISTS (SELECT 1 FROM citations c WHERE c.url_id = st.url_id AND c.gone_since IS NULL
                           AND c.source_id = ?)
"""


def last_checks(store: Store, source: str | None = None) -> Checks:
    """The check behind the standing of every URL, or of those that a source cites, read in one
    go."""
    return Checks({values[0]: values for values in store.db.execute(_LAST, (source, source))})


_CITES = """EXISTS (SELECT 1 FROM citations c WHERE c.url_id = u.id AND c.gone_since IS NULL
                AND (:source IS NULL OR c.source_id = :source))"""
_NEWS = f"""
SELECT * FROM (
    SELECT u.url, st.verdict, st.cause, st.certainty, k.checked_at,
           (SELECT p.verdict FROM checks p WHERE p.url_id = u.id AND p.checked_at <= :since
            ORDER BY p.checked_at DESC LIMIT 1) AS before
    FROM standings st JOIN urls u ON u.id = st.url_id JOIN checks k ON k.id = st.check_id
    WHERE k.checked_at > :since AND {_CITES}
) WHERE before <> verdict ORDER BY checked_at
"""


def news(store: Store, since: str, source: str | None = None) -> list[Row]:
    """URLs whose verdict is not what it was at ``since``; those not yet looked at then don't
    count."""
    return list(store.iterate_named(_NEWS, {"since": since, "source": source}))


_LOOKS = f"""
SELECT k.url_id, k.verdict, replace(substr(r.started_at, 1, 19), 'T', ' ') AS night
FROM runs r JOIN checks k ON k.run_id = r.id JOIN urls u ON u.id = k.url_id
WHERE r.kind != 'single' AND {_CITES} ORDER BY r.started_at, k.checked_at
"""


def looks(store: Store, source: str | None = None) -> Iterator[Row]:
    """Every look of a night at what is cited, oldest first: ``url_id``, ``verdict``, ``night``
    (when it began)."""
    return store.iterate_named(_LOOKS, {"source": source})


_KEPT = f"""
SELECT k.url_id, a.id, a.warc, a."offset", a.length, a.status, a.payload_sha256, a.fidelity,
       MIN(a.captured_at) AS captured_at, COUNT(*) AS looks
FROM checks k JOIN captures a ON a.id = k.capture_id JOIN urls u ON u.id = k.url_id
JOIN standings st ON st.url_id = u.id
WHERE st.verdict IN ('missing', 'changed') AND {_CITES}
GROUP BY k.url_id, a.payload_sha256 ORDER BY captured_at
"""


def kept(store: Store, source: str | None = None) -> Iterator[Row]:
    """What was captured of the broken URLs, oldest first: the first capture of each payload.

    SQLite takes the other columns from the row that has the minimum.
    """
    return store.iterate_named(_KEPT, {"source": source})


_COPIES = f"""
SELECT m.* FROM mementos m JOIN urls u ON u.id = m.url_id
WHERE m.state != 'listed' AND {_CITES} ORDER BY m.captured_at
"""


def mementos(store: Store, source: str | None = None) -> Iterator[Row]:
    """Copies of cited URLs in public archives, oldest first, with their ``url_id``."""
    return store.iterate_named(_COPIES, {"source": source})


_REPORTED = """
SELECT at, detail_json FROM custody WHERE act = 'reported'
AND json_extract(detail_json, '$.source') IS ? AND json_extract(detail_json, '$.run') IS NOT ?
ORDER BY seq DESC LIMIT 1
"""


def last_report(store: Store, source: str | None, run_id: str | None) -> Row | None:
    """When the last report was made of the same source (or of all) before the run ``run_id``.

    Reports made after one run, in several forms, are one report: all of them say the same is new.
    """
    row = store.one(_REPORTED, source, run_id)
    return unfold(row) if row else None


def unfold(row: Row) -> Row:
    """The row with each ``*_json`` column read, under the name without the ending."""
    unfolded: dict[str, Any] = {}
    for name, value in row.items():
        if name.endswith("_json"):
            unfolded[name.removesuffix("_json")] = json.loads(value) if value else None
        else:
            unfolded[name] = value
    return unfolded
