"""What SQLite means when it refuses, in words for whoever keeps the folder."""

from __future__ import annotations

import os
import sqlite3
import sys
import tempfile
from pathlib import Path

from evidence.bilingual import Words
from evidence.errors import StoreDamaged, StoreError

RESTORE = Words(
    "the WARC files are untouched; restore your last copy of it, or rebuild it as docs/custody.md says",
    "los archivos WARC están intactos; restituya su última copia de ella o vuelva a construirla como dice "
    "docs/custody.md",
)
"""What to do about a damaged database."""
DAMAGED = Words(
    "the database is damaged ({text}): {restore}",
    "la base de datos está dañada ({text}): {restore}",
)
READ_ONLY = Words(
    "can't be written (it is read-only here)", "no se puede escribir (aquí es de solo lectura)"
)
_NO_TEXT = Words(
    "a text can't be kept that holds half a letter ({text})",
    "no se puede conservar un texto que contiene media letra ({text})",
)
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_FOR_WANT_OF_ROOM = frozenset({sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN})
"""What SQLite says, too, where there is no room for the files beside the database."""
_ROOM = 1 << 17
"""Bytes; SQLite needs 32 KiB for the index of its log, and calls it an I/O error when it has not."""
_ODD = ("no such table", "no such column", "already exists", "could not decode", "malformed")
"""What SQLite says of a damaged schema and of damaged texts without calling them so."""


def problem(path: Path, error: sqlite3.Error | ValueError) -> StoreError:
    """The error to raise for what SQLite, or a record of ours, says of the database at ``path``."""
    text = str(error)
    if isinstance(error, UnicodeEncodeError):
        return StoreError(path, _NO_TEXT, text=text)
    if isinstance(
        error, ValueError
    ):  # the words of enums, numbers, JSON; sqlite3's errors are none
        return StoreDamaged(
            path,
            Words(
                "a row says what no Testigo writes ({text}); testigo verify names what was altered",
                "una fila dice algo que Testigo nunca escribe ({text}); testigo verify "
                "señala lo que se alteró",
            ),
            text=text,
        )
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the low byte of an extended code
    full = _fullest(path)
    if code == sqlite3.SQLITE_FULL or (code in _FOR_WANT_OF_ROOM and _free(full) < _ROOM):
        return StoreError(
            path,
            Words(
                "the disk is full, in bytes or in files ({text}): make room on the disk of {full} and run again",
                "el disco está lleno, en bytes o en archivos ({text}): libere espacio en el "
                "disco de {full} y vuelva a intentarlo",
            ),
            text=text,
            full=full,
        )
    if code == sqlite3.SQLITE_IOERR:
        return StoreError(
            path,
            Words(
                "the disk refused ({text}): it fails, or a quota or a limit on the size of files is reached",
                "el disco lo rechazó ({text}): está fallando, o se alcanzó una cuota o el "
                "límite al tamaño de los archivos",
            ),
            text=text,
        )
    if code == sqlite3.SQLITE_READONLY:
        return StoreError(path, READ_ONLY)
    if code in _DAMAGED or any(words in text.lower() for words in _ODD):
        return StoreDamaged(path, DAMAGED, text=text, restore=RESTORE)
    if isinstance(error, sqlite3.OperationalError):
        return StoreError(
            path,
            Words(
                "the database can't be used ({text})", "la base de datos no se puede usar ({text})"
            ),
            text=text,
        )
    return StoreError(
        path,
        Words("the database refused ({text})", "la base de datos lo rechazó ({text})"),
        text=text,
    )


def _fullest(path: Path) -> Path:
    """What is full most likely: where the database is, or where SQLite sorts large answers."""
    return min(path.parent, Path(tempfile.gettempdir()), key=_free)


def _free(place: Path) -> int:
    """Bytes; none where no more files fit, either. What can't be asked is not full."""
    try:
        told = os.statvfs(place)
    except OSError:
        return sys.maxsize
    has_files = told.f_favail > 0 or told.f_files == 0  # some file systems count none
    return told.f_bavail * told.f_frsize if has_files else 0
