"""Whatever is killed while a night opens pages: one capture is lost at most, what is kept is sound, and the next
night does the rest.

The site itself kills, at a request of the browser: so it happens in the midst of a capture, at the same one every
time. ``make kills`` plays twenty rounds.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

from crawler.browser import processes
from crawler.browser.pool import available
from crawler.run.drawing import SWITCH
from tests.browser.site import Reply, Site
from tests.commands import LONGEST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.browser.site import Asked
    from tests.conftest import Bench

pytestmark = pytest.mark.skipif(available() is not None, reason=str(available()))
VICTIMS = {
    "browser": "--user-data-dir=",
    "run": "",
    "driver": "run-driver",
    "renderer": "--type=renderer",
    "worker": "crawler.browser.worker",
}
"""What is killed, and what stands in its command line."""
ROUNDS = range(20 if os.environ.get("TESTIGO_KILLS") == "all" else 1)
PAGES = ("/drawn/1", "/drawn/2", "/sent/1", "/sent/2")
_SHELL = """<!doctype html><html lang=es><title>Plan</title><div id=app></div><script>
fetch('/data' + location.pathname).then(r => r.json()).then(d => {
  app.innerHTML = d.map(one => '<p>' + one + '</p>').join('') + '<img src=/drop.svg>' })</script>"""
_TEXT = [
    f"Compromiso {number}: publicar cada mes la calidad del agua de las cuencas del país."
    for number in range(9)
]
_DROP = b"<svg xmlns='http://www.w3.org/2000/svg' width='60' height='60'><circle r='30' cx='30' cy='30'/></svg>"


class _Killer:
    """A site at one of whose requests a process of the run is killed."""

    def __init__(self, victim: str, moment: int, below: str = "/") -> None:
        self._victim = victim
        self._left = moment
        self._below = below
        """what the paths begin with that are counted"""
        self.run = 0
        """the process whose stems are meant"""
        self.killed: list[int] = []

    def replies(self) -> dict[str, Reply]:
        """What the site gives; a page that is sent whole, too, has a picture that it loads."""
        data = Reply(json.dumps(_TEXT).encode(), "application/json")
        sent = "".join(f"<p>{one}</p>" for one in _TEXT)
        page = Reply(f"<!doctype html><title>Plan</title>{sent}<img src=/drop.svg>".encode())
        return {
            **{path: Reply(_SHELL.encode()) for path in PAGES if "drawn" in path},
            **{f"/data{path}": data for path in PAGES if "drawn" in path},
            **{path: page for path in PAGES if "sent" in path},
            "/drop.svg": Reply(_DROP, "image/svg+xml"),
        }

    def note(self, asked: Asked) -> None:
        """A request; of the browser's the one at the moment kills."""
        if "Chrome/" not in asked.headers.get("user-agent", "") or not self.run or self.killed:
            return
        if not asked.path.startswith(self._below):
            return
        self._left -= 1
        if self._left <= 0:
            words = VICTIMS[self._victim]
            found = [
                pid
                for pid in processes.below(self.run)
                if words in (command := processes.command(pid))
                and not (self._victim == "browser" and "--type=" in command)
            ]
            victims = [self.run] if self._victim == "run" else found[:1]
            processes.end(*victims)
            self.killed += victims


class _Site(Site):
    def __init__(self, killer: _Killer) -> None:
        super().__init__({path: self._telling(reply) for path, reply in killer.replies().items()})
        self._killer = killer

    def _telling(self, reply: Reply) -> Callable[[Asked], Reply]:
        def give(asked: Asked) -> Reply:
            self._killer.note(asked)
            return reply

        return give


def _night(bench: Bench, place: Path, killer: _Killer) -> int:
    """A night in a process of its own, which the killer may kill; its exit code."""
    command = [sys.executable, "-m", "testigo", "run", "--no-archive", "--only", "all"]
    environment = {**os.environ, SWITCH: "", "TMPDIR": str(place)}
    with subprocess.Popen(
        [*command, "--folder", str(bench.path)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
    ) as process:
        killer.run = process.pid
        try:
            return process.wait(LONGEST)
        finally:
            process.kill()


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder for temporary files, with a short name: Chromium has a socket there, whose path has no more than
    107 characters (unix(7))."""
    with TemporaryDirectory(prefix="k-") as folder:
        yield Path(folder)


def _rendered(bench: Bench) -> int:
    sql = "SELECT COUNT(DISTINCT url_id) AS n FROM renderings"
    found: int = bench.rows(sql)[0]["n"]
    return found


@pytest.mark.parametrize("number", ROUNDS)
def test_a_kill_in_the_midst_of_captures_loses_one_at_most(
    bench: Bench, place: Path, number: int
) -> None:
    victim = list(VICTIMS)[number % len(VICTIMS)]
    killer = _Killer(victim, 1 + 2 * (number // len(VICTIMS)) + number % 2)
    with _Site(killer) as site:
        urls = [f"http://127.0.0.1:{site.port}{path}" for path in PAGES]
        bench.cite(*urls)
        code = _night(bench, place, killer)
        assert len(killer.killed) == 1
        assert code == -signal.SIGKILL if victim == "run" else code in (0, 3)
        assert bench.testigo("verify").code == 0
        if victim != "run":
            assert _rendered(bench) >= len(PAGES) - 1
        kept = bench.rows("SELECT id FROM checks")
        if victim != "run":
            assert len(kept) >= len(PAGES)

        assert _night(bench, place, killer) == 0
    assert bench.testigo("verify").code == 0
    assert {row["id"] for row in kept} <= {row["id"] for row in bench.rows("SELECT id FROM checks")}
    assert _rendered(bench) == len(PAGES)
    assert set(bench.causes()) >= set(urls)
    verdicts = {row["verdict"] for row in bench.rows("SELECT verdict FROM standings")}
    assert verdicts == {"alive"}
    assert list(place.glob("testigo-browser-*")) == []
    assert processes.named(str(place)) == []


def test_a_run_killed_when_its_looks_were_made_takes_its_pictures_when_it_goes_on(
    bench: Bench, place: Path
) -> None:
    killer = _Killer("run", 1, below="/sent/")
    with _Site(killer) as site:
        bench.cite(*(f"http://127.0.0.1:{site.port}{path}" for path in PAGES))
        assert _night(bench, place, killer) == -signal.SIGKILL
        looks = len(bench.rows("SELECT id FROM checks"))
        assert _rendered(bench) < len(PAGES)
        assert _night(bench, place, killer) == 0
    assert _rendered(bench) == len(PAGES)
    assert len(bench.rows("SELECT id FROM checks")) == looks
    assert len(bench.rows("SELECT id FROM runs")) == 1
    assert bench.testigo("verify").code == 0
