"""What was found once, and is run with every ``make test``: ``found/<target>/<name>``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.fuzz.target import Target

FOUND = Path(__file__).parent / "found"


def inputs(target: Target) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each seed and each input that was found."""
    for number, seed in enumerate(target.seeds()):
        yield f"seed {number}", seed
    for path in sorted((FOUND / target.name).glob("*")):
        yield path.name, path.read_bytes()


if __name__ == "__main__":  # one input alone: NAME PATH
    from tests.fuzz.targets import TARGETS

    TARGETS[sys.argv[1]].run(Path(sys.argv[2]).read_bytes())
