"""Two nights over the demo world: what a user would do, and how right the verdicts are."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

import testigo
from evidence import interpreter
from evidence.bilingual import Words
from evidence.errors import ExitCode, FolderError
from evidence.files import write_whole
from evidence.folder import EvidenceFolder
from evidence.store import Store, overview
from evidence.vocabulary import VERDICT_OF
from testigo.demo.world import World

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from evidence.bilingual import Language
    from evidence.vocabulary import Cause, Verdict

CONFIG = """\
# Made by `testigo demo`: the hosts are ports of this machine, so no politeness is needed.
[crawl]
contact = "demo@example.org"
delay = 0.0
timeout = 1.5
allow_private = true
# No archive knows this machine.
[archive.wayback]
enabled = false
"""
QUOTE = "deberá publicar todos los contratos de obra hidráulica"
"""Stands in the paragraph that one page loses."""
MARK = "Made by `testigo demo`"


@dataclass(frozen=True, slots=True)
class Seen:
    """What became of one cited URL, and what the night made of it."""

    cause: Cause
    """what really happened"""
    found: Cause | None
    """what the night says"""
    story: str
    """what happens on the second night, in words"""

    @property
    def right(self) -> bool:
        """Whether both agree."""
        return self.found is self.cause

    @property
    def verdict(self) -> Verdict:
        """The verdict that is right."""
        return VERDICT_OF[self.cause]


@dataclass(frozen=True, slots=True)
class Played:
    """What the demo came to."""

    report: Path
    answer: testigo.Answer
    """the last question: whether a page still says what the report quotes"""
    wrong: int
    """verdicts"""

    @property
    def exit_code(self) -> ExitCode:
        """0 when every verdict was right."""
        return ExitCode.BROKEN if self.wrong else ExitCode.SOUND


def play(path: Path, language: Language, tell: Callable[[int, list[Seen]], None]) -> Played:
    """Serve the world, register its report and its board, and run two nights; ``tell`` hears each
    with its number.

    The folder is made anew; only one that an earlier demo made is ever cleared. Raises FolderError
    when it holds something else, or a step fails.
    """
    folder = _fresh(path)
    wrong = 0
    with World() as world:
        cited = folder.path / "informe-sombra.md"
        write_whole(cited, world.report())
        _testigo(folder, "add", str(cited), "--id", "informe-sombra", "--published", "2019-09-30")
        _testigo(folder, "add", world.urls["board"], "--id", "tablero", "--kind", "board")
        for world.night in (1, 2):
            _testigo(folder, "run", "--only", "all")
            seen = _seen(folder, world, language)
            wrong += sum(not one.right for one in seen)
            tell(world.night, seen)
        answer = testigo.check(folder, world.urls["shortened"], quote=QUOTE, archive=False)
    out = folder.place.reports / f"report-{language}.html"
    written = testigo.report(folder, "html", out, everything=True, language=language)
    return Played(written.path, answer, wrong)


def _fresh(path: Path) -> testigo.Folder:
    place = EvidenceFolder(path)
    if place.path.exists() and any(place.path.iterdir()):
        if not place.config.is_file() or MARK not in place.config.read_text("utf-8", "replace"):
            raise FolderError(
                place.path,
                Words(
                    "not empty and not made by the demo; choose another with --folder",
                    "no está vacía ni la hizo la demostración; elija otra con --folder",
                ),
            )
        shutil.rmtree(place.path)
    place.create()
    write_whole(place.config, CONFIG)
    return testigo.open(path)


def _testigo(folder: testigo.Folder, *arguments: str) -> None:
    """Each step is the command that a user would type, in a process of its own."""
    done = subprocess.run(  # noqa: S603 - our own interpreter and module
        interpreter.command("testigo", *arguments, "--folder", str(folder.path)),
        env=interpreter.environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode not in (ExitCode.SOUND, ExitCode.BROKEN, ExitCode.UNCHECKED):
        raise FolderError(
            folder.path,
            Words(
                "the demo's '{step}' failed: {why}",
                "falló el paso '{step}' de la demostración: {why}",
            ),
            step=arguments[0],
            why=done.stderr.strip(),
        )


def _seen(folder: testigo.Folder, world: World, language: Language) -> list[Seen]:
    store = Store(folder.place.database)
    try:
        found = {one.url: one.cause for one in overview.standings(store)}
    finally:
        store.close()
    return [
        Seen(cause, found.get(url), world.story(url, language) if world.night == 2 else "")
        for url, cause in world.expected().items()
    ]
