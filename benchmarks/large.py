"""What commands over a folder cost as it grows: processor, memory, and how both follow the number of
citations.

    python -m benchmarks.large PLACE [--sizes 10000,100000,1000000]

``PLACE`` is made anew. For each size a list of addresses is added to a new folder, what is due is planned and
counted; then a folder of as many citations with three nights behind it (``benchmarks/report.py``) is asked for its
status and for its reports. Processor and peak memory are the kernel's account (wait4) of each command, its workers
included; what they write is counted, too.
"""

from __future__ import annotations

import argparse
import multiprocessing
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.costs import Cost, run
from benchmarks.report import fill
from evidence.folder import EvidenceFolder

if TYPE_CHECKING:
    from collections.abc import Iterator

_PLANNING = """
import sys
from pathlib import Path
from crawler.run.frontier import Frontier
from evidence import clock, config
from evidence.folder import EvidenceFolder
from evidence.store import Store, due
folder = EvidenceFolder(Path(sys.argv[1]))
store = Store(folder.database)
rows = due.due_urls(store, only="due", now=clock.stamp(clock.now()), sources=(), run="")
print(len(Frontier(rows, config.load(folder.config).crawl)))
"""
"""As a night begins: what is due is read, put in order and by hosts."""
_FORMS = ("summary", "csv", "json", "markdown", "html")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("place", type=Path)
    parser.add_argument("--sizes", default="10000,100000,1000000")
    asked = parser.parse_args()
    sizes = [int(size) for size in asked.sizes.split(",")]
    costs: dict[str, list[Cost]] = {}
    for size in sizes:
        for name, cost in _measured(asked.place, size):
            print(f"{size:>10,} {name:18} {cost.cpu:8.1f} s {cost.peak:6.0f} MB", flush=True)
            costs.setdefault(name, []).append(cost)
    print(
        f"\n{'processor s (MB)':18}",
        *(f"{size:>16,}" for size in sizes),
        "   a citation, x the first",
    )
    for name, of_sizes in costs.items():
        cells = [f"{cost.cpu:8.1f} ({cost.peak:5.0f})" for cost in of_sizes]
        grown = (of_sizes[-1].cpu / sizes[-1]) / (of_sizes[0].cpu / sizes[0])
        print(f"{name:18}", *(f"{cell:>16}" for cell in cells), f"{grown:8.2f}")


def _measured(place: Path, size: int) -> Iterator[tuple[str, Cost]]:
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    addresses = place / "list.txt"
    with addresses.open("w") as lines:
        for number in range(size):
            lines.write(
                f"https://dependencia-{number % 9000}.gob.mx/documentos/{number}/acta.pdf\n"
            )
    new = place / "new"
    new.mkdir()
    yield "add", _cost("add", str(addresses), folder=new)
    yield "plan", run("-c", _PLANNING, str(new))[0]
    yield "sources", _cost("sources", folder=new)
    yield "status, no look", _cost("status", folder=new)
    shutil.rmtree(new)
    filled = EvidenceFolder(place / "filled")
    filled.create()
    # in a process of its own: what a process starts takes over its peak of memory
    filler = multiprocessing.get_context("spawn").Process(target=fill, args=(filled, size))
    filler.start()
    filler.join()
    if filler.exitcode:
        raise SystemExit("large.py: the folder could not be filled")
    yield "status", _cost("status", folder=filled.path)
    for form in _FORMS:
        out = place / f"report.{form}"
        options = ("report", "--all", "--format", form, "--out", str(out))
        yield f"report, {form}", _cost(*options, folder=filled.path)
        out.unlink()


def _cost(*command: str, folder: Path) -> Cost:
    return run("-m", "testigo", *command, "--folder", str(folder), codes=(0, 1, 3))[0]


if __name__ == "__main__":
    main()
