"""The citations as rows of a table, for CSV and spreadsheets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.reports.model import Report
    from evidence.reports.safe import Cell

COLUMNS = (
    "source", "marker", "page", "claim", "url", "verdict", "cause", "certainty", "since", "last_good",
    "checked_at", "status", "final_url", "reasons", "capture", "warc", "offset", "payload_sha256",
    "replacement", "next_step", "id",
)  # fmt: skip


def rows(report: Report) -> Iterator[list[Cell]]:
    """One row a citation; its values are as they came, the form makes them harmless."""
    return map(_row, report.citations)


def _row(item: dict[str, Any]) -> list[Cell]:
    check = item["check"] or {}
    capture = check.get("capture") or {}
    return [
        item["source_id"], item["marker"], item["page"], item["claim"], item["url"], item["verdict"],
        item["cause"], item["certainty"], item["since"], item["last_good"], check.get("checked_at"),
        (check.get("http") or {}).get("status"), check.get("final_url"),
        " ".join(reason["text"] for reason in check.get("reasons", ())),
        capture.get("id"), capture.get("warc"), capture.get("offset"), capture.get("payload_sha256"),
        (item["replacement"] or {}).get("url"), item["next_step"], item["id"],
    ]  # fmt: skip
