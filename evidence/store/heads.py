"""The signature over the last entry of the log, made anew with every entry, in its transaction.

A seal signs a night; this signs what came after it. So an entry that was put in behind the last seal,
or behind a run that was killed, is told from ours by anybody who knows the public key: whoever wrote it
could not sign it. What was written without the key is named by the next entry that is written with it,
in an entry of its own, and is never signed as if it were ours.
"""

from __future__ import annotations

import base64
import json
import logging
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from evidence import signing
from evidence.bilingual import Words
from evidence.errors import StoreError
from evidence.findings import Finding
from evidence.store.ledger import canonical
from evidence.store.records import LogHead

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from sqlite_utils import Database

    from evidence.store.ledger import Entry

log = logging.getLogger(__name__)

MADE = "key-made"
"""The act of the entry that names the folder's key."""
BEGUN = "entries-signed"
"""The act of the entry from which on each is signed, in a folder that had a key before that was so."""
FOUND = "found-not-ours"
"""The act of an entry that names what this folder's keeper can't account for."""
RESTORED = "restored"
"""The act of a person who goes on from an older copy."""
CONFIGURED = "configured"
"""The act of an entry that holds the digest of the configuration that is gone by from then on."""
_MARKS = "act IN ('key-made', 'entries-signed', 'found-not-ours', 'restored', 'configured')"
"""As the index ``custody_marks`` has it: SQLite uses it only where a query says the same."""
_LENGTH = 32
"""Bytes of a public key (RFC 8032, 5.1.5)."""
_NOTE_EVERY = 30.0
"""Seconds after which the note outside the folder is brought up to date while entries are written: a
copy that is older than that is known as one, also when the process is killed."""


class Store(Protocol):
    """As much of :class:`evidence.store.database.Store`, which stands on this, as is needed here."""

    path: Path
    db: Database

    def first(self, of: type[LogHead], sql: str) -> LogHead | None:
        """The first row as a record."""

    def value(self, sql: str, *values: object) -> Any:
        """The first column of the first row."""

    def iterate(self, sql: str, *values: object) -> Iterator[dict[str, Any]]:
        """The rows of a query."""


@dataclass(frozen=True, slots=True)
class Mark:
    """An entry of one of the acts above."""

    seq: int
    at: str
    act: str
    detail: dict[str, Any]


def marks(store: Store) -> list[Mark]:
    """The entries that say how the log itself stands, oldest first."""
    sql = f"SELECT seq, at, act, detail_json FROM custody WHERE {_MARKS} ORDER BY seq"
    return [
        Mark(row["seq"], row["at"], row["act"], told(row["detail_json"]))
        for row in store.iterate(sql)
    ]


