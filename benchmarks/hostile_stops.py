"""Nights over hostile answers, each ended by SIGTERM: how long does the end take, and is all kept?

    python -m benchmarks.hostile_stops [--stops 10] [--cache FOLDER]

The world is that of :mod:`benchmarks.hostile`. One night is stopped again and again, each time it has gone
on for some seconds more, until it is over or was stopped so often. Exit code 1: an end took longer than
asked, a command that was stopped said something other than "interrupted", or `verify` found fault with what
it left.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.hostile import TESTIGO, prepare, world
from tests.hostile.world import KINDS

os.environ.setdefault("TESTIGO_BROWSER", "off")  # what is measured here is the walk

_WITHIN = 5.0
"""Seconds from the signal to the end of the process."""
_INTERRUPTED = 3
"""Exit code of a run that did not come to its end."""
_STEP = 1.5
"""Seconds by which each walk is longer than the one before: the first ends as it starts."""


def stopped(place: Path, after: float) -> tuple[int, float]:
    """Go on with the night and stop it; its exit code, and the seconds that its end took (0: it was over)."""
    command = [*TESTIGO, "run", "--quiet", "--folder", str(place)]
    with subprocess.Popen(command, env=os.environ | {"PYTHONFAULTHANDLER": "1"}) as child:
        try:
            return child.wait(after), 0.0
        except subprocess.TimeoutExpired:
            child.send_signal(signal.SIGTERM)
        began = time.monotonic()
        return child.wait(), time.monotonic() - began


def main() -> int:
    """Play, print, and say whether the bounds were kept."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--stops", type=int, default=10)
    parser.add_argument("--cache", type=Path, help="where answers lie that take long to make")
    options = parser.parse_args()
    ends, wrong = [], 0
    with tempfile.TemporaryDirectory() as name:
        place, cache = Path(name) / "folder", options.cache or Path(name) / "cache"
        cache.mkdir(exist_ok=True, parents=True)
        with world([kind.name for kind in KINDS], 60, cache) as (hostile, pages):
            prepare(place, [*hostile.values(), *pages], 5.0)
            for turn in range(options.stops):
                code, took = stopped(place, _STEP * (turn + 1))
                verified = subprocess.run(
                    [*TESTIGO, "verify", "--folder", place], check=False, capture_output=True
                ).returncode
                print(
                    f"after {_STEP * (turn + 1):4.1f} s: {took:5.2f} s, exit code {code}, verify {verified}"
                )
                if not took:
                    break
                ends.append(took)
                wrong += code != _INTERRUPTED or verified != 0
    print(f"{len(ends)} ends, the longest {max(ends, default=0.0):.1f} s, {wrong} wrong")
    return 1 if wrong or not ends or max(ends) > _WITHIN else 0


if __name__ == "__main__":
    sys.exit(main())
