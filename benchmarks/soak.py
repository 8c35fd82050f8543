"""Kill the nightly service, its run, or both at random moments, and see that nothing is lost or
done twice.

``python -m benchmarks.soak [--rounds 100] [--seed N]`` prints a table and ends with 1 if a round
went wrong. Each round is a night of its own over a web on this machine: a service is started and
something is killed with SIGKILL; where the service died another one is started; the night must then
come to its end.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from evidence.custody.verify import verify
from evidence.folder import EvidenceFolder
from evidence.store import Store
from evidence.store.records import ScheduledNight
from evidence.vocabulary import NightState
from schedules.state import ServiceState

os.environ.setdefault("TESTIGO_BROWSER", "off")  # what is measured here is the walk

PAGES = 60
CONFIG = """\
[crawl]
delay = 0.02
allow_private = true
[standing]
look_again_hours = 0.0
[archive.wayback]
enabled = false
[service]
retry_minutes = 0.01
[[schedule]]
cron = "0 0 * * *"
"""
PATIENCE = 120.0
"""Seconds that a night may take on a loaded machine."""


class Web(ThreadingHTTPServer):
    """Pages that never change; ``asked`` holds the path of each request."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[str] = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, *_: object) -> None:
        """Clients that are killed hang up."""


class _Handler(BaseHTTPRequestHandler):
    server: Web

    def do_GET(self) -> None:
        found = self.path.removeprefix("/").isdigit()
        if found:
            self.server.asked.append(self.path)
        text = f"Texto propio de la página {self.path}. " * 40 if found else "No encontrado."
        body = f"<html><title>{self.path}</title><p>{text}</p></html>".encode()
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """The server keeps its own list."""


