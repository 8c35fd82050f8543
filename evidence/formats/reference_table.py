"""References out of a program that manages them, as a table: a row each, its columns named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.formats.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from evidence.formats.document import Document

COLUMNS = ("title", "author", "container", "date", "url", "accessed", "note")


def table_of(rows: Iterable[Mapping[str, str]], warnings: Iterable[str] = ()) -> Document:
    """The document of references; each maps some of :data:`COLUMNS` to what it says."""
    table = Table()
    table.row((name, ()) for name in COLUMNS)
    for row in rows:
        table.row((row.get(name, ""), ()) for name in COLUMNS)
    for warning in warnings:
        table.warn(warning)
    return table.finish()
