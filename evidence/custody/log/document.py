"""What a seal and a time-stamp say, as the custody log holds them.

A signed seal is ``{"seal": {format, chain, first, last, head, root, previous, at, key}, "signature"}``
(Ed25519 over the canonical form of what stands under ``seal``, base64), a time-stamp is
``{"seal", "authority", "reply"}`` (an RFC 3161 reply in base64). Digests are taken over a document as
it stands, also over what a later version may add to it.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, field
from typing import Any

from evidence.store.ledger import canonical

FORMAT = "testigo-seal/1"


@dataclass(frozen=True, slots=True)
class Seal:
    """A signed statement over the entries of a log from ``first`` to ``last``."""

    format: str
    chain: str | None
    """id of the log's first entry"""
    first: int
    last: int
    head: str | None
    """id of entry ``last``"""
    root: str | None
    """hex of the Merkle root over the ids from ``first`` to ``last``"""
    previous: str | None
    """:attr:`digest` of the seal before, None for the first one"""
    at: str
    key: str | None
    """fingerprint of the signing key; None in a folder without one"""
    signature: str | None
    document: dict[str, Any] = field(repr=False)
    """the whole as it stands in the log"""

    @classmethod
    def read(cls, document: dict[str, Any]) -> Seal:
        """A document of the log; raises KeyError or TypeError for one of another shape."""
        content = document["seal"]
        return cls(
            **{name: content[name] for name in _CONTENT},
            signature=document["signature"],
            document=document,
        )

    @property
    def content(self) -> bytes:
        """What is signed."""
        return canonical(self.document["seal"])

    @property
    def whole(self) -> bytes:
        """What is time-stamped, and stands in the seal's file."""
        return canonical(self.document)

    @property
    def digest(self) -> str:
        """What the next seal and the time-stamps know this one by: sha256 in hex."""
        return hashlib.sha256(self.whole).hexdigest()


_CONTENT = ("format", "chain", "first", "last", "head", "root", "previous", "at", "key")


@dataclass(frozen=True, slots=True)
class Token:
    """An authority's word that a seal was there at a time (RFC 3161)."""

    seal: str
    """:attr:`Seal.digest`"""
    authority: str
    """its URL"""
    reply: bytes
    """the authority's whole reply"""

    @classmethod
    def read(cls, document: dict[str, Any]) -> Token:
        """A document of the log; raises KeyError, TypeError or ValueError for one of another
        shape."""
        return cls(document["seal"], document["authority"], base64.b64decode(document["reply"]))

    @property
    def document(self) -> dict[str, Any]:
        """As it stands in the log."""
        reply = base64.b64encode(self.reply).decode()
        return {"seal": self.seal, "authority": self.authority, "reply": reply}
