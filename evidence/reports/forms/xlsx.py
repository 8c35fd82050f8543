"""The report as an Excel workbook: the citations as a table with filters, and how it was made."""

from __future__ import annotations

import io
from functools import partial
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from evidence.reports import column_words, lead, limits
from evidence.reports.forms.table import COLUMNS, rows
from evidence.reports.safe import xml
from evidence.reports.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

    from evidence.bilingual import Language
    from evidence.reports.model import Report
    from evidence.reports.safe import Cell

_WIDE = {"claim": 60, "url": 60, "reasons": 60, "final_url": 40, "replacement": 40, "source": 20}
"""Widths in characters; Excel's own is 8."""


def render(report: Report) -> Iterator[bytes]:
    """The whole workbook. Texts are written as texts, so no spreadsheet takes one for a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(word("citations", report.language))
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{len(report.citations) + 1}"
    for number, name in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDE.get(name, 14)
    language = report.language
    sheet.append([_bold(sheet, column_words.COLUMNS[name].text(language)) for name in COLUMNS])
    for row in rows(report):
        told = map(partial(_told, language=language), COLUMNS, row)
        sheet.append([_text(sheet, value) if isinstance(value, str) else value for value in told])
    _about(book.create_sheet(word("summary", report.language)), report)
    out = io.BytesIO()
    book.save(out)
    yield out.getvalue()


def _told(column: str, value: Cell, *, language: Language) -> Cell:
    """A code in the reader's words; anything else as it is."""
    words = column_words.VALUES.get(column, {}).get(str(value)) if value else None
    return words.text(language) if words else value


def _about(sheet: WriteOnlyWorksheet, report: Report) -> None:
    language = report.language
    sheet.column_dimensions["A"].width = 30
    facts: list[tuple[str, Any]] = [
        (word("title", language), lead.lead(report, redlines=False).text(language)),
        (word("made", language), report.generated_at),
        (word("by", language), report.tool),
        *([(word("only", language), report.only.text(language))] if report.only else []),
        (word("cited", language), report.summary.cited),
        (word("checked", language), report.summary.checked),
        *((word(verdict, language), count) for verdict, count in report.summary.verdicts.items()),
    ]
    if report.run:
        facts += [(word("run", language), report.run.id), (word("rules", language), report.run.rules_version),
                  (word("config", language), report.run.config_sha256)]  # fmt: skip
    purposes = (one.sentence(language) for one in report.on_purpose)
    facts += [(word("on_purpose", language), told) for told in purposes]
    facts += [(word("limits", language), limit) for limit in limits.told(report, language)]
    for name, value in facts:
        sheet.append([_bold(sheet, name), _text(sheet, value) if isinstance(value, str) else value])


def _text(sheet: WriteOnlyWorksheet, value: str) -> WriteOnlyCell | str:
    """A text that stays one: openpyxl would take ``=…`` for a formula and ``#…`` for an error
    value."""
    clean = xml(value)
    if not clean.startswith(("=", "#")):
        return clean
    cell = WriteOnlyCell(sheet, value=clean)
    cell.data_type = "s"
    return cell


def _bold(sheet: WriteOnlyWorksheet, value: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=value)
    cell.font = _BOLD
    return cell


_BOLD = Font(bold=True)
