"""What tests share: the command line in a process of its own, the demo world, evidence folders."""

from __future__ import annotations

import gc
import signal
import subprocess
import sys
import threading
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

import testigo
from evidence.custody.log import keys
from evidence.folder import EvidenceFolder
from evidence.store import Store
from testigo.demo.world import World
from tests import commands

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# how long an example takes says how busy the machine is: benchmarks measure time, tests don't
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")

# who runs the tests with nohup or a script's "&" has SIGINT ignored, and so would every command that they start;
# not in the package, which workers behind the fence import, too: they do ignore it
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


_LONG = (
    "tests/simulation/test_seeds.py::test_the_first_seeds_break_no_law",
    "tests/integration/test_thirty_nights_kinds.py",
    "tests/integration/test_ministries.py",
    "tests/browser/test_drawn_boards.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins first, each in another worker: with ``--dist worksteal`` one begins with each
    part of the list, and the rest of it is taken over by others meanwhile."""
    long = [[one for one in items if one.nodeid.startswith(start)] for start in _LONG]
    rest = [one for one in items if not one.nodeid.startswith(_LONG)]
    size = -(-len(items) // len(_LONG))
    items.clear()
    for place, some in enumerate(long, 1):
        left = max(0, min(len(rest), place * size - len(items) - len(some)))
        items += [*some, *rest[:left]]
        del rest[:left]
    items += rest


def pytest_collection_finish() -> None:
    """14,000 tests and what they import stay for good: searching them for garbage took an eighth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


CONFIG = """\
[archive.wayback]
enabled = false
[crawl]
contact = "tests@example.org"
delay = 0.0
timeout = {timeout}
allow_private = true
neutral_hosts = []
"""


@dataclass
class Bench:
    """An evidence folder and the commands that work on it."""

    path: Path

    @property
    def folder(self) -> EvidenceFolder:
        return EvidenceFolder(self.path)

    def configure(self, timeout: float = 10.0, extra: str = "") -> None:
        self.folder.create()
        self.folder.config.write_text(CONFIG.format(timeout=timeout) + extra, "utf-8")

    def testigo(
        self,
        *arguments: str,
        prepare: Callable[[], None] | None = None,
        within: float = commands.LONGEST,
        **environment: str,
    ) -> commands.Done:
        """Run ``testigo`` on this folder as a user would; ``prepare`` is called first in its process."""
        place = ("--folder", str(self.path))
        return commands.run(*arguments, *place, prepare=prepare, within=within, **environment)

    @contextmanager
    def started(self, *arguments: str, busy: Callable[[], bool]) -> Iterator[subprocess.Popen[str]]:
        """A command under way, once it is busy; killed at the end if it still lives."""
        command = [sys.executable, "-m", "testigo", *arguments, "--folder", str(self.path)]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as process:
            try:
                end = time.monotonic() + 60
                while not busy():
                    assert process.poll() is None, process.communicate()
                    assert time.monotonic() < end
                    time.sleep(0.01)
                yield process
            finally:
                process.kill()

    def cite(self, *urls: str, name: str = "report") -> None:
        """Register a report that cites ``urls``; as ``add`` does, without a process for each."""
        report = self.path.parent / f"{name}.md"
        report.write_text("".join(f"A claim of its own. See <{url}>.\n\n" for url in urls), "utf-8")
        testigo.add(testigo.open(self.path), report, source_id=name)

    def rows(self, sql: str, *values: object) -> list[dict[str, Any]]:
        store = Store(self.folder.database)
        try:
            return store.all(sql, *values)
        finally:
            store.close()

    def causes(self) -> dict[str, str]:
        """URL -> the cause of its present standing."""
        sql = "SELECT u.url, st.cause FROM standings st JOIN urls u ON u.id = st.url_id"
        return {row["url"]: row["cause"] for row in self.rows(sql)}


@pytest.fixture(scope="session", autouse=True)
def _own_keys(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Signing keys of tests stay out of the home folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))
        yield


@pytest.fixture(scope="session", autouse=True)
def _english() -> Iterator[None]:
    """Readers are told in English unless a test asks otherwise, whatever the machine speaks."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TESTIGO_LANG", "en")
        yield


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    bench = Bench(tmp_path / "evidence")
    bench.configure()
    return bench


@pytest.fixture
def own_config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys, and what is remembered of folders, lie in a place of the test's own."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture
def folder(tmp_path: Path) -> EvidenceFolder:
    """An empty evidence folder."""
    folder = EvidenceFolder(tmp_path / "evidence")
    folder.create()
    return folder


@pytest.fixture
def store(folder: EvidenceFolder) -> Iterator[Store]:
    """The open database of ``folder``, whose log names a key."""
    with closing(Store(folder.database)) as store:
        keys.make(folder, store)
        yield store


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """What a server of a test may wait for before it answers; it is open when the test is over."""
    gate = threading.Event()
    yield gate
    gate.set()


@pytest.fixture
def world() -> Iterator[World]:
    with World() as world:
        yield world
