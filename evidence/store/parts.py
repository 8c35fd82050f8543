"""The parts of pages: which addresses a page is made of, and what was said of them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.store.records import Check, Part, Result
from evidence.store.sources import known_id, put_url
from evidence.vocabulary import PartRole

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence.store.database import Store


@dataclass(frozen=True, slots=True)
class KnownPart(Result):
    """A part of a page that earlier looks found."""

    url_id: str
    url: str
    role: PartRole
    found_at: str
    is_extra: bool
    gone_at: str | None = None
    instead_of: str | None = None
    """address of the part whose place it took"""


@dataclass(frozen=True, slots=True)
class PartCheck(Result):
    """What stands beside the check of a part."""

    url: str
    hunks_json: str | None
    text_sha256: str | None

    @property
    def hunks(self) -> tuple[str, ...]:
        """What changed in it."""
        return tuple(json.loads(self.hunks_json)) if self.hunks_json else ()


_KNOWN = """
SELECT p.url_id, u.url, p.role, p.found_at, p.is_extra, p.gone_at, o.url AS instead_of
FROM parts p JOIN urls u ON u.id = p.url_id LEFT JOIN urls o ON o.id = p.instead_of
WHERE p.page_id = ? ORDER BY p.found_at, p.rowid
"""


def cited(url_id: str) -> str:
    """SQL: a URL, its id in the column ``url_id``, is looked at for its own sake, and not only as a part of
    another's document or as a place where one may stand."""
    return f"""({url_id} NOT IN (SELECT url_id FROM parts UNION SELECT place_id FROM whereabouts)
            OR EXISTS (SELECT 1 FROM citations e WHERE e.url_id = {url_id})
            OR EXISTS (SELECT 1 FROM candidates e WHERE e.url_id = {url_id}))"""


CITED = cited("u.id")
_FRAMES_BACK = """
SELECT EXISTS (SELECT 1 FROM parts WHERE page_id = :part AND url_id = :page AND gone_at IS NULL)
   AND (EXISTS (SELECT 1 FROM citations WHERE url_id = :part)
        OR EXISTS (SELECT 1 FROM candidates WHERE url_id = :part))
"""
_IN_RUN = "SELECT id FROM checks WHERE run_id = ? AND url_id = ? AND replaces IS NULL LIMIT 1"
_CHECK = """
SELECT k.*, u.url, h.hunks_json, COALESCE(c.text_sha256, o.text_sha256) AS text_sha256
FROM checks k JOIN urls u ON u.id = k.url_id LEFT JOIN changes h ON h.id = k.change_id
LEFT JOIN captures c ON c.id = k.capture_id LEFT JOIN captures o ON o.id = c.refers_to WHERE k.id = ?
"""


def of_page(store: Store, page_id: str) -> tuple[KnownPart, ...]:
    """The parts of a page that earlier looks found, in their order."""
    return tuple(store.each(KnownPart, _KNOWN, page_id))


def put_urls(store: Store, urls: Iterable[str], now: str) -> None:
    """Make sure that every one of ``urls`` has a row: a look needs it before it is kept."""
    row = "SELECT 1 FROM urls WHERE id = ?"
    new = [url for url in urls if store.value(row, known_id(store, url)) is None]
    if new:
        with store.transaction("parts-found") as transaction:
            for url in new:
                put_url(store, transaction, url, now)


def part(
    store: Store,
    page_id: str,
    url: str,
    role: PartRole,
    at: str,
    *,
    is_extra: bool,
    known: KnownPart | None,
    is_named: bool,
    instead_of: str | None,
) -> Part:
    """The record of a part as a look at the time ``at`` saw it."""
    gone_at = None if is_named else (known.gone_at if known else None) or at
    before = known.instead_of if known else instead_of
    return Part(
        id=hashlib.sha256(f"{page_id}\0{url}".encode()).hexdigest()[:32],
        page_id=page_id,
        url_id=known_id(store, url),
        role=role,
        found_at=known.found_at if known else at,
        is_extra=is_extra,
        gone_at=gone_at,
        instead_of=known_id(store, before) if before else None,
    )


def frames_back(store: Store, part_id: str, page_id: str) -> bool:
    """Whether a part of a page is cited itself and has the page for a part: of two that frame one
    another each has a verdict of its own."""
    return bool(store.value(_FRAMES_BACK, part=part_id, page=page_id))


def in_run(store: Store, run_id: str, url: str) -> str | None:
    """Id of the check of an address in a run, where it was looked at."""
    found: str | None = store.value(_IN_RUN, run_id, known_id(store, url))
    return found


def check_of_part(store: Store, check_id: str) -> tuple[Check, PartCheck] | None:
    """The check with this id, and what stands beside it."""
    return next(store.pairs(Check, PartCheck, _CHECK, check_id), None)
