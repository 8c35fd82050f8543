"""The signing key of a folder: Ed25519 (RFC 8032), the private half kept outside the folder.

Whoever copies or takes the folder can't sign in its name. The public half is in the folder, as
``key.pem`` and in its custody log. Where the private half lies, and what is remembered beside it, is
told in :mod:`evidence.signing`.
"""

from __future__ import annotations

import base64
import logging
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from evidence.bilingual import Said, Words
from evidence.errors import FolderError, StoreError, UsageError
from evidence.files import is_unfinished, make_folder, refusing, write_whole
from evidence.signing import file_of, is_signed, key_id, place, private
from evidence.store.heads import MADE, RESTORED, marks, public_in, public_of
from evidence.store.heads import read as last_signed

if TYPE_CHECKING:
    from evidence.folder import EvidenceFolder
    from evidence.store.database import Store


__all__ = [
    "MADE", "file_of", "is_signed", "key_id", "place", "private", "public_in", "public_of",
]  # fmt: skip
log = logging.getLogger(__name__)


def require(folder: EvidenceFolder, store: Store) -> None:
    """Have the key made when the first evidence is written to a folder that holds none yet, and tell
    of a folder that holds evidence and has no key.

    A folder of an earlier version that went without is not given one unasked: a person should know
    that what it holds already was written before there was a key.
    """
    store.before_first = partial(make_first, folder, store)
    if public_of(store) is None and store.value("SELECT 1 FROM custody LIMIT 1"):
        log.warning(Said(_OF_FOLDER, {"folder": folder.path, "what": UNSIGNED}))


def make_first(folder: EvidenceFolder, store: Store) -> None:
    """Make the key of a folder whose log is empty, and tell where it is. Evidence that can't be signed
    is better than none."""
    if store.value("SELECT 1 FROM custody LIMIT 1"):
        return
    try:
        made = make(folder, store)
    except StoreError as error:
        if error.path == store.path:
            raise
        log.warning(Said(_NO_KEY, {"error": error}))
        return
    log.warning(Said(_MADE, {"file": file_of(made)}))


_NO_KEY = Words(
    "no signing key can be made, and what is kept is signed by nobody: {error}",
    "no se puede crear una clave de firma, así que nadie firma lo que se guarda: {error}",
)
_MADE = Words(
    "this folder is signed by a key that was made now: {file}. It lies outside the folder, on this machine "
    "only. Copy that file to where only you can read it: without it nothing more can be sealed in the "
    "folder's name",
    "esta carpeta se firma con una clave que se acaba de crear: {file}. La clave está fuera "
    "de la carpeta y solo en este equipo. Copie ese archivo a un lugar donde solo usted "
    "pueda leerlo: sin la clave no se podrá sellar nada más a nombre de la carpeta",
)

_OF_FOLDER = Words("{folder}: {what}", "{folder}: {what}")
UNSIGNED = Words(
    "no signing key: whoever can write this folder can write its history anew, and nobody would see "
    "it; testigo init --key makes one, and what comes after it is signed",
    "sin clave de firma: quien pueda escribir en esta carpeta puede reescribir su historia sin que "
    "nadie lo note; testigo init --key crea una, y lo que venga después queda firmado",
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
    made = Ed25519PrivateKey.generate()
    public = made.public_key().public_bytes_raw()
    pem = made.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    # before the log names it: a log that names a key which nobody has could never be sealed
    with refusing(place()):
        make_folder(place())
    write_whole(file_of(key_id(public)), pem)
    detail = {"public": base64.b64encode(public).decode(), "entries": "signed"}
    with store.transaction(MADE, detail):
        pass
    store.heads.note_if_able()
    write_file(folder, store)
    return key_id(public)


def write_file(folder: EvidenceFolder, store: Store) -> None:
    """Write ``key.pem`` by what the log says, where a crash left it out or half; another file of
    that name is left as it is, and verification names it. Raises StoreError."""
    public = public_of(store)
    if public is not None and is_unfinished(folder.key, to_pem(public)):
        write_whole(folder.key, to_pem(public))


def can_sign(store: Store) -> bool:
    """Whether an entry that is written here is signed as the folder's are: not in a copy that somebody
    else looks at, who would only leave entries of a stranger in it."""
    public = public_of(store)
    return public is None or private(key_id(public)) is not None


def require_here(folder: EvidenceFolder, store: Store) -> None:
    """Raises FolderError for a folder whose key is not on this machine, unless a person said that it goes
    on without (:func:`go_on_without`): its keeper could not tell what is written here from what a stranger
    put in, and verification would name it for good."""
    if can_sign(store) or _goes_on_without(store):
        return
    public = public_of(store) or b""
    key = key_id(public)
    raise FolderError(folder.path, _NOT_HERE, file=f"{key}.pem", place=place())


def go_on_without(store: Store, note: str) -> bool:
    """A person goes on in a folder whose key is not here: the log says so, and why. Returns False where it
    is here. Raises StoreError."""
    public = public_of(store)
    if public is None or can_sign(store) or _goes_on_without(store):
        return False
    with store.transaction(RESTORED, {"without": key_id(public), "note": note}):
        pass
    return True


def _goes_on_without(store: Store) -> bool:
    """Whether a person said so, after the last entry that was signed: who has the key goes on with it."""
    said = [mark.seq for mark in marks(store) if mark.act == RESTORED and "without" in mark.detail]
    head = last_signed(store)
    return bool(said) and (head is None or head.seq < said[-1])


_NOT_HERE = Words(
    "the key that signs this folder is not on this machine, so nothing is written: its keeper could not tell it "
    "from what a stranger put in. Put {file} into {place}; or look from a folder of your own, with --folder; or, "
    "to go on without the key, which the log will say and verify will name for good: testigo restored --note WHY",
    "la clave que firma esta carpeta no está en este equipo, así que no se escribe nada: quien la custodia no "
    "podría distinguirlo de lo que agregara un extraño. Ponga {file} en {place}; o revise desde una carpeta propia, "
    "con --folder; o, para seguir sin la clave (constará en la bitácora y verify lo señalará siempre): testigo "
    "restored --note MOTIVO",
)


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
        raise UsageError(
            Words(
                "{given} is no public key: give a PEM file or a fingerprint",
                "{given} no es una clave pública: indique un archivo PEM o una huella",
            ),
            given=given,
        ) from error
