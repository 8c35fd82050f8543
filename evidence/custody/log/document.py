"""What a seal and a time-stamp say, as the custody log holds them.

A signed seal is ``{"checkpoint", "frontier", "at"}``: a signed note over the whole log
(:mod:`evidence.custody.log.notes`), and the nodes that the next one goes on from, in base64. Seals of
earlier versions, and of folders without a key, are over the entries since the one before:
``{"seal": {format, chain, first, last, head, root, previous, at, key}, "signature"}`` (Ed25519 over the
canonical form of what stands under ``seal``, base64). A time-stamp is ``{"seal", "authority", "reply"}``
(an RFC 3161 reply in base64), a witness' word is ``{"seal", "witness", "line"}`` (its verifier key and its
signature line), and where it refused one, ``{"witness", "checkpoint"}``: what it saw. Digests are taken over
a document as it stands, also over what a later version may add to it.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, field
from typing import Any

from evidence import signing
from evidence.custody.log import notes
from evidence.custody.log.merkle import Frontier
from evidence.custody.log.notes import Checkpoint, Key, Line, NoteError
from evidence.store.ledger import canonical

FORMAT = "testigo-seal/1"
CHECKPOINT = "testigo-seal/2"
_LOGS = "testigo/"


def origin_of(chain: str) -> str:
    """What a log is called among witnesses, by the id of its first entry: no two have the same."""
    return _LOGS + chain


def log_key(chain: str, public: bytes) -> Key:
    """The key by which witnesses know a folder's log."""
    return Key(origin_of(chain), notes.ED25519, public)


@dataclass(frozen=True, slots=True)
class Seal:
    """A signed statement over the entries of a log from ``first`` to ``last``; a checkpoint's first is
    always 1."""

    format: str
    chain: str | None
    """id of the log's first entry"""
    first: int
    last: int
    head: str | None
    """id of entry ``last``; a checkpoint does not name it"""
    root: str | None
    """hex of the Merkle root over the ids from ``first`` to ``last``"""
    previous: str | None
    """:attr:`digest` of the seal before, None for the first one and for a checkpoint: it is over the
    entries of all seals before"""
    at: str
    key: str | None
    """fingerprint of the signing key; None in a folder without one, and for a checkpoint, whose lines
    say it"""
    signature: str | None
    document: dict[str, Any] = field(repr=False)
    """the whole as it stands in the log"""
    checkpoint: Checkpoint | None = field(default=None, repr=False)

    @classmethod
    def read(cls, document: dict[str, Any]) -> Seal:
        """A document of the log; raises KeyError, TypeError, AttributeError or ValueError for one of
        another shape."""
        if "checkpoint" in document:
            return cls._of_checkpoint(Checkpoint.read(document["checkpoint"].encode()), document)
        content = document["seal"]
        return cls(
            **{name: content[name] for name in _CONTENT},
            signature=document["signature"],
            document=document,
        )

    @classmethod
    def _of_checkpoint(cls, note: Checkpoint, document: dict[str, Any]) -> Seal:
        return cls(
            CHECKPOINT,
            note.origin.removeprefix(_LOGS) if note.origin.startswith(_LOGS) else None,
            first=1,
            last=note.size,
            head=None,
            root=note.root.hex(),
            previous=None,
            at=str(document["at"]),
            key=None,
            signature=str(note.lines[0]),
            document=document,
            checkpoint=note,
        )

    @property
    def content(self) -> bytes:
        """What is signed, of a seal that is no checkpoint."""
        return canonical(self.document["seal"])

    @property
    def whole(self) -> bytes:
        """What is time-stamped, and stands in the seal's file."""
        return bytes(self.checkpoint) if self.checkpoint else canonical(self.document)

    def is_signed(self, public: bytes) -> bool:
        """Whether it says that it is signed by ``public`` (raw); raises NoteError where it says so and is
        not."""
        if self.checkpoint:
            return self.checkpoint.signer([log_key(self.chain or "", public)]) is not None
        if self.key != signing.key_id(public):
            return False
        if self.signature is None or not signing.is_signed(public, self.signature, self.content):
            raise NoteError("not signed")
        return True

    @property
    def frontier(self) -> Frontier:
        """What the next checkpoint goes on from; raises KeyError, TypeError or ValueError where the
        document has none that belongs to its root."""
        found = Frontier(self.last, [notes.decoded(one) for one in self.document["frontier"]])
        if found.root.hex() != self.root:
            raise ValueError("the frontier is of another tree")
        return found

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


@dataclass(frozen=True, slots=True)
class Anchor:
    """A proof that a seal was there before a Bitcoin block (OpenTimestamps)."""

    seal: str
    """:attr:`Seal.digest`"""
    proof: bytes
    """as in a file ``.ots``"""
    blocks: tuple[int, ...]
    """heights that it leads to; none while it is pending"""

    @classmethod
    def read(cls, document: dict[str, Any]) -> Anchor:
        """A document of the log; raises KeyError, TypeError or ValueError for one of another
        shape."""
        blocks = tuple(int(height) for height in document["blocks"])
        return cls(str(document["seal"]), base64.b64decode(document["ots"]), blocks)

    @property
    def document(self) -> dict[str, Any]:
        """As it stands in the log."""
        ots = base64.b64encode(self.proof).decode()
        return {"seal": self.seal, "ots": ots, "blocks": list(self.blocks)}


@dataclass(frozen=True, slots=True)
class Cosignature:
    """A witness' word that a checkpoint goes on from all that it saw before."""

    seal: str
    """:attr:`Seal.digest`"""
    witness: Key
    line: Line

    @classmethod
    def read(cls, document: dict[str, Any]) -> Cosignature:
        """A document of the log; raises KeyError, TypeError, AttributeError or ValueError for one of
        another shape."""
        line = Line.read(document["line"].removesuffix("\n"))
        return cls(str(document["seal"]), Key.read(document["witness"]), line)

    @property
    def document(self) -> dict[str, Any]:
        """As it stands in the log."""
        return {"seal": self.seal, "witness": str(self.witness), "line": str(self.line)}


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a witness showed that refused to cosign: another history of this log."""

    witness: Key
    shown: Checkpoint

    @classmethod
    def read(cls, document: dict[str, Any]) -> Refusal:
        """A document of the log; raises as :meth:`Cosignature.read` does."""
        shown = Checkpoint.read(document["checkpoint"].encode())
        return cls(Key.read(document["witness"]), shown)

    @property
    def document(self) -> dict[str, Any]:
        """As it stands in the log."""
        return {"witness": str(self.witness), "checkpoint": bytes(self.shown).decode()}
