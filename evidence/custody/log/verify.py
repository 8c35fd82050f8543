"""Check the logs of a folder: its own and those of merged folders, with key, note and seal files."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from evidence.custody.finding import Finding
from evidence.custody.log import keys
from evidence.custody.log.chain import Chain
from evidence.store.records import CustodyEntry

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cryptography.x509 import Certificate

    from evidence.custody.recorded import Recorded
    from evidence.folder import EvidenceFolder
    from evidence.store.database import Store

_OWN = "SELECT * FROM custody ORDER BY seq"
_MERGED = "SELECT * FROM merged_custody WHERE chain = ? ORDER BY seq"


def verify_logs(
    folder: EvidenceFolder,
    store: Store,
    recorded: Recorded,
    key: str | None,
    roots: Sequence[Certificate],
) -> Iterator[Finding]:
    """All logs of a folder; fills ``recorded`` with what its own log says of rows.

    ``key`` is the fingerprint that the own log must name, None for any.
    """
    # one transaction for the temporary table: SQLite would end one for every entry
    store.db.execute("BEGIN")
    try:
        yield from _logs(folder, store, recorded, key, roots)
    finally:
        store.db.execute("COMMIT")


def _logs(
    folder: EvidenceFolder,
    store: Store,
    recorded: Recorded,
    key: str | None,
    roots: Sequence[Certificate],
) -> Iterator[Finding]:
    own = Chain("custody", roots)
    merged: dict[str, tuple[int, str]] = {}
    """id of a merged log's first entry -> where it ended, as our own log says"""
    for entry in store.each(CustodyEntry, _OWN):
        yield from own.take(entry)
        if own.broken:
            return
        recorded.take(entry.seq, own.rows)
        if entry.act == "merged":
            try:
                merged |= _ends(own.detail)
            except (KeyError, TypeError, AttributeError):
                yield Finding(
                    f"custody {entry.seq}", "altered: 'merged' says what none of ours says"
                )
    yield from own.end()
    yield from _key(folder, own, key)
    yield from _note(store, own)
    files = own.files
    for name in list(store.values("SELECT DISTINCT chain FROM merged_custody")):
        yield from _merged_log(store, name, merged.pop(name, None), roots, files)
    for name in merged:
        yield Finding(f"custody of {name}", "removed: the log of a merged folder")
    yield from _seal_files(folder, files)


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
        yield Finding(
            f"custody of {name}", "altered: it does not end where it did when it was merged"
        )


def _key(folder: EvidenceFolder, own: Chain, key: str | None) -> Iterator[Finding]:
    found = keys.key_id(own.public) if own.public else None
    if key is not None and found != key:
        yield Finding("key.pem", f"replaced: the log names {found or 'no key'}, not {key}")
    if own.public is None:
        if folder.key.exists():
            yield Finding("key.pem", "put in: the log names no key")
        return
    try:
        same = keys.from_pem(folder.key.read_bytes()) == own.public
    except (OSError, ValueError):
        same = False
    if not same:
        yield Finding("key.pem", "missing, or not the key that the log names")


def _note(store: Store, own: Chain) -> Iterator[Finding]:
    """What the machine that seals the folder noted of its log, outside the folder."""
    noted = keys.noted(keys.key_id(own.public)) if own.public else None
    if noted and not store.one("SELECT 1 FROM custody WHERE seq = ? AND id = ?", *noted):
        yield Finding(
            "custody",
            f"cut off or rewritten: entry {noted[0]} was there when this machine sealed it",
        )


def _seal_files(folder: EvidenceFolder, wanted: dict[str, str]) -> Iterator[Finding]:
    """The files in ``seals/`` against those that the logs speak of."""
    present = {path.name: path for path in folder.seals.glob("*")} if folder.seals.exists() else {}
    for name in sorted(wanted.keys() | present):
        if name not in present:
            yield Finding(f"seals/{name}", "missing")
        elif name not in wanted:
            yield Finding(
                f"seals/{name}", "the log does not speak of this seal: its end was cut off"
            )
        elif hashlib.sha256(present[name].read_bytes()).hexdigest() != wanted[name]:
            yield Finding(f"seals/{name}", "altered: not what the log says")