class Soak:
    """One evidence folder through many nights; ``wrong`` names all that was not as it must be."""

    def __init__(self, path: Path, web: Web, seed: int) -> None:
        self.folder = EvidenceFolder(path / "evidence")
        self.web = web
        self.random = random.Random(seed)
        self.tally: Counter[str] = Counter()
        self.wrong: list[str] = []
        self.folder.create()
        self.folder.config.write_text(CONFIG, "utf-8")
        report = path / "report.md"
        base = f"http://127.0.0.1:{web.server_port}"
        report.write_text("\n\n".join(f"A claim. See <{base}/{n}>." for n in range(PAGES)), "utf-8")
        self._testigo("add", str(report)).wait()
        self.night_seconds = self._undisturbed()

    def _testigo(self, *arguments: str) -> subprocess.Popen[bytes]:
        log = (self.folder.path.parent / "log.txt").open("ab")
        with log:
            return subprocess.Popen(
                [sys.executable, "-m", "testigo", *arguments, "--folder", str(self.folder.path)],
                stdout=log, stderr=log,
            )  # fmt: skip

    def _rows(self, sql: str, *values: object) -> list[sqlite3.Row]:
        with closing(sqlite3.connect(self.folder.database, timeout=30)) as db:
            db.row_factory = sqlite3.Row
            return db.execute(sql, values).fetchall()

    def _undisturbed(self) -> float:
        """The first night, and how long one takes."""
        yesterday = datetime.now(UTC).date() - timedelta(days=1)
        ServiceState(self.folder).put(ScheduledNight.of("night", yesterday, NightState.DONE))
        began = time.monotonic()
        service = self._testigo("serve")
        self._await_done()
        seconds = time.monotonic() - began
        self._end(service)
        return seconds

    def _a_day_passes(self) -> None:
        """Nights of today become those of yesterday: tonight is due, and everything with it."""
        with closing(sqlite3.connect(self.folder.database, timeout=30)) as db, db:
            rows = db.execute("SELECT id, schedule, night FROM nights ORDER BY night").fetchall()
            for key, schedule, _ in rows:
                earlier = "date(night, '-1 day')"
                sql = (
                    f"UPDATE nights SET night = {earlier}, id = ? || '/' || {earlier} WHERE id = ?"
                )
                db.execute(sql, (schedule, key))

    def _await(self, sql: str) -> bool:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                if self._rows(sql):
                    return True
            except sqlite3.OperationalError:
                self.tally["database busy"] += 1
            time.sleep(0.02)
        return False

    def _await_done(self) -> bool:
        return self._await("SELECT 1 FROM nights WHERE state = 'done' AND night = date('now')")

    def _end(self, service: subprocess.Popen[bytes]) -> None:
        self._await(
            f"SELECT 1 FROM service WHERE pid = {service.pid}"
        )  # from then on it hears signals
        service.send_signal(signal.SIGTERM)
        if service.wait(PATIENCE) != 0:
            self.wrong.append(f"a service that was stopped ended with {service.returncode}")

    def round(self) -> None:
        """One night, with a murder."""
        self._a_day_passes()
        before = {row["id"] for row in self._rows("SELECT id FROM runs")}
        asked_before = len(self.web.asked)
        service = self._testigo("serve")
        time.sleep(self.random.uniform(0, self.night_seconds))
        victim = self.random.choice(("service", "run", "both"))
        runner = self.folder.runner()
        if victim == "run" and not runner:
            victim = "service"
        if victim in ("service", "both"):
            service.kill()
            service.wait()
        if victim in ("run", "both") and runner:
            self._kill(runner)
        rows = self._rows("SELECT k.*, u.url FROM checks k JOIN urls u ON u.id = k.url_id")
        kept = {row["id"]: tuple(row)[:-1] for row in rows}
        finished = {
            "/" + row["url"].rpartition("/")[2] for row in rows if row["run_id"] not in before
        }
        asked_then = len(self.web.asked)
        self.tally[f"killed {victim}"] += 1
        self.tally["killed in the middle of a run"] += runner is not None
        if victim != "run":
            service = self._testigo("serve")
        if not self._await_done():
            self.wrong.append(f"after killing {victim} the night did not come to its end")
        self._end(service)
        if finished & set(self.web.asked[asked_then:]):
            self.wrong.append(f"after killing {victim} a finished check was asked for again")
        self._check(
            victim,
            before,
            kept,
            self.web.asked[asked_before:asked_then],
            self.web.asked[asked_then:],
        )

    def _kill(self, process: int) -> None:
        try:
            os.kill(process, signal.SIGKILL)
        except ProcessLookupError:
            self.tally["gone before it was killed"] += 1

    def _check(
        self,
        victim: str,
        before: set[str],
        kept: dict[str, tuple[object, ...]],
        asked: list[str],
        later: list[str],
    ) -> None:
        now = {row["id"]: tuple(row) for row in self._rows("SELECT * FROM checks")}
        if any(now.get(key) != row for key, row in kept.items()):
            self.wrong.append(f"after killing {victim} a check that was kept is lost or altered")
        runs = [row for row in self._rows("SELECT * FROM runs") if row["id"] not in before]
        checks = Counter(
            row["url"]
            for run in runs
            for row in self._rows(
                "SELECT u.url FROM checks k JOIN urls u ON u.id = k.url_id WHERE run_id = ?",
                run["id"],
            )
        )
        if [run["state"] for run in runs] != ["finished"]:
            self.wrong.append(
                f"after killing {victim} the night's runs are {[run['state'] for run in runs]}"
            )
        if len(checks) != PAGES or set(checks.values()) != {1}:
            self.wrong.append(
                f"after killing {victim}: {len(checks)} of {PAGES} checked, {checks.total()} checks"
            )
        again = Counter(asked) & Counter(later)
        # what was asked for and not kept yet is asked for again: exchanges under way, and a quarter
        # of a second
        self.tally["asked for again"] += again.total()
        if self.folder.runner() is not None:
            self.wrong.append(f"after killing {victim} a run still holds the folder")

    def verify(self) -> None:
        """Hash everything again."""
        store = Store(self.folder.database)
        try:
            self.wrong += [
                f"verify: {f.where}: {f.problem}" for f in verify(self.folder, store) if not f.note
            ]
        finally:
            store.close()


def soak(path: Path, rounds: int, seed: int) -> Soak:
    """So many rounds in an empty folder, and a look at all evidence after the last."""
    web = Web()
    try:
        made = Soak(path, web, seed)
        for number in range(rounds):
            made.round()
            if sys.stderr.isatty():
                print(f"\r{number + 1}/{rounds}", end="", file=sys.stderr)
        made.verify()
    finally:
        web.shutdown()
        web.server_close()
    return made


def main() -> int:
    """Print what was killed and what came of it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--seed", type=int, default=20261121)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        began = time.monotonic()
        made = soak(Path(place), given.rounds, given.seed)
    print(f"{given.rounds} rounds, seed {given.seed}, {time.monotonic() - began:.0f} s")
    for name, count in sorted(made.tally.items()):
        print(f"{name:32} {count:5}")
    print(f"{'wrong':32} {len(made.wrong):5}")
    for problem in made.wrong:
        print(f"  {problem}")
    return 1 if made.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
