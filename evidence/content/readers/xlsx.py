"""XLSX -> one line a row, as the values that were last computed; sheets are the headings."""

from __future__ import annotations

import io
from datetime import date, datetime, time
from typing import TYPE_CHECKING

import openpyxl

from evidence.content.model import Content
from evidence.content.readers.archive import opened
from evidence.content.readers.sections import sections
from evidence.folding import as_shown

if TYPE_CHECKING:
    from collections.abc import Iterable

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def read(body: bytes, content_type: str, url: str) -> Content:  # noqa: ARG001 - one signature
    """The content of an XLSX; see :func:`evidence.content.extract`."""
    opened(body).close()
    book = openpyxl.load_workbook(
        io.BytesIO(body), read_only=True, data_only=True, keep_links=False
    )
    lines: list[str] = []
    headings: list[tuple[int, str]] = []
    for sheet in book.worksheets:
        headings.append((len(lines), sheet.title))
        lines.append(sheet.title)
        sheet.reset_dimensions()  # the declared size may be a lie of a million empty columns
        rows = (_row(row) for row in sheet.iter_rows(values_only=True))
        lines.extend(row for row in rows if row)
    book.close()
    return Content(
        _TYPE,
        lines=tuple(lines),
        main=tuple(lines),
        headings=tuple(name for _, name in headings),
        parts=sections(headings, len(lines)),
    )


def _row(cells: Iterable[object]) -> str:
    return " | ".join(text for cell in cells if cell is not None and (text := _cell(cell)))


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.15g}"  # what Excel itself keeps and shows of a number
    if isinstance(value, (datetime, date, time)):
        return value.isoformat().removesuffix("T00:00:00")
    return as_shown(str(value))
