"""How far a call has come, drawn at the foot of a terminal: a bar with the time left, what was found so far, and
the address that is looked at. It is imported where there is a terminal only."""

from __future__ import annotations

import os
import sys
from collections import Counter
from typing import TYPE_CHECKING

from rich.console import Console, Group
from rich.live import Live
from rich.progress import BarColumn, Progress, ProgressColumn, TextColumn
from rich.text import Text

from evidence.bilingual import Words
from evidence.reports.safe import short
from evidence.reports.summary import ORDER
from evidence.verdicts.wording import tally
from evidence.vocabulary import Verdict
from testigo.api.events import OneLook

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.progress import Task, TaskID

    from evidence.bilingual import Language
    from testigo.api.events import Progress as Event

_A_SECOND = 5
"""Drawings: enough to look alive, and a hundredth of a core."""
_SPEED = 300.0
"""Seconds over which the time left is reckoned: polite waits and slow hosts come in clusters of minutes."""
_LONGEST = 400
"""Characters of an address, more than any line shows."""
_COLOURS = {
    Verdict.MISSING: "red",
    Verdict.CHANGED: "magenta",
    Verdict.BLOCKED: "yellow",
    Verdict.UNREACHABLE: "yellow",
    Verdict.ALIVE: "green",
}
"""The words say it all; colours are left out with NO_COLOR (rich sees to it)."""
_STEPS = {
    "sources": Words("reading sources again", "se vuelven a leer las fuentes"),
    "looks": Words("addresses", "direcciones"),
    "archives": Words("asking web archives", "se consultan los archivos web"),
    "citations": Words("citations", "citas"),
    "redline": Words("comparing texts", "se comparan los textos"),
    "printed": Words("printing the PDF", "se imprime el PDF"),
    "records": Words("hashing", "se recalculan las huellas"),
    "captures": Words("captures", "capturas"),
    "replays": Words("pages replayed", "páginas reproducidas"),
    "pages": Words("pages", "páginas"),
}
_LEFT = Words("{time} left", "faltan {time}")
_AT = Words("now: {url}", "ahora: {url}")
_AT_ONCE = Words("now ({count} at once): {url}", "ahora ({count} a la vez): {url}")


class _Done(ProgressColumn):
    """How much is done of how much, where that is known."""

    def render(self, task: Task) -> Text:
        return Text(f"{int(task.completed)}/{int(task.total)}" if task.total else "")


class _Left(ProgressColumn):
    """The time left, once it can be reckoned."""

    max_refresh = 0.5

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language

    def render(self, task: Task) -> Text:
        seconds = task.time_remaining
        if seconds is None or task.finished:
            return Text("")
        return Text(_LEFT.filled(self._language, {"time": clock_of(seconds)}), no_wrap=True)


def clock_of(seconds: float) -> str:
    """0:07, 12:40, 3:05:00."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


class Screen:
    """What stands at the foot of a terminal until :meth:`close`. What is written to standard error
    meanwhile stands above it."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._found: Counter[Verdict] = Counter()
        self._under_way: dict[str, None] = {}
        """addresses, the one first that was begun first: when nothing moves, it is why"""
        self._step, self._task = "", _NO_TASK
        # as wide as the terminal is, whatever an environment that was handed on says of another
        environment = {name: os.environ[name] for name in os.environ.keys() - {"COLUMNS", "LINES"}}
        console = Console(file=sys.stderr, highlight=False, _environ=environment)
        self._bar = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=None),
            _Done(),
            _Left(language),
            console=console,
            speed_estimate_period=_SPEED,
            expand=True,
        )
        # standard output may be somewhere else, and must not be written to the terminal
        self._live = Live(
            get_renderable=self._drawn,
            console=console,
            transient=True,
            redirect_stdout=False,
            refresh_per_second=_A_SECOND,
            vertical_overflow="crop",
        )
        self._live.start()

    def show(self, event: Event | OneLook) -> None:
        """Take in how far the call has come; it is drawn when its turn comes."""
        if isinstance(event, OneLook):
            self._look(event)
            return
        if event.step != self._step:
            if self._task is not _NO_TASK:
                self._bar.remove_task(self._task)
            words = _STEPS.get(event.step)
            said = words.text(self._language) if words else event.step
            self._step = event.step
            # what has no end that is known has a bar that only moves
            self._task = self._bar.add_task(said, total=event.of or None)
        if event.verdicts is not None:
            self._found = Counter(event.verdicts)
        self._bar.update(self._task, completed=event.done, total=event.of or None)

    def _look(self, look: OneLook) -> None:
        if look.verdict is None:
            self._under_way[look.url] = None
        else:
            self._under_way.pop(look.url, None)
            self._found[look.verdict] += 1

    def close(self) -> None:
        """Leave the terminal as it was."""
        self._live.stop()

    def _drawn(self) -> RenderableType:
        lines: list[RenderableType] = [self._bar.get_renderable()]
        if self._found:
            lines.append(self._tally())
        if self._step == "looks" and (url := next(iter(self._under_way.copy()), None)):
            lines.append(self._at(url))
        return Group(*lines)

    def _tally(self) -> Text:
        counts = self._found.copy()
        told = [
            Text(tally(verdict, counts[verdict], self._language), _COLOURS.get(verdict, ""))
            for verdict in ORDER
            if counts[verdict]
        ]
        line = Text(", ").join(told)
        line.no_wrap, line.overflow = True, "ellipsis"
        return line

    def _at(self, url: str) -> Text:
        """The address, cut at the terminal's edge; its scheme says nothing."""
        shown = short(url, _LONGEST).removeprefix("https://").removeprefix("http://")
        words = _AT if len(self._under_way) == 1 else _AT_ONCE
        said = words.filled(self._language, {"url": shown, "count": len(self._under_way)})
        return Text(said, "dim", no_wrap=True, overflow="ellipsis")


_NO_TASK: TaskID = -1  # type: ignore[assignment]
