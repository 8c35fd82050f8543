"""A few numbers that all processes of one simulated machine see, whichever of them dies."""

from __future__ import annotations

import mmap


class Cells:
    """Floating-point numbers in memory that forked processes share."""

    def __init__(self, count: int) -> None:
        self._count = count
        self.renew()

    def renew(self) -> None:
        """Numbers of one's own, all 0: another machine begins."""
        self.view = memoryview(mmap.mmap(-1, 8 * self._count)).cast("d")
        """where they lie now; who asks a thousand times a night asks here"""

    def __getitem__(self, place: int) -> float:
        return self.view[place]

    def __setitem__(self, place: int, value: float) -> None:
        self.view[place] = value


MONOTONIC, WALL, TRUE, JUMPED, STEPS, PROCESSES = range(6)
"""Seconds since the machine was built; how far ahead of them the wall clock is, and how far the time
really is; how often the wall clock was set; steps that the process under way has taken; processes that
were started."""
KINDS = ("write", "truncate", "sync", "rename", "commit", "connect", "request", "answer")
"""Of steps; how many of each were taken stands behind the others."""
CELLS = Cells(PROCESSES + 1 + len(KINDS))
"""Those of the machine that this process plays."""