def told(detail: str | None) -> dict[str, Any]:
    """What an entry says; nothing where it was altered: verification names that."""
    try:
        found = json.loads(detail or "")
    except (ValueError, TypeError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def public_of(store: Store) -> bytes | None:
    """The raw public key that the folder's log names; None where it names none that can be read."""
    made = next((mark for mark in marks(store) if mark.act == MADE), None)
    try:
        return public_in(made.detail) if made else None
    except (KeyError, TypeError, ValueError):
        return None


def public_in(detail: dict[str, Any]) -> bytes:
    """The raw public key that an entry of the act :data:`MADE` names; raises KeyError, TypeError or
    ValueError for one of another shape."""
    public = base64.b64decode(detail["public"])
    if len(public) != _LENGTH:
        raise ValueError("not an Ed25519 key")
    return public


def found_in(mark: Mark) -> Iterator[dict[str, Any]]:
    """What an entry of the act :data:`FOUND` names, each for :meth:`evidence.findings.Finding.read`."""
    told = mark.detail.get("found")
    for one in told if isinstance(told, list) else []:
        if isinstance(one, dict):
            yield one


def is_begun(mark: Mark) -> bool:
    """Whether each entry is signed from this one on."""
    return mark.act == BEGUN or (mark.act == MADE and "entries" in mark.detail)


def signed(head: LogHead | None, public: bytes) -> LogHead | None:
    """``head`` if it is signed by ``public`` (raw)."""
    if head is None or not isinstance(head.head, str):  # a row may hold anything
        return None
    content = _content(head.seq, head.head)
    return head if signing.is_signed(public, head.signature, content) else None


def read(store: Store) -> LogHead | None:
    """The signature that stands; None where there is none."""
    return store.first(LogHead, "SELECT * FROM log_head WHERE id = 1")


def holds(store: Store, seq: int, head: str) -> bool:
    """Whether the log has this entry."""
    sql = "SELECT 1 FROM custody WHERE seq = ? AND id = ?"
    return store.value(sql, seq, head) is not None


class Heads:
    """Signs the entries that one :class:`Store` writes, where the folder's key is on this machine."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._key: Ed25519PrivateKey | None = None
        self._fingerprint = ""
        self._last: tuple[int, str] | None = None
        """the last entry that was signed here"""
        self._kept: tuple[int, str] | None = None
        """the last of them that is on the disk"""
        self._noted: tuple[int, str] | None = None
        self._noted_at = time.monotonic()
        self._refused: StoreError | None = None
        """why the note is not up to date"""

    def owed(self, seq: int, head: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """Act and detail of each entry that must come first, after the last one of the log."""
        if self._last == (seq, head):
            return
        public = self._learn()
        if public is None or self._key is None:
            return
        standing = read(self._store)
        if standing is None and not any(map(is_begun, marks(self._store))):
            yield BEGUN, {}
        elif told := strangers(self._store, public, standing, seq, head):
            yield FOUND, {"found": [told.logged()]}

    def sign(self, entry: Entry) -> None:
        """Sign an entry that was written, in its transaction."""
        if entry.act == MADE:
            self._learn()
        if self._key is None:
            return
        signature = base64.b64encode(self._key.sign(_content(entry.seq, entry.id))).decode()
        self._store.db.execute(
            "INSERT OR REPLACE INTO log_head (id, seq, head, signature) VALUES (1, ?, ?, ?)",
            (entry.seq, entry.id, signature),
        )
        self._last = (entry.seq, entry.id)

    def _learn(self) -> bytes | None:
        """Find out by which key the folder is signed, and whether it is here."""
        self._key = None
        public = public_of(self._store)
        if public is None:
            return None
        self._fingerprint = signing.key_id(public)
        self._key = signing.private(self._fingerprint)
        return public

    def keep(self) -> None:
        """The transaction is on the disk. From time to time the note outside the folder is brought up
        to date; what the disk refuses of that is told and no more: evidence is kept all the same."""
        self._kept = self._last
        if time.monotonic() - self._noted_at >= _NOTE_EVERY:
            self.note_if_able()

    def note_if_able(self) -> None:
        """Bring the note up to date; what the disk refuses of it is told in the end."""
        try:
            self.note()
            self._refused = None
        except StoreError as error:
            self._refused = error

    def end(self) -> None:
        """The store is closed: bring the note up to date, or say that it is not. Not where an error ends it
        all: a disk that is full is told once, and by what could not be kept."""
        self.note_if_able()
        if self._refused is not None and sys.exc_info()[0] is None:
            log.warning(
                Words(
                    "an older copy of this folder would not be known as one: {why}",
                    "no se reconocería una copia anterior de esta carpeta: {why}",
                ).of(why=self._refused)
            )

    def note(self, *, sealed: bool = False, anew: bool = False) -> None:
        """Note outside the folder how far the log has come; ``sealed``: and that all files of its seals
        are written. Raises StoreError."""
        self._noted_at = time.monotonic()
        if self._kept is None or (self._kept == self._noted and not sealed and not anew):
            return
        seq, head = self._kept
        made = signing.Note(
            self._fingerprint,
            seq,
            head,
            seq if sealed else 0,
            str(self._store.path.parent.resolve()),
        )
        signing.note(made, lambda *entry: holds(self._store, *entry), anew=anew)
        self._noted = self._kept


def strangers(
    store: Store, public: bytes, standing: LogHead | None, seq: int, head: str
) -> Finding | None:
    """How the log's end, its entry ``seq`` with the id ``head``, is not what was signed last;
    None when it is."""
    last = signed(standing, public)
    if last is None:
        kind = "head-taken-away" if standing is None else "head-forged"
        return Finding("custody", kind, {"entry": seq})
    if (last.seq, last.head) == (seq, head):
        return None
    if last.seq > seq:
        return Finding("custody", "log-cut", {"entry": seq, "signed": last.seq})
    if not holds(store, last.seq, last.head):
        return Finding("custody", "log-rewritten", {"signed": last.seq})
    entries = f"custody {last.seq + 1}" + (f" to {seq}" if seq > last.seq + 1 else "")
    return Finding(entries, "entries-put-in")


def _content(seq: int, head: str) -> bytes:
    return canonical(["testigo-head/1", seq, head])
