"""What is kept of what a page loads, as it was when one capture of the page was made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.store.records import Result
from evidence.views import View, view_of
from evidence.vocabulary import Fidelity, RecordType

if TYPE_CHECKING:
    from evidence.store import Store


@dataclass(frozen=True, slots=True)
class Loaded(Result):
    """One answer that a page needs to look as it does."""

    url: str
    """as the page names it"""
    at: str
    """when it was fetched"""
    capture_id: str
    media_type: str
    """as declared, without parameters"""
    payload_sha256: str
    payload_bytes: int


@dataclass(frozen=True, slots=True)
class _Place(Result):
    rendering_id: str | None
    url_id: str | None
    captured_at: str


_COLUMNS = """c.id AS capture_id, COALESCE(c.media_type, o.media_type) AS media_type, c.payload_sha256, o.payload_bytes
FROM {rows} JOIN captures o ON o.id = COALESCE(c.refers_to, c.id)
WHERE {chosen} AND c.status BETWEEN 200 AND 299 AND COALESCE(c.media_type, o.media_type) IS NOT NULL"""
_BY_BROWSER = f"c.record_type != '{RecordType.RESOURCE}'"
_RENDERED = "renderings r JOIN json_each(r.captures_json) j JOIN captures c ON c.id = j.value"
_OF_RENDERING = "SELECT c.url, c.captured_at AS at, " + _COLUMNS.format(
    rows=_RENDERED, chosen=f"r.id = :rendering AND {_BY_BROWSER}"
)
_OF_PAGE = (
    "SELECT c.url, c.captured_at AS at, "
    + _COLUMNS.format(rows=_RENDERED, chosen=f"r.url_id = :page AND {_BY_BROWSER}")
    + " UNION ALL SELECT q.url, q.fetched_at AS at, "
    + _COLUMNS.format(
        rows="requisites q JOIN captures c ON c.id = q.capture_id", chosen="q.url_id = :page"
    )
    + " ORDER BY at"
)
_PLACE = f"""
SELECT CASE WHEN c.fidelity = '{Fidelity.BROWSER}' THEN
         (SELECT r.id FROM renderings r WHERE instr(r.captures_json, c.id) LIMIT 1) END AS rendering_id,
       (SELECT k.url_id FROM checks k WHERE k.capture_id = c.id LIMIT 1) AS url_id, c.captured_at
FROM captures c WHERE c.id = ?
"""


def with_capture(store: Store, capture_id: str) -> dict[str, Loaded]:
    """What is kept of what the page of a capture loads, by address. Of what a browser opened it is what that
    browser loaded; else, of each address, what it showed last before the capture, or first after it: what a
    page needs is fetched once for as long as the page stays as it is. None of a copy from an archive."""
    place = store.first(_Place, _PLACE, capture_id)
    if place is None:
        return {}
    if place.rendering_id:
        found = store.each(Loaded, _OF_RENDERING, rendering=place.rendering_id)
        return {one.url: one for one in found}
    if place.url_id is None:
        return {}
    known: dict[str, Loaded] = {}
    for one in store.each(Loaded, _OF_PAGE, page=place.url_id):
        if one.at <= place.captured_at or one.url not in known:
            known[one.url] = one
    return known


@dataclass(frozen=True, slots=True)
class Views(Result):
    """One page in one run: as it came, and what a browser made of it."""

    came_id: str | None
    """capture of the page as it came"""
    drawn_id: str | None
    """capture with the document as drawn"""
    whole_id: str | None
    """capture with the picture of the whole page"""


_VIEWS = f"""
SELECT (SELECT p.capture_id FROM checks p WHERE p.url_id = r.url_id AND p.run_id = d.run_id AND p.replaces IS NULL
        LIMIT 1) AS came_id,
       (SELECT c.id FROM json_each(r.captures_json) j JOIN captures c ON c.id = j.value
        WHERE c.url LIKE '{view_of("", View.DOM)}%' LIMIT 1) AS drawn_id, r.whole_id
FROM renderings r JOIN checks d ON d.id = r.check_id
WHERE r.id = :rendering OR EXISTS (
    SELECT 1 FROM checks k WHERE k.capture_id = :capture AND k.url_id = r.url_id AND k.run_id = d.run_id)
ORDER BY r.rendered_at DESC LIMIT 1
"""


def views(store: Store, capture_id: str) -> Views | None:
    """What a browser made of the page of a capture, at the same look; None where none opened it."""
    place = store.first(_Place, _PLACE, capture_id)
    rendering = place.rendering_id if place else None
    return store.first(Views, _VIEWS, capture=capture_id, rendering=rendering)
