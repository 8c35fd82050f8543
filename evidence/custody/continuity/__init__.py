"""Whether a folder is what its keeper left: asked before anything is added to it.

What can't be accounted for is left where it is and named: in the log, as found and not ours, once; by
``verify`` for good. It is never taken in and never sealed as if we had made it.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.custody.continuity import files, schema
from evidence.custody.continuity.place import cut_notes, require_same
from evidence.custody.log import seals
from evidence.custody.log.unsigned import unsigned
from evidence.findings import Finding
from evidence.store import heads

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from evidence.folder import EvidenceFolder
    from evidence.store.database import Store

__all__ = ["begin", "found_before", "require_same", "unaccounted"]
log = logging.getLogger(__name__)
_MOST = 1000
"""Findings that one entry of the log names; of what is more, only how much it is."""


def begin(folder: EvidenceFolder, store: Store) -> set[str]:
    """Look at what a run goes on from, and put down in the log what is not ours; returns the WARC files
    to leave alone. The caller holds the folder.

    Raises FolderError for a folder that is not as this machine left it, StoreError.
    """
    require_same(folder, store)
    before = {_told(one) for one in _found(store, besides=unsigned(store))}
    found = [one for one in unaccounted(folder, store) if not one.note]
    found += files.sealed_files(folder, store)
    found += seals.taken_away(folder, store)
    # what was set right is not there any more: it was put in anew since
    new = [one for one in found if schema.is_set_right(one) or _told(one) not in before]
    if new:
        more = [Finding("the folder", "more", {"count": len(new) - _MOST})]
        told = new[:_MOST] + (more if len(new) > _MOST else [])
        detail = {"found": [one.logged() for one in told]}
        with store.transaction(heads.FOUND, detail):
            schema.set_right(store)
    for one in new:
        log.warning(
            Words(
                "found, and not ours: {it}",
                "se encontró algo ajeno: {it}",
            ).of(it=Words.each(one.line))
        )
    if len(before) > 0:
        log.warning(
            Words(
                "{count} things that are not ours were found before; testigo verify names them",
                "ya se habían encontrado cosas ajenas ({count}); testigo verify las señala",
            ).of(count=len(before))
        )
    return set(files.strangers(folder, store))


def _told(one: Finding) -> tuple[str, str]:
    """What tells a finding from others, as an entry of the log keeps it."""
    logged = one.logged()
    return logged["where"], logged["problem"]


def unaccounted(folder: EvidenceFolder, store: Store) -> Iterator[Finding]:
    """What is in the folder now and nothing of ours accounts for; a view of somebody's own is a note."""
    yield from files.strangers(folder, store).values()
    yield from schema.differing(store)
    yield from cut_notes(folder, store)


def found_before(store: Store) -> Iterator[Finding]:
    """What the log says of things that were found and are not ours."""
    return _found(store, besides=())


def _found(store: Store, besides: Container[int]) -> Iterator[Finding]:
    """The same, ``besides`` what these entries say."""
    for mark in heads.marks(store):
        if mark.act == heads.FOUND and mark.seq not in besides:
            yield from map(Finding.read, heads.found_in(mark))
