"""The processes of this machine that walk shards: each is forked from one that has imported all that a walk
needs, which takes longer than a small shard (``python -m crawler.scale``).

That one is started as soon as it is known that somebody will walk, and imports while sources are read and the
night is split. It has no threads, so it can be forked at any time, which whoever calls here can't.
"""

from __future__ import annotations

import os
import socket
import subprocess
import threading
from contextlib import contextmanager
from multiprocessing.connection import Pipe
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evidence import interpreter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.connection import Connection

    from crawler.scale.shard import Task

_LAST = 7.0
"""Seconds in which a process that nobody asks any more is gone, with what was forked from it and hangs
(:mod:`crawler.scale.__main__`: five)."""


class Nursery:
    """The one process that others are forked from. Threads may call at any time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._way: socket.socket | None = None

    def start(self) -> None:
        """Have it import what a walk needs, while something else is done."""
        with self._lock:
            self._started()

    @contextmanager
    def walker(self, task: Task, place: str) -> Iterator[Connection[Any, Any]]:
        """A process that walks a shard, and the way to it. It ends when the way is closed."""
        ours, theirs = Pipe()
        with ours:
            with theirs:
                self._send(theirs.fileno())
            # what our environment says now, and where we stand, and not as it was when the process began
            ours.send((task, place, dict(os.environ), str(Path.cwd())))
            yield ours

    def _send(self, descriptor: int) -> None:
        with self._lock:
            try:
                socket.send_fds(self._started(), [b"w"], [descriptor])
            except OSError:  # it was killed
                self._ended()
                socket.send_fds(self._started(), [b"w"], [descriptor])

    def _started(self) -> socket.socket:
        if self._way is None:
            self._way, theirs = socket.socketpair()
            with theirs:
                self._process = subprocess.Popen(  # noqa: S603 - our own module
                    interpreter.command("crawler.scale"),
                    env=interpreter.environment(),
                    stdin=theirs.fileno(),
                    stdout=subprocess.DEVNULL,
                    # a terminal's SIGINT is for who leads the night, and reaches walks by its word
                    start_new_session=True,
                )
        return self._way

    def close(self) -> None:
        """Let it go; walks under way go on."""
        with self._lock:
            self._ended()

    def _ended(self) -> None:
        if self._way is None or self._process is None:
            return
        self._way.close()
        try:
            self._process.wait(_LAST)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._way = self._process = None


NURSERY = Nursery()
"""That of this process."""
