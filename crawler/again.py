"""Judge a stored look again, because a better baseline has come: the copy of when the page was cited."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from crawler.examine import content_of, stored_content
from crawler.keeper import change_row
from evidence import clock
from evidence.changes import compare
from evidence.custody import http, reader
from evidence.store.database import to_json
from evidence.store.views import unfold
from evidence.verdicts import judge
from evidence.verdicts.model import Baseline, Hop, Look
from evidence.verdicts.standing import GOOD

if TYPE_CHECKING:
    from pathlib import Path

    from evidence.store.database import Row
    from evidence.store.due import KnownCapture


def judged_again(
    folder: Path,
    url: str,
    check: Row,
    capture: KnownCapture | None,
    baseline: KnownCapture,
    run_id: str,
    max_body: int,
) -> tuple[Row, Row | None] | None:
    """The rows of ``check`` judged against ``baseline``: for ``checks``, and for ``changes`` if there is one.

    None where it would say nothing new: the look saw no document. Raises RecordError when a stored capture
    is damaged.
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
