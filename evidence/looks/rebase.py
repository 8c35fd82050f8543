"""Judge a stored look again, because a better baseline has come: the copy of when the page was
cited."""

from __future__ import annotations

import logging
import uuid
from typing import TYPE_CHECKING

from evidence import clock
from evidence.changes import compare
from evidence.custody.warc import http, reader
from evidence.errors import RecordError
from evidence.looks.contents import content_of, stored_content
from evidence.looks.rows import change_row
from evidence.store import due, mementos, views
from evidence.store.database import to_json
from evidence.store.views import unfold
from evidence.verdicts import judge
from evidence.verdicts.model import Baseline, Hop, Look
from evidence.verdicts.standing import GOOD

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from evidence.config import Config
    from evidence.folder import EvidenceFolder
    from evidence.store import Store
    from evidence.store.database import Row
    from evidence.store.due import KnownCapture

log = logging.getLogger(__name__)

Judged = tuple[dict[str, object], dict[str, object] | None]
"""rows for ``checks`` and, if something of substance changed, for ``changes``"""


def judged_last(
    folder: Path,
    store: Store,
    url_id: str,
    baseline: KnownCapture | None,
    run_id: str,
    max_body: int,
) -> Judged | None:
    """The last look at a URL judged against ``baseline``; None where that would say nothing new."""
    check = store.one(
        "SELECT k.*, u.url FROM standings st JOIN checks k ON k.id = st.check_id JOIN urls u ON u.id = st.url_id"
        " WHERE st.url_id = ?",
        url_id,
    )
    if check is None or baseline is None:
        return None
    url = check.pop("url")
    try:
        capture = due.capture(store, check["capture_id"])
        return judged_again(folder, url, check, capture, baseline, run_id, max_body)
    except RecordError as error:
        log.warning("%s is not judged again: %s", url, error)
        return None


def judged_again(
    folder: Path,
    url: str,
    check: Row,
    capture: KnownCapture | None,
    baseline: KnownCapture,
    run_id: str,
    max_body: int,
) -> Judged | None:
    """The rows of ``check`` judged against ``baseline``: for ``checks``, and for ``changes`` if
    there is one.

    None where it would say nothing new: the look saw no document. Raises RecordError when a stored
    capture is damaged.
    """
    if capture is None or check["verdict"] not in GOOD:
        return None
    record = reader.read_at(folder, capture.warc, capture.offset)
    message = http.parse(record.block)
    content = content_of(message, capture.body_url, max_body)
    before = stored_content(folder, baseline, max_body)
    look = Look(
        url=url,
        at=clock.parse(check["checked_at"]),
        final_url=check["final_url"] or url,
        status=message.status,
        reason=message.reason,
        headers=message.headers,
        hops=tuple(Hop(hop["url"], hop["status"]) for hop in unfold(check)["redirects"] or []),
        tls_problem=check["tls_problem"],
        content=content,
        payload_sha256=capture.payload_sha256,
        truncated=record.headers.get("warc-truncated"),
        baseline=Baseline(
            "as-cited",
            baseline.id,
            baseline.captured_at,
            baseline.url,
            baseline.media_type,
            baseline.payload_sha256,
            baseline.text_sha256,
            before,
        ),
        change=compare(before, content),
    )
    judgement = judge(look)
    change = change_row(look.change, check["url_id"], baseline.id, check["capture_id"])
    return {
        **check,
        "id": str(uuid.uuid4()),
        "run_id": run_id,
        "verdict": str(judgement.verdict),
        "cause": str(judgement.cause),
        "reasons_json": to_json([{"rule": r.rule, "facts": r.facts} for r in judgement.reasons]),
        "at_most": str(judgement.at_most),
        "baseline_id": baseline.id,
        "change_id": change["id"] if change else None,
        "replaces": check["id"],
    }, change


def as_cited(
    folder: EvidenceFolder, store: Store, config: Config, check: Row, day: date
) -> Row | None:
    """``check`` (see :func:`evidence.store.views.check`) as it reads against the memento nearest to
    ``day``.

    None when no memento that shows the document and is near enough (``window_days``) is kept. This
    is an answer to one question: standings, and what nights compare with, stay as they are. Raises
    RecordError when a stored capture is damaged.
    """
    noon = clock.stamp(clock.noon(day))
    memento = mementos.nearest_kept(
        store, check["url_id"], noon, config.archive.wayback.window_days
    )
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
    judged = judged_again(
        folder.path, url, stored, capture, before, stored["run_id"], config.crawl.max_body
    )
    if judged is None:  # no document was seen that could be compared
        return {**check, "baseline": baseline, "change": None}
    made, change = judged
    row = views.unfold({**stored, **made})
    beside = {key: check[key] for key in ("capture", "mementos")}
    return {
        **row,
        **beside,
        "baseline": baseline,
        "change": views.unfold(change) if change else None,
    }
