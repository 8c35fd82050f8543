"""The summary as PDF: one sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.reports import printing
from evidence.reports.forms import summary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.reports.model import Report


def render(report: Report) -> Iterator[bytes]:
    """The PDF. Raises UsageError when there is no browser, or it fails."""
    yield printing.printed(summary.render(report))
