"""Look for others, and be known to those who look for us."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from evidence.bilingual import Words
from evidence.errors import UsageError
from testigo.api.folder import opened
from testigo.api.witness import until_stopped

if TYPE_CHECKING:
    from collections.abc import Callable

    from testigo.api.folder import Folder


@dataclass(frozen=True, slots=True)
class AskerToken:
    """A token by which somebody who asks is known."""

    token: str
    """for who asks, by a way you trust; it is kept nowhere"""
    hashed: str
    """for the ``askers`` of ``[observe]``"""

    def json(self) -> dict[str, Any]:
        """One JSON object, as ``observe token --format json`` prints it."""
        return asdict(self)


def asker_token() -> AskerToken:
    """A new token for somebody who may have us look.

    >>> testigo.asker_token().hashed.startswith("sha256:")
    True
    """
    from crawler.listen import tokens

    token = tokens.made()
    return AskerToken(token, tokens.hashed(token))


def observer_key(folder: Folder) -> str:
    """The fingerprint of the key that signs what this folder was shown, for the ``[[observer]]`` of others.

    Raises FolderError without evidence, UsageError where the folder has no key, StoreError.

    >>> len(testigo.observer_key(folder))
    64
    """
    from evidence.custody.log import keys

    with opened(folder) as store:
        public = keys.public_of(store)
    if public is None:
        raise UsageError(
            Words(
                "this folder has no key; testigo init --key makes one",
                "esta carpeta no tiene clave; testigo init --key crea una",
            )
        )
    return keys.key_id(public)


def serve_observer(folder: Folder, told: Callable[[str], None] = lambda _: None) -> None:
    """Look for others who ask, until SIGTERM or Ctrl-C, which it handles meanwhile: call it in the main
    thread. ``told`` hears the address once it is open.

    Raises UsageError where ``[observe]`` names no asker, where the folder's key is not here, and where
    the place can't be bound; FolderError, StoreError.

    >>> testigo.serve_observer(folder)  # doctest: +SKIP
    """
    if not folder.config.observe.askers:
        raise UsageError(_NOBODY.format(folder.settings_file))
    until_stopped(folder, told, _NOBODY.format(folder.settings_file))


_NOBODY = (
    'nobody may ask by {}: under [observe], askers = ["HASH"], as testigo observe token prints it'
)
