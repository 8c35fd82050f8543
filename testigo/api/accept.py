"""A person's word on a change."""

from __future__ import annotations

import getpass
from dataclasses import dataclass
from typing import TYPE_CHECKING

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
    with folder.place.hold(), opened(folder) as store:
        captured_at = looks.accept(store, known_id(store, url), note, who, rules)
    if captured_at is None:
        raise UsageError(
            "the last look at this URL shows no document to accept; see testigo history"
        )
    return Accepted(url, captured_at, who, note)
