"""Take another evidence folder in."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.errors import UsageError
from testigo.api.events import Remarks, silent
from testigo.api.folder import opened

if TYPE_CHECKING:
    from testigo.api.events import Listener
    from testigo.api.folder import Folder


def merge(
    folder: Folder,
    other: Path | str,
    *,
    key: str | None = None,
    listener: Listener = silent,
) -> int:
    """Take in another evidence folder, with its whole custody log; returns how many rows were new.

    ``other`` must verify, its seals by ``key`` (a PEM file or a fingerprint) if one is given; it
    stays as it is. Where both looked at one URL, its standing is made anew from the checks of both.
    Of two documents that are sources of the same id theirs gets another here (``informe-3fa9c1``),
    always the same; the listener is told.

    Raises UsageError when both are one folder or the key can't be read, FolderError when ``other``
    holds no evidence, does not verify, or contradicts what is here (nothing is then taken in),
    FolderBusy for either, StoreError.

    >>> testigo.merge(testigo.open("together"), "evidence") > 0
    True
    """
    from crawler.run import timestamps
    from evidence.custody.log import keys
    from evidence.custody.merge import merge as take_in
    from evidence.folder import EvidenceFolder
    from evidence.looks.rejoined import Rejoined
    from evidence.verdicts.settings import rules_of

    theirs = EvidenceFolder(Path(other))
    theirs.require()
    if theirs.path.resolve() == folder.path.resolve():
        raise UsageError(
            Words(
                "a folder can't be merged into itself",
                "una carpeta no se puede incorporar a sí misma",
            )
        )
    rules = rules_of(folder.config.standing)
    # nobody can be running a night in a folder that can't be written
    held = theirs.hold() if theirs.is_writable else nullcontext()
    with opened(folder, make=True) as store, folder.place.hold(), held:
        fingerprint = keys.fingerprint(key) if key else None
        return take_in(
            folder.place,
            store,
            theirs,
            Rejoined(folder.path, rules, folder.config.crawl.max_body),
            key=fingerprint,
            authorities=timestamps.authorities(folder.place, folder.config),
            say=Remarks(listener).add,
        )
