"""The fence without its worker processes: documents are read here. What the fence itself does is
tested with real processes (tests/unit/test_fence.py)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from evidence.fence import pool, worker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class _Inline:
    """A worker that is no process."""

    pid = 0
    is_alive = True
    served = memory = 0

    def ask(
        self, request: dict[str, Any], body: bytes, watch: Callable[[], None]
    ) -> Iterator[dict[str, Any]]:
        for data, _ in worker._frames(request, body):
            yield json.loads(data)

    def stop(self) -> None:
        """There is nothing to end."""

    kill = abandon = stop


def install() -> None:
    """Documents are read in this process from now on."""
    workers: Any = pool
    workers.Process = _Inline
