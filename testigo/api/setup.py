"""Make an evidence folder: its configuration and its signing key."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.errors import UsageError
from testigo.api.folder import opened

if TYPE_CHECKING:
    from pathlib import Path

    from evidence.bilingual import Language
    from testigo.api.folder import Folder


@dataclass(frozen=True, slots=True)
class SigningKey:
    """The key that seals and packages of a folder are signed with."""

    fingerprint: str
    """sha256 of the public key, in hex"""
    private: Path
    """outside the folder; without it nothing more can be sealed in the folder's name"""
    public: Path


@dataclass(frozen=True, slots=True)
class Initiated:
    """A folder that was made."""

    config_file: Path
    key: SigningKey


def init(folder: Folder, *, force: bool = False, language: Language = "en") -> Initiated:
    """Make the folder, a commented ``testigo.toml`` that shows every setting, and the signing key;
    ``language`` is that of the comments, and from then on of what the folder is asked; English leaves it to
    the reader.

    Raises UsageError when there is a configuration already (``force`` writes it again), FolderError
    when the folder can't be made, StoreError when a file can't be written.

    >>> made = testigo.init(testigo.open("another-folder"))
    >>> made.config_file.name
    'testigo.toml'
    """
    from evidence.config.template_words import begun
    from evidence.files import write_whole

    config_file = folder.place.config
    if config_file.exists() and not force:
        raise UsageError(
            Words(
                "{config} is there already; --force writes it again",
                "{config} ya existe; --force lo vuelve a escribir",
            ),
            config=config_file,
        )
    key = _key(folder)
    write_whole(config_file, begun(language))  # last: where it is, all is made
    return Initiated(config_file, key)


def make_key(folder: Folder) -> SigningKey:
    """Make the signing key of a folder, unless it has one already.

    Raises FolderError without evidence, StoreError when a file can't be written.

    >>> key = testigo.make_key(folder)
    >>> key.public.name, len(key.fingerprint)
    ('key.pem', 64)
    """
    folder.place.require()
    return _key(folder)


def restored(folder: Folder, note: str) -> None:
    """Go on from an older copy of a folder that was put back, from another folder at its place, or where the
    key that signs the folder is not on this machine. The custody log says so from then on, with the ``note``
    and with what is lost by it, and so does :func:`testigo.verify`.

    Raises UsageError when the key is here and neither this machine nor a witness knows of anything missing, or
    without a note; FolderError without evidence, FolderBusy, StoreError.

    >>> testigo.restored(folder, "the disk failed on Monday; this is Sunday's copy")
    Traceback (most recent call last):
        ...
    UsageError: nothing is missing that this machine or a witness knows of
    """
    from evidence.custody.continuity.place import go_on
    from evidence.custody.log import keys
    from evidence.custody.witness.ask import give_up

    if not note.strip():
        raise UsageError(
            Words(
                "say in the note why an older copy was put back",
                "explique en la nota por qué se restituyó una copia anterior",
            )
        )
    with folder.place.hold(), opened(folder, as_it_is=True) as store:
        known = [
            keys.go_on_without(store, note.strip()),
            go_on(folder.place, store, note.strip()),
            give_up(store, note.strip()),
        ]
        if not any(known):
            raise UsageError(
                Words(
                    "nothing is missing that this machine or a witness knows of",
                    "no falta nada de lo que tengan noticia este equipo o un testigo",
                )
            )


def _key(folder: Folder) -> SigningKey:
    from evidence.custody.continuity.place import require_same
    from evidence.custody.log import keys, seals
    from evidence.store import Store

    folder.place.create()
    # not as other calls open it: that would make the key, too, and tell of it
    with closing(Store(folder.place.database)) as store, store.refusing():
        require_same(folder.place, store)
        if keys.public_of(store) is None:
            seals.seal(folder.place, store)  # what was written without a key stays without
        fingerprint = keys.make(folder.place, store)
    return SigningKey(fingerprint, keys.file_of(fingerprint), folder.place.key)
