"""What a night costs beside a bare Scrapy fetch of the same URLs.

    python -m benchmarks.crawl [--urls 2000] [--hosts 50] [--rounds 3] [--kb 40] [--pages FOLDER] [--before TREE]

A server in a process of its own, delay 0, everything kept. Every line of the table is one child
process; the lines are interleaved, ``--rounds`` times, and the table shows medians. Pages are made up,
or the HTML files of ``--pages``; the nights of another checkout, ``--before``, are lines of the same
rounds. CPU and peak
memory are the kernel's account of the child (wait4). Exit code 1: a count or a verdict was not what
it must be. Running over the targets is shown and is no error: machines differ.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import sys
import tempfile
import urllib.request
from collections import defaultdict
from contextlib import closing
from pathlib import Path
from statistics import median

from benchmarks.costs import TREE, Cost, Wrong, run, served

os.environ.setdefault("TESTIGO_BROWSER", "off")  # what is measured here is the walk
# as where it is installed: what is imported was compiled before
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

HERE = Path(__file__).parent
CONCURRENCY, PER_HOST = 64, 2
"""Both sides; they are the defaults of testigo.toml."""
TARGETS = {"night 1, all kept": 4.0, "night 2, 304": 1.5}
"""Times the bare fetch's CPU a URL; peak memory under 250 MB."""


_A_REPORT = 50_000
"""Citations of one report: more than 100,000 addresses in one text are refused."""


class Folder:
    """An evidence folder over a list of URLs."""

    def __init__(self, path: Path, urls: list[str], tree: Path, *, mixed: bool) -> None:
        """``mixed``: pages as they were recorded, which are not all alive to whoever looks first."""
        path.mkdir()
        self._path = path
        self._tree, self._mixed = tree, mixed
        self._urls = len(urls)
        self._configure(robots=True)
        for first in range(0, len(urls), _A_REPORT):
            report = path / f"report-{first}.txt"
            report.write_text(
                "\n\n".join(
                    f"El programa de agua benefició a {i} comunidades indígenas, según consta en {url} (2025)."
                    for i, url in enumerate(urls[first : first + _A_REPORT], first)
                )
            )
            run("-m", "testigo", "add", "--folder", str(path), str(report), tree=tree)

    def _configure(self, *, robots: bool) -> None:
        (self._path / "testigo.toml").write_text(
            f"[crawl]\ndelay = 0\nallow_private = true\nobey_robots = {str(robots).lower()}\n"
            f"concurrency = {CONCURRENCY}\nper_host = {PER_HOST}\n"
            "[archive.wayback]\nenabled = false\n"  # the night is measured, not an archive's patience
        )

    def night(self, cause: str, record_type: str, *, robots: bool = True) -> Cost:
        """One night; every check must be alive for ``cause`` and have made a ``record_type``
        record."""
        self._configure(robots=robots)
        cost, _ = run(
            "-m",
            "testigo",
            "run",
            "--only",
            "all",
            "--folder",
            str(self._path),
            tree=self._tree,
            codes=(0, 1, 3) if self._mixed else (0,),
        )
        with closing(sqlite3.connect(self._path / "evidence.db")) as db:
            found = db.execute(
                "SELECT k.verdict, k.cause, c.record_type, COUNT(*) FROM checks k "
                "LEFT JOIN captures c ON c.id = k.capture_id "
                "WHERE k.run_id = (SELECT id FROM runs ORDER BY started_at DESC LIMIT 1) GROUP BY 1, 2, 3"
            ).fetchall()
        if self._mixed:
            kept = sum(count for *_, kind, count in found if kind == record_type)
            # frames that pages have are looked at with them
            found = [("alive", cause, record_type, min(kept, self._urls))]
        if found != [("alive", cause, record_type, self._urls)]:
            raise Wrong(f"expected {self._urls} alive, {cause}, {record_type}; found {found}")
        return cost

    def verify(self) -> Cost:
        """What it costs to see that every record and row is what the custody log says."""
        cost, _ = run("-m", "testigo", "verify", "--folder", str(self._path), tree=self._tree)
        return cost


def bare(place: Path, urls: list[str]) -> Cost:
    """The bare fetch of ``urls``."""
    (place / "urls.txt").write_text("\n".join(urls))
    cost, out = run(str(HERE / "bare.py"), str(place / "urls.txt"), str(CONCURRENCY), str(PER_HOST))
    if int(out) != len(urls):
        raise Wrong(f"the bare fetch had {out.strip()} answers for {len(urls)} URLs")
    return cost


