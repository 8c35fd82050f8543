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

from tests.fuzz.targets import TARGETS

_RAN = re.compile(r"stat::number_of_executed_units: (\d+)")
_BEGUN = 30
"""Seconds that a process may take beside its share: measuring the code takes ten as it is imported."""


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
    log = folder / "log"
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-m",
        "tests.fuzz.worker",
        name,
        str(folder),
        str(seconds),
    ]
    with log.open("wb") as out:
        try:
            subprocess.run(
                command,
                stdout=out,
                stderr=subprocess.STDOUT,
                timeout=2 * seconds + _BEGUN + 60,
                check=False,
            )
        except subprocess.TimeoutExpired:
            out.write(b"\nFOUND no end: the process had to be killed\n")
    told = log.read_text("utf-8", "replace")
    ran = _RAN.search(told)
    found = sorted(path.name for path in (folder / "found").glob("*"))
    kinds = max(len(found), told.count("\nFOUND no end"))
    if ran is None and not kinds:
        print(f"{name}: it did not run; see {log}")
        return 1
    print(
        f"{name}: {ran[1] if ran else '?'} executions, {kinds} found {' '.join(found)}".rstrip(),
        flush=True,
    )
    return kinds


if __name__ == "__main__":
    sys.exit(main())
