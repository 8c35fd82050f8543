"""One history, played by the real commands from a number, and whom it accuses."""

from __future__ import annotations

import random
import shutil
import tarfile
from contextlib import ExitStack
from itertools import count
from typing import TYPE_CHECKING

from tests.commands import ROOT
from tests.conftest import CONFIG
from tests.disks import mounted
from tests.honest.keeper import Keeper
from tests.honest.steps import STEPS, trouble
from tests.honest.web import Web

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STEPS_MOST = 14
KEEPERS = ("ana", "beto")
_DATA = ROOT / "tests" / "data"
_UNSIGNED = _DATA / "folder-0.1.0.tar.xz"
"""A folder that an earlier version left, of before folders were signed from the beginning."""
_SIGNED = _DATA / "signed-m0015.tar.xz"
"""A folder of three nights and an acceptance, made by the version before seals were checkpoints (schema
up to m0015), in ``folder``, and in ``home`` the key that it is signed by."""


class History:
    """Two keepers and what happens to them; ``told`` is the story up to now."""

    def __init__(self, seed: int, place: Path) -> None:
        self.told: list[str] = []
        self._draw = random.Random(seed)
        self._place = place
        self._numbers = count(1)
        self._is_taken = False
        """whether somebody began with the signed folder"""
        self._stack = ExitStack()
        self._web = Web()
        self.keepers: list[Keeper] = []

    def __enter__(self) -> History:
        self._stack.enter_context(self._web.server)
        self.keepers = [self._keeper(name) for name in KEEPERS]
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()
        shutil.rmtree(self._place, ignore_errors=True)

    def play(self) -> list[str]:
        """Whom the history accuses of what, after the step that did; nobody, one hopes."""
        for one in self.keepers:
            self._begins(one)
        for _ in range(self._draw.randrange(4, STEPS_MOST)):
            one = self._draw.choice(self.keepers)
            step = self._draw.choices(list(STEPS), list(STEPS.values()))[0]
            self.told.append(f"{one.name}: {step.__name__}")
            self.told[-1] += f" ({step(self, one, self._draw)})"
            one.verify()
            if accused := list(self._accused()):
                return accused
        for one in self.keepers:
            self._ends(one)
        return list(self._accused())

    def another(self, one: Keeper, draw: random.Random) -> Keeper:
        """Some other keeper."""
        return draw.choice([other for other in self.keepers if other is not one])

    def stranger(self, folder: Path) -> Keeper:
        """Somebody with a machine of their own who looks at a folder."""
        return Keeper("a stranger", self._place / "stranger", self._web, folder)

    def number(self) -> int:
        """One that was not given yet."""
        return next(self._numbers)

    def _keeper(self, name: str) -> Keeper:
        place = self._place / name
        place.mkdir(parents=True)
        disk = self._stack.enter_context(mounted(place / "disk", "size=24m"))
        shelf = disk.path if disk else place / "disk"
        return Keeper(name, place, self._web, shelf / "pruebas", disk)

    def _begins(self, one: Keeper) -> None:
        former = self._draw.choice([None, None, _UNSIGNED, _SIGNED])
        if former == _SIGNED and self._is_taken:
            former = None  # two copies of one log that both go on under its key are a fork, and told as one
        self._is_taken = self._is_taken or former == _SIGNED
        if former is None:
            if self._draw.random() < 0.8:  # others begin with ``add``
                one.does("init", trouble=trouble(self._draw) if self._draw.random() < 0.3 else None)
            one.folder.mkdir(parents=True, exist_ok=True)
        else:
            _unpack(former, one)
        one.bench.folder.config.write_text(CONFIG.format(timeout=1.5), "utf-8")
        self.told.append(f"{one.name}: begins with {former.name if former else 'nothing'}")
        if former is not None:
            one.verify()
        one.cites(self._draw, f"informe-{one.name}")

    def _ends(self, one: Keeper) -> None:
        """A last night goes well, and all that was handed over still verifies."""
        one.does("run")
        one.verify()
        for package, key in one.packages:
            one.verify_package(package, key)

    def _accused(self) -> Iterator[str]:
        for one in self.keepers:
            for problem in one.accused:
                yield f"{one.name}: {problem}"


def _unpack(former: Path, one: Keeper) -> None:
    with tarfile.open(former) as archive:
        archive.extractall(one.place / "former", filter="data")
    if former == _SIGNED:
        (one.place / "former" / "home").rename(one.home)
    shutil.copytree(one.place / "former" / ("folder" if former == _SIGNED else "."), one.folder)


def play(seed: int, place: Path) -> tuple[list[str], list[str]]:
    """The story of a seed, and whom it accuses; ``place`` is a folder for all seeds."""
    with History(seed, place / str(seed)) as history:
        accused = history.play()
        return history.told, accused
