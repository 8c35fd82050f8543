"""A plan through its versions -> forms. A new form is one file in ``forms/`` and one line here."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evidence.bilingual import Language
    from evidence.series.chains import Series

FORMS = ("text", "html", "csv", "json", "xlsx", "docx")
"""Modules in ``forms/``, whose ``render(series, language)`` gives the whole file."""
BINARY = frozenset({"xlsx", "docx"})
"""Those that are no text: they go to a file."""


def render(series: Series, form: str, language: Language) -> bytes:
    """A series in one form; texts are UTF-8."""
    module = importlib.import_module(f"evidence.reports.series.forms.{form}")
    made: str | bytes = module.render(series, language)
    return made if isinstance(made, bytes) else made.encode("utf-8", "replace")
