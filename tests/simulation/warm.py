"""A process that has loaded all that a night loads, so that a fork of it begins at once."""

from __future__ import annotations

import gc
import importlib
import os
import platform
import sys
from typing import TYPE_CHECKING, Any

from tests.simulation.draw import draw
from tests.simulation.machine import Machine

if TYPE_CHECKING:
    from pathlib import Path

_SEEDS = (0, 2, 9)
"""Stories that between them load everything that is loaded late."""
_NOT_HERE = frozenset({"__main__", "twisted.internet.reactor"})
"""A reactor belongs to the process that imports it."""


def warm_up(template: Path, place: Path) -> None:
    """Play a few stories in forks, and load here what they had to load there."""
    loaded = place / "modules"
    for seed in _SEEDS:
        if os.fork() == 0:
            try:
                os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
                Machine(draw(seed), template, place / f"warm-{seed}", modules=loaded).play()
            finally:
                os._exit(0)
        os.wait()
    from crawler.wire import handler as wire

    for name in dict.fromkeys(loaded.read_text("utf-8").split()):
        if name not in sys.modules and name not in _NOT_HERE:
            importlib.import_module(name)
    platform.platform()  # asks the system's own commands, once a process
    handler: Any = wire
    connections = wire.RecordingTLS()  # reads all roots of trust, and no story has TLS
    handler.RecordingTLS = lambda: connections
    gc.collect()
    gc.freeze()
