"""Hash everything in a folder again: the custody log, every row that it speaks of, every WARC
record, the index.

Reads one thing at a time and holds what it must compare in temporary SQLite tables, so memory stays
flat however large the folder is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.custody.continuity import unaccounted
from evidence.custody.continuity.elsewhere import elsewhere, no_evidence
from evidence.custody.log.verify import verify_logs
from evidence.custody.log.watchers import watchers
from evidence.custody.observations import verify_observations
from evidence.custody.recorded import Recorded
from evidence.custody.warc.places import Places
from evidence.custody.warc.verify import verify_files
from evidence.custody.warc.verify_index import verify_index
from evidence.findings import Finding
from evidence.store import soundness

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence

    from cryptography.x509 import Certificate

    from evidence.custody.log.witnessed import Witnessed
    from evidence.folder import EvidenceFolder
    from evidence.store.database import Store

_MOST_DAMAGES = 10
"""Damages of the database that are named: one page that is lost may have hundreds behind it."""


def verify(
    folder: EvidenceFolder,
    store: Store,
    *,
    key: str | None = None,
    roots: Sequence[Certificate] = (),
    progress: Callable[[int], None] = lambda _: None,
    witnessed: Witnessed | None = None,
) -> Generator[Finding, None, None]:
    """All findings; none means that everything is as it was recorded.

    ``key`` is the fingerprint that the folder's seals must be signed by, ``roots`` are the
    certificates that time-stamps must lead to, ``progress`` hears of every byte of WARC that was
    read, ``witnessed`` is filled with who cosigned the log. Raises StoreDamaged when the database can't be read.
    """
    yield from _database(store)
    recorded = Recorded(store)
    watching = watchers(recorded)
    yield from verify_logs(folder, store, recorded, watching, key, roots, witnessed)
    yield from recorded.altered()
    yield from recorded.removed()
    yield from verify_observations(store)
    places = Places(store)
    strange = {}
    for found in unaccounted(folder, store):
        strange[found.where] = found
        yield found
    yield from elsewhere(folder)
    yield from no_evidence(folder)
    yield from verify_files(folder, store, places, progress, strange)
    yield from verify_index(folder.index, store, places)
    for one in watching:
        yield from one.end(folder)


def _database(store: Store) -> Iterator[Finding]:
    # what follows asks by indexes, so first of all whether they say what their tables do
    for problem in soundness.contradictions(store, _MOST_DAMAGES):
        yield Finding("evidence.db", "database-damaged", {"why": problem})
