"""The citations as rows of a table, for CSV and spreadsheets."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

from evidence.reports.answer import reasons

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.reports.model import Report
    from evidence.reports.safe import Cell
    from evidence.store.database import Row

COLUMNS = (
    "source", "marker", "page", "claim", "url", "verdict", "cause", "certainty", "since", "last_good",
    "checked_at", "status", "final_url", "reasons", "capture", "warc", "offset", "payload_sha256",
    "replacement", "next_step", "id",
)  # fmt: skip
_CITED = itemgetter("source_id", *COLUMNS[1:10])
_NO_CHECK: Row = {
    "checked_at": None,
    "status": None,
    "final_url": None,
    "reasons": (),
    "capture": None,
}


def rows(report: Report) -> Iterator[list[Cell]]:
    """One row a citation; its values are as they came, the form makes them harmless."""
    citations = report.citations

    def made(row: Row) -> list[Cell]:
        check, instead, step = citations.found(row)
        check = check or _NO_CHECK
        capture = check["capture"] or {}
        return [
            *_CITED(row), check["checked_at"], check["status"], check["final_url"],
            " ".join(reason["text"] for reason in reasons(check, report.language)),
            capture.get("id"), capture.get("warc"), capture.get("offset"), capture.get("payload_sha256"),
            instead and instead["url"], step, row["id"],
        ]  # fmt: skip

    return citations.each(made)
