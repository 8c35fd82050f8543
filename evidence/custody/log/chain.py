"""Check a custody log from its first entry to its last: the chain, the seals, their signatures and
tokens."""

from __future__ import annotations

import base64
import hashlib
import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from evidence import clock
from evidence.custody.finding import Finding
from evidence.custody.log import keys, seals, timestamps
from evidence.custody.log.merkle import Tree
from evidence.store import ledger
from evidence.store.ledger import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cryptography.x509 import Certificate

    from evidence.store.database import Row

_SKEW = timedelta(minutes=10)
"""How far our clock and an authority's may be apart before a token's time is strange."""


class Chain:
    """One log; feed it every entry in order with :meth:`take`."""

    def __init__(self, name: str, roots: Sequence[Certificate]) -> None:
        self._name = name
        self._roots = roots
        self.genesis: str | None = None
        self.head: str | None = None
        self.length = 0
        self.public: bytes | None = None
        """raw public key that the log names"""
        self.rows: ledger.Rows = {}
        """what the last entry taken says of rows"""
        self.broken = False
        """the chain tore: what follows proves nothing"""
        self.files: dict[str, str] = {}
        """name of each file in ``seals/`` that the log speaks of, and its sha256"""
        self._open: list[str] = []
        """ids since the last seal"""
        self._seals: dict[str, bytes] = {}
        self._last_seal: str | None = None
        self._fresh: int | None = None
        """first entry since then that needs a seal"""

    def take(self, row: Row) -> Iterator[Finding]:
        """Check the next entry; sets :attr:`broken` when the log can't be followed any further."""
        where = f"{self._name} {row['seq']}"
        try:
            self.rows, detail = json.loads(row["rows_json"]), json.loads(row["detail_json"])
            made = ledger.entry(
                row["seq"], row["previous"], row["at"], row["act"], self.rows, detail
            )
            ledger.raw_id(row["id"])
        except (ValueError, TypeError):
            yield Finding(where, "altered: not readable")
            self.broken = True
            return
        if made.id != row["id"]:
            yield Finding(
                where, f"altered: the entry '{row['act']}' of {row['at']} is not what its id says"
            )
        if row["previous"] != self.head or row["seq"] != self.length + 1:
            yield Finding(
                where, "the log is broken before this entry: something was removed or put in"
            )
            self.broken = True
            return
        self.genesis = self.genesis or row["id"]
        self.head, self.length = row["id"], row["seq"]
        yield from self._act(where, row["act"], detail)
        self._open.append(row["id"])
        if self._fresh is None and row["act"] not in seals.ABOUT:
            self._fresh = row["seq"]

    def _act(self, where: str, act: str, detail: dict[str, Any]) -> Iterator[Finding]:
        try:
            if act == "key-made":
                yield from self._key(where, base64.b64decode(detail["public"]))
            elif act == seals.SEALED:
                yield from self._seal(where, detail)
            elif act == seals.STAMPED:
                yield from self._token(where, detail)
            if file := seals.files(act, detail):
                self.files[file[0]] = hashlib.sha256(file[1]).hexdigest()
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            yield Finding(where, f"altered: '{act}' says what none of ours says ({error})")

    def _key(self, where: str, public: bytes) -> Iterator[Finding]:
        if self.public is not None:
            yield Finding(where, "a second signing key was put in")
        self.public = self.public or public

    def _seal(self, where: str, document: dict[str, Any]) -> Iterator[Finding]:
        content = document["seal"]
        first = self.length - len(self._open)
        covered = self._open[: content["last"] - first + 1]
        wanted = {
            "format": seals.FORMAT,
            "chain": self.genesis,
            "first": first,
            "last": first + len(covered) - 1,
            "head": covered[-1] if covered else None,
            "root": Tree([ledger.raw_id(one) for one in covered]).root.hex() if covered else None,
            "previous": self._last_seal,
        }
        for name, value in wanted.items():
            if content[name] != value:
                yield Finding(where, f"the seal does not fit the log: its {name} is another")
        yield from check_signature(where, document, self.public)
        self._open, self._fresh = self._open[len(covered) :], None
        self._last_seal = seals.digest(document)
        self._seals[self._last_seal] = canonical(document)

    def _token(self, where: str, detail: dict[str, Any]) -> Iterator[Finding]:
        document = self._seals.get(detail["seal"])
        if document is None:
            yield Finding(where, "the time-stamp is for no seal of this log")
        else:
            yield from check_token(where, detail, document, self._roots)

    def end(self) -> Iterator[Finding]:
        """What the whole log lacks."""
        if self._last_seal and self._fresh:
            yield Finding(
                self._name, f"the entries from {self._fresh} on are not under a seal yet", note=True
            )


def check_signature(
    where: str, document: dict[str, Any], public: bytes | None
) -> Iterator[Finding]:
    """Whether a seal is signed by the key that its log names."""
    content, signature = document["seal"], document["signature"]
    if public is None:
        if content["key"] is not None or signature is not None:
            yield Finding(where, "the seal is signed by a key that the log does not name")
        return
    if content["key"] != keys.key_id(public):
        yield Finding(where, "the seal is not by the key of this log")
    elif signature is None or not keys.is_signed(public, signature, canonical(content)):
        yield Finding(where, "forged: the seal is not signed by the key of this log")


def check_token(
    where: str, detail: dict[str, Any], document: bytes, roots: Sequence[Certificate]
) -> Iterator[Finding]:
    """Whether a time-stamp is for this seal and by an authority that leads to ``roots``."""
    authority = detail["authority"]
    try:
        stamp = timestamps.check(base64.b64decode(detail["reply"]), document, roots)
    except timestamps.TokenError as error:
        yield Finding(where, f"the time-stamp of {authority} does not hold: {error}")
        return
    sealed_at = clock.parse(json.loads(document)["seal"]["at"])
    if stamp.at < sealed_at - _SKEW:
        yield Finding(where, f"the time-stamp of {authority} is older than what it stamps")
    if not stamp.trusted:
        yield Finding(
            where,
            f"the time-stamp of {authority} leads to a root that is not known here; give --roots",
            note=True,
        )
