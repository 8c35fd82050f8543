"""Memory that was freed goes back to the system.

glibc keeps it for later. Over the world of ``benchmarks/hostile.py`` that was 400 of the 800 MB that a
night held.
"""

from __future__ import annotations

import ctypes

_ARENA_MAX, _MMAP_THRESHOLD = -8, -3
"""Parameters of ``mallopt(3)``."""
_ARENAS = 2
"""Threads share a heap: only one of them runs Python at a time."""
_LARGE = 1 << 20
"""Bytes of a block that is asked from the system and given back to it alone. By itself glibc raises the
bound to the size of what was freed. With 256 KiB each record paid for pages of its own: ISA-L takes more
than that to compress one, and took 21 microseconds in place of 3."""


def prepare() -> None:
    """Have large blocks given back as soon as they are freed, where the C library can."""
    setting = getattr(ctypes.CDLL(None), "mallopt", None)
    if setting is not None:
        setting(_MMAP_THRESHOLD, _LARGE)
        setting(_ARENA_MAX, _ARENAS)


def give_back() -> None:
    """Give small blocks back that were freed, where the C library can (``malloc_trim(3)``)."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
