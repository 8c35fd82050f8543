"""A list with more addresses than a source may name that is read as a whole: read piece by piece, in memory
that does not grow with it."""

from __future__ import annotations

import hashlib
import pickle
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, BinaryIO

from evidence import fence
from evidence.bilingual import Words
from evidence.citations.model import MOST, READING_VERSION, Citation, Piece
from evidence.errors import SourceError
from evidence.kept import kept

if TYPE_CHECKING:
    from collections.abc import Iterator

LONG = 8_000_000
"""Bytes from which a list is read in pieces: some 80,000 addresses with nothing beside them. What is shorter is
read as a whole, and compared word by word with its last reading, if it names no more than is read so."""
_SCHEME = b"://"
HEAD = 100_000
"""Bytes in which a list is told from other text."""
_TOLD = fence.Task("evidence.citations.reading:told_list", str | None)
_PIECE = fence.Task("evidence.citations.reading:read_piece", Piece, seconds=15.0)
"""A piece takes a second; a slow machine some times that."""
_SECONDS = 3600
"""By the clock, for all of it: ten million addresses take half of that on a machine with nothing else to do."""
_MOST_BYTES = 8_000_000_000
"""Of what is found, on the disk until it is stored: sixteen times the longest source. In a table whose every row
names hundreds of addresses each has the whole row for its claim."""


@dataclass(frozen=True, slots=True)
class LongReading:
    """One reading of one long list."""

    media_type: str
    sha256: str
    bytes: int
    title: str
    count: int
    """citations"""
    warnings: tuple[str, ...]
    _found: BinaryIO
    version: int = READING_VERSION

    def blocks(self) -> Iterator[list[Citation]]:
        """The citations in their order, those of one piece at a time."""
        self._found.seek(0)
        while True:
            try:
                yield pickle.load(self._found)  # noqa: S301 - a file without a name that we wrote just now
            except EOFError:
                return


def is_long(file: BinaryIO, size: int) -> bool:
    """Whether what is in ``file``, of so many bytes, is read in pieces where it is a list."""
    if size > LONG:
        return True
    if size <= MOST * len(_SCHEME):
        return False
    whole = file.read()
    file.seek(0)
    return whole.count(_SCHEME) > MOST


def delimiter_of(file: BinaryIO, name: str) -> str | None:
    """How the list in ``file`` can be read in pieces: the delimiter of its table, "" for addresses one a line; None
    where it is no list."""
    head = file.read(HEAD)
    file.seek(0)
    try:
        return fence.call(_TOLD, head[: head.rfind(b"\n") + 1], name=name)
    except fence.FenceFailure:
        return None


@contextmanager
def read(file: BinaryIO, name: str, delimiter: str) -> Iterator[LongReading]:
    """What the list in ``file`` cites; inside its citations can be had, which lie on the disk.

    Raises SourceError for one that is damaged, or takes more time or room than a list can need.
    """
    digest = hashlib.sha256()
    with tempfile.TemporaryFile() as found:
        title, size, count, warnings = "", 0, 0, dict[str, None]()
        for bare, piece in _read(file, name, delimiter):
            digest.update(bare)
            title, size, count = (
                title or piece.title,
                size + len(bare),
                count + len(piece.citations),
            )
            warnings |= dict.fromkeys(piece.warnings)
            pickle.dump(list(piece.citations), found, pickle.HIGHEST_PROTOCOL)
            if found.tell() > _MOST_BYTES:
                raise SourceError(name, _TOO_MUCH, size=_MOST_BYTES // 1_000_000)
        media_type = "text/csv" if delimiter else "text/plain"
        yield LongReading(
            media_type, digest.hexdigest(), size, title, count, tuple(warnings), found
        )


def _read(file: BinaryIO, name: str, delimiter: str) -> Iterator[tuple[bytes, Piece]]:
    """Each piece and what it says, placed in the whole text."""
    # a night asks of each source whether it is such a list, and most are none
    from evidence.citations import pieces  # noqa: PLC0415

    before = 0
    end = time.monotonic() + _SECONDS
    try:
        top = pieces.first_row(file, delimiter) if delimiter else b""
        file.seek(0)
        for number, bare in enumerate(pieces.pieces(file, delimiter)):
            names = top if number else b""
            piece = fence.call(_PIECE, names + bare, delimiter=delimiter, top=len(names))
            yield bare, replace(piece, citations=tuple(_placed(piece, before)))
            before += piece.length
            if time.monotonic() > end:
                raise SourceError(name, _TOO_LONG, minutes=_SECONDS // 60)
    except (fence.FenceFailure, pieces.NoRow) as failure:
        raise SourceError(name, kept(str(failure))) from None


def _placed(piece: Piece, before: int) -> Iterator[Citation]:
    for one in piece.citations:
        yield replace(one, start=(one.start or 0) + before, end=(one.end or 0) + before)


_TOO_LONG = Words(
    "reading it takes longer than {minutes} minutes; divide it into several sources",
    "leerlo tarda más de {minutes} minutos; divídalo en varias fuentes",
)
_TOO_MUCH = Words(
    "what it cites takes more than {size} MB; divide it into several sources",
    "lo que cita ocupa más de {size} MB; divídalo en varias fuentes",
)
