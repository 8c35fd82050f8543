"""The process that walks one shard: ``python -m crawler.scale``, started by :mod:`crawler.scale.worker`.

It reads its task from standard input, and answers on standard output. Standard input stays open: when it
ends, whoever asked is gone, and the walk ends, too, as by SIGTERM.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import tempfile
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.scale.shard import Task

_GRACE = 10.0
"""Seconds in which a walk ends that nobody waits for any more."""


def main() -> None:
    """Walk a shard."""
    answer = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # nothing else may speak there
    task, place = pickle.load(sys.stdin.buffer)  # noqa: S301 - by our own parent, through its pipe
    threading.Thread(target=_end_with_asker, daemon=True).start()
    with tempfile.TemporaryDirectory(prefix="testigo-key-") as keys_place:
        _have_key(task, Path(keys_place))
        from crawler.scale.shard import walk_here  # noqa: PLC0415 - after the key has its place
        from evidence.errors import TestigoError  # noqa: PLC0415

        try:
            walked = walk_here(task, Path(place))
            answered: object = replace(walked, processor=sum(os.times()[:4]))
        except TestigoError as problem:
            answered = problem
    pickle.dump(answered, answer)
    answer.flush()


def _have_key(task: Task, here: Path) -> None:
    """Keep the shard's key apart for as long as it is walked, where this machine has it not."""
    from evidence import signing  # noqa: PLC0415
    from evidence.files import make_folder, write_whole  # noqa: PLC0415

    if signing.private(task.key) is None:
        os.environ["XDG_CONFIG_HOME"] = str(here)
        make_folder(signing.place())
        write_whole(signing.file_of(task.key), task.pem)


def _end_with_asker() -> None:
    os.read(
        sys.stdin.fileno(), 1
    )  # not through its buffer, which the interpreter's end would wait for
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(_GRACE)
    os._exit(1)


if __name__ == "__main__":
    main()
