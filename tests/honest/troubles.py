"""What befalls a command: its clock is wrong, and it is killed before or after a write."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from evidence.store.database import Store

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Trouble:
    """Set up in the process of the command, before it begins."""

    ahead: float = 0.0
    """seconds that its clock is ahead of ours"""
    at: int = 0
    """the write at which it gets a signal; 0 for none. Writes count twice: before and after"""
    signal: signal.Signals = signal.SIGKILL

    def __call__(self) -> None:
        real = time.time
        time.time = lambda: real() + self.ahead
        if self.at:
            count = _Count(self.at, self.signal)
            for name in ("fsync", "fdatasync", "replace", "unlink"):
                setattr(os, name, count.around(getattr(os, name)))
            Store.transaction = count.beside(Store.transaction)  # type: ignore[method-assign]


class _Count:
    """Counts writes of this process, and ends it at one."""

    def __init__(self, at: int, number: signal.Signals) -> None:
        self._left = at
        self._number = number
        self._process = os.getpid()

    def around(self, write: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*arguments: Any, **named: Any) -> Any:
            self._one()
            done = write(*arguments, **named)
            self._one()
            return done

        return counted

    def beside(self, begin: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*arguments: Any, **named: Any) -> Any:
            self._one()
            return begin(*arguments, **named)

        return counted

    def _one(self) -> None:
        self._left -= 1
        if not self._left and os.getpid() == self._process:
            os.kill(self._process, self._number)
