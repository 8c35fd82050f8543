"""What an executor runs: one shard, walked in a process of its own on the machine where this is called.

It may be called again for a shard whose worker was lost: the shard goes on where it stood. Nothing here knows
which executor calls it.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

from crawler.scale import places
from evidence.errors import FolderBusy, TestigoError

if TYPE_CHECKING:
    from crawler.scale.shard import Task, Walked

_POLL = 0.1
"""Seconds between two looks at whether the walk is to stop."""
_BUSY = 30.0
"""Seconds in which a walk whose worker was lost ends by itself and lets go of its shard."""


class WalkDiedError(Exception):
    """The process that walked a shard is gone without an answer: it was killed, or ran out of memory."""


def work(task: Task) -> Walked:
    """Walk a shard; what it kept is at its place when this returns.

    Raises WalkDiedError, and what the walk raises: FolderError, StoreError; OSError where the place can't be
    reached.
    """
    with places.at_hand(task.place) as place:
        end = time.monotonic() + _BUSY
        while True:
            try:
                return _walked(task, place)
            except FolderBusy:
                if time.monotonic() > end:
                    raise
                time.sleep(1.0)


def _walked(task: Task, place: places.Place) -> Walked:
    with subprocess.Popen(
        [sys.executable, "-m", "crawler.scale"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        # a terminal's SIGINT is for who leads the night, and reaches us by its word
        start_new_session=True,
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        said: list[bytes] = []
        reading = threading.Thread(target=lambda: said.append(child.stdout.read()))  # type: ignore[union-attr]
        reading.start()
        try:
            child.stdin.write(pickle.dumps((task, str(place.path))))
            child.stdin.flush()
            _attend(child, place)
        except BrokenPipeError:
            pass
        finally:
            child.stdin.close()
            reading.join()
    if child.returncode or not said[0]:
        raise WalkDiedError(f"{task.name} ended with {child.returncode}")
    answer = pickle.loads(said[0])  # noqa: S301 - by our own child, through its pipe
    if isinstance(answer, TestigoError):
        raise answer
    found: Walked = answer
    return found


def _attend(child: subprocess.Popen[bytes], place: places.Place) -> None:
    """Wait for the end of a walk, and have it stop when it is to."""
    told = False
    while True:
        try:
            child.wait(_POLL)
        except subprocess.TimeoutExpired:
            if not told and place.is_to_stop():
                told = True
                child.terminate()
        else:
            return
