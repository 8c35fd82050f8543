"""Take a shard in: its WARC files, the rows that it made, its log.

It is what :mod:`evidence.custody.merge` does with another's folder, and what that leaves is the same: the
shard's log whole beside ours, and an entry of ours that says where it ended. But a shard is our own and
fresh. What it has of ours was given to it, so ids need not be compared; nobody else has gone on from its
rows but who looks beside a night, so which state is later is known without reading the logs; and the bytes
of a WARC file are the ones that the shard's writer hashed when it closed the file, so the file is hashed
and not each record in it. ``testigo verify`` reads all of it again.
"""

from __future__ import annotations

import json
import shutil
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from evidence import signing
from evidence.bilingual import Words
from evidence.custody import continuity
from evidence.custody.log import keys, seals
from evidence.custody.log.chain import Chain
from evidence.custody.merge.files import copy_files
from evidence.custody.merge.logs import ends, is_longer, take_log
from evidence.custody.merge.rows import COPIED, without_order
from evidence.custody.warc import cdxj, recovery
from evidence.custody.warc.announced import MERGED, take_away
from evidence.custody.warc.rows import CaptureRow
from evidence.errors import FolderError, StoreError
from evidence.files import refusing, sha256_of
from evidence.folder import is_inside
from evidence.store import ledger, soundness
from evidence.store.database import Store
from evidence.store.records import Check, CustodyEntry, Outage, Run, Standing, WarcFile
from evidence.store.tables import TABLES, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evidence.custody.merge.rows import Settle
    from evidence.folder import EvidenceFolder
    from evidence.store.database import Row
    from evidence.store.tables import Table

_MOST = 1000
"""Rows in one entry of the log, as in :mod:`evidence.custody.merge.rows`."""
_FIRST = ("urls", "certificates")
"""States of which the first that is written stays: when an address or a certificate was met, and where."""
UNFIT = Words(
    "is not what was made of it, so nothing of it is taken in ({where}: {problem})",
    "no corresponde al tramo que se repartió, así que no se incorpora nada ({where}: {problem})",
)
_TWICE = Words(
    "this night looked at its address already",
    "esa noche ya se había revisado su dirección",
)
ALTERED = Words("not as its log says", "no es como dice su bitácora")
_OTHER_KEY = Words(
    "signed by another key than the one that was made for it",
    "está firmada con una clave distinta de la que se hizo para el tramo",
)
_NOT_SEALED = Words("not as it was sealed", "no está como se selló")
_ELSE = Words("something else here", "aquí dice otra cosa")
NO_KEY = Words(
    "was made on another machine, where its key is",
    "se hizo en otro equipo, donde está su clave",
)
"""Of a shard that can't be told from one that somebody put there."""
_ENTRIES = "SELECT * FROM custody ORDER BY seq"
_OTHER_LOOK = """
SELECT k.id FROM json_each(?) j JOIN checks k
ON k.run_id = json_extract(j.value, '$[1]') AND k.url_id = json_extract(j.value, '$[2]')
WHERE k.id != json_extract(j.value, '$[0]') LIMIT 1
"""
_TAKEN_BACK = """
SELECT DISTINCT k.url_id FROM json_each(?) made JOIN outages o ON o.id = made.value, json_each(o.checks_json) j
JOIN checks k ON k.id = j.value
"""
_INDEXED = f"SELECT * FROM captures WHERE warc = ? AND {cdxj.REPLAYABLE}"


@dataclass(frozen=True, slots=True)
class Taken:
    """What a shard added."""

    rows: int
    looks: int
    files: tuple[str, ...]
    """its WARC files, of which the index knows nothing yet (:func:`index`)"""


