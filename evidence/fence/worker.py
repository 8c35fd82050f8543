"""The process behind the fence: ``python -m evidence.fence.worker``.

Its one argument is the number of a pipe that nobody writes to: it is open as long as the process
that asks is there. It reads a request from its standard input (a line of JSON, then the body), does
the task, and answers on its standard output, until its input ends. Each frame of the answer is its length in
eight bytes, then JSON: ``{"item": …}`` for each result, and at the end ``{"end": true}`` or the
failure in one word and its text.
"""

from __future__ import annotations

import fcntl
import json
import os
import resource
import select
import signal
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

from evidence.fence.failures import Refused
from evidence.fence.typed import encode

if TYPE_CHECKING:
    from collections.abc import Iterator

MEMORY = 400_000_000
"""Bytes of data (``RLIMIT_DATA``): with the libraries' code a worker stays below 512 MB. Of 68 recorded
PDF none takes more than 40 MB, sheets of 60,000 rows and tables of 300,000 lines take 200."""
_HELD = 50_000_000
"""Bytes of a body that have their room in that; a longer one, which only a file of the user's own disk
is, gets more: PDF of scans are held whole, and the longest measured has 300 MB."""
_COPIES = 2
_LATE = 5.0
"""Seconds after which a worker ends itself, should the process that asked not have done so."""


def main() -> None:
    """Serve until the input ends."""
    _be_quiet()
    _die_with(int(sys.argv[1]))
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.dup2(2, 1)  # what a library prints must not stand among the answers
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    while line := requests.readline():
        request = json.loads(line)
        room = MEMORY + _COPIES * max(0, request["size"] - _HELD)
        resource.setrlimit(resource.RLIMIT_DATA, (room, resource.RLIM_INFINITY))
        body = requests.read(request["size"])
        signal.setitimer(signal.ITIMER_REAL, request["patience"] + _LATE)
        signal.setitimer(signal.ITIMER_PROF, request["seconds"])
        for data, last in _frames(request, body):
            if last:  # the next request may follow it at once
                signal.setitimer(signal.ITIMER_REAL, 0)
                signal.setitimer(signal.ITIMER_PROF, 0)
            answers.write(len(data).to_bytes(8) + data)
            answers.flush()


def _be_quiet() -> None:
    """Leave signals to the process that asks: Ctrl-C reaches every process of a terminal, and a
    service manager's SIGTERM all of a service, but the documents under way are to be finished."""
    ours = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    for number in ours:
        signal.signal(number, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, ours)


def _die_with(lifeline: int) -> None:
    """Be ended by the kernel when the parent's end of this pipe closes, whatever the parser is
    doing: nothing is ever written to it, so all that SIGIO can mean is that. The pipe of requests
    can't serve: the kernel tells of a write after its bytes can be read, and a request's last write
    would end the task that it asked for."""
    fcntl.fcntl(lifeline, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(lifeline, fcntl.F_SETFL, os.O_ASYNC)
    poll = select.poll()
    poll.register(lifeline, 0)
    if poll.poll(0):  # it had closed before
        os._exit(1)


def _frames(request: dict[str, Any], body: bytes) -> Iterator[tuple[bytes, bool]]:
    """The frames of the answer, and whether it is the last one, which says how it ended."""
    try:
        module, _, name = request["task"].partition(":")
        answer = getattr(import_module(module), name)(body, **request["facts"])
        for item in answer if request["many"] else (answer,):
            yield encode({"item": item}), False
    except Refused as problem:
        yield encode({"refused": str(problem)}), True
    except MemoryError:
        yield encode({"memory": f"needs more than {MEMORY // 1_000_000} MB of memory"}), True
    except Exception as error:  # noqa: BLE001 - the boundary: parsers raise anything on hostile files
        yield encode({"crashed": f"damaged: {type(error).__name__}: {str(error)[:200]}"}), True
    else:
        yield encode({"end": True}), True


if __name__ == "__main__":
    main()
