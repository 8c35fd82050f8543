"""What a run's process does, and what befalls it."""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

from testigo import cli
from tests.simulation import processes
from tests.simulation.disk import DISK
from tests.simulation.shared import CELLS, PROCESSES
from tests.simulation.steps import begin, plan

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.simulation.script import Trouble
    from tests.simulation.world import ScriptedWorld


@dataclass(frozen=True)
class Order:
    """One process to start."""

    arguments: tuple[str, ...]
    """of the command line"""
    trouble: Trouble | None = None
    counts: dict[str, int] = field(default_factory=dict)
    """steps of each kind that it will take, as far as anybody knows"""
    log: str = "run.log"
    """the file that it writes its words to"""


class NightRun:
    """Carries orders out, each in a process of its own."""

    def __init__(self, seed: int, world: ScriptedWorld) -> None:
        self._seed = seed
        self._world = world

    def __call__(self, order: Order) -> int:
        number = int(CELLS[PROCESSES])
        processes.seed_ids(f"{self._seed} {number}")
        self._world.journal.process = number
        begin()
        if order.trouble:
            number = int(order.trouble.at * order.counts.get(order.trouble.on, 1))
            plan(order.trouble.on, max(1, number), self._act(order.trouble))
        processes.reactor_on(self._world)
        if order.trouble is not None and order.trouble.kind == "offline":
            self._world.be_offline(24 * 3600)
        return cli.main(list(order.arguments))

    def _act(self, trouble: Trouble) -> Callable[[], None] | None:
        chance = Random(f"{self._seed} {trouble.night} {trouble.attempt}")
        acts: dict[str, Callable[[], None]] = {
            "kill": processes.kill,
            "power": processes.cut_power(chance),
            "full": lambda: setattr(DISK, "room", trouble.size),
            "sync": lambda: setattr(DISK, "sync_fails", True),
            "outage": lambda: self._world.be_offline(trouble.size),
            "hang": processes.stand_still,
            "others": processes.stand_still,
            "stop": lambda: os.kill(os.getpid(), signal.SIGTERM),
        }
        return acts.get(trouble.kind)
