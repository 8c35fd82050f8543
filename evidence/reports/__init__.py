"""What is broken -> HTML, tables, data, lists. A new form is one new file and one line in
:data:`FORMS`."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from evidence.reports.model import Report

__all__ = ["FORMS", "Form"]


@dataclass(frozen=True, slots=True)
class Form:
    """One form: ``render(report)`` of ``module`` gives the file piece by piece, so that 50,000
    citations never stand in memory at once. The module is loaded when it is asked for."""

    module: str
    suffix: str
    printed: str = ""
    """the module that makes the same as PDF, of a page"""
    counts: bool = True
    """whether it tells numbers of all citations: else they need not be counted while they are put in order"""

    def __call__(self, report: Report) -> Iterator[bytes]:
        """The whole file; texts are UTF-8."""
        render = importlib.import_module(f"evidence.reports.forms.{self.module}").render
        for piece in render(report):
            yield piece if isinstance(piece, bytes) else piece.encode("utf-8", "replace")

    def at(self, path: Path) -> Form:
        """The form for a file of this name: a page whose name ends in ``.pdf`` is printed."""
        return Form(self.printed, "pdf") if self.printed and path.suffix.lower() == ".pdf" else self


FORMS: dict[str, Form] = {
    "html": Form("html", "html", "pdf"),
    "csv": Form("csv", "csv", counts=False),
    "json": Form("json", "json"),
    "xlsx": Form("xlsx", "xlsx"),
    "markdown": Form("markdown", "md"),
    "junit": Form("junit", "junit.xml"),
    "sarif": Form("sarif", "sarif"),
    "references": Form("references", "references.txt"),
    "robustlinks": Form("robustlinks", "robustlinks.html"),
    "pdf": Form("pdf", "pdf"),
    "summary": Form("summary", "summary.html", "summary_pdf"),
    "atom": Form("atom", "atom.xml"),
    "datasette": Form("datasette", "datasette.json"),
}
"""Name -> form."""
