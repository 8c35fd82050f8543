"""Commands in a real terminal of a given width, and what a person sees there."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pexpect
import pyte

if TYPE_CHECKING:
    from collections.abc import Callable

LINES = 24
LONGEST = 60
"""seconds until what is waited for is there; how busy the machine is must not decide"""


class Seen:
    """A command under way in a terminal."""

    def __init__(self, *arguments: str, columns: int = 80, **environment: str) -> None:
        kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "CI")}
        self.screen = pyte.Screen(columns, LINES)
        self.raw = b""
        self._stream = pyte.ByteStream(self.screen)
        self.process = pexpect.spawn(
            sys.executable,
            ["-m", "testigo", *arguments],
            dimensions=(LINES, columns),
            env={**kept, "TERM": "xterm-256color", **environment},
        )

    @property
    def lines(self) -> list[str]:
        """What stands on the screen, without empty lines."""
        return [line.rstrip() for line in self.screen.display if line.strip()]

    def until(self, shown: Callable[[list[str]], bool]) -> list[str]:
        """Wait until the screen shows something; returns its lines."""
        while not shown(self.lines):
            try:
                self._read(self.process.read_nonblocking(65536, timeout=LONGEST))
            except pexpect.EOF:
                raise AssertionError("\n".join(["it ended:", *self.lines])) from None
        return self.lines

    def end(self) -> int:
        """Wait for the command's end; returns its exit code."""
        try:
            while True:
                self._read(self.process.read_nonblocking(65536, timeout=LONGEST))
        except pexpect.EOF:
            self.process.close()
        assert self.process.exitstatus is not None
        return int(self.process.exitstatus)

    def _read(self, data: bytes) -> None:
        self.raw += data
        self._stream.feed(data)
