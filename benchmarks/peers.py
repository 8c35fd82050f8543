"""What a night costs beside what others do with the same URLs: link checkers, which keep nothing, and
archivers, which judge nothing.

    python -m benchmarks.peers [--urls 1000] [--hosts 50] [--rounds 3] [--pages FOLDER]
        [--sizes 250,500,1000,2000] [--write]

Peers are programs of ``.venv-peers`` (``make peers``) and wget; who is not there is named and left out.
Each runs as its authors would have it run a list: 64 requests at once, two a host where it counts hosts.
They take turns, ``--rounds`` times; CPU and peak memory are the kernel's account (wait4), so ratios are
what to compare. ``--sizes`` draws what a URL costs in nights of several sizes into docs/images. ``--write``
puts the table into docs/performance.md.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import pygal

from benchmarks.costs import TREE, Cost, Wrong, run, served
from benchmarks.crawl import CONCURRENCY, PER_HOST, Folder, bare
from benchmarks.written import write

if TYPE_CHECKING:
    from collections.abc import Callable

VENV = (TREE / ".venv-peers").resolve() / "bin"
_WGETS = 8
"""At once; each walks its part one URL after the other."""
CHART = TREE / "docs" / "images" / "cost-by-size.svg"


def lychee(place: Path, urls: list[str]) -> Cost:
    """Asks each URL with GET, reads no body."""
    options = ("--max-concurrency", str(CONCURRENCY), "--host-concurrency", str(PER_HOST))
    interval = ("--host-request-interval", "0ms", "--no-progress", "--config", "/dev/null")
    cost, out = run(*options, *interval, str(_listed(place, urls)), program=str(VENV / "lychee"))
    _must("lychee", f"{len(urls)} OK" in out, out)
    return cost


def linkchecker(place: Path, urls: list[str]) -> Cost:
    """Ten requests a second and host at most: this is its rule, and hosts that allow more say so."""
    (place / "rc").write_text("[checking]\nmaxrequestspersecond=100000\n[output]\nstatus=0\n")
    place.chmod(0o755)  # where it is started by root it reads as nobody
    page = place / "list.html"
    page.write_text("".join(f'<a href="{url}">{url}</a>\n' for url in urls))
    options = ("-f", str(place / "rc"), "-r", "1", "--threads", str(CONCURRENCY), "--check-extern")
    more = ("--no-robots", "--no-warnings", str(page))
    cost, out = run(*options, *more, program=str(VENV / "linkchecker"))
    _must("LinkChecker", re.search(rf"{len(urls)} links? checked|{len(urls) + 1} links", out), out)
    return cost


def wget(place: Path, urls: list[str]) -> Cost:
    """Eight at once, each into a WARC of its own."""
    for number in range(_WGETS):
        (place / f"part-{number}").write_text("\n".join(urls[number::_WGETS]))
    one = "wget -q -i part-$n --warc-file=warc-$n --delete-after -P got-$n"
    script = f"for n in $(seq 0 {_WGETS - 1}); do {one} & done; wait"
    cost, _ = run("-c", script, program="/bin/sh", place=place)
    return _kept("wget --warc-file", cost, place)


def crau(place: Path, urls: list[str]) -> Cost:
    """Without the pages that those of the list link to."""
    settings = f"CONCURRENT_REQUESTS={CONCURRENCY}"
    options = (
        "archive",
        "--max-depth",
        "0",
        "-i",
        str(_listed(place, urls)),
        "--log-level",
        "ERROR",
        "-s",
        settings,
    )
    cost, _ = run(*options, "out.warc.gz", program=str(VENV / "crau"), place=place)
    return _kept("crau", cost, place)


def webarchive(place: Path, urls: list[str]) -> Cost:
    """Scrapy with an extension that writes a WACZ at the end."""
    spider = str(TREE / "benchmarks" / "webarchive_spider.py")
    command = (spider, str(_listed(place, urls)), str(CONCURRENCY), str(PER_HOST), str(place))
    cost, _ = run(*command, program=str(VENV / "python"), place=place)
    return _kept("scrapy-webarchive", cost, place)


def night(place: Path, urls: list[str]) -> Cost:
    """Ours: the exact wire, verdicts, rows, a sealed log."""
    folder = Folder(place / "folder", urls, TREE, mixed=True)
    return folder.night("first-look", "response")


CHECKERS: dict[str, Callable[[Path, list[str]], Cost]] = {
    "lychee": lychee,
    "LinkChecker": linkchecker,
    "bare Scrapy": bare,
}
ARCHIVERS: dict[str, Callable[[Path, list[str]], Cost]] = {
    "wget --warc-file, 8 at once": wget,
    "scrapy-webarchive": webarchive,
    "crau": crau,
    "Testigo, night 1": night,
}
_PROGRAMS = {lychee: "lychee", linkchecker: "linkchecker", webarchive: "scrapy", crau: "crau"}


def _listed(place: Path, urls: list[str]) -> Path:
    file = place / "urls.txt"
    file.write_text("\n".join(urls) + "\n")
    return file


def _must(who: str, found: object, said: str) -> None:
    if not found:
        raise Wrong(f"{who} did not check every URL:\n{said[-500:]}")


def _kept(who: str, cost: Cost, place: Path) -> Cost:
    size = sum(file.stat().st_size for file in place.rglob("*.w*") if file.is_file())
    if not size:
        raise Wrong(f"{who} kept nothing")
    return cost


def rounds(urls: list[str], count: int) -> dict[str, list[Cost]]:
    """What each costs, a cost a round; who is not installed is named and left out."""
    peers = CHECKERS | ARCHIVERS
    for who, ask in list(peers.items()):
        program = _PROGRAMS.get(ask)
        if (ask is wget and not shutil.which("wget")) or (
            program and not (VENV / program).exists()
        ):
            print(f"{who} is not there: left out")
            del peers[who]
    costs: dict[str, list[Cost]] = {who: [] for who in peers}
    for _ in range(count):
        for who, ask in peers.items():
            with tempfile.TemporaryDirectory() as name:
                costs[who].append(ask(Path(name), urls))
    return costs


def table(costs: dict[str, list[Cost]], urls: int) -> list[str]:
    """Medians; ratios are medians of each round's own ratio to bare Scrapy, start-up included."""
    lines = [
        "| run | keeps | URLs/s | CPU ms/URL | x bare Scrapy | peak MB |",
        "|---|---|---|---|---|---|",
    ]
    for who, paid in costs.items():
        ratio = median(a.cpu / b.cpu for a, b in zip(paid, costs["bare Scrapy"], strict=True))
        lines.append(
            f"| {who} | {'yes' if who in ARCHIVERS else 'no'} | {urls / median(c.wall for c in paid):.0f} "
            f"| {1000 * median(c.cpu for c in paid) / urls:.2f} | {ratio:.2f} "
            f"| {max(c.peak for c in paid):.0f} |"
        )
    return lines


