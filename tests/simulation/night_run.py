"""What a run's process does, and what befalls it."""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from testigo import cli
from tests.simulation import processes
from tests.simulation.disk import DISK
from tests.simulation.shared import CELLS, PROCESSES
from tests.simulation.steps import plan

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.simulation.script import Trouble
    from tests.simulation.world import ScriptedWorld


@dataclass(frozen=True)
class Order:
    """One process to start."""

    arguments: tuple[str, ...]
    """of the command line"""
    trouble: Trouble | None = None
    steps: int = 0
    """that it will take, as far as anybody knows"""


class NightRun:
    """Carries orders out, each in a process of its own."""

    def __init__(self, seed: int, world: ScriptedWorld, modules: Path | None) -> None:
        """``modules`` takes down what a process had loaded at its end."""
        self._seed = seed
        self._world = world
        self._modules = modules

    def __call__(self, order: Order) -> int:
        processes.seed_ids(f"{self._seed} {int(CELLS[PROCESSES])}")
        plan(self._acts(order.trouble, order.steps) if order.trouble else {})
        processes.reactor_on(self._world)
        self._world.offline = order.trouble is not None and order.trouble.kind == "offline"
        try:
            cli.main(list(order.arguments))
        finally:
            if self._modules:
                with self._modules.open("a") as file:
                    file.write("\n".join([*sys.modules, ""]))
        return 0

    def _acts(self, trouble: Trouble, steps: int) -> dict[int, Callable[[str], None]]:
        """Step -> what happens there."""
        chance = Random(f"{self._seed} {trouble.night} {trouble.attempt}")
        act = {
            "kill": processes.kill,
            "power": processes.cut_power(chance),
            "full": lambda _: setattr(DISK, "room", trouble.size),
            "sync": lambda _: setattr(DISK, "sync_fails", True),
            "stop": lambda _: os.kill(os.getpid(), signal.SIGTERM),
        }.get(trouble.kind)
        return {max(1, int(trouble.at * steps)): act} if act else {}
