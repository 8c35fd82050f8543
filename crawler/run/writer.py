"""Puts on the disk what the looks of a run add, in a thread of its own: a disk that takes its time must
not keep answers waiting.

What belongs together goes together. A batch is first whole in its WARC file, then in the database, and
batches follow one another as they were handed over; one that was refused stands before all that come
after it.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.errors import StoreError, TestigoError
from evidence.store import Store, runs
from evidence.store.connections import put as put_connections

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from crawler.run.records import Recorder
    from evidence.custody.warc.files import WarcFiles
    from evidence.custody.warc.writer import WarcFile
    from evidence.store.connections import Connected
    from evidence.store.looks import Settle
    from evidence.store.runs import Checked

_MANY = 32
_UNFORESEEN = Words(
    "what was seen can't be kept, for a reason that nobody foresaw ({what})",
    "no se puede conservar lo que se vio, por una razón imprevista ({what})",
)
SECONDS = 0.25
"""Checks wait at most until they are so many or so old for one common fsync of the WARC and one
transaction: 2,000 of their own would cost more than all the rest. What a crash loses in that time is
looked at again."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What else is written with looks, when the records of its captures are on the disk and the
    connections that they came by are known."""

    write: Callable[[Store], None]


@dataclass(slots=True)
class _Batch:
    """What is put on the disk in one go. What is there is taken out: a batch that was refused midway
    goes on where it stood."""

    file: WarcFile | None
    """holds the records"""
    connections: list[Connected]
    checks: list[Checked]
    beside: list[Beside]
    full: WarcFile | None
    """is to be sealed, once all rows are there that point into it"""


class Writer:
    """Of one run. All but :meth:`finish` and :meth:`close` is for its loop."""

    def __init__(self, store: Store, warcs: WarcFiles, recorder: Recorder, settle: Settle) -> None:
        self._store = store
        self._settle = settle
        self._warcs = warcs
        self._recorder = recorder
        self._thread = ThreadPoolExecutor(1, "write")
        self.require_sound: Callable[[], None] = lambda: None
        """asked before more is put on the disk; raises StoreDamaged"""
        self._own: Store | None = None
        """the thread's; what is being written there is not seen elsewhere until it is whole"""
        self._checks: list[Checked] = []
        self._beside: list[Beside] = []
        self._since = 0.0
        self._handed: deque[_Batch] = deque()
        self._unwritten: set[str] = set()
        """ids of the URLs whose checks are not on the disk yet"""
        self._under_way = 0

    def add(self, look: Checked | Beside) -> None:
        """Take in what is to be written next."""
        if not self._checks:
            self._since = time.monotonic()
        if isinstance(look, Beside):
            self._beside.append(look)
        else:
            self._checks.append(look)
            self._unwritten.add(look.check.url_id)

    @property
    def is_due(self) -> bool:
        """Whether what waits has waited long enough."""
        old = bool(self._checks) and time.monotonic() - self._since > SECONDS
        return old or len(self._checks) >= _MANY

    async def flush(self) -> None:
        """Put all that waits on the disk; raises StoreError when that refuses."""
        self.require_sound()
        if self._checks or self._beside or self._handed or self._under_way:
            self._hand_over()
            await self._in_thread(lambda: self._work(self._threads_store()))

    async def written(self, url_ids: Collection[str]) -> None:
        """Wait until what these URLs showed in this run can be read in the database; as :meth:`flush`
        else."""
        while not self._unwritten.isdisjoint(url_ids):
            await self.flush()

    async def put(self, write: Callable[[Store], None]) -> None:
        """Have something else written, in its turn."""
        await self._in_thread(lambda: write(self._threads_store()))

    def finish(self) -> None:
        """Put all that waits on the disk and come back when it is there; raises StoreError when that
        refuses."""
        self.require_sound()
        self._thread.submit(_nothing).result()  # what was handed over is through
        self._hand_over()
        self._told(lambda: self._work(self._store))

    def close(self) -> None:
        """Let go of the thread, once it is done."""
        self._thread.shutdown()
        if self._own is not None:
            self._own.close()
            self._own = None

    async def _in_thread(self, work: Callable[[], None]) -> None:
        self._under_way += 1
        try:
            await asyncio.get_running_loop().run_in_executor(self._thread, self._told, work)
        finally:
            self._under_way -= 1

    def _told(self, work: Callable[[], None]) -> None:
        """Do it; whatever goes wrong is an error that ends the walk and is told: a batch that is refused stands
        before all that come after it."""
        try:
            work()
        except (OSError, TestigoError):
            raise
        except Exception as problem:
            what = f"{type(problem).__name__}: {problem}"[:300]
            raise StoreError(self._store.path, _UNFORESEEN, what=what) from problem

    def _hand_over(self) -> None:
        is_whole = not self._recorder.is_ahead  # else a file lacks rows that come later
        batch = _Batch(
            file=self._warcs.current,
            connections=self._recorder.connections.take(),
            checks=self._checks,
            beside=self._beside,
            full=self._warcs.take_full() if is_whole else None,
        )
        self._checks, self._beside = [], []
        self._handed.append(batch)

    def _threads_store(self) -> Store:
        if self._own is None:
            self._own = Store(self._store.path, any_thread=True)
        return self._own

    def _work(self, store: Store) -> None:
        """Write all batches that were handed over, in their order."""
        while self._handed:
            self._write(self._handed[0], store)
            self._handed.popleft()

    def _write(self, batch: _Batch, store: Store) -> None:
        if batch.file is not None:
            batch.file.sync()
            batch.file = None
        put_connections(store, batch.connections)
        batch.connections = []
        if batch.checks:
            runs.put_checks(store, batch.checks, self._settle)
            self._unwritten.difference_update(look.check.url_id for look in batch.checks)
            batch.checks = []
        while batch.beside:
            batch.beside[0].write(store)
            batch.beside.pop(0)
        if batch.full is not None:
            full, batch.full = batch.full, None
            self._warcs.seal(full, store)


def _nothing() -> None:
    """What a thread does at once when it is through with all before."""
