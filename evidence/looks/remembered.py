"""What was read from the WARC and will be asked for again: where a host's pages go, each of them is judged beside
the same two or three probes."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from evidence.content import Content

_MOST = 16_000_000
"""Bytes of contents that are remembered: the probes of some fifty routes, which is about as many as a night's
64 requests under way are of."""


class Remembered:
    """Contents by the id of the record that they were read from, the latest asked for; threads may share it."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._weight = 0
        self._contents: OrderedDict[str, Content] = OrderedDict()
        self._lock = Lock()

    def content(self, record: str, read: Callable[[], Content]) -> Content:
        """What ``record`` holds; ``read`` tells it where it is not remembered."""
        with self._lock:
            known = self._contents.get(record)
            if known is not None:
                self._contents.move_to_end(record)
                return known
        content = read()
        # what could not be read in time may be read the next time; one hostile page does not drive out all others
        if not content.problem and content.weight <= self._most // 4:
            self._keep(record, content)
        return content

    def _keep(self, record: str, content: Content) -> None:
        with self._lock:
            if record in self._contents:
                return
            self._contents[record] = content
            self._weight += content.weight
            while self._weight > self._most:
                _, oldest = self._contents.popitem(last=False)
                self._weight -= oldest.weight
