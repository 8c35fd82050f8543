"""The workers of this process: kept warm, asked by one thread each, replaced when they break."""

from __future__ import annotations

import atexit
import os
import threading
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from weakref import WeakSet

from evidence.fence.failures import Crashed, FenceFailure, Refused, TooMuchMemory
from evidence.fence.process import Process
from evidence.fence.typed import decode

if TYPE_CHECKING:
    from collections.abc import Generator
    from types import UnionType

T = TypeVar("T")
_SHARE = 200
"""Tasks served by one worker, so that a leak in a parser's library stays small."""
_AT_ONCE = 2
"""Workers; each may take the memory of :data:`evidence.fence.worker.MEMORY`, together less than twice."""
_TOGETHER = 480_000_000
"""Bytes of memory that workers at work may take together: one that needs all that it may have works
alone, and two that need much one after the other."""
_KEPT = 150_000_000
"""Bytes of memory above which a worker is not kept for the next task: what a large document took does not
all go back. With its libraries one has 30 to 60 MB."""
_CUT_OFF = "it was cut off"
_PATIENCE = 4.0
"""Times its seconds of processor that a task may take by the clock."""


@dataclass(frozen=True, slots=True)
class Task(Generic[T]):
    """Something to be done behind the fence: a function of ours, and the bounds it has to keep."""

    function: str
    """``module:name``; called in the worker as ``name(body, **facts)``. It may raise
    :class:`evidence.fence.Refused`. Named and not given, so that its module, and the parsers that
    it needs, are imported in the worker only."""
    answer: type[T] | UnionType
    """what it returns, or what each of its results is; see :func:`evidence.fence.typed.decode`"""
    seconds: float = 30.0
    """of processor for one body: a machine that is busy with other work takes no document away"""


@dataclass(frozen=True, slots=True)
class Results(Generic[T]):
    """What came of a task that has many results."""

    items: tuple[T, ...]
    """those that came before its end, or before the failure"""
    failure: FenceFailure | None
    """why no more came; None when it went to its end"""


class _Crowded(Exception):
    """Workers take too much memory together."""


