"""Cut a list that is too long to be read as a whole into pieces that each can be read by itself.

A table is cut between its rows, a list of addresses between its lines. What is cut is what the readers of
:mod:`evidence.formats` read: the bytes stay as they are, and are looked at here only for where a row ends.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, BinaryIO

from evidence.formats.csv import LONGEST_FIELD

if TYPE_CHECKING:
    from collections.abc import Iterator

SIZE = 1_000_000
"""Bytes of a piece: some 10,000 addresses, which are read in a second. No piece can then name more addresses
than one source may that is read as a whole."""
LONGEST = LONGEST_FIELD
"""Bytes of one row: as many as one cell may have characters."""


class NoRow(ValueError):
    """A row does not end where one could; ``str(error)`` says why in one line."""


def pieces(file: BinaryIO, delimiter: str) -> Iterator[bytes]:
    """The rows of a ``file`` in pieces of about :data:`SIZE` bytes, its first row at the head of the first;
    of a list of addresses, which has no ``delimiter``, its lines.

    Raises NoRow for a row that is longer than :data:`LONGEST`.
    """
    taken: list[bytes] = []
    size = 0
    for row in _rows(file, delimiter) if delimiter else _lines(file):
        taken.append(row)
        size += len(row)
        if size >= SIZE:
            yield b"".join(taken)
            taken.clear()
            size = 0
    if taken:
        yield b"".join(taken)


def first_row(file: BinaryIO, delimiter: str) -> bytes:
    """The row that names the columns. Raises NoRow."""
    return next(_rows(file, delimiter), b"")


def _lines(file: BinaryIO) -> Iterator[bytes]:
    number = 0
    while line := file.readline(LONGEST + 1):
        number += 1
        if len(line) > LONGEST:
            raise NoRow(f"line {number} is longer than {LONGEST // 1_000_000} MB")
        yield line


def _rows(file: BinaryIO, delimiter: str) -> Iterator[bytes]:
    """The rows of a table, each with the lines that it goes over."""
    lines: list[bytes] = []

    def read() -> Iterator[str]:
        for line in _lines(file):
            lines.append(line)
            yield line.decode(
                "latin-1"
            )  # quotes and delimiters are themselves in every charset here

    csv.field_size_limit(LONGEST)
    reader = csv.reader(read(), delimiter=delimiter)
    try:
        for _ in reader:
            yield b"".join(lines)
            lines.clear()
    except csv.Error as error:
        raise NoRow(f"reading stopped at line {reader.line_num}: {error}") from None
