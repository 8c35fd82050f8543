"""Signs of life of whoever leads a night, and the word to stop, for those who walk: said by a thread of its own, also
while a shard is taken in."""

from __future__ import annotations

import itertools
import queue
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

from crawler.scale.places import ALIVE, BEAT, STOP

if TYPE_CHECKING:
    from crawler.scale.places import Around

_OVER = "over"


class Signs:
    """Of one night."""

    def __init__(self, around: Around) -> None:
        self._around = around
        self._words: queue.SimpleQueue[str] = queue.SimpleQueue()
        """into which a handler of signals may put one"""
        self._saying = threading.Thread(target=self._say, daemon=True)

    def begin(self) -> None:
        """Say that we are there, and go on saying it. Raises whatever the client of a store raises."""
        self._around.remove(STOP)
        self._around.write(ALIVE, b"0")
        self._saying.start()

    def stop(self) -> None:
        """Those who walk are to end; where that can't be said they hear no more of us."""
        self._words.put(STOP)

    def end(self) -> None:
        """Say nothing any more, and take back what was said."""
        if self._saying.is_alive():
            self._words.put(_OVER)
            self._saying.join()
        with suppress(Exception):  # whoever walks still hears no more of us
            for word in (ALIVE, STOP):
                self._around.remove(word)

    def _say(self) -> None:
        for count in itertools.count(1):
            word = ""
            with suppress(queue.Empty):
                word = self._words.get(timeout=BEAT)
            if word == _OVER:
                return
            with suppress(Exception):
                if word == STOP:
                    self._around.write(STOP, b"stop")
                self._around.write(ALIVE, str(count).encode())