def take(
    folder: EvidenceFolder, store: Store, shard: EvidenceFolder, key: str, settle: Settle
) -> Taken:
    """Take ``shard`` in, whose log must be signed by the key with the fingerprint ``key``; all of it or
    nothing. A second time nothing is new.

    A walk of it that was cut off is sealed first, with what it has kept. ``settle`` is as for
    :func:`evidence.custody.merge.merge`. The caller holds ``folder``. Raises FolderError where the shard is
    not what its log says, FolderBusy where it is still walked, StoreError.
    """
    with shard.hold(), closing(Store(shard.database)) as theirs:
        soundness.require_sound(theirs)
        _finish(shard, theirs)
        said = _said(shard, theirs, key)
        chain = str(said.genesis)
        end = ends(theirs)[chain]
        if not is_longer(shard.path, theirs, store, chain, end):
            return Taken(0, 0, ())
        _require_once(shard, store, theirs)
        files = _files(shard, theirs, said.rows)
        copy_files(shard, folder, store, files, linked=True)
        detail = {
            "folder": shard.path.name,
            "chains": {chain: {"seq": end.seq, "head": end.head}},
        }
        try:
            with without_order(store), store.together():
                taken = _Taking(store, theirs, shard, said.rows, settle).all()
                with store.transaction(MERGED, detail):
                    take_log(store, theirs, chain)
        except (FolderError, StoreError):
            with suppress(
                StoreError
            ):  # else the night that goes on would seal the copies as its own
                take_away(folder, store)
            raise
    looks = len(said.rows.get(Check.TABLE, {}))
    return Taken(taken, looks, tuple(file.id for file in files))


def index(folder: EvidenceFolder, store: Store, files: Iterable[str]) -> None:
    """Put the captures of WARC files that were taken in into the index, in one go: each time costs as much
    as the whole index has lines. Raises StoreError."""
    rows = (row for file in files for row in store.each(CaptureRow, _INDEXED, file))
    cdxj.merge(folder.index, map(cdxj.line_of, rows))
    seals.write_files(folder, store)  # of the shards' logs


def discard(shard: EvidenceFolder, key: str) -> None:
    """Delete a shard that was taken in, or never was whole, with what is remembered of it and the key with the
    fingerprint ``key`` that was made for it (none where it is empty). Raises StoreError."""
    with refusing(shard.path):
        signing.forget(shard.path)
        if key:
            for left in (signing.file_of(key), signing.witness_of(key)):
                left.unlink(missing_ok=True)
        shutil.rmtree(shard.path, ignore_errors=True)


def _finish(shard: EvidenceFolder, theirs: Store) -> None:
    """Seal what a walk that was cut off has left."""
    strange = continuity.begin(shard, theirs)
    recovery.recover(shard, theirs, strange)
    seals.seal(shard, theirs)


@dataclass(frozen=True, slots=True)
class _Said:
    """What a log says, all of it sound."""

    genesis: str | None
    rows: ledger.Rows
    """the last that it says of each row"""


def _said(shard: EvidenceFolder, theirs: Store, key: str) -> _Said:
    chain = Chain("custody", ())
    rows: ledger.Rows = {}
    for entry in theirs.each(CustodyEntry, _ENTRIES):
        for found in chain.take(entry):
            if not found.note:
                raise _unfit(shard, found.where, found.problem)
        for table, part in chain.rows.items():
            rows.setdefault(table, {}).update(part)
    for found in chain.end():
        raise _unfit(shard, found.where, found.problem)
    if chain.public is None or keys.key_id(chain.public) != key:
        raise _unfit(shard, "custody", _OTHER_KEY)
    return _Said(chain.genesis, rows)


def _require_once(shard: EvidenceFolder, store: Store, theirs: Store) -> None:
    """A run has one look at an address; a shard that could not be taken in then, and whose addresses were looked at
    again, has another. Raises FolderError."""
    looks = theirs.iterate("SELECT id, run_id, url_id FROM checks")
    while some := [[row["id"], row["run_id"], row["url_id"]] for row in islice(looks, _MOST)]:
        twice = store.value(_OTHER_LOOK, json.dumps(some))
        if twice is not None:
            raise _unfit(shard, f"{Check.TABLE} {twice}", _TWICE)


def _unfit(shard: EvidenceFolder, where: str, problem: Words | str) -> FolderError:
    return FolderError(
        shard.path,
        UNFIT,
        where=where,
        problem=problem,
    )


