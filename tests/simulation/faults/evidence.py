"""Faults in how evidence is kept."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from crawler.run import night as nights
from crawler.run.keeper import Keeper
from crawler.run.writer import Writer
from evidence.custody.log import seals
from evidence.custody.warc import cdxj, writer
from evidence.custody.warc import files as warc_files
from evidence.store import board_entries, boards, runs
from evidence.store.database import Store

if TYPE_CHECKING:
    from collections.abc import Callable


def skipped_fsync() -> None:
    """A WARC record is not synced before the row that points to it."""
    file: Any = writer.WarcFile
    file.sync = lambda _self: None


def row_before_record() -> None:
    """Rows are committed first, and the records that they point to are synced then."""

    in_order: Any = Writer._write

    def write(self: Any, batch: Any, store: Any) -> None:
        file, batch.file = batch.file, None
        in_order(self, batch, store)
        if file is not None:
            file.sync()

    def record(self: Any, journey: Any) -> None:
        self.recorder.ahead(journey)  # which is synced, too, before it is kept

    keeper, writes = cast("Any", Keeper), cast("Any", Writer)
    keeper.record, writes._write = record, write


def index_forgotten() -> None:
    """A finished file's captures are not put into the index."""
    index: Any = cdxj
    index.merge = lambda _index, _lines: None


def recovery_forgotten() -> None:
    """What a killed run left open is not sealed."""
    recovery: Any = nights.recovery
    recovery.recover = lambda _folder, _store: []


def digest_of_the_beginning() -> None:
    """A record's digest is that of its first thousand bytes."""
    whole = writer.digest
    record: Any = writer
    record.digest = lambda data: whole(data[:1000])


def act_not_logged() -> None:
    """Checks are written without an entry in the custody log."""
    transaction: Any = Store.transaction
    store: Any = Store

    def unlogged(self: Any, act: str, detail: Any = None) -> Any:
        return self.housekeeping() if act == "checked" else transaction(self, act, detail)

    store.transaction = unlogged


def seal_of_one_less() -> None:
    """A seal says that it covers one entry less than it does."""
    of = seals.Checkpoint.of
    kept: Any = seals.Checkpoint
    kept.of = staticmethod(lambda origin, size, *more: of(origin, max(1, size - 1), *more))


def begun_anew() -> None:
    """A run that was cut off is begun anew: what it had kept is taken out."""
    begin = runs.begin

    def begun(store: Store, **options: Any) -> Any:
        store.db.execute("PRAGMA foreign_keys=OFF")
        store.db.execute(
            "DELETE FROM checks WHERE run_id IN (SELECT id FROM runs WHERE state = 'running')"
        )
        return begin(store, **options)

    kept: Any = runs
    kept.begin = begun


def file_named_by_the_day() -> None:
    """WARC files are named by their day alone: the next run of a day meets the file of the last."""
    begin: Any = warc_files.begin
    files: Any = warc_files

    def named(folder: Any, warc: str, *more: Any) -> Any:
        day = warc.partition("testigo-")[2][:8]
        return begin(folder, f"warc/testigo-{day}.warc.gz", *more)

    files.begin = named


def merge_in_pieces() -> None:
    """A merge takes in one table after the other, and not all or nothing."""
    store: Any = Store
    store.together = lambda _self: nullcontext()


def drop_forgotten() -> None:
    """That an entry of a board was dropped is not remembered: each visit tells it anew."""
    record_of = board_entries.record_of

    def standing(one: Any, *more: Any) -> Any:
        return replace(record_of(one, *more), dropped_at=None)

    for module in (board_entries, boards):
        kept: Any = module
        kept.record_of = standing


FAULTS: tuple[Callable[[], None], ...] = (
    skipped_fsync,
    row_before_record,
    index_forgotten,
    recovery_forgotten,
    digest_of_the_beginning,
    act_not_logged,
    seal_of_one_less,
    begun_anew,
    file_named_by_the_day,
    merge_in_pieces,
    drop_forgotten,
)
