"""``python -m tests.honest --seeds 100`` or ``--seed 7``: exits 1 where somebody was accused."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from tests.honest.play import play


def main() -> None:
    """Play the histories of some seeds, and tell those that accuse anybody."""
    options = argparse.ArgumentParser(prog="python -m tests.honest")
    options.add_argument("--seeds", type=int, default=100)
    options.add_argument("--first", type=int, default=0)
    options.add_argument("--seed", type=int, help="one, with its story")
    options.add_argument("--workers", type=int, default=2)
    given = options.parse_args()
    seeds = (
        [given.seed] if given.seed is not None else range(given.first, given.first + given.seeds)
    )
    began, bad = time.monotonic(), 0
    # processes and not threads: each has a fork server of its own
    with tempfile.TemporaryDirectory() as place, ProcessPoolExecutor(given.workers) as pool:
        played = pool.map(partial(play, place=Path(place)), seeds)
        for seed, (told, accused) in zip(seeds, played, strict=True):
            bad += bool(accused)
            if accused or given.seed is not None:
                print(f"seed {seed}", *told, *accused, sep="\n  ", flush=True)
    print(f"{len(seeds)} honest histories, {bad} accused, {time.monotonic() - began:.0f} s")
    sys.exit(bad > 0)


if __name__ == "__main__":
    main()
