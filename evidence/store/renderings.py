"""Pages that a browser opened: what was kept of them, and which are to be opened next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.store.database import to_json
from evidence.store.due import CAPTURES, KnownCapture
from evidence.store.parts import CITED
from evidence.store.records import Rendering, Result
from evidence.vocabulary import Cause, RecordType

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from evidence.store import Store
    from evidence.store.records import Capture
    from evidence.vocabulary import Verdict

_LAST = "SELECT * FROM renderings WHERE url_id = ? AND rendered_at <= ? ORDER BY rendered_at DESC, rowid DESC LIMIT 1"
_PICTURED = """
SELECT r.* FROM renderings r JOIN checks k ON k.id = r.check_id
WHERE r.url_id = :url AND r.small_id IS NOT NULL AND k.verdict IN (SELECT value FROM json_each(:verdicts))
  AND r.rendered_at >= :since AND r.rendered_at < :until ORDER BY r.rendered_at DESC, r.rowid DESC LIMIT 1
"""
_UNCHANGED = """
SELECT r.* FROM renderings r JOIN checks k ON k.id = r.check_id
WHERE r.url_id = :url AND r.whole_id IS NOT NULL AND r.rendered_at < :at AND k.verdict = 'alive'
  AND r.final_url = :final_url AND r.device = :device
  AND NOT EXISTS (SELECT 1 FROM checks b WHERE b.url_id = r.url_id AND b.verdict IN ('changed', 'missing')
                  AND b.checked_at >= k.checked_at AND b.checked_at <= :at)
ORDER BY r.rendered_at DESC, r.rowid DESC LIMIT :most
"""
_STANDING = """
SELECT COUNT(*) FROM renderings r JOIN checks k ON k.id = r.check_id
WHERE r.url_id = ? AND r.whole_id IS NOT NULL AND k.verdict = 'alive'
  AND NOT EXISTS (SELECT 1 FROM checks b WHERE b.url_id = r.url_id AND b.verdict IN ('changed', 'missing')
                  AND b.checked_at >= k.checked_at)
"""
_LOADED = f"""
{CAPTURES} WHERE c.id IN (SELECT j.value FROM renderings r, json_each(r.captures_json) j WHERE r.id = ?)
AND c.record_type != '{RecordType.RESOURCE}'
"""
_OF_CHECK = "SELECT * FROM renderings WHERE check_id = ? LIMIT 1"
_LANGUAGE = """
SELECT s.language FROM citations c JOIN sources s ON s.id = c.source_id
WHERE c.url_id = ? AND c.gone_since IS NULL AND s.language IS NOT NULL ORDER BY c.rowid LIMIT 1
"""
_GOOD = f"""
SELECT 1 FROM renderings g JOIN checks p ON p.id = g.check_id
WHERE g.url_id = u.id AND g.small_id IS NOT NULL AND p.verdict IN ('alive', 'moved') AND p.cause != '{Cause.ELSEWHERE}'
"""
_WANTED = f"""
SELECT k.id AS check_id, u.id AS url_id, u.url, k.verdict IN ('missing', 'changed') AS is_broken FROM checks k
JOIN urls u ON u.id = k.url_id JOIN standings st ON st.url_id = u.id
WHERE k.run_id = :run AND k.replaces IS NULL AND {CITED}
  AND NOT EXISTS (SELECT 1 FROM renderings r JOIN checks m ON m.id = r.check_id
                  WHERE r.url_id = u.id AND m.run_id = :run)
  AND (k.media_type IS NULL OR k.media_type IN ('text/html', 'application/xhtml+xml'))
  AND ((k.verdict IN ('missing', 'changed') AND k.capture_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM renderings b JOIN checks q ON q.id = b.check_id
            WHERE b.url_id = u.id AND q.verdict = k.verdict AND b.rendered_at >= st.since))
    OR (:whole AND k.verdict IN ('alive', 'moved') AND k.capture_id IS NOT NULL AND (:every OR NOT EXISTS ({_GOOD}))))
ORDER BY is_broken DESC, u.rowid LIMIT :most
"""


@dataclass(frozen=True, slots=True)
class ToOpen(Result):
    """A page that a browser is to open for its picture."""

    check_id: str
    url_id: str
    url: str
    is_broken: bool
    """whether it is a loss or an alteration that has no picture yet"""


def to_open(
    store: Store, run_id: str, *, most: int, whole: bool, every: bool = False
) -> list[ToOpen]:
    """Pages whose pictures the looks of a run want, new losses and alterations first: each of those
    once, and, with ``whole``, each page that stands and has no picture yet; with ``every`` all that
    stand. At most ``most``; a page that was opened in this run is not again."""
    values = {"run": run_id, "most": most, "whole": whole, "every": every}
    return list(store.each(ToOpen, _WANTED, **values))


def are_there(store: Store) -> bool:
    """Whether any page was opened in a browser."""
    return store.value("SELECT 1 FROM renderings LIMIT 1") is not None


def language(store: Store, url_id: str) -> str:
    """The language of a source that cites a page; empty where none says one."""
    return str(store.value(_LANGUAGE, url_id) or "")


def put(store: Store, rendering: Rendering, captures: Sequence[Capture]) -> None:
    """Add a rendering, with what was captured for it. Raises StoreError."""
    with store.transaction("rendered") as transaction:
        for capture in captures:
            transaction.add(capture)
        transaction.add(rendering)


def of_check(store: Store, check_id: str) -> Rendering | None:
    """The rendering that was made with a check."""
    return store.first(Rendering, _OF_CHECK, check_id)


def verdict(store: Store, rendering: Rendering) -> str | None:
    """What the look came to that a rendering was made with."""
    found: str | None = store.value("SELECT verdict FROM checks WHERE id = ?", rendering.check_id)
    return found


def judged_by(store: Store, rendering: Rendering) -> str | None:
    """Id of the capture that the look was judged by that a rendering was made with."""
    sql = "SELECT capture_id FROM checks WHERE id = ?"
    found: str | None = store.value(sql, rendering.check_id)
    return found


def last(store: Store, url_id: str, until: str = "9") -> Rendering | None:
    """The last rendering of a page, up to a time."""
    return store.first(Rendering, _LAST, url_id, until)


def pictured(
    store: Store, url_id: str, verdicts: Iterable[Verdict], since: str = "", until: str = "9"
) -> Rendering | None:
    """The last rendering of a page since a time, and before another, that has pictures, and was made with a
    look of one of the ``verdicts``."""
    values = {"url": url_id, "verdicts": to_json(sorted(verdicts)), "since": since, "until": until}
    return store.first(Rendering, _PICTURED, **values)


def pictures_since_broken(store: Store, url_id: str) -> int:
    """How many renderings with pictures there are of a page as it stands, since it was last changed or gone."""
    return int(store.value(_STANDING, url_id))


def unchanged(store: Store, rendering: Rendering, most: int) -> list[Rendering]:
    """The last renderings with pictures before this one that show the same: the same window and address, and
    no look between them at which the page was changed or gone."""
    values = {
        "url": rendering.url_id,
        "at": rendering.rendered_at,
        "final_url": rendering.final_url,
        "device": rendering.device,
    }
    return list(store.each(Rendering, _UNCHANGED, most=most, **values))


def loaded(store: Store, url_id: str) -> dict[tuple[str, str], KnownCapture]:
    """What the last rendering of a page loaded, by address and digest of the payload: what comes again
    need not be kept again."""
    before = last(store, url_id)
    if before is None:
        return {}
    found = store.each(KnownCapture, _LOADED, before.id)
    return {(one.body_url, one.payload_sha256): one for one in found}