def _files(shard: EvidenceFolder, theirs: Store, said: ledger.Rows) -> list[WarcFile]:
    """The WARC files that a shard wrote, each as it was sealed."""
    files = [
        file
        for file in theirs.each(WarcFile, "SELECT * FROM warc_files")
        if file.id in said.get(WarcFile.TABLE, {})
    ]
    for file in files:
        path = shard.path / file.id
        # who walked it has its key, and names the files
        if not is_inside(file.id, "warc") or not path.is_file() or sha256_of(path) != file.sha256:
            raise _unfit(shard, file.id, _NOT_SEALED)
    return files


class _Taking:
    """One shard's rows."""

    def __init__(
        self,
        store: Store,
        theirs: Store,
        shard: EvidenceFolder,
        said: ledger.Rows,
        settle: Settle,
    ) -> None:
        self._store = store
        self._theirs = theirs
        self._shard = shard
        self._said = said
        self._settle = settle

    def all(self) -> int:
        """Take in what is new; returns how many rows."""
        return sum(
            self._table(table)
            for table in TABLES
            # the run is ours: the shard's is a copy of it
            if table.kind is not Kind.OWN and table.name != Run.TABLE
        )

    def _table(self, table: Table) -> int:
        named = self._said.get(table.name, {})
        digests = {key: digest for key, digest in named.items() if digest is not None}
        taken, keys_left = 0, iter(digests)
        while some := list(islice(keys_left, _MOST)):
            here = self._rows(self._store, table, some)
            new = list(self._new(table, self._made(table, some, digests), here, digests))
            if new:
                with self._store.transaction(COPIED) as transaction:
                    transaction.take(table.name, new, digests, here)
            taken += len(new)
        return taken

    def _rows(self, store: Store, table: Table, ids: list[str]) -> dict[str, Row]:
        sql = (
            f'SELECT * FROM "{table.name}" WHERE "{table.key}" IN (SELECT value FROM json_each(?))'
        )
        return {row[table.key]: row for row in store.iterate(sql, json.dumps(ids))}

    def _made(self, table: Table, ids: list[str], digests: dict[str, str]) -> list[Row]:
        """Their rows, each as their log says, in the order in which they were made."""
        rows = self._rows(self._theirs, table, ids)
        for key in ids:
            row = rows.get(key)
            if row is None or _digest(row) != digests[key]:
                raise _unfit(self._shard, f"{table.name} {key}", ALTERED)
        return [rows[key] for key in ids]

    def _new(
        self, table: Table, rows: list[Row], here: dict[str, Row], digests: dict[str, str]
    ) -> Iterator[Row]:
        """What of their rows is to be written, in the columns' order of all; ``digests`` are theirs, and
        become those of what is written."""
        for row in rows:
            known = here.get(row[table.key])
            if known is None:
                yield row
            elif known == row or table.name in _FIRST:
                continue
            elif table.kind is Kind.FACT:
                raise _unfit(self._shard, f"{table.name} {row[table.key]}", _ELSE)
            elif table.name == Standing.TABLE and (
                row["url_id"] in self._taken_back or self._is_ahead(known)
            ):
                settled = self._settle(self._store, row["url_id"], row["baseline_id"])
                if settled is not None and settled.row() != known:
                    digests[settled.url_id] = ledger.row_digest(settled.row())
                    yield {**row, **settled.row()}
            else:
                yield row

    @cached_property
    def _taken_back(self) -> frozenset[str]:
        """The URLs at which looks were taken back in the shard: of all looks before these it was given the last
        alone, and what they make together is known here."""
        made = json.dumps(list(self._said.get(Outage.TABLE, {})))
        return frozenset(self._theirs.values(_TAKEN_BACK, made))

    def _is_ahead(self, known: Row) -> bool:
        """Whether somebody who looked beside the night has gone on from a standing that the shard does
        not know."""
        sql = "SELECT 1 FROM checks WHERE id = ?"
        return self._theirs.value(sql, known["check_id"]) is None


def _digest(row: Row) -> str | None:
    """The digest of a row; None where it holds a blob, which no row of ours does."""
    try:
        return ledger.row_digest(row)
    except TypeError:
        return None
