"""What is broken -> HTML, tables, data, lists. A new form is one new file and one line in
:data:`FORMS`."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.reports.model import Report, build

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["FORMS", "Form", "Report", "build"]


@dataclass(frozen=True, slots=True)
class Form:
    """One form: ``render(report)`` of ``module`` gives the file piece by piece, so that 50,000
    citations never stand in memory at once. The module is loaded when it is asked for."""

    module: str
    suffix: str

    def __call__(self, report: Report) -> Iterator[bytes]:
        """The whole file; texts are UTF-8."""
        render = importlib.import_module(f"evidence.reports.forms.{self.module}").render
        for piece in render(report):
            yield piece if isinstance(piece, bytes) else piece.encode("utf-8", "replace")


FORMS: dict[str, Form] = {
    "html": Form("html", "html"),
    "csv": Form("csv", "csv"),
    "json": Form("json", "json"),
    "xlsx": Form("xlsx", "xlsx"),
    "markdown": Form("markdown", "md"),
    "junit": Form("junit", "junit.xml"),
    "sarif": Form("sarif", "sarif"),
    "references": Form("references", "references.txt"),
    "robustlinks": Form("robustlinks", "robustlinks.html"),
    "pdf": Form("pdf", "pdf"),
    "datasette": Form("datasette", "datasette.json"),
}
"""Name -> form."""
