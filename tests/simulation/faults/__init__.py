"""Faults to plant in the program, each of a kind that people make: would the laws notice?

A fault is a function that puts something wrong in the place of something right, in this process and in
its forks. Its docstring says what it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.simulation.faults import evidence, looks, service

if TYPE_CHECKING:
    from collections.abc import Callable

FAULTS: dict[str, Callable[[], None]] = {
    fault.__name__.replace("_", "-"): fault
    for fault in (*evidence.FAULTS, *looks.FAULTS, *service.FAULTS)
}
"""Name -> what plants it."""


def words(name: str) -> str:
    """What a fault is."""
    return " ".join((FAULTS[name].__doc__ or "").split())
