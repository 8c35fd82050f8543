"""The truth: one line an address."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from benchmarks.truth_world.changes import changes
from benchmarks.truth_world.living import living
from benchmarks.truth_world.losses import losses
from benchmarks.truth_world.unseen import unseen

if TYPE_CHECKING:
    from benchmarks.truth_world.model import Fate, Truth


def fates() -> tuple[Fate, ...]:
    """Every cited address and what becomes of it."""
    return (*losses(), *changes(), *living(), *unseen())


def counts(told: tuple[Fate, ...]) -> Counter[Truth]:
    """How many addresses of each truth there are."""
    return Counter(fate.truth for fate in told)


def report(told: tuple[Fate, ...], urls: dict[str, str]) -> str:
    """A report in Markdown that cites every address, with what it says of it."""
    cited = "\n\n".join(f"{fate.claim} Véase <{urls[fate.name]}>." for fate in told)
    return f"# Informe sombra\n\n{cited}\n"


if __name__ == "__main__":
    for one in fates():
        print(f"{one.truth:14} {one.name:18} {one.why}")