class Fence:
    """A few workers. Threads may share it: who finds all workers at work waits for one."""

    def __init__(self, at_once: int = _AT_ONCE) -> None:
        self._at_once = at_once
        self._reset()
        _ALL.add(self)

    def call(self, task: Task[T], body: bytes, **facts: Any) -> T:
        """What the task's function returns for ``body`` and ``facts`` (values that JSON knows).

        Raises a :class:`FenceFailure`: TooLong, TooMuchMemory, Crashed or Refused.
        """
        results = self._ask(task, body, facts, many=False)
        failure, items = results.failure, results.items
        if failure is None:
            return items[0]
        try:
            raise failure
        finally:  # it holds this frame, and the body in it, for as long as the frame holds it
            del failure, results

    def collect(self, task: Task[T], body: bytes, **facts: Any) -> Results[T]:
        """All that the task's function, a generator, yields, and why it ended; never raises a
        FenceFailure. What came before a failure is kept, so that one bad page does not cost a
        report."""
        return self._ask(task, body, facts, many=True)

    def close(self) -> None:
        """End all workers at once; a task under way in another thread fails as crashed, and so does
        whatever that thread still asks for: somebody waits for its end."""
        with self._lock:
            self._cut_off.update(self._asking)
            idle = self._idle.copy()
            self._idle.clear()
            for worker in self._busy:
                worker.stop()
        for worker in idle:
            worker.kill()

    def forget(self) -> None:
        """Begin anew without workers: a forked child may use neither its parent's workers nor its
        locks."""
        for worker in {*self._idle, *self._busy}:
            worker.abandon()
        self._reset()

    def _reset(self) -> None:
        self._room = threading.BoundedSemaphore(self._at_once)
        self._lock = threading.Lock()
        self._idle: list[Process] = []
        self._through = threading.Condition(self._lock)
        """told whenever a worker is through"""
        self._busy: dict[Process, int] = {}
        """each with its turn"""
        self._turns = count()
        self._asking: set[threading.Thread] = set()
        self._cut_off: WeakSet[threading.Thread] = WeakSet()

    def _ask(self, task: Task[T], body: bytes, facts: dict[str, Any], *, many: bool) -> Results[T]:
        request = {
            "task": task.function, "facts": facts, "many": many,
            "seconds": task.seconds, "patience": _PATIENCE * task.seconds,
        }  # fmt: skip
        me = threading.current_thread()
        self._asking.add(me)
        try:
            with self._room:
                turn = next(self._turns)
                while (results := self._results(task, request, body, turn)) is None:
                    self._let_pass(turn)
                return results
        finally:
            self._asking.discard(me)

    def _results(
        self, task: Task[T], request: dict[str, Any], body: bytes, turn: int
    ) -> Results[T] | None:
        """What came of a task; None where its worker had to make room for one that began before."""
        items: list[T] = []
        try:
            with closing(self._frames(request, body, turn)) as frames:
                if threading.current_thread() in self._cut_off:
                    raise Crashed(_CUT_OFF)
                for frame in frames:
                    if "item" in frame:
                        items.append(_decoded(task, frame["item"]))
                    elif (failure := _failure(frame)) is not None:
                        return Results(tuple(items), failure)
        except _Crowded:
            return None
        except FenceFailure as failure:
            return Results(tuple(items), failure.with_traceback(None))
        return Results(tuple(items), None)

    def _frames(
        self, request: dict[str, Any], body: bytes, turn: int
    ) -> Generator[dict[str, Any], None, None]:
        """The frames of a worker's answer. One that is interrupted, or broke, is ended: an answer
        left in its pipe would be read as the next one's."""
        worker = self._take(turn)
        whole = False
        try:
            for frame in worker.ask(request, body, partial(self._make_room, turn)):
                whole = "item" not in frame and "memory" not in frame
                yield frame
        finally:
            self._give_back(worker, usable=whole and worker.served < _SHARE)

    def _make_room(self, turn: int) -> None:
        """Raise _Crowded where workers take too much together, and another began before this turn."""
        with self._lock:
            is_first = turn == min(self._busy.values())
            if is_first or sum(worker.memory for worker in self._busy) <= _TOGETHER:
                return
        raise _Crowded

    def _let_pass(self, turn: int) -> None:
        """Wait until all are through that began before this turn."""
        with self._lock:
            self._through.wait_for(lambda: turn < min(self._busy.values(), default=turn + 1))

    def _take(self, turn: int) -> Process:
        with self._lock:
            while self._idle:
                worker = self._idle.pop()
                if worker.is_alive:
                    break
                worker.kill()
            else:
                worker = Process()
            self._busy[worker] = turn
        return worker

    def _give_back(self, worker: Process, *, usable: bool) -> None:
        usable = usable and worker.memory <= _KEPT
        with self._lock:
            self._busy.pop(worker, None)
            self._through.notify_all()
            if usable:
                self._idle.append(worker)
        if not usable:
            worker.kill()


def _decoded(task: Task[T], item: Any) -> T:
    try:
        return decode(task.answer, item)
    except (TypeError, ValueError, RecursionError) as error:
        raise Crashed("the parser's answer is not what it should be") from error


def _failure(frame: dict[str, Any]) -> FenceFailure | None:
    for word, failure in (("refused", Refused), ("memory", TooMuchMemory), ("crashed", Crashed)):
        if word in frame:
            return failure(str(frame[word])[:1000])
    return None


_ALL: WeakSet[Fence] = WeakSet()


def _forget_all() -> None:
    for fence in list(_ALL):
        fence.forget()


@atexit.register
def _close_all() -> None:
    for fence in list(_ALL):
        with suppress(OSError):
            fence.close()


os.register_at_fork(after_in_child=_forget_all)
