"""An Excel workbook: what became of each commitment, a line a finding; the same as a matrix; the versions."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from evidence.reports.safe import MOST_CELL, xml
from evidence.reports.series.table import COLUMNS, problems, rows
from evidence.reports.series.words import FATES, SIGNS, text

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

    from evidence.bilingual import Language
    from evidence.series.chains import Series

_WIDE = {
    "title": 40,
    "sentence": 50,
    "reason": 40,
    "before": 60,
    "after": 60,
    "text_before": 60,
    "text_after": 60,
}
"""Widths in characters; Excel's own is 8."""


def render(series: Series, language: Language) -> bytes:
    """The whole workbook. Texts are written as texts, so no spreadsheet takes one for a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(text("findings", language)[:31])
    sheet.freeze_panes = "A2"
    for number, name in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDE.get(name, 14)
    sheet.append([_cell(sheet, name, bold=True) for name in COLUMNS])
    for row in rows(series, language):
        sheet.append([_cell(sheet, str(value or "")) for value in row])
    _matrix(book.create_sheet(text("commitments", language)), series, language)
    _versions(book.create_sheet(text("versions", language)), series, language)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _matrix(sheet: WriteOnlyWorksheet, series: Series, language: Language) -> None:
    """A row a commitment, a column a step."""
    sheet.freeze_panes = "B2"
    sheet.column_dimensions["A"].width = 60
    steps = [(old, new) for old, new, _ in series.steps]
    heads = [f"{series.versions[old].label} → {series.versions[new].label}" for old, new in steps]
    for number in range(len(heads)):
        sheet.column_dimensions[get_column_letter(number + 2)].width = 24
    names = [text("commitment", language), *heads]
    sheet.append([_cell(sheet, name, bold=True) for name in names])
    for chain in series.chains:
        became = {(one.old, one.new): one.outcome.fate for one in chain.became}
        told = [
            f"{SIGNS[fate]} {FATES[fate].text(language)}" if (fate := became.get(step)) else ""
            for step in steps
        ]
        sheet.append([_cell(sheet, cell) for cell in (chain.title, *told)])


def _versions(sheet: WriteOnlyWorksheet, series: Series, language: Language) -> None:
    sheet.column_dimensions["C"].width = sheet.column_dimensions["E"].width = 60
    names = (text(key, language) for key in ("version", "date", "file", "commitments"))
    sheet.append([_cell(sheet, name, bold=True) for name in (*names, "SHA-256")])
    for one in series.versions:
        cells = (one.label, one.date, one.location, str(len(one.plan.units)), one.plan.sha256)
        sheet.append([_cell(sheet, cell) for cell in cells])
    for problem in problems(series, language):
        sheet.append([_cell(sheet, problem)])


def _cell(sheet: WriteOnlyWorksheet, value: str, *, bold: bool = False) -> WriteOnlyCell:
    lines = "\n".join(map(xml, value[:MOST_CELL].split("\n")))
    cell = WriteOnlyCell(sheet, lines)
    cell.data_type = "s"
    cell.font = Font(bold=bold)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell
