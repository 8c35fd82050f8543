"""Whether the thirtieth night costs what the second one did.

    python -m benchmarks.nights [--urls 20000] [--hosts 400] [--nights 30] [--kb 40]

One folder, the same pages every night, on ports of one address, which one process asks: the first night keeps them all,
each later one is answered with 304. Processor and peak memory are the kernel's account (wait4) of each night with all
its processes; the folder's size is what lies on the disk. In the end the median of the last five nights is put beside
that of the second to the sixth.

    python -m benchmarks.nights --urls 1000000 --hosts 900 --nights 1 --kb 8

is one very large night to its end; the site holds all its pages in memory, as do 8 GB.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path
from statistics import median

from benchmarks.costs import TREE, Cost, served
from benchmarks.crawl import Folder

_COMPARED = 11
"""Nights from which on the last five are others than the second to the sixth."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in (("urls", 20_000), ("hosts", 400), ("nights", 30), ("kb", 40)):
        parser.add_argument(f"--{name}", type=int, default=default)
    asked = parser.parse_args()
    os.environ["TESTIGO_BROWSER"] = "off"
    print("| night | CPU s | ms a URL | wall s | peak MB | database MB | folder MB |")
    print("|---|---|---|---|---|---|---|", flush=True)
    costs: list[Cost] = []
    with served(asked.urls, asked.hosts, asked.kb) as urls, tempfile.TemporaryDirectory() as name:
        place = Path(name) / "folder"
        folder = Folder(place, urls, TREE, mixed=False)
        for night in range(1, asked.nights + 1):
            came = ("first-look", "response") if night == 1 else ("identical", "revisit")
            costs.append(folder.night(*came))
            database = (place / "evidence.db").stat().st_size / 1e6
            print(
                f"| {night} | {costs[-1].cpu:.1f} | {costs[-1].cpu / asked.urls * 1e3:.2f} "
                f"| {costs[-1].wall:.1f} | {costs[-1].peak:.0f} "
                f"| {database:.0f} | {_size(place) / 1e6:.0f} |",
                flush=True,
            )
        cost = folder.verify()
        print(f"\nverify: {cost.cpu:.1f} s of processor, {cost.peak:.0f} MB")
    if asked.nights < _COMPARED:
        return
    early, late = (median(cost.cpu for cost in some) for some in (costs[1:6], costs[-5:]))
    print(
        f"nights 2 to 6: {early:.1f} s, the last five: {late:.1f} s of processor: x {late / early:.2f}"
    )


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


if __name__ == "__main__":
    main()
