"""The signing key of a folder: Ed25519 (RFC 8032), the private half kept outside the folder.

Whoever copies or takes the folder can't sign in its name. The public half is in the folder, as
``key.pem`` and in its custody log. Beside the private half lies a note of the last seal that this
machine made, so that a folder that was put back to an older state is noticed.
"""

from __future__ import annotations

import base64
import hashlib
import json
import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from evidence.errors import UsageError
from evidence.files import is_unfinished, make_folder, refusing, write_whole

if TYPE_CHECKING:
    from evidence.folder import EvidenceFolder
    from evidence.store.database import Store


log = logging.getLogger(__name__)

MADE = "key-made"
"""The act of the log entry that names the folder's key."""


def place() -> Path:
    """Where keys are kept, by the XDG Base Directory Specification."""
    config = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(config, "testigo", "keys")


def key_id(public: bytes) -> str:
    """The fingerprint of a raw public key: its sha256 in hex."""
    return hashlib.sha256(public).hexdigest()


def require(folder: EvidenceFolder, store: Store) -> None:
    """Make the key of a folder that holds nothing yet (:func:`make_first`), and tell of one that
    holds evidence and has none. Raises StoreError."""
    make_first(folder, store)
    if public_of(store) is None:
        log.warning("%s: %s", folder.path, UNSIGNED)


def make_first(folder: EvidenceFolder, store: Store) -> None:
    """Make the key of a folder that holds nothing yet, and tell where it is. Raises StoreError.

    A folder of an earlier version that went without is not given one unasked: a person should know
    that what it holds already was written before there was a key.
    """
    if store.value("SELECT 1 FROM custody LIMIT 1"):
        return
    log.warning(
        "this folder is signed by a key that was made now: %s. It lies outside the folder, on this machine "
        "only. Copy that file to where only you can read it: without it nothing more can be sealed in the "
        "folder's name",
        file_of(make(folder, store)),
    )


UNSIGNED = (
    "no signing key: whoever can write this folder can write its history anew, and nobody would see it; "
    "testigo init --key makes one, and what comes after it is signed"
)
"""What is wrong with a folder whose log names no key."""


def make(folder: EvidenceFolder, store: Store) -> str:
    """Make the folder's key, unless its log names one already; returns the fingerprint.

    Raises StoreError when a file can't be written.
    """
    known = public_of(store)
    if known is not None:
        write_file(folder, store)
        return key_id(known)
    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    pem = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    # before the log names it: a log that names a key which nobody has could never be sealed
    with refusing(place()):
        make_folder(place())
    write_whole(file_of(key_id(public)), pem)
    with store.transaction(MADE, {"public": base64.b64encode(public).decode()}):
        pass
    write_file(folder, store)
    return key_id(public)


def write_file(folder: EvidenceFolder, store: Store) -> None:
    """Write ``key.pem`` by what the log says, where a crash left it out or half; another file of
    that name is left as it is, and verification names it. Raises StoreError."""
    public = public_of(store)
    if public is not None and is_unfinished(folder.key, to_pem(public)):
        write_whole(folder.key, to_pem(public))


def public_of(store: Store) -> bytes | None:
    """The raw public key that the folder's log names."""
    detail = store.value("SELECT detail_json FROM custody WHERE act = ? ORDER BY seq LIMIT 1", MADE)
    return public_in(json.loads(detail)) if detail else None


def public_in(detail: dict[str, Any]) -> bytes:
    """The raw public key that an entry of the act :data:`MADE` names; raises KeyError, TypeError or
    ValueError for one of another shape."""
    return base64.b64decode(detail["public"])


def to_pem(public: bytes) -> bytes:
    """A raw public key as PEM."""
    return Ed25519PublicKey.from_public_bytes(public).public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def from_pem(pem: bytes) -> bytes:
    """The raw public key in ``pem``; raises ValueError when it holds no Ed25519 public key."""
    key = serialization.load_pem_public_key(pem)
    if not isinstance(key, Ed25519PublicKey):
        raise ValueError("not an Ed25519 key")  # noqa: TRY004 - a wrong value, as for any other PEM
    return key.public_bytes_raw()


def fingerprint(given: str) -> str:
    """The fingerprint meant by a PEM file or by 64 hex digits; raises UsageError."""
    if len(given) == 64 and not set(given.lower()) - set("0123456789abcdef"):
        return given.lower()
    try:
        return key_id(from_pem(Path(given).read_bytes()))
    except (OSError, ValueError) as error:
        raise UsageError(f"{given} is no public key: give a PEM file or a fingerprint") from error


def file_of(identifier: str) -> Path:
    """Where the private key with this fingerprint is kept."""
    return place() / f"{identifier}.pem"


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


def note(identifier: str, seq: int, head: str) -> None:
    """Remember, outside the folder, that its log reached entry ``seq`` with the id ``head``.
    Raises StoreError."""
    write_whole(place() / f"{identifier}.witness", json.dumps({"seq": seq, "head": head}))


def noted(identifier: str) -> tuple[int, str] | None:
    """The entry that :func:`note` remembered last."""
    try:
        seen = json.loads((place() / f"{identifier}.witness").read_text("utf-8"))
        return int(seen["seq"]), str(seen["head"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
