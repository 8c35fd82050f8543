"""The report as CSV (RFC 4180, UTF-8 with BOM so that Excel reads the accents): a line a citation."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from evidence.reports.safe import cell

if TYPE_CHECKING:
    from evidence.reports.model import Report

COLUMNS = (
    "source", "marker", "page", "claim", "url", "verdict", "cause", "certainty", "since", "last_good",
    "checked_at", "status", "final_url", "reasons", "capture", "warc", "offset", "payload_sha256",
)  # fmt: skip


def render(report: Report) -> str:
    """All citations of the report."""
    out = io.StringIO(newline="")
    out.write("\ufeff")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for item in report.citations:
        writer.writerow([cell("" if value is None else str(value)) for value in _row(item)])
    return out.getvalue()


def _row(item: dict[str, Any]) -> list[Any]:
    check = item["check"] or {}
    capture = check.get("capture") or {}
    return [
        item["source_id"], item["marker"], item["page"], item["claim"], item["url"], item["verdict"],
        item["cause"], item["certainty"], item["since"], item["last_good"], check.get("checked_at"),
        (check.get("http") or {}).get("status"), check.get("final_url"),
        " ".join(reason["text"] for reason in check.get("reasons", ())),
        capture.get("id"), capture.get("warc"), capture.get("offset"), capture.get("payload_sha256"),
    ]  # fmt: skip
