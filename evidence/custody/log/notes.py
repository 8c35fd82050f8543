"""Signed notes, checkpoints and cosignatures, as C2SP has them: what witnesses of transparency logs read
and write (c2sp.org/signed-note, /tlog-checkpoint, /tlog-cosignature; versions of 2025).

A note is a text, an empty line, and signature lines ``— name base64(key id, signature)``. A checkpoint
is a note whose text has three lines: the log's origin, how many leaves its Merkle tree has, and the tree's
root. A cosignature is a witness' line on it, which says since when the witness knows of nothing later.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ED25519 = 0x01
COSIGNATURE = 0x04
"""Types of signature (signed-note, "Signature types"): by a log, and by a witness with a time."""
_ID = 4
_TIME = 8
_LINES = 64
"""Signature lines that are read; the standard wants 16 at least."""
_LONGEST = 1 << 17
"""Bytes of a note: 16 signatures of the longest kind there is, 5 kB each, and room."""
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")
_NAME = re.compile(r"[^+\s]+")
_MARK = "— "


class NoteError(ValueError):
    """What is no note, checkpoint or key by the standard, or is not signed as it should be."""


@dataclass(frozen=True, slots=True)
class Key:
    """A verifier key: whose signatures they are, and by what they are checked."""

    name: str
    """an origin, or a witness' name"""
    kind: int
    """:data:`ED25519` or :data:`COSIGNATURE`"""
    public: bytes
    """raw, 32 bytes"""

    @classmethod
    def read(cls, text: str) -> Key:
        """``name+hex of the key id+base64``; raises NoteError for any other text."""
        name, _, rest = text.partition("+")
        identifier, _, encoded = rest.partition("+")
        material = decoded(encoded)
        if len(material) != 33 or material[0] not in (ED25519, COSIGNATURE) or not _is_name(name):
            raise NoteError("not the key of a log or of a witness (Ed25519)")
        key = cls(name, material[0], material[1:])
        if key.id.hex() != identifier:
            raise NoteError("its name and id do not belong to this key")
        return key

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{encoded(bytes([self.kind]) + self.public)}"

    @property
    def id(self) -> bytes:
        """Four bytes that stand in each of its signatures."""
        named = self.name.encode() + b"\n" + bytes([self.kind]) + self.public
        return hashlib.sha256(named).digest()[:_ID]


@dataclass(frozen=True, slots=True)
class Line:
    """A signature line."""

    name: str
    data: bytes
    """key id and signature"""

    @classmethod
    def read(cls, text: str) -> Line:
        """A line without its end; raises NoteError for another text."""
        name, _, data = text.removeprefix(_MARK).partition(" ")
        signed = decoded(data)
        if not text.startswith(_MARK) or not _is_name(name) or len(signed) <= _ID:
            raise NoteError("not a signature line")
        return cls(name, signed)

    def __str__(self) -> str:
        return f"{_MARK}{self.name} {encoded(self.data)}\n"

    def is_of(self, key: Key) -> bool:
        """Whether it claims to be by ``key``; what it says is not checked."""
        return self.name == key.name and self.data[:_ID] == key.id


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A log's word on what it holds, as read from a note."""

    origin: str
    size: int
    """leaves"""
    root: bytes
    text: str
    """what is signed, with the end of its last line"""
    lines: tuple[Line, ...]

    @classmethod
    def read(cls, note: bytes) -> Checkpoint:
        """Raises NoteError for what is no checkpoint. Its signatures are not checked."""
        text, lines = _parts(note)
        origin, size, root = [*text.split("\n", 3), "", "", ""][:3]
        found = decoded(root)
        if not origin or not _SIZE.fullmatch(size) or len(found) != 32 or "\n\n" in text:
            raise NoteError("not a checkpoint")
        return cls(origin, int(size), found, text, lines)

    @classmethod
    def of(cls, origin: str, size: int, root: bytes, private: Ed25519PrivateKey) -> Checkpoint:
        """A new one, signed in the log's own name."""
        text = f"{origin}\n{size}\n{encoded(root)}\n"
        key = Key(origin, ED25519, private.public_key().public_bytes_raw())
        return cls(origin, size, root, text, (Line(origin, key.id + private.sign(text.encode())),))

    def __bytes__(self) -> bytes:
        return (self.text + "\n" + "".join(map(str, self.lines))).encode()

    def signer(self, known: Iterable[Key]) -> Key | None:
        """Which of the ``known`` keys of logs signed it; None where none did. Raises NoteError when a
        line claims to be by one of them and is not."""
        found = None
        for key in known:
            for line in self.lines:
                if key.kind == ED25519 and line.is_of(key):
                    _require(key, line.data[_ID:], self.text.encode())
                    found = key
        return found


def cosigned(checkpoint: Checkpoint, name: str, private: Ed25519PrivateKey, at: int) -> Line:
    """A witness' line on a checkpoint; ``at`` in seconds since 1970."""
    key = Key(name, COSIGNATURE, private.public_key().public_bytes_raw())
    stamp = at.to_bytes(_TIME)
    return Line(name, key.id + stamp + private.sign(_cosigned_text(checkpoint, at)))


def cosigned_at(checkpoint: Checkpoint, line: Line, key: Key) -> int:
    """When the witness with ``key`` cosigned, in seconds since 1970; raises NoteError where ``line`` is
    not its cosignature of the checkpoint."""
    if key.kind != COSIGNATURE or not line.is_of(key):
        raise NoteError("not by this witness")
    at = int.from_bytes(line.data[_ID : _ID + _TIME])
    _require(key, line.data[_ID + _TIME :], _cosigned_text(checkpoint, at))
    return at


def lines(text: bytes) -> Iterator[Line]:
    """The signature lines that a witness answers with; raises NoteError for anything else."""
    told = _decoded_text(text)
    if not told.endswith("\n") or told.count("\n") > _LINES:
        raise NoteError("not signature lines")
    for one in told[:-1].split("\n"):
        yield Line.read(one)


def origin_hash(origin: str) -> str:
    """What stands for a log in the address of its latest checkpoint at a witness."""
    return hashlib.sha256(origin.encode()).hexdigest()


def encoded(data: bytes) -> str:
    """Base64 as notes have it (RFC 4648, section 4)."""
    return base64.b64encode(data).decode()


def decoded(text: str) -> bytes:
    """The bytes that ``text`` is the one way to write of; raises NoteError for any other text."""
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError as error:
        raise NoteError("not base64") from error
    if encoded(data) != text:
        raise NoteError("not base64 as it is written")
    return data


def _parts(note: bytes) -> tuple[str, tuple[Line, ...]]:
    """A note's text and its signature lines, which begin behind its last empty line."""
    text, _, signed = _decoded_text(note).rpartition("\n\n")
    if not text or not signed.endswith("\n") or signed.count("\n") > _LINES:
        raise NoteError("not a signed note")
    return text + "\n", tuple(Line.read(line) for line in signed[:-1].split("\n"))


def _decoded_text(note: bytes) -> str:
    if len(note) > _LONGEST:
        raise NoteError("too long for a note")
    try:
        text = note.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NoteError("not UTF-8") from error
    if _CONTROL.search(text):
        raise NoteError("it has control characters")
    return text


def _is_name(name: str) -> bool:
    return _NAME.fullmatch(name) is not None


def _cosigned_text(checkpoint: Checkpoint, at: int) -> bytes:
    return f"cosignature/v1\ntime {at}\n{checkpoint.text}".encode()


def _require(key: Key, signature: bytes, signed: bytes) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature, signed)
    except InvalidSignature as error:
        raise NoteError(f"the signature is not by {key.name}") from error
