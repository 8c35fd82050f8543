"""What really happened, written down outside the machine: no kill and no disk takes it away."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

from tests.simulation import clock

if TYPE_CHECKING:
    from pathlib import Path


class Journal:
    """Facts in the order in which they happened; every process adds to the same."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC)
        self.process = 0
        """that is writing; 0: the machine itself"""

    def note(self, kind: str, **facts: Any) -> None:
        """Something happened."""
        line = {
            "kind": kind,
            "true": clock.truth().timestamp(),
            "process": self.process,
            **facts,
        }
        os.write(self._file, json.dumps(line).encode() + b"\n")

    def read(self, *kinds: str) -> list[dict[str, Any]]:
        """All of some kinds."""
        size = os.fstat(self._file).st_size
        lines = map(json.loads, os.pread(self._file, size, 0).splitlines())
        return [line for line in lines if not kinds or line["kind"] in kinds]
