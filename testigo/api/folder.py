"""Open an evidence folder."""

from __future__ import annotations

import dataclasses
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from evidence import clock
from evidence import config as configuration
from evidence.folder import EvidenceFolder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.config import Config, Ignore
    from evidence.store import Store


@dataclass(frozen=True, slots=True)
class Folder:
    """An evidence folder and the configuration that its calls go by.

    It holds no file open and no lock: each call opens the database and closes it again. So it needs
    no closing, may be kept for the life of a service and be shared by threads, and sees what other
    processes write. For other settings than the file's, use :func:`dataclasses.replace`.
    """

    place: EvidenceFolder
    """the paths of all that lies in it"""
    config: Config
    config_file: Path | None = None
    """the configuration that was named in place of the folder's own ``testigo.toml``"""
    private_allowed: bool = False
    """whether whoever opened it let private networks be asked, beside what the configuration says"""

    @property
    def path(self) -> Path:
        """Where it is, absolute."""
        return self.place.path

    @property
    def settings_file(self) -> Path:
        """The configuration that it goes by, named or its own; there need be none."""
        return self.config_file or self.place.config

    @property
    def exists(self) -> bool:
        """Whether there is evidence in it."""
        return self.place.exists


def open_folder(
    folder: Path | str | None = None,
    *,
    config: Path | str | None = None,
    allow_private: bool = False,
) -> Folder:
    """Open an evidence folder, or name the place where one will be made. Nothing is written.

    Without ``folder`` it is the nearest one above the working directory that has a
    ``testigo.toml``, else ``./testigo-evidence``. ``config`` is a configuration file to go by in
    place of the folder's own. ``allow_private`` lets loopback and private networks be asked, too
    (link-local addresses never).

    Raises ConfigError when a configuration that was named is not there, or can't be followed.

    >>> folder = testigo.open("evidence")
    >>> folder.exists
    False
    """
    place = EvidenceFolder.find(Path(folder) if folder is not None else None)
    named = Path(config) if config is not None else None
    settings = configuration.load(named or place.config, required=named is not None)
    if allow_private:
        crawl = dataclasses.replace(settings.crawl, allow_private=True)
        settings = dataclasses.replace(settings, crawl=crawl)
    return Folder(place, settings, named, allow_private)


def ignored(folder: Folder) -> tuple[Ignore, ...]:
    """What is left out on purpose today."""
    return folder.config.ignored(clock.stamp(clock.now())[:10])


@contextmanager
def opened(
    folder: Folder, *, make: bool = False, writes: bool = False, as_it_is: bool = False
) -> Iterator[Store]:
    """The folder's database for as long as a call needs it; with ``make`` folder and database are
    made if they are not there, and with them the signing key. A call that ``writes`` says so.

    Raises FolderError when there is no evidence or the folder can't be made, for one that is not as
    this machine left it, unless it is asked for ``as_it_is`` or can't be written, and for one that would be
    written without its key; StoreError when the database can't be used.
    """
    from evidence.custody.continuity.place import require_same
    from evidence.custody.log import keys
    from evidence.store import Store
    from evidence.store.soundness import telling_types

    if make:
        folder.place.create()
    else:
        folder.place.require()
    store = Store(folder.place.database)
    try:
        with store.refusing(), telling_types(store):
            if not (as_it_is or store.is_read_only):
                require_same(folder.place, store)
            if (make or writes) and not store.is_read_only:
                keys.require_here(folder.place, store)
            if make:
                keys.require(folder.place, store)
            yield store
    finally:
        store.close()
