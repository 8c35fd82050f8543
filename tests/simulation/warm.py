"""A process that has lived through a few nights, so that what is loaded, compiled and remembered once a
process is there already in every fork of it."""

from __future__ import annotations

import contextlib
import gc
import io
import platform
import signal
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tests.simulation.draw import draw
from tests.simulation.machine import Machine
from tests.simulation.processes import Done
from tests.simulation.shared import CELLS, PROCESSES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_SEEDS = (0, 2, 9)
"""Stories that between them have all that nights ask of a process."""


class _NoProcess:
    """Does in this process what another would do; so nothing may go wrong with it."""

    def __init__(self, body: Callable[[Any], int], logs: Path) -> None:
        self._body = body
        (logs / "run.log").touch()

    def begin(self, order: Any) -> int:
        CELLS[PROCESSES] += 1
        self._order = order
        return 1

    def wake(self, pid: int) -> Done:
        said = io.StringIO()
        code: Any = 0
        with contextlib.redirect_stderr(said), contextlib.redirect_stdout(said):
            try:
                self._body(self._order)
            except SystemExit as end:
                code = end.code
        if code not in (0, 1, 3):
            raise RuntimeError(said.getvalue())
        return Done(pid, code, {}, 0)

    def close(self) -> None:
        """There is nobody to end."""


def warm_up(template: Path, place: Path) -> None:
    """Live through a few stories in which nothing happens to the machine."""
    from crawler.wire import handler

    platform.platform()  # asks the system's own commands, once a process
    connections = handler.RecordingTLS()  # reads all roots of trust, and no story has TLS
    wire: Any = handler
    wire.RecordingTLS = lambda: connections
    _learn()
    for seed in _SEEDS:
        script = replace(draw(seed), troubles=(), between=())
        Machine(script, template, place / f"warm-{seed}", spawner=_NoProcess).play()
    _forget()
    gc.collect()
    gc.freeze()


def _learn() -> None:
    """What is compiled or loaded when a page first needs it, and few pages do."""
    from justext import core
    from trafilatura import external

    from evidence.verdicts.text import Phrases

    for thing in gc.get_objects():
        if isinstance(thing, Phrases):
            thing.sentences  # noqa: B018 - compiled, and kept
    # not the words of a hundred languages
    spanish = tuple(sorted(external.get_stoplist("Spanish")))
    external.JT_STOPLIST = spanish
    core.define_stoplist(spanish)


def _forget() -> None:
    """No timer and no handler of those nights reaches into others."""
    from twisted.internet import reactor

    running: Any = reactor
    for call in running.getDelayedCalls():
        call.cancel()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
