"""What an executor runs: one shard, walked in a process of its own on the machine where this is called.

It may be called again for a shard whose worker was lost: the shard goes on where it stood. Nothing here knows
which executor calls it.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from crawler.scale import places
from crawler.scale.nursery import NURSERY
from evidence.errors import FolderBusy, TestigoError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

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
    try:
        with NURSERY.walker(task, str(place.path)) as walker:
            answer = _attended(walker, place)
    except (EOFError, OSError) as problem:
        raise WalkDiedError(f"{task.name} ended without an answer") from problem
    if isinstance(answer, TestigoError):
        raise answer
    return answer


def _attended(walker: Connection[Any, Any], place: places.Place) -> Walked | TestigoError:
    """What a walk answers in the end; meanwhile it is told to stop when it is to, and how far it has come is
    passed on."""
    told = False
    while True:
        if walker.poll(_POLL):
            said = walker.recv()
            if not isinstance(said, dict):
                answer: Walked | TestigoError = said
                return answer
            place.say(said)
        elif not told and place.is_to_stop():
            told = True
            walker.send("stop")
