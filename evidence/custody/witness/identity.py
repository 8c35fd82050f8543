"""Who a witness is: its name, and a key that goes with the folder's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from evidence.bilingual import Words
from evidence.custody.log import keys, notes, seals
from evidence.custody.log.document import log_key, origin_of
from evidence.custody.log.notes import Key
from evidence.errors import UsageError

if TYPE_CHECKING:
    from evidence.store.database import Store


@dataclass(frozen=True, slots=True)
class Identity:
    """A witness that can sign."""

    name: str
    private: Ed25519PrivateKey

    @property
    def key(self) -> Key:
        """By which others check its cosignatures."""
        return Key(self.name, notes.COSIGNATURE, self.private.public_key().public_bytes_raw())


def of(store: Store, name: str) -> Identity:
    """The witness of a folder; ``name`` is the configured one, empty for one made from its log.

    Its key is derived from the folder's and from the name (HKDF, RFC 5869), so there is one key to keep,
    and no key signs both as a log and as a witness. Raises UsageError where the folder's key is not here.
    """
    public = keys.public_of(store)
    private = keys.private(keys.key_id(public)) if public else None
    if private is None:
        raise UsageError(
            Words(
                "a witness signs, and this folder's key is not here: testigo init --key makes one",
                "un testigo tiene que firmar, y la clave de esta carpeta no está aquí: "
                "testigo init --key crea una",
            )
        )
    called = name or f"{origin_of(seals.chain_of(store))}/witness"
    info = b"testigo witness cosignature/v1\0" + called.encode()
    seed = HKDF(hashes.SHA512(), 32, salt=None, info=info).derive(private.private_bytes_raw())
    return Identity(called, Ed25519PrivateKey.from_private_bytes(seed))


def of_log(store: Store) -> Key | None:
    """By which witnesses check this folder's checkpoints; None where it has no key."""
    public = keys.public_of(store)
    return log_key(seals.chain_of(store), public) if public else None
