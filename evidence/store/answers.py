"""What is told of single checks: each with where its bytes lie, its baseline and its change."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from evidence.store.records import Result
from evidence.store.records.record import named
from evidence.views import View, page_of, view_of
from evidence.vocabulary import Cause, Certainty, Fidelity, PartRole, Verdict

if TYPE_CHECKING:
    from collections.abc import Collection

    from evidence.store.database import Store
    from evidence.store.records import Change, Check


@dataclass(frozen=True, slots=True)
class Kept:
    """Where the bytes of a capture lie in the evidence folder, and what proves them."""

    id: str
    """``urn:uuid:…``, the id of the WARC record"""
    warc: str
    """path inside the folder"""
    offset: int
    """bytes from the start of the file to the record"""
    length: int
    """bytes of the record, compressed"""
    payload_sha256: str
    fidelity: Fidelity


@dataclass(frozen=True, slots=True)
class Baseline:
    """The capture that a check was compared with."""

    captured_at: str
    memento_url: str | None
    """set when it came from a web archive"""


@dataclass(frozen=True, slots=True)
class Changed:
    """What changed in substance against the baseline."""

    kind: str
    """see :class:`evidence.changes.model.Kind`"""
    significance: float
    """0 (nothing) to 1 (another document)"""
    words_removed: int
    words_added: int
    flags: tuple[str, ...]
    """see :class:`evidence.changes.model.Flag`"""


class CheckView(NamedTuple):
    """One check with what it refers to. One flat row, because a report reads 50,000 of them: the
    properties give what belongs together."""

    id: str
    url_id: str
    run_id: str
    """of the run that looked, whichever judged"""
    checked_at: str
    verdict: Verdict
    cause: Cause
    status: int | None
    reason: str | None
    """the words beside the status"""
    media_type: str | None
    final_url: str
    """where the look ended; the cited URL where there was no redirect"""
    reasons_json: str
    redirects_json: str | None
    failure_json: str | None
    capture_id: str | None
    warc: str | None
    offset: int | None
    length: int | None
    payload_sha256: str | None
    fidelity: Fidelity | None
    baseline_at: str | None
    memento_url: str | None
    change_kind: str | None
    significance: float | None
    words_removed: int | None
    words_added: int | None
    flags_json: str | None
    at_most: Certainty = Certainty.CONFIRMED
    """how sure looks that show the same can make it"""

    @property
    def capture(self) -> Kept | None:
        """What the last answer of the look was kept as; None where there was no answer."""
        if (
            self.capture_id is None
            or self.warc is None
            or self.offset is None
            or self.length is None
            or self.payload_sha256 is None
            or self.fidelity is None
        ):
            return None
        return Kept(
            self.capture_id,
            self.warc,
            self.offset,
            self.length,
            self.payload_sha256,
            self.fidelity,
        )

    @property
    def baseline(self) -> Baseline | None:
        """What it was compared with; None for a first look."""
        return Baseline(self.baseline_at, self.memento_url) if self.baseline_at else None

    @property
    def change(self) -> Changed | None:
        """What changed against the baseline; None where nothing of substance did."""
        if self.change_kind is None:
            return None
        return Changed(
            self.change_kind,
            self.significance or 0.0,
            self.words_removed or 0,
            self.words_added or 0,
            tuple(json.loads(self.flags_json)) if self.flags_json else (),
        )

    def against(self, baseline: Baseline, made: Check | None, change: Change | None) -> CheckView:
        """The same look compared with another baseline: ``made`` is the check that comes of it,
        None where no document was seen that could be compared."""
        told = self._replace(
            baseline_at=baseline.captured_at,
            memento_url=baseline.memento_url,
            change_kind=change.kind if change else None,
            significance=change.significance if change else None,
            words_removed=change.words_removed if change else None,
            words_added=change.words_added if change else None,
            flags_json=change.flags_json if change else None,
        )
        if made is None:
            return told
        return told._replace(
            id=made.id,
            checked_at=made.checked_at,
            verdict=made.verdict,
            cause=made.cause,
            reasons_json=made.reasons_json,
        )


_MEMENTO = "(SELECT m.memento_url FROM mementos m WHERE m.capture_id = b.id LIMIT 1)"
_LOOKED = "COALESCE((SELECT o.run_id FROM checks o WHERE o.id = k.replaces), k.run_id)"
_DRAWN = view_of("", View.DOM)
_PAGE = f"CASE WHEN u.url LIKE '{_DRAWN}%' THEN substr(u.url, {len(_DRAWN) + 1}) ELSE u.url END"
"""The address of ``u``; of a page as a browser draws it, the page's."""
FINAL_URL = f"COALESCE(k.final_url, {_PAGE})"
"""SQL: where a check ``k`` of a URL ``u`` ended."""
_COLUMNS = f"""
       k.id, k.url_id, {_LOOKED} AS run_id, k.checked_at, k.verdict, k.cause, k.status, k.reason,
       k.media_type, {FINAL_URL} AS final_url, k.reasons_json, k.redirects_json, k.failure_json,
       a.id AS capture_id, a.warc, a."offset", a.length, a.payload_sha256, a.fidelity,
       b.captured_at AS baseline_at, {_MEMENTO} AS memento_url,
       h.kind AS change_kind, h.significance, h.words_removed, h.words_added, h.flags_json,
       k.at_most
"""
_BESIDE = """
LEFT JOIN captures a ON a.id = k.capture_id LEFT JOIN captures b ON b.id = k.baseline_id
LEFT JOIN changes h ON h.id = k.change_id
"""
SELECT = f"SELECT {_COLUMNS} FROM checks k JOIN urls u ON u.id = k.url_id {_BESIDE}"
"""The columns of a :class:`CheckView`; what follows it chooses checks ``k`` of URLs ``u``."""


