"""All looks of one desk: so many at once, each within its time."""

from __future__ import annotations

import multiprocessing
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from evidence.bilingual import Words
from testigo.desk.looks.child import look
from testigo.desk.looks.inquiry import STOPPED, Inquiry, Said, Step
from testigo.desk.settings import AT_ONCE, LONGEST, REMEMBERED, WAITING

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkServerProcess

    from testigo.api.folder import Folder
    from testigo.desk.looks.inquiry import Question

_WARM = "testigo.desk.looks.warm"
_END = 3.0
"""Seconds that a look has for its end when it is told to: the crawl takes two, and whoever stops the desk
waits five for it."""

_ENDED = Words("the look ended before its time", "la revisión terminó antes de tiempo")
_TOO_LONG = Words(
    f"the look took longer than {LONGEST:.0f} s", f"la revisión tardó más de {LONGEST:.0f} s"
)


class TooMany(Exception):
    """So many look already, or wait for it, that nobody else may."""


class Looks:
    """The looks of one desk, by their ids."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._context = multiprocessing.get_context("forkserver")
        self._lock = threading.Lock()
        self._known: dict[str, Inquiry] = {}
        self._turns = threading.BoundedSemaphore(AT_ONCE)
        self._working: dict[str, ForkServerProcess] = {}
        self._closed = False

    def warm(self) -> None:
        """Start the process that looks are forked from, so that the first one does not wait for it."""
        self._context.set_forkserver_preload([_WARM])
        threading.Thread(target=self._warmed, daemon=True).start()

    def ask(self, question: Question) -> Inquiry:
        """The look that answers a question: a new one, or one under way that asks the same. Raises
        TooMany."""
        with self._lock:
            open_looks = [one for one in self._known.values() if not one.is_over]
            same = next((one for one in open_looks if one.question == question), None)
            if same is not None:
                return same
            if self._closed or len(open_looks) >= AT_ONCE + WAITING:
                raise TooMany
            made = Inquiry(question)
            self._known[made.id] = made
            self._forget()
        threading.Thread(target=self._work, args=(made,), daemon=True).start()
        return made

    def get(self, look_id: str) -> Inquiry | None:
        """The look with this id, if it is remembered."""
        return self._known.get(look_id)

    def stop(self, look_id: str) -> None:
        """End a look before its time; what it has kept stays."""
        process = self._working.get(look_id)
        if process is not None:
            process.terminate()
        elif (waiting := self.get(look_id)) is not None and not waiting.is_over:
            waiting.fail("Interrupted", STOPPED)

    def close(self) -> None:
        """End all of them, within seconds."""
        with self._lock:
            self._closed = True
            working = list(self._working.values())
        for process in working:
            process.terminate()
        until = time.monotonic() + _END
        for process in working:
            process.join(max(0.0, until - time.monotonic()))
            process.kill()

    def _warmed(self) -> None:
        process = self._context.Process(target=_nothing, daemon=True)
        process.start()
        process.join()

    def _forget(self) -> None:
        over = [one.id for one in self._known.values() if one.is_over]
        for look_id in over[: max(0, len(self._known) - REMEMBERED)]:
            del self._known[look_id]

    def _work(self, made: Inquiry) -> None:
        """Wait for a turn, and look."""
        with self._turns:
            if made.is_over or self._closed:
                return
            made.move(Step.LOOKING)
            ours, theirs = self._context.Pipe(duplex=False)
            process = self._context.Process(
                target=look, args=(theirs, self._folder, made.question), daemon=True
            )
            with self._lock:
                self._working[made.id] = process
            try:
                process.start()
                theirs.close()
                _listen(ours, made, process)
            finally:
                with self._lock:
                    del self._working[made.id]
                ours.close()
            process.join(_END)
            process.kill()
        if not made.is_over:
            made.fail("Ended", _ENDED)


def _nothing() -> None:
    """What the first process does: being forked, it has had everything imported."""


def _listen(pipe: Connection, made: Inquiry, process: ForkServerProcess) -> None:
    """Hear what a look says until its end, or the end of its time."""
    until = time.monotonic() + LONGEST
    with suppress(EOFError, OSError):
        while not made.is_over:
            if not pipe.poll(max(0.0, until - time.monotonic())):
                process.terminate()
                if not pipe.poll(_END):
                    process.kill()
                made.fail("TooLong", _TOO_LONG)
                return
            _take(made, *pipe.recv())


def _take(made: Inquiry, what: Said, said: Any) -> None:
    if what is Said.REMARK:
        made.remarks.append(said)
        made.move(made.step)
    elif what is Said.LOOKED:
        made.answer = said
        made.move(Step.ARCHIVES)
    elif what is Said.DONE:
        made.answer = said
        made.move(Step.DONE)
    else:
        made.fail(*said)
