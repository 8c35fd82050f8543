"""Where rows point into WARC files: which row speaks of the record at a place.

The places are kept in a temporary SQLite table. An index of the database itself over every night's
revisits would cost more than it serves: only verification asks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from evidence.custody.warc.rows import CaptureRow, CertificateRow, ReplyRow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.store.database import Store

POINTING = ("captures", "certificates", "archive_replies")
"""The tables whose rows point into WARC files."""

_READABLE = "typeof(warc) = 'text' AND typeof(\"offset\") = 'integer'"
_ROWS = """
SELECT t.* FROM temp.places p JOIN "{}" t ON t.rowid = p.row
WHERE p.tbl = ? AND p.warc = ? ORDER BY p."offset"
"""
_CAPTURE_AT = """
SELECT c.* FROM temp.places p JOIN captures c ON c.rowid = p.row
WHERE p.tbl = 'captures' AND p.warc = ? AND p."offset" = ?
"""

R = TypeVar("R", CaptureRow, ReplyRow, CertificateRow)


class Places:
    """The places of all rows, as they were when this was made."""

    def __init__(self, store: Store) -> None:
        self._store = store
        store.db.execute("DROP TABLE IF EXISTS temp.places")
        store.db.execute(
            'CREATE TEMP TABLE places (tbl TEXT, warc TEXT, "offset" INTEGER, row INTEGER,'
            ' PRIMARY KEY (tbl, warc, "offset", row)) WITHOUT ROWID'
        )
        for table in POINTING:
            store.db.execute(
                f"INSERT INTO temp.places SELECT '{table}', warc, \"offset\", rowid FROM {table}"
                f" WHERE {_READABLE}"
            )

    def files(self) -> set[str]:
        """The WARC files that rows point into."""
        return set(self._store.values("SELECT DISTINCT warc FROM temp.places"))

    def unreadable(self) -> Iterator[str]:
        """The rows, each as ``<table> <id>``, whose place is none: somebody else wrote it there."""
        for table in POINTING:
            for key in self._store.values(f"SELECT id FROM {table} WHERE NOT ({_READABLE})"):
                yield f"{table} {key}"

    def captures_in(self, warc: str) -> RowsInOrder[CaptureRow]:
        """The rows of ``captures`` that point into a file."""
        return self._rows_in(CaptureRow, "captures", warc)

    def replies_in(self, warc: str) -> RowsInOrder[ReplyRow]:
        """The rows of ``archive_replies`` that point into a file."""
        return self._rows_in(ReplyRow, "archive_replies", warc)

    def certificates_in(self, warc: str) -> RowsInOrder[CertificateRow]:
        """The rows of ``certificates`` that point into a file."""
        return self._rows_in(CertificateRow, "certificates", warc)

    def _rows_in(self, of: type[R], table: str, warc: str) -> RowsInOrder[R]:
        return RowsInOrder(table, self._store.each(of, _ROWS.format(table), table, warc))

    def capture_at(self, warc: str, offset: int) -> CaptureRow | None:
        """The row of ``captures`` that points to a place."""
        return self._store.first(CaptureRow, _CAPTURE_AT, warc, offset)


class RowsInOrder(Generic[R]):
    """The rows of a table that point into one file, met one after the other in its order."""

    def __init__(self, table: str, rows: Iterator[R]) -> None:
        self.table = table
        self._rows: Iterator[R] = rows
        self._next: R | None = next(rows, None)

    def before(self, offset: int) -> Iterator[R]:
        """The rows that point before ``offset`` and were not met; they are met now."""
        while self._next is not None and self._next.offset < offset:
            yield self._next
            self._next = next(self._rows, None)

    def rest(self) -> Iterator[R]:
        """All rows that were not met."""
        while self._next is not None:
            yield self._next
            self._next = next(self._rows, None)

    def at(self, offset: int) -> R | None:
        """The row that points to ``offset``, or None; it is met now."""
        if self._next is None or self._next.offset != offset:
            return None
        row, self._next = self._next, next(self._rows, None)
        return row

    def beyond(self, offset: int) -> R | None:
        """The first row that points beyond ``offset``; those up to it count as met."""
        while self._next is not None and self._next.offset <= offset:
            self._next = next(self._rows, None)
        return self._next
