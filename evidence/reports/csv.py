"""The report as CSV (RFC 4180, UTF-8 with BOM so that Excel reads the accents): a line a citation."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from evidence.reports.safe import cells
from evidence.reports.table import COLUMNS, rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.reports.model import Report

_AT_ONCE = 1 << 16
"""Characters gathered before they are handed on."""


def render(report: Report) -> Iterator[str]:
    """All citations of the report."""
    out = io.StringIO(newline="")
    out.write("\ufeff")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in rows(report):
        writer.writerow(cells(row))
        if out.tell() > _AT_ONCE:
            yield out.getvalue()
            out.seek(0)
            out.truncate()
    yield out.getvalue()