def by_size(sizes: list[int], hosts: int, source: Path | int) -> list[str]:
    """What a URL costs in nights of several sizes, drawn and as a table."""
    paid: dict[str, list[float]] = {"night 1": [], "bare Scrapy": []}
    for size in sizes:
        with served(size, hosts, source) as urls, tempfile.TemporaryDirectory() as name:
            paid["night 1"].append(1000 * night(Path(name), urls).cpu / size)
            paid["bare Scrapy"].append(1000 * bare(Path(name), urls).cpu / size)
    chart = pygal.Line(
        x_title="URLs", y_title="CPU ms a URL", range=(0, max(map(max, paid.values()))), js=()
    )
    chart.x_labels = [f"{size:,}" for size in sizes]
    for who, values in paid.items():
        chart.add(who, [round(value, 2) for value in values])
    CHART.parent.mkdir(exist_ok=True)
    CHART.write_bytes(chart.render())
    lines = [
        "| CPU ms a URL | " + " | ".join(chart.x_labels) + " |",
        "|---" * (len(sizes) + 1) + "|",
    ]
    for who, values in paid.items():
        lines.append(f"| {who} | " + " | ".join(f"{value:.2f}" for value in values) + " |")
    return lines


def main() -> int:
    """Exit code 0 when everybody did what it must."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    for name, default in (("urls", 1000), ("hosts", 50), ("rounds", 3), ("kb", 40)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--pages", type=Path)
    parser.add_argument("--sizes", type=lambda text: [int(one) for one in text.split(",")])
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    source = options.pages or options.kb
    try:
        if options.sizes:
            lines = by_size(options.sizes, options.hosts, source)
        else:
            with served(options.urls, options.hosts, source) as urls:
                lines = table(rounds(urls, options.rounds), options.urls)
    except Wrong as problem:
        print(f"peers: {problem}", file=sys.stderr)
        return 1
    print(*lines, sep="\n")
    if options.write:
        write("sizes" if options.sizes else "peers", lines)
    return 0


if __name__ == "__main__":
    sys.exit(main())
