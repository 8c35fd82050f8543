"""The custody log: every act on the evidence, each entry holding the hash of the one before.

An entry names the rows that the act wrote, each with the digest of its content, so that a row that
was edited, deleted or added behind the log's back is found and named. The id of an entry is the
digest of the entry itself.
"""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from typing import Any

Rows = dict[str, dict[str, str | None]]
"""table -> row id -> :func:`row_digest`, or None for a row that the act took out"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One act."""

    id: str
    seq: int
    """position in the log of this folder, from 1"""
    previous: str | None
    at: str
    act: str
    rows: Rows
    detail: dict[str, Any]


_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def canonical(value: object) -> bytes:
    """One text for one value: sorted keys, no spaces, UTF-8 (the subset of RFC 8785 that we
    use)."""
    return _ENCODER.encode(value).encode("utf-8", "surrogatepass")


def row_digest(row: dict[str, Any]) -> str:
    """The digest of a database row: sha256 in base64url, without padding.

    Columns that are NULL do not count, so a column that a later migration adds leaves the digests
    of older rows as they are. A flag counts as the number that SQLite keeps of it.
    """
    present = {
        name: int(value) if isinstance(value, bool) else value
        for name, value in row.items()
        if value is not None
    }
    return _b64(hashlib.sha256(canonical(present)).digest())


def replaced(was: Rows) -> str:
    """One digest of the rows that an act found and wrote over or took out, as it found them.

    An entry holds it as ``was``: so a row that was altered before an act of ours replaced it is named
    for good, by the entry that replaced it. 128 bits, for there is one in nearly every entry.
    """
    listed = [
        [table, key, digest] for table in sorted(was) for key, digest in sorted(was[table].items())
    ]
    return _b64(hashlib.sha256(canonical(listed)).digest()[:16])


def entry(
    seq: int, previous: str | None, at: str, act: str, rows: Rows, detail: dict[str, Any]
) -> Entry:
    """A new entry with its id."""
    sealed = canonical([seq, previous, at, act, rows, detail])
    return Entry(_b64(hashlib.sha256(sealed).digest()), seq, previous, at, act, rows, detail)


def raw_id(identifier: str) -> bytes:
    """The 32 bytes of an entry's id or a row's digest; raises ValueError for anything else."""
    raw = base64.urlsafe_b64decode(identifier + "=")
    if len(raw) != 32:
        raise ValueError("not a digest")
    return raw


def _b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")
