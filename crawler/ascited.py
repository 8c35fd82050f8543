"""What a look shows against what stood there on the day of a citation. Reads; writes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.again import judged_again
from crawler.archives import choose
from evidence import clock
from evidence.store import archive as outbox
from evidence.store import due, views

if TYPE_CHECKING:
    from datetime import date

    from evidence.config import Config
    from evidence.folder import EvidenceFolder
    from evidence.store import Store
    from evidence.store.database import Row


def as_cited(folder: EvidenceFolder, store: Store, config: Config, check: Row, day: date) -> Row | None:
    """``check`` (see :func:`evidence.store.views.check`) as it reads against the memento nearest to ``day``.

    None when no memento that shows the document and is near enough (``window_days``) is kept. This is an answer to
    one question: standings, and what nights compare with, stay as they are. Raises RecordError when a stored
    capture is damaged.
    """
    noon = clock.stamp(choose.noon(day))
    memento = outbox.nearest_kept(store, check["url_id"], noon, config.archive.wayback.window_days)
    if memento is None:
        return None
    before = due.capture(store, memento["capture_id"])
    stored = store.one(
        "SELECT k.*, u.url FROM checks k JOIN urls u ON u.id = k.url_id WHERE k.id = ?", check["id"]
    )
    assert before is not None
    assert stored is not None
    url = stored.pop("url")
    baseline = views.baseline(store, before.id)
    capture = due.capture(store, stored["capture_id"])
    judged = judged_again(folder.path, url, stored, capture, before, stored["run_id"], config.crawl.max_body)
    if judged is None:  # no document was seen that could be compared
        return {**check, "baseline": baseline, "change": None}
    made, change = judged
    row = views.unfold({**stored, **made})
    beside = {key: check[key] for key in ("capture", "mementos")}
    return {**row, **beside, "baseline": baseline, "change": views.unfold(change) if change else None}
