"""Testigo: the report is added, and a night run each day at one hour, by a clock that jumps.

A night is a process of its own (``python -m benchmarks.truth_tools.testigo FOLDER MOMENT``), in which only
the time is not the real one; it calls ``testigo.run``, as the command does, and looks at what is due.
"""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import testigo
from benchmarks.truth_tools.model import PATIENCE, Answers, Finding, Said
from benchmarks.truth_world.table import report
from evidence import clock
from evidence.folder import EvidenceFolder
from evidence.store import Store, overview
from evidence.vocabulary import Certainty, Verdict

if TYPE_CHECKING:
    from benchmarks.truth_tools.model import Findings
    from benchmarks.truth_world.model import Fate
    from benchmarks.truth_world.serve import World
    from evidence.store.overview import UrlStanding

FIRST = datetime(2026, 11, 1, 2, tzinfo=UTC)
NIGHTS = 18
"""Doubts are looked at every third night: what takes the longest to confirm, a redirect to the front page (14
days), is confirmed in the sixteenth night behind the one that first showed it."""
CONFIG = f"""\
[crawl]
delay = 0.0
timeout = {PATIENCE}.0
allow_private = true
neutral_hosts = []
[archive.wayback]
enabled = false
"""
_SAID = {
    Verdict.MISSING: Said.LOST,
    Verdict.CHANGED: Said.CHANGED,
    Verdict.ALIVE: Said.FINE,
    Verdict.MOVED: Said.FINE,
}


_WEIGHT = {Said.LOST: 2, Said.CHANGED: 1}
_SEEN = "as seen on night 2"
_SURE = {
    _SEEN: set(Certainty),
    "told, at least probable": {Certainty.PROBABLE, Certainty.CONFIRMED},
    "confirmed": {Certainty.CONFIRMED},
}
"""What each way of reading takes for said: a suspicion is told nobody before it is at least probable."""
TOLD = {f"Testigo, {way}" for way in _SURE if way != _SEEN}


def look(world: World, fates: tuple[Fate, ...], place: Path, _: Path | None) -> list[Answers]:
    """What was seen on the second night, then what was told and what was confirmed after all of them."""
    cited = place / "report.md"
    cited.write_text(report(fates, world.urls), "utf-8")
    folder = place / "evidence"
    folder.mkdir()
    (folder / "testigo.toml").write_text(CONFIG, "utf-8")
    testigo.add(testigo.open(folder), cited, source_id="informe")
    standings = []
    for night in range(NIGHTS):
        world.night = min(night + 1, 2)
        moment = FIRST + timedelta(days=night)
        arguments = [
            sys.executable,
            "-m",
            "benchmarks.truth_tools.testigo",
            str(folder),
            moment.isoformat(),
        ]
        subprocess.run(arguments, check=True, cwd=Path(__file__).parents[2])
        standings.append(_standings(folder, world))
    return [
        Answers(f"Testigo, {way}", _ever(standings[1:2] if way == _SEEN else standings, sure))
        for way, sure in _SURE.items()
    ]


def _standings(folder: Path, world: World) -> dict[str, UrlStanding]:
    """What stands of each address, by its name."""
    store = Store(EvidenceFolder(folder).database)
    try:
        found = {one.url: one for one in overview.standings(store)}
    finally:
        store.close()
    return {name: found[url] for name, url in world.urls.items()}


def _ever(nights: list[dict[str, UrlStanding]], sure: set[Certainty]) -> Findings:
    """What was said in the last of some nights, but a loss or a change that was said in any of them: what
    was told once is not untold."""
    findings: Findings = {}
    for standings in nights:
        for name, now in _read(standings, sure).items():
            before = findings.get(name, now)
            findings[name] = max(now, before, key=lambda found: _WEIGHT.get(found.said, 0))
    return findings


def _read(standings: dict[str, UrlStanding], sure: set[Certainty]) -> Findings:
    """Standings as findings; a loss or a change that is not sure enough is not said."""
    findings = {}
    for name, one in standings.items():
        said = _SAID.get(one.verdict, Said.UNSEEN)
        if one.verdict.is_broken and one.certainty not in sure:
            said = Said.UNSEEN
        findings[name] = Finding(said, f"{one.verdict}: {one.cause}, {one.certainty}")
    return findings


class Time:
    """Goes on by itself from a moment."""

    def __init__(self, moment: datetime) -> None:
        self._moment, self._since = moment, time.monotonic()

    def __call__(self) -> datetime:
        """The present moment."""
        return self._moment + timedelta(seconds=time.monotonic() - self._since)


def night(folder: Path, moment: datetime) -> None:
    """One night at a moment, in this process."""
    clock.now = Time(moment)  # before anything takes it as a default
    testigo.run(testigo.open(folder), archive=False)


if __name__ == "__main__":
    night(Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2]))
