"""The process that those who walk shards are forked from: ``python -m crawler.scale``, started by
:mod:`crawler.scale.nursery`.

For each shard it is sent one end of a connection, and forks. The fork hears its task there, says how far it has
come, and answers there. When the connection ends, whoever asked is gone, and the walk ends, too, as by SIGTERM.
A walk that hangs hears nothing of that: the process that it is forked from, which does nothing but wait, kills it.
"""

from __future__ import annotations

import gc
import os
import signal
import socket
import sys
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from crawler.scale.shard import Task

_GRACE = 5.0
"""Seconds in which a walk ends that nobody waits for any more: what a night has that is told to stop. With hosts
that answer late one took 2.5."""
_POLL = 0.05
"""Seconds between two looks at whether it has."""


def main() -> None:
    """Fork a walk for each connection that is sent, until nobody is there to send one."""
    from crawler.scale.warm import warm  # noqa: PLC0415 - who is forked is not warmed again

    way = socket.socket(fileno=os.dup(sys.stdin.fileno()))
    os.dup2(os.open(os.devnull, os.O_RDONLY), sys.stdin.fileno())
    warm("crawler.scale.shard")
    # where whoever started us ignores it, which is handed down, no walk could be waited for
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    gc.collect()
    gc.freeze()  # pages that nothing writes to are shared
    walks: list[int] = []
    while True:
        word, descriptors, _, _ = socket.recv_fds(way, 1, 1)
        if not word:
            _end(walks)
            return
        walk = os.fork()
        if walk == 0:
            way.close()
            _walk(Connection(descriptors[0]))
            return
        os.close(descriptors[0])
        walks = [*filter(_is_there, walks), walk]


def _is_there(walk: int) -> bool:
    """Whether a walk is still under way. Until it was asked here its number is given to no other process."""
    return os.waitpid(walk, os.WNOHANG) == (0, 0)


def _end(walks: list[int]) -> None:
    """Wait for the walks of who is gone, and kill those that don't end by themselves."""
    end = time.monotonic() + _GRACE
    while (walks := [*filter(_is_there, walks)]) and time.monotonic() < end:
        time.sleep(_POLL)
    for walk in walks:
        os.kill(walk, signal.SIGKILL)


def _walk(asker: Connection[Any, Any]) -> None:
    """Walk a shard."""
    task, place, environment, here = asker.recv()
    os.environ.clear()
    os.environ |= environment
    os.chdir(here)
    over = threading.Event()
    threading.Thread(target=_hear, args=(asker, over), daemon=True).start()
    with tempfile.TemporaryDirectory(prefix="testigo-key-") as keys_place:
        _have_key(task, Path(keys_place))
        from crawler.scale.shard import walk_here  # noqa: PLC0415 - imported by now
        from evidence.errors import TestigoError  # noqa: PLC0415

        try:
            walked = walk_here(task, Path(place), asker.send)
            answered: object = replace(walked, processor=sum(os.times()[:4]))
        except TestigoError as problem:
            answered = problem
    over.set()
    with suppress(OSError):  # nobody is there to hear it
        asker.send(answered)


def _have_key(task: Task, here: Path) -> None:
    """Keep the shard's key apart for as long as it is walked, where this machine has it not."""
    from evidence import signing  # noqa: PLC0415
    from evidence.files import make_folder, write_whole  # noqa: PLC0415

    if signing.private(task.key) is None:
        os.environ["XDG_CONFIG_HOME"] = str(here)
        make_folder(signing.place())
        write_whole(signing.file_of(task.key), task.pem)


def _hear(asker: Connection[Any, Any], over: threading.Event) -> None:
    """End the walk when we are told to; and in five seconds when nobody asks any more."""
    try:
        asker.recv()
        os.kill(os.getpid(), signal.SIGTERM)
        asker.recv()
    except (EOFError, OSError):
        if over.is_set():
            return
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(_GRACE)
        os._exit(1)


if __name__ == "__main__":
    main()
