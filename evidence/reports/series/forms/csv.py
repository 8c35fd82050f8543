"""CSV (RFC 4180, UTF-8 with BOM so that Excel reads the accents): a line a finding."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from evidence.reports.safe import cells
from evidence.reports.series.table import COLUMNS, rows

if TYPE_CHECKING:
    from evidence.bilingual import Language
    from evidence.series.chains import Series


def render(series: Series, language: Language) -> str:
    """The whole file."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows(cells(row) for row in rows(series, language))
    return f"\ufeff{out.getvalue()}"