def nights(place: Path, urls: list[str], tree: Path, *, mixed: bool) -> dict[str, Cost]:
    """What one tree's nights cost."""
    control = urls[0].rpartition("/doc/")[0] + "/validators/"
    urllib.request.urlopen(control + "on").close()
    place.mkdir()
    small = Folder(place / "small", urls[:1], tree, mixed=mixed)
    costs = {"night start": small.night("first-look", "response")}
    folder = Folder(place / "folder", urls, tree, mixed=mixed)
    costs["night 1, all kept"] = folder.night("first-look", "response")
    costs["night 2, 304"] = folder.night("identical", "revisit")
    costs["night 2, 304, robots.txt not asked"] = folder.night("identical", "revisit", robots=False)
    urllib.request.urlopen(control + "off").close()
    costs["night 2, same bytes, no validators"] = folder.night("identical", "revisit")
    folder.verify()
    return costs


def one_round(urls: list[str], before: Path | None, *, mixed: bool) -> dict[str, Cost]:
    """Every line of the table once."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        costs = {"bare start": bare(place, urls[:1]), "bare Scrapy fetch": bare(place, urls)}
        costs |= nights(place / "now", urls, TREE, mixed=mixed)
        if before:
            then = nights(place / "before", urls, before, mixed=mixed)
            costs |= {f"before: {line}": cost for line, cost in then.items()}
    return costs


def _start_of(line: str) -> str:
    """The line of the same tree that is all start."""
    if line.startswith("bare"):
        return "bare start"
    return "before: night start" if line.startswith("before: ") else "night start"


def table(rounds: list[dict[str, Cost]], urls: int) -> None:
    """Medians; ratios are medians of each round's own ratio to its bare fetch."""
    net: dict[str, list[float]] = defaultdict(list)
    for costs in rounds:
        for line, cost in costs.items():
            start = costs[_start_of(line)]
            net[line].append((cost.cpu - start.cpu) * 1000 / urls)
    print(
        "| run | URLs/s | CPU ms/URL | x bare | without start-up: CPU ms/URL | x bare | peak MB |"
    )
    print("|---|---|---|---|---|---|---|")
    for line in (line for line in rounds[0] if not line.endswith("start")):
        costs = [(r[line], r["bare Scrapy fetch"]) for r in rounds]
        print(
            f"| {line} | {urls / median(c.wall for c, _ in costs):.0f} "
            f"| {median(c.cpu for c, _ in costs) * 1000 / urls:.2f} "
            f"| {median(c.cpu / b.cpu for c, b in costs):.2f} | {median(net[line]):.2f} "
            f"| {median(a / b for a, b in zip(net[line], net['bare Scrapy fetch'], strict=True)):.2f} "
            f"| {max(c.peak for c, _ in costs):.0f} |"
        )
    for line in (line for line in rounds[0] if f"before: {line}" in rounds[0]):
        pairs = [(r[line], r[f"before: {line}"]) for r in rounds]
        cpu, wall = (
            [a / b for a, b in made]
            for made in (
                [(now.cpu, then.cpu) for now, then in pairs],
                [(now.wall, then.wall) for now, then in pairs],
            )
        )
        print(f"{line} / before: CPU {median(cpu):.2f}, wall {median(wall):.2f}")
    starts = {who: median(r[f"{who} start"].cpu for r in rounds) for who in ("bare", "night")}
    print(
        "\nStart-up (the same run over one URL): "
        + ", ".join(f"{k} {v:.2f} s" for k, v in starts.items())
    )
    print(
        "Targets: "
        + ", ".join(f"{line} {most:g}x" for line, most in TARGETS.items())
        + ", peak 250 MB."
    )


def main() -> int:
    """Exit code 0 when every run did what it must."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    for name, default in (("urls", 2000), ("hosts", 50), ("rounds", 3), ("kb", 40)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--pages", type=Path)
    parser.add_argument("--before", type=Path)
    options = parser.parse_args()
    with served(options.urls, options.hosts, options.pages or options.kb) as urls:
        try:
            mixed = options.pages is not None
            rounds = [one_round(urls, options.before, mixed=mixed) for _ in range(options.rounds)]
        except Wrong as problem:
            print(f"crawl.py: {problem}", file=sys.stderr)
            return 1
    table(rounds, options.urls)
    return 0


if __name__ == "__main__":
    sys.exit(main())
