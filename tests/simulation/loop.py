"""An asyncio loop without waiting: when nothing is ready, it is the time of the next timer."""

from __future__ import annotations

import asyncio
import selectors
from typing import TYPE_CHECKING, Any

from tests.simulation import clock

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Stuck(Exception):
    """Nothing is under way and nothing is to come: a real loop would wait for ever."""


class _NothingToWaitFor(selectors.BaseSelector):
    """No file is ever ready: all that comes is a timer's."""

    def __init__(self) -> None:
        self._keys: dict[Any, selectors.SelectorKey] = {}

    def register(self, fileobj: Any, events: int, data: Any = None) -> selectors.SelectorKey:
        number = fileobj if isinstance(fileobj, int) else fileobj.fileno()
        key = self._keys[number] = selectors.SelectorKey(fileobj, number, events, data)
        return key

    def unregister(self, fileobj: Any) -> selectors.SelectorKey:
        return self._keys.pop(fileobj if isinstance(fileobj, int) else fileobj.fileno())

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None:
            raise Stuck("the loop waits for what never comes")
        clock.pass_time(timeout)
        return []

    def get_map(self) -> Mapping[Any, selectors.SelectorKey]:
        return self._keys

    def close(self) -> None:
        self._keys.clear()


class Loop(asyncio.SelectorEventLoop):
    """What is handed to threads is done at once."""

    def __init__(self) -> None:
        super().__init__(_NothingToWaitFor())

    def run_in_executor(self, executor: Any, func: Callable[..., Any], *args: Any) -> Any:
        done = self.create_future()
        try:
            done.set_result(func(*args))
        except Exception as problem:  # noqa: BLE001 - as a thread hands it on
            done.set_exception(problem)
        return done


class Policy(asyncio.DefaultEventLoopPolicy):
    """Makes such loops."""

    _loop_factory = Loop  # type: ignore[assignment]


def install() -> None:
    """Every loop that is made from now on is such a one."""
    from crawler.run import pulse

    pulse._EVERY = 600.0  # a loop that takes no time can't stand still: beats would only cost
    asyncio.set_event_loop_policy(Policy())
