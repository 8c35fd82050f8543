"""Pages that were opened again from what was kept of them: which are to be, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.store.records import Rendering, Replay, Result
from evidence.views import view_of
from evidence.vocabulary import RecordType

if TYPE_CHECKING:
    from evidence.store import Store
    from evidence.views import View

_SHOWN = """
SELECT r.* FROM renderings r WHERE r.rowid IN (
    SELECT MAX(x.rowid) FROM renderings x JOIN checks k ON k.id = x.check_id
    WHERE x.first_id IS NOT NULL AND (:url IS NULL OR x.url_id = :url)
    GROUP BY x.url_id, k.verdict IN ('missing', 'changed'))
ORDER BY r.rowid
"""
_LOADED = f"""
SELECT c.url, c.method, c.warc, c."offset", c.length, o.warc AS body_warc, o."offset" AS body_offset
FROM renderings r, json_each(r.captures_json) j JOIN captures c ON c.id = j.value
JOIN captures o ON o.id = COALESCE(c.refers_to, c.id)
WHERE r.id = ? AND c.record_type != '{RecordType.RESOURCE}' ORDER BY j.key
"""
_VIEW = """
SELECT c.id FROM renderings r, json_each(r.captures_json) j JOIN captures c ON c.id = j.value
WHERE r.id = ? AND c.record_type = 'resource' AND c.url = ?
"""
_LAST = "SELECT * FROM replays WHERE rendering_id = ? ORDER BY replayed_at DESC, rowid DESC LIMIT 1"


@dataclass(frozen=True, slots=True)
class LoadedPlace(Result):
    """Where an answer lies that a page loaded."""

    url: str
    method: str | None
    """None: GET"""
    warc: str
    offset: int
    length: int
    """of its own record; that of its request lies behind it"""
    body_warc: str
    body_offset: int
    """of the record that has the body: another one where it is a revisit"""


def shown(store: Store, url_id: str | None = None) -> list[Rendering]:
    """The renderings with pictures that stand for their pages: the last one of each page as it stood, and the
    last one of its loss or alteration; with ``url_id`` those of one page."""
    return list(store.each(Rendering, _SHOWN, url=url_id))


def loaded(store: Store, rendering: Rendering) -> list[LoadedPlace]:
    """What a page loaded, in the order in which it was asked for."""
    return list(store.each(LoadedPlace, _LOADED, rendering.id))


def view(store: Store, rendering: Rendering, view: View) -> str | None:
    """Id of the capture with what the browser made of a page; None where it was not kept."""
    found: str | None = store.value(_VIEW, rendering.id, view_of(rendering.final_url, view))
    return found


def page(store: Store, rendering: Rendering) -> str:
    """The address of the page, as it was asked for."""
    return str(store.value("SELECT url FROM urls WHERE id = ?", rendering.url_id))


def put(store: Store, replay: Replay) -> None:
    """Add what came of one. Raises StoreError."""
    with store.transaction("replayed") as transaction:
        transaction.add(replay)


def last(store: Store, rendering_id: str) -> Replay | None:
    """The last replay of a rendering."""
    return store.first(Replay, _LAST, rendering_id)
