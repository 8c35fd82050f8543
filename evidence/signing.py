"""Private keys on this machine, and what it remembers of the folders that they sign.

Both lie outside the folders, so that whoever can write a folder can neither sign in its name nor put an
older copy of it in its place unseen. Keys are Ed25519 (RFC 8032) in PEM.
"""

from __future__ import annotations

import base64
import fcntl
import hashlib
import json
import os
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from evidence.files import OURS, make_folder, refusing, write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


_FURTHEST = 1 << 62
"""Beyond any log's end, and within what SQLite takes for a number."""


def place() -> Path:
    """Where keys are kept, by the XDG Base Directory Specification."""
    config = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(config, "testigo", "keys")


def file_of(identifier: str) -> Path:
    """Where the private key with this fingerprint is kept."""
    return place() / f"{identifier}.pem"


def key_id(public: bytes) -> str:
    """The fingerprint of a raw public key: its sha256 in hex."""
    return hashlib.sha256(public).hexdigest()


def private(identifier: str) -> Ed25519PrivateKey | None:
    """The private key with this fingerprint, if it is on this machine."""
    try:
        key = serialization.load_pem_private_key(file_of(identifier).read_bytes(), None)
    except (OSError, ValueError):
        return None
    return key if isinstance(key, Ed25519PrivateKey) else None


def is_signed(public: bytes, signature: str, data: bytes) -> bool:
    """Whether ``signature`` (base64) over ``data`` is by ``public`` (raw)."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(base64.b64decode(signature), data)
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True


@dataclass(frozen=True, slots=True)
class Note:
    """How far a folder's log had come when this machine last wrote to it."""

    key: str
    """fingerprint of the key that signs the folder"""
    seq: int
    head: str
    """id of entry ``seq``"""
    sealed: int
    """the last entry by which all files of seals were written"""
    path: str | None = None
    """where the folder lay; None in the note that stands for all places of a key"""


def note(made: Note, holds: Callable[[int, str], bool], *, anew: bool = False) -> None:
    """Remember how far a folder has come, at its place and by its key.

    Nothing is written over with less: a note of an entry that the log does not hold (``holds``) or
    has not come to again stays, unless a person goes on ``anew`` from there. Raises StoreError.
    """
    assert made.path is not None
    with refusing(place()):
        make_folder(_place_of(made.path).parent)
    with _alone():
        for path, at in ((_place_of(made.path), made.path), (witness_of(made.key), None)):
            old = _read(path, made.key)
            if old is not None and old.key == made.key and not anew:
                if old.seq > made.seq or not holds(old.seq, old.head):
                    continue
            elif old is not None and at is None and old.seq > made.seq:
                continue
            sealed = max(made.sealed, old.sealed if old and old.key == made.key else 0)
            told = {**asdict(made), "sealed": min(sealed, made.seq), "path": at}
            write_whole(path, json.dumps(told))


def at_place(path: Path) -> Note | None:
    """What is remembered of the folder at ``path``."""
    return _read(_place_of(str(path.resolve())))


def of_key(identifier: str) -> list[Note]:
    """All that is remembered of folders that a key signs, wherever they lay."""
    found = [_read(witness_of(identifier), identifier)]
    found += [_read(path) for path in (place() / "places").glob("*.json")]
    return [one for one in found if one is not None and one.key == identifier]


def unreadable(path: Path, identifier: str) -> list[Path]:
    """The notes of the folder at ``path`` and of its key that are there and say nothing: they are
    written whole or not at all, so somebody or a failing disk cut them."""
    noted = ((_place_of(str(path.resolve())), ""), (witness_of(identifier), identifier))
    return [file for file, key in noted if file.exists() and _read(file, key) is None]


def forget(path: Path) -> None:
    """Forget the folder at ``path``: a person goes on with another one there. Raises StoreError."""
    known = _place_of(str(path.resolve()))
    with refusing(known):
        known.unlink(missing_ok=True)


def witness_of(identifier: str) -> Path:
    """Where it is noted how far a key has signed, wherever its folder lay."""
    return place() / f"{identifier}.witness"


def _place_of(path: str) -> Path:
    return place() / "places" / f"{hashlib.sha256(os.fsencode(path)).hexdigest()[:32]}.json"


def _read(path: Path, key: str = "") -> Note | None:
    """A note; those of earlier versions name no ``key``, and were written when a seal's files were."""
    try:
        told = json.loads(path.read_text("utf-8"))
        seq, at = int(told["seq"]), told.get("path")
        if not 0 <= seq < _FURTHEST:
            return None
        return Note(
            str(told.get("key", key)),
            seq,
            str(told["head"]),
            int(told.get("sealed", seq)),
            None if at is None else str(at),
        )
    except (
        OSError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        OverflowError,
        RecursionError,
    ):
        return None


@contextmanager
def _alone() -> Iterator[None]:
    """One process at a time."""
    path = place() / "notes.lock"
    with refusing(path):
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, OURS)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
