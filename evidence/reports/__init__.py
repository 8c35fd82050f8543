"""What is broken -> HTML, CSV, JSON. A new form is one new file and one line in :data:`FORMS`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.reports import csv, html, json
from evidence.reports.model import Report, build

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["FORMS", "Report", "build"]

FORMS: dict[str, Callable[[Report], str]] = {
    "html": html.render,
    "csv": csv.render,
    "json": json.render,
}
"""Format -> ``render(report)``, the whole file as text."""
