"""A person's word: on a change, on a loss."""

from __future__ import annotations

import getpass
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.errors import UsageError
from testigo.api.folder import opened

if TYPE_CHECKING:
    from testigo.api.folder import Folder


@dataclass(frozen=True, slots=True)
class Accepted:
    """A change that a person accepts."""

    url: str
    captured_at: str
    """of the capture that later looks compare with; UTC, ISO 8601 with ``Z``"""
    by: str
    note: str


def accept(folder: Folder, url: str, note: str, *, by: str = "") -> Accepted:
    """Accept what a URL shows now: later looks compare with it.

    ``note`` says why; it goes into the custody log with the name of who accepts, the user of this
    machine if ``by`` is left out. What was cited stays what it was: only alarms compare with the
    accepted text.

    Raises UsageError when the last look shows no document, FolderError without evidence, FolderBusy,
    StoreError.

    >>> accepted = testigo.accept(
    ...     folder, "https://agua.example/compromiso-4", "published elsewhere", by="ana"
    ... )
    >>> accepted.by
    'ana'
    """
    from evidence.looks import accept as looks
    from evidence.store.sources import known_id
    from evidence.verdicts.settings import rules_of

    who = by or getpass.getuser()
    rules = rules_of(folder.config.standing)
    folder.place.require()
    with folder.place.hold(), opened(folder, writes=True) as store:
        captured_at = looks.accept(store, known_id(store, url), note, who, rules)
    if captured_at is None:
        raise UsageError(
            Words(
                "the last look at this URL shows no document to accept; see testigo history",
                "la última revisión de esta dirección no muestra ningún documento que aceptar; vea testigo history",
            )
        )
    return Accepted(url, captured_at, who, note)


@dataclass(frozen=True, slots=True)
class Overruled:
    """A loss that a person says is none."""

    url: str
    since: str
    """when that loss began; UTC, ISO 8601 with ``Z``"""
    by: str
    note: str


def overrule(folder: Folder, url: str, note: str, *, by: str = "") -> Overruled:
    """Say that a URL which stands as missing is not lost.

    ``note`` says how that is known; it goes into the custody log with the name of who says so, the user
    of this machine if ``by`` is left out. The verdict stays what the looks add up to; the word is shown
    beside it, and no alarm is raised, until the page is seen again or its site falls into other hands.

    Raises UsageError when the URL does not stand as missing, FolderError without evidence, FolderBusy,
    StoreError.

    >>> word = testigo.overrule(
    ...     folder, "https://agua.example/informe/2019", "opens in my browser", by="ana"
    ... )
    >>> word.by
    'ana'
    """
    from evidence.looks import overrule as looks
    from evidence.store.sources import known_id

    who = by or getpass.getuser()
    folder.place.require()
    with folder.place.hold(), opened(folder, writes=True) as store:
        said = looks.overrule(store, known_id(store, url), note, who)
    if said is None:
        raise UsageError(
            Words(
                "this URL does not stand as missing; a change is accepted with testigo accept",
                "esta dirección no figura como desaparecida; un cambio se acepta con testigo accept",
            )
        )
    return Overruled(url, said.since, who, note)
