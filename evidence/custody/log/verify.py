"""Check the logs of a folder: its own and those of merged folders, with key, note and seal files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evidence.custody.continuity.place import finding, remembered
from evidence.custody.faults import SHAPES
from evidence.custody.log import keys, seals
from evidence.custody.log.chain import Chain
from evidence.custody.log.heads import verify_heads
from evidence.custody.log.written import Written, is_restored
from evidence.custody.warc.announced import MERGED
from evidence.files import in_place_of_a_file, is_left, is_unfinished, read_plain, sha256_of
from evidence.findings import Finding
from evidence.store.records import CustodyEntry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cryptography.x509 import Certificate

    from evidence.custody.log.watchers import Watcher
    from evidence.custody.log.witnessed import Witnessed
    from evidence.custody.recorded import Recorded
    from evidence.folder import EvidenceFolder
    from evidence.store.database import Store

_OWN = "SELECT * FROM custody ORDER BY seq"
_MERGED = "SELECT * FROM merged_custody WHERE chain = ? ORDER BY seq"


def verify_logs(
    folder: EvidenceFolder,
    store: Store,
    recorded: Recorded,
    watching: Iterable[Watcher],
    key: str | None,
    roots: Sequence[Certificate],
    witnessed: Witnessed | None = None,
) -> Iterator[Finding]:
    """All logs of a folder; fills ``recorded`` with what its own log says of rows, ``witnessed`` with who
    cosigned it.

    ``key`` is the fingerprint that the own log must name, None for any. Those who are ``watching`` take
    each entry of it.
    """
    # one transaction for the temporary table: SQLite would end one for every entry
    store.db.execute("BEGIN")
    try:
        yield from _logs(folder, store, recorded, watching, key, roots, witnessed)
    finally:
        if store.db.conn.in_transaction:  # a full disk has ended it already
            store.db.execute("COMMIT")


def _logs(
    folder: EvidenceFolder,
    store: Store,
    recorded: Recorded,
    watching: Iterable[Watcher],
    key: str | None,
    roots: Sequence[Certificate],
    witnessed: Witnessed | None,
) -> Iterator[Finding]:
    own = Chain("custody", roots, witnessed)
    merged: dict[str, tuple[int, str]] = {}
    """id of a merged log's first entry -> where it ended, as our own log says"""
    merged_lately = False
    """since the last seal"""
    for entry in store.each(CustodyEntry, _OWN):
        yield from own.take(entry)
        if own.broken:
            return
        for one in watching:
            yield from one.take(entry, own)
        recorded.take(entry.seq, own.rows)
        merged_lately = merged_lately and entry.act != seals.SEALED
        if entry.act == MERGED:
            merged_lately = True
            try:
                merged |= _ends(own.detail)
            except SHAPES:
                yield Finding(f"custody {entry.seq}", "merge-strange")
    yield from own.end()
    yield from _key(folder, own, key)
    yield from verify_heads(store, own)
    known = remembered(folder, store, key)
    if told := finding(known, store):
        yield told
    theirs: dict[str, str] = {}
    for name in list(store.values("SELECT DISTINCT chain FROM merged_custody")):
        yield from _merged_log(store, name, merged.pop(name, None), roots, theirs)
    for name in merged:
        yield Finding(f"custody of {name}", "merged-log-removed")
    written = Written.of(
        known.note,
        own.sealed_at,
        is_restored=is_restored(store),
        is_merged_lately=merged_lately,
    )
    wanted = theirs | own.files
    unwritten = {name for name in wanted if written.may_lack(own.first_in.get(name))}
    yield from _seal_files(folder, store, wanted, unwritten)


def _ends(detail: dict[str, Any]) -> dict[str, tuple[int, str]]:
    """Position and id of the last entry of each log that was merged, by the id of its first."""
    return {chain: (end["seq"], end["head"]) for chain, end in detail["chains"].items()}


def _merged_log(
    store: Store,
    name: str,
    end: tuple[int, str] | None,
    roots: Sequence[Certificate],
    files: dict[str, str],
) -> Iterator[Finding]:
    """The log of a merged folder, which must end at ``end``; adds its seal files to ``files``."""
    chain = Chain(f"custody of {name}", roots)
    for entry in store.each(CustodyEntry, _MERGED, name):
        yield from chain.take(entry)
        if chain.broken:
            break
    files |= chain.files
    if end != (chain.length, chain.head) and not chain.broken:
        yield Finding(f"custody of {name}", "merged-log-altered")


def _key(folder: EvidenceFolder, own: Chain, key: str | None) -> Iterator[Finding]:
    found = keys.key_id(own.public) if own.public else None
    if key is not None and found != key:
        yield _replaced(found, key)
    if own.public is None:
        if folder.key.exists():
            yield Finding("key.pem", "key-put-in")
        return
    try:
        same = keys.from_pem(read_plain(folder.key)) == own.public
    except (OSError, ValueError):
        same = False
    begun = folder.key.exists() or not own.files  # a run that was sealed has written it
    if not same and begun and is_unfinished(folder.key, keys.to_pem(own.public)):
        yield _unwritten("key.pem")
    elif not same:
        yield Finding("key.pem", "key-differs")


def _replaced(found: str | None, key: str) -> Finding:
    if found is None:
        return Finding("key.pem", "key-replaced-none", {"key": key})
    return Finding("key.pem", "key-replaced", {"found": found, "key": key})


def _seal_files(
    folder: EvidenceFolder, store: Store, wanted: dict[str, str], unwritten: set[str]
) -> Iterator[Finding]:
    """The files in ``seals/`` against those that the logs speak of; ``unwritten``: those that a run
    which was cut off had yet to write."""
    present = {path.name: path for path in folder.seals.glob("*")} if folder.seals.is_dir() else {}
    differing = set()
    for name in sorted(wanted.keys() | present):
        where = f"seals/{name}"
        if name not in present:
            yield _unwritten(where) if name in unwritten else Finding(where, "missing")
        elif what := in_place_of_a_file(present[name]):
            yield Finding(where, "not-a-file", {"what": what})
        elif name in wanted:
            if sha256_of(present[name]) != wanted[name]:
                differing.add(name)
        elif is_left(present[name]):
            yield _unwritten(where)
        else:
            yield Finding(where, "seal-file-unknown")
    yield from _differing(folder, store, differing)


def _differing(folder: EvidenceFolder, store: Store, names: set[str]) -> Iterator[Finding]:
    """Files in ``seals/`` that are not what the log says: begun and not finished, or altered."""
    if not names:
        return
    contents = {file.name: file.content for file in seals.files(store) if file.name in names}
    for name in sorted(names):
        where = f"seals/{name}"
        if is_unfinished(folder.seals / name, contents[name]):
            yield _unwritten(where)
        else:
            yield Finding(where, "file-not-as-logged")


def _unwritten(where: str) -> Finding:
    return Finding(where, "unwritten", note=True)
