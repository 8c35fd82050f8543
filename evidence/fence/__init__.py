"""Run what reads hostile bytes behind limits of time and memory, and have its typed answer.

The one way to a process of its own for a parser. A task names a function and the type of what it
answers; the function runs in a worker that stays warm between tasks::

    READ = Task("evidence.content.reading:read", Content)
    content = fence.call(READ, body, media_type="application/pdf")

When it takes too long, needs too much memory or crashes, its worker is ended and replaced, and the
caller gets a :class:`FenceFailure`. A worker dies with its parent and answers in JSON only, of
which nothing is ever executed. Threads and forked children may call at any time.
"""

from __future__ import annotations

from evidence.fence.failures import Crashed, FenceFailure, Refused, TooLong, TooMuchMemory
from evidence.fence.pool import Fence, Results, Task

__all__ = [
    "Crashed",
    "Fence",
    "FenceFailure",
    "Refused",
    "Results",
    "Task",
    "TooLong",
    "TooMuchMemory",
    "call",
    "close",
    "collect",
]

_FENCE = Fence()
"""The one of this process."""

call = _FENCE.call
collect = _FENCE.collect
close = _FENCE.close
