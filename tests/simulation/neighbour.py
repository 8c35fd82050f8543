"""Another organisation that watches the same report: a folder of its own, a night, and a merge into ours."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

from evidence.folder import EvidenceFolder
from tests.simulation.night_run import Order
from tests.simulation.observed import Merged, look_at
from tests.simulation.script import Trouble
from tests.simulation.template import OTHERS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.simulation.script import Between

_STEPS = {"": 20, "write": 12, "sync": 12, "rename": 6, "commit": 5}
"""Of a merge, and more: one that should be killed later than it ends is whole."""
_CUT_OFF = 0.5
"""Merges of a greater size are killed, and begun again."""


class Neighbour:
    """Comes into being when its evidence is first wanted."""

    def __init__(self, place: Path, ours: EvidenceFolder, spawner: Any) -> None:
        self._place = place
        self._ours = ours
        self._spawner = spawner
        self._folder = EvidenceFolder(place / "neighbour")

    def merge(self, act: Between, attempts: int) -> Merged:
        """Let it have a night, and take in what it has; ``attempts`` at nights of ours came before."""
        if not self._folder.path.exists():
            shutil.copytree(self._place / OTHERS, self._folder.path)
            shutil.copy(self._ours.config, self._folder.config)
        night = self._done("run", "--no-archive", "--folder", str(self._folder.path))
        before = look_at(self._ours.database)
        command = ("merge", str(self._folder.path), "--folder", str(self._ours.path))
        halfway = None
        if abs(act.size) > _CUT_OFF:
            on = ("", "write", "commit", "commit")[int(abs(act.size) * 100) % 4]
            kill = Trouble(act.night, 0, "kill", (abs(act.size) - _CUT_OFF) * 2, 0, on)
            self._done(*command, trouble=kill)
            halfway = look_at(self._ours.database)
        code = self._done(*command)
        return Merged(
            act.night, attempts, night, code, before, halfway, look_at(self._ours.database),
            look_at(self._folder.database),
        )  # fmt: skip

    def _done(self, *command: str, trouble: Trouble | None = None) -> int | None:
        pid = self._spawner.begin(Order(command, trouble, _STEPS, log="neighbour.log"))
        code: int | None = self._spawner.wake(pid).code
        return code
