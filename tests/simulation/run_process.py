"""A run as a process of the machine: it goes on when it is woken, and may stand still in the middle of its
night."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schedules.child import kill
from tests.simulation import clock

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.simulation.processes import Done
    from tests.simulation.script import Trouble

_TICK = 60.0
"""Seconds from one of the service's ticks to the next: twice as long as they are."""
_GIVEN_UP = 3 * 3600.0
"""Seconds after which a run that hangs is ended, because its service never will."""
_STILL = 2
"""Ticks for which a run stands still that goes on."""


class RunProcess:
    """The service's view of it (:class:`schedules.child.Process`), and the machine's."""

    def __init__(
        self, pid: int, trouble: Trouble | None, wake: Callable[[int], Done],
        ended: Callable[[Done, float], str],
    ) -> None:  # fmt: skip
        """``wake`` lets it go on, and ``ended`` hears of its end, and of how many seconds it stood still; it
        says its last words."""
        self.pid = pid
        self.trouble = trouble
        self.is_disturbed = False
        """whether others wanted the folder by now"""
        self._wake, self._ended = wake, ended
        self._since: float | None = None
        self._ticks = 0
        self._done: Done | None = None
        self._said = ""

    @property
    def is_over(self) -> bool:
        return self._done is not None

    @property
    def stands_still(self) -> bool:
        return self._since is not None and not self.is_over

    @property
    def was_cut_off(self) -> bool:
        """Whether it ended with the power."""
        is_power = self.trouble is not None and self.trouble.kind == "power"
        return is_power and self._done is not None and (self._done.code or 0) < 0

    def go_on(self) -> None:
        """Let it do its work, to its end or to where it stands still."""
        done = self._wake(self.pid)
        if done.code is None:
            self._since = clock.CELLS[clock.MONOTONIC]
            return
        stood = clock.CELLS[clock.MONOTONIC] - self._since if self._since is not None else 0.0
        self._said, self._done = self._ended(done, stood), done

    def wait_a_tick(self) -> None:
        """Let time go by until the service looks again; a run that stands still may end meanwhile."""
        clock.pass_time(_TICK)
        self._ticks += 1
        is_hung = self.trouble is not None and self.trouble.kind == "hang"
        if not is_hung and self._ticks > _STILL:
            self.go_on()
        elif self._ticks * _TICK > _GIVEN_UP:
            self.kill()

    def poll(self) -> int | None:
        return self._done.code if self._done else None

    def wait(self, seconds: float) -> int | None:
        clock.pass_time(seconds)
        return self.poll()

    def stop(self) -> None:
        """It hears nothing."""

    def kill(self) -> None:
        kill(self.pid)
        self.go_on()

    def last_line(self) -> str:
        return self._said


class NoRun:
    """What the service is given when the story is over."""

    pid = 1

    def poll(self) -> int:
        return 0

    def wait(self, seconds: float) -> int:
        return 0

    def stop(self) -> None:
        """It never began."""

    kill = stop

    def last_line(self) -> str:
        return "the story is over"
