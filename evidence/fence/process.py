"""The asking side of one worker process: start it, ask it, end it."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evidence import interpreter
from evidence.fence.failures import Crashed, TooLong

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_MOST = 500_000_000
"""Bytes of one answer: the longest text of a document (100 million characters) in JSON, and as much
again. A worker that a document has taken over must not fill our memory instead of its own."""
_PIECE = 1 << 20
_PAGE = os.sysconf("SC_PAGE_SIZE")
_ITS_END = 0.5
"""Seconds from the end of its pipes to that of a process."""
_LOOK = 0.05
"""Seconds after which it is looked at what a worker does that has not answered: a parser fills a hundred
megabytes in as long, and most tasks are through."""
_CRASHED = "the parser crashed on it"


class Process:
    """One worker. It is no concern of two threads at once; :class:`evidence.fence.pool.Fence` sees
    to that."""

    def __init__(self) -> None:
        """Start it. Raises Crashed when this machine has no memory or process left for it."""
        try:
            self._popen, lifeline = _started()
        except OSError as error:
            raise Crashed(f"no worker could be started: {error}") from error
        self._lifeline: int | None = lifeline
        assert self._popen.stdin is not None
        assert self._popen.stdout is not None
        self._stdin, self._stdout = self._popen.stdin.fileno(), self._popen.stdout.fileno()
        os.set_blocking(self._stdin, False)
        os.set_blocking(self._stdout, False)
        self._watch: Callable[[], None] = _nothing
        self.served = 0
        """tasks, this one included"""

    @property
    def pid(self) -> int:
        """Of the process."""
        return self._popen.pid

    @property
    def memory(self) -> int:
        """Bytes of memory that it takes; 0 where the system does not tell."""
        try:
            pages = Path(f"/proc/{self.pid}/statm").read_text().split()[1]
        except (OSError, IndexError):
            return 0
        return int(pages) * _PAGE

    @property
    def is_alive(self) -> bool:
        """Whether it can be asked."""
        return self._popen.poll() is None

    def ask(
        self, request: dict[str, Any], body: bytes, watch: Callable[[], None]
    ) -> Iterator[dict[str, Any]]:
        """The frames that answer a request, as they come; the last is one without ``item``. While it is
        waited for them ``watch`` is called now and then, which may raise what ends the waiting.

        Raises TooLong when they take longer than the request's ``seconds`` of processor, or its
        ``patience`` by the clock, and Crashed when the process dies or answers what is no frame. It
        is of no use then, and must be killed.
        """
        self.served += 1
        self._watch = watch
        end = time.monotonic() + request["patience"]
        try:
            self._send(json.dumps({**request, "size": len(body)}).encode() + b"\n", end)
            self._send(body, end)
            yield from self._frames(request["many"], end)
        except TimeoutError:
            raise TooLong(f"takes longer than {request['seconds']:g} s") from None
        except (OSError, ValueError, TypeError, RecursionError, MemoryError):
            if self._ended_by() == signal.SIGPROF:
                raise TooLong(f"takes longer than {request['seconds']:g} s") from None
            raise Crashed(_CRASHED) from None

    def _ended_by(self) -> int:
        """The signal that ended it; 0 where it lives, or ended by itself."""
        try:
            return -min(0, self._popen.wait(_ITS_END))
        except subprocess.TimeoutExpired:
            return 0

    def stop(self) -> None:
        """End it while another thread asks it: that one finds it dead, and cleans up."""
        with suppress(OSError):
            self._popen.kill()

    def kill(self) -> None:
        """End it at once, and leave nothing of it."""
        self.stop()
        self._popen.wait()
        self._close()

    def abandon(self) -> None:
        """In a forked child: leave it to the parent, without an end of its pipes that would keep it
        alive when the parent is gone."""
        self._popen.poll()  # it is no child of ours, and now this object knows
        self._close()

    def _close(self) -> None:
        for pipe in (self._popen.stdin, self._popen.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        if self._lifeline is not None:
            os.close(self._lifeline)
            self._lifeline = None

    def _send(self, data: bytes, end: float) -> None:
        rest = memoryview(data)
        while rest:
            self._until_ready(self._stdin, select.POLLOUT, end)
            rest = rest[os.write(self._stdin, rest[:_PIECE]) :]

    def _frames(self, many: bool, end: float) -> Iterator[dict[str, Any]]:
        left, items = _MOST, 0
        while True:
            frame, size = self._frame(end, left)
            left -= size
            items += "item" in frame
            if not many and (items > 1 or ("end" in frame and items == 0)):
                raise ValueError("one result was asked for")
            yield frame
            if "item" not in frame:
                return

    def _frame(self, end: float, most: int) -> tuple[dict[str, Any], int]:
        """One frame and its length, which is ``most`` bytes at most."""
        size = int.from_bytes(self._read(8, end))
        if size > most:
            raise ValueError("a longer answer than there can be")
        frame = json.loads(self._read(size, end))
        if type(frame) is not dict:
            raise TypeError("no frame")
        return frame, size

    def _read(self, size: int, end: float) -> bytearray:
        data = bytearray()
        while len(data) < size:
            self._until_ready(self._stdout, select.POLLIN, end)
            piece = os.read(self._stdout, min(size - len(data), _PIECE))
            if not piece:
                raise ConnectionError("it died")
            data += piece
        return data

    def _until_ready(self, pipe: int, event: int, end: float) -> None:
        """Wait for the other side; raises TimeoutError at ``end`` of the monotonic clock."""
        poll = select.poll()
        poll.register(pipe, event)
        while not poll.poll(1000 * max(0.0, min(_LOOK, end - time.monotonic()))):
            if time.monotonic() >= end:
                raise TimeoutError
            self._watch()


def _nothing() -> None:
    """What is watched for where nothing is asked."""


def _started() -> tuple[subprocess.Popen[bytes], int]:
    """A worker that finds the modules that we find, and that no signal of a terminal can end before
    it looks after itself; and the end of a pipe whose closing ends it."""
    ours = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
    theirs, lifeline = os.pipe()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ours)
    try:
        worker = subprocess.Popen(  # noqa: S603 - our own module
            interpreter.command("evidence.fence.worker", str(theirs)),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            pass_fds=(theirs,),
            env=interpreter.environment(),
        )
    except OSError:
        os.close(lifeline)
        raise
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        os.close(theirs)
    return worker, lifeline
