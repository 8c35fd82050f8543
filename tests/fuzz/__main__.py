"""``python -m tests.fuzz --minutes 10 [TARGET …]``: run the targets in turn, and say what was found.

Exit code 1 where anything was: the inputs lie in the folder that is named, and each goes to
``tests/fuzz/found/<target>/`` with the commit that mends it.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.fuzz.targets import TARGETS

_RAN = re.compile(r"stat::number_of_executed_units: (\d+)")
_BEGUN = 120
"""Seconds that a process may take beside its share: measuring the code takes ten as it is imported, and a
minute on a busy machine."""
_ALONE = 120
"""Seconds of one input alone."""


def main() -> int:
    """Run all, or those named; returns the exit code."""
    asked = argparse.ArgumentParser(prog="python -m tests.fuzz")
    asked.add_argument("--minutes", type=float, default=10.0)
    asked.add_argument("--folder", type=Path, default=Path("fuzz-found"))
    asked.add_argument("targets", nargs="*", choices=[[], *TARGETS], default=[])
    given = asked.parse_args()
    names = given.targets or list(TARGETS)
    seconds = max(1, round(given.minutes * 60 / len(names)))
    faults = sum(_fuzzed(name, given.folder / name, seconds) for name in names)
    print(
        f"{len(names)} targets, {seconds} s each: {faults} found"
        + (f", in {given.folder}" if faults else "")
    )
    return 1 if faults else 0


def _fuzzed(name: str, folder: Path, seconds: int) -> int:
    """How many kinds of fault one target showed."""
    folder.mkdir(parents=True, exist_ok=True)
    log, found = folder / "log", folder / "found"
    worker = ("-m", "tests.fuzz.worker", name, str(folder), str(seconds))
    with log.open("wb") as out:
        ended = _python(*worker, within=2 * seconds + _BEGUN, stdout=out, stderr=subprocess.STDOUT)
    last = folder / "last"
    if not ended and last.exists() and not _ends(name, last):
        found.mkdir(exist_ok=True)
        last.replace(found / "no-end")
    ran = _RAN.search(log.read_text("utf-8", "replace"))
    kinds = sorted(path.name for path in found.glob("*"))
    told = f"{ran[1]} executions" if ran else f"cut off; see {log}"
    print(f"{name}: {told}, {len(kinds)} found {' '.join(kinds)}".rstrip(), flush=True)
    return len(kinds)


def _ends(name: str, path: Path) -> bool:
    """Whether an input that was at work when time was up comes to an end alone."""
    return _python("-m", "tests.fuzz.corpus", name, str(path), within=_ALONE)


def _python(*arguments: str, within: float, **streams: Any) -> bool:
    """Whether a process ended by itself."""
    try:
        subprocess.run(
            [sys.executable, "-W", "ignore", *arguments], timeout=within, check=False, **streams
        )
    except subprocess.TimeoutExpired:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
