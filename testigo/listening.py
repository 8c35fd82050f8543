"""What a reader hears of a call while it is at work: remarks in lines, and on a terminal how far it has come."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import testigo
from evidence.bilingual import Said, Words
from testigo.speech import is_quiet, say, spoken

if TYPE_CHECKING:
    from evidence.bilingual import Told
    from testigo.screen import Screen

_PLAIN = frozenset({"", "dumb", "unknown"})
"""Values of TERM of what can't go back on a line (terminfo(5): dumb, unknown)."""


class Terminal:
    """Hears what a call says while it is at work. How far it has come is drawn on terminals only, and
    is gone when the call is over."""

    def __init__(self, *, verbose: bool = False) -> None:
        """What is ``verbose`` speaks in lines of its own, which a drawing would tear apart."""
        self._draws = not verbose and is_drawn_on()
        self._screen: Screen | None = None

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *problem: object) -> None:
        self.end()

    def __call__(self, event: testigo.Event) -> None:
        if isinstance(event, testigo.Remark):
            from evidence.reports.unseen import remark as told

            remark(told(event.text))
        elif isinstance(event, testigo.Progress | testigo.OneLook):
            if self._draws:
                self._show(event)
        else:
            self.end()

    def end(self) -> None:
        """Take the drawing off; what is said from now on stands where it stood."""
        if self._screen is not None:
            self._screen.close()
            self._screen = None

    def _show(self, event: testigo.Progress | testigo.OneLook) -> None:
        if self._screen is None:
            from testigo.screen import Screen

            self._screen = Screen(spoken())
        self._screen.show(event)


def is_drawn_on() -> bool:
    """Whether standard error is a terminal that can be drawn on, and somebody wants to see it."""
    if is_quiet() or sys.stderr is None or os.environ.get("TERM", "") in _PLAIN:
        return False
    return sys.stderr.isatty()


def remark(words: Told | str, **facts: object) -> None:
    """Something to know that stopped nothing, said by the program's name."""
    say(_BY_US, it=Said(words, facts) if isinstance(words, Words) else words)


_BY_US = Words("testigo: {it}", "testigo: {it}")