def check(store: Store, identifier: str) -> CheckView:
    """One check; raises KeyError where there is none with this id."""
    found = next(store.tuples(CheckView, f"{SELECT} WHERE k.id = :id", id=identifier), None)
    if found is None:
        raise KeyError(identifier)
    return found


class PartView(NamedTuple):
    """A part of a document as one look saw it."""

    role: PartRole
    check: CheckView
    """of the part: its ``final_url`` is where the part was found"""
    url: str
    """as the page names it"""


_WITHIN = 8
"""Parts within parts that are listed: more than are ever followed."""
_PARTS = f"""
WITH RECURSIVE made(root, id, role, place, depth) AS (
  SELECT o.id, json_extract(part.value, '$.check'), json_extract(part.value, '$.role'),
         printf('%03d', part.key), 1
  FROM checks o JOIN json_each(o.basis_json, '$.parts') part
  WHERE {{chosen}} AND instr(o.basis_json, '"parts"')
  UNION ALL
  SELECT m.root, json_extract(part.value, '$.check'), json_extract(part.value, '$.role'),
         m.place || printf('.%03d', part.key), m.depth + 1
  FROM made m JOIN checks o ON o.id = m.id JOIN json_each(o.basis_json, '$.parts') part
  WHERE m.depth < {_WITHIN})
SELECT m.root, m.role, u.url, {_COLUMNS}
FROM made m JOIN checks k ON k.id = m.id JOIN urls u ON u.id = k.url_id {_BESIDE}
ORDER BY m.root, m.place
"""


def parts_of(store: Store, identifier: str) -> tuple[PartView, ...]:
    """The parts that the document of a check was made of; behind each one those that it shows itself."""
    return tuple(_parts(store, "o.id = ?", identifier).get(identifier, ()))


def parts_of_url(store: Store, url_id: str) -> dict[str, list[PartView]]:
    """Id of each check of a URL -> the parts that its document was made of."""
    return _parts(store, "o.url_id = ?", url_id)


def last_parts(store: Store, urls: Collection[str]) -> dict[str, list[PartView]]:
    """Id of each check that the standing of one of some URLs (ids) rests on -> the parts of its document."""
    chosen = """o.id IN (SELECT check_id FROM standings
                         WHERE url_id IN (SELECT value FROM json_each(?)))"""
    return _parts(store, chosen, json.dumps(list(urls)))


def _parts(store: Store, chosen: str, *values: str) -> dict[str, list[PartView]]:
    """Id of a check -> its parts, of the checks ``o`` that are chosen."""
    found: dict[str, list[PartView]] = {}
    told: set[tuple[str, str]] = set()
    for root, role, url, *view in store.db.execute(_PARTS.format(chosen=chosen), values):
        part = PartView(PartRole(role), named(CheckView, tuple(view)), page_of(url))
        if (root, part.check.id) not in told:
            told.add((root, part.check.id))
            found.setdefault(root, []).append(part)
    return found


def checks_of(store: Store, url_id: str) -> list[CheckView]:
    """All checks of a URL, oldest first."""
    sql = f"{SELECT} WHERE k.url_id = :url ORDER BY k.checked_at, k.rowid"
    return list(store.tuples(CheckView, sql, url=url_id))


@dataclass(frozen=True, slots=True)
class CapturedAt(Result):
    """A capture that a look ended in."""

    id: str
    captured_at: str


_CAPTURES = """
SELECT c.id, c.captured_at FROM checks k JOIN captures c ON c.id = k.capture_id
JOIN captures o ON o.id = COALESCE(c.refers_to, c.id)
WHERE k.url_id = ? AND o.status BETWEEN 200 AND 299 ORDER BY c.captured_at
"""


def captures_of(store: Store, url_id: str) -> list[CapturedAt]:
    """Each capture that a look at a URL ended in, answered with success, oldest first."""
    return list(store.each(CapturedAt, _CAPTURES, url_id))
