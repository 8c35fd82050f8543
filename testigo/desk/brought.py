"""Files that visitors bring: a report, whose citations are listed, or what a page is compared with."""

from __future__ import annotations

import hashlib
import re
import shutil
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

import testigo
from evidence.changes.quote import quotations
from evidence.reports.excerpts import changes
from evidence.store import looks
from evidence.store.sources import known_id
from testigo.api.folder import opened

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import BinaryIO

    from evidence.changes.redline import Redlined
    from evidence.vocabulary import Verdict
    from testigo.api.dossier import Dossier
    from testigo.api.folder import Folder
    from testigo.desk.shelf import Shelf

_ENDING = re.compile(r"\.[a-z0-9]{1,8}\Z")
_LONGEST = 200
"""Characters of a name."""


@dataclass(frozen=True, slots=True)
class Brought:
    """One file."""

    id: str
    name: str
    """as the visitor calls it; a stranger's words"""
    path: Path
    sha256: str
    size: int
    """bytes"""


@dataclass(frozen=True, slots=True)
class Compared:
    """A file beside what was captured at an address."""

    file: Brought
    same: tuple[str, ...]
    """times at which the address gave out this very file, byte for byte; oldest first"""
    redline: Redlined | None
    """from the last copy to the file, with a little around each change; no operations where the words are the
    same,
    None where the files are, or one has no text"""


def take(name: str, data: BinaryIO, shelf: Shelf[Brought]) -> Brought:
    """Keep a file that was uploaded, under a name of ours: only the ending is the visitor's, because
    readers go by it."""
    ending = PurePath(name).suffix.lower()
    file_id, path = shelf.room(ending if _ENDING.match(ending) else "")
    with path.open("wb") as file:
        shutil.copyfileobj(data, file)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    shown = PurePath(name.replace("\\", "/")).name[:_LONGEST]
    return shelf.put(Brought(file_id, shown, path, digest, path.stat().st_size))


def passage(claim: str | None) -> str:
    """What a claim quotes, the longest of its quotations: that is what a page must say."""
    return max(quotations(claim or ""), key=len, default="")


def standings(folder: Folder, urls: Iterable[str]) -> dict[str, Verdict]:
    """The verdict at which each URL stands; none of one that was never looked at."""
    if not folder.exists:
        return {}
    with opened(folder) as store:
        found = {url: looks.standing(store, known_id(store, url)) for url in urls}
    return {url: standing.verdict for url, standing in found.items() if standing}


def compare(file: Brought, known: Dossier, folder: Folder) -> Compared:
    """A file beside the copies that are kept of a citation."""
    times = {
        look.checked_at
        for look in known.history.looks
        if look.capture and look.capture.payload_sha256 == file.sha256
    }
    sides = [side for side in (known.sides.then, known.sides.now) if side]
    times |= {side.at for side in sides if side.capture.payload_sha256 == file.sha256}
    redline = None
    if not times and sides:
        try:
            told = testigo.compare(sides[-1].capture.id, file.path, folder)
            redline = changes(told.old, told.new)
        except testigo.SourceError:  # one of them has no text
            redline = None
    return Compared(file, tuple(sorted(times)), redline)
