"""The HTML report as PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.errors import UsageError
from evidence.reports import printing
from evidence.reports.forms import html

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.reports.model import Report


def render(report: Report) -> Iterator[bytes]:
    """The PDF. Raises UsageError when there is no browser, or it fails."""
    try:
        printing.require_browser()
    except UsageError as error:
        raise UsageError(
            Words(
                "{error}; or open the HTML report and print it there",
                "{error}; o abra el informe HTML e imprímalo desde ahí",
            ),
            error=error,
        ) from error
    if report.progress:
        report.progress("printed", 0, 1)
    done = printing.with_contents(lambda numbers: html.render(report, numbers), html.places(report))
    if report.progress:
        report.progress("printed", 1, 1)
    yield done
