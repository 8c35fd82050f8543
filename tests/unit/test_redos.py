"""No pattern that meets what strangers wrote takes a time that grows with the square of its length."""

from __future__ import annotations

import ast
import functools
import importlib
import pkgutil
import re
import signal
import time
from collections import defaultdict
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import crawler
import evidence
import schedules
from evidence.verdicts.text import Phrases
from tests.unit.bait import baits

if TYPE_CHECKING:
    from collections.abc import Iterator

LENGTH = 2_000
SLOW = 0.00025
"""Seconds of processor for so many characters; patterns that are read once through need a tenth. A square that takes as
long takes ten seconds for a page of 400,000."""
LONGER = 4
GROWS = 8.0
"""Times as long for four times the text: 4 is linear, 16 a square, and so is what repeats itself at most so often until
the text is longer than that."""
SLOW_SHORT = 0.002
"""Seconds of processor for a text of the length of which a pattern of :data:`SHORT` meets none longer."""
FOR_EVER = 0.5
SHORT = {
    "evidence.boards.targets:_CALL": (
        1_000,
        "a name of at most 60 characters begins anew at each of them",
    ),
    "evidence.changes.exchanged:_COUNT": (40, "looked for in the last 40 characters of a heading"),
    "evidence.citations.find:_HOST_BACK": (253, "looked for in as many characters as a host has"),
    "evidence.citations.trim:_TRAILING": (64, "looked for in the last 64 characters of a URL"),
}
"""Patterns that meet short texts alone: how long these are, and what sees to it."""


ROOMS = sorted(
    f"{package.__name__}.{module.name}"
    for package in (evidence, crawler, schedules)
    for module in pkgutil.iter_modules(package.__path__)
)


@pytest.mark.parametrize("room", ROOMS)
def test_patterns_take_a_time_that_grows_with_the_text(room: str) -> None:
    guilty = []
    for name, pattern in _patterns(room).items():
        length = SHORT[name][0] if name in SHORT else LENGTH
        worst = next(
            filter(None, (_grows(name, pattern, bait, length) for bait in baits(pattern))), ""
        )
        guilty += [worst] if worst else []
    assert guilty == []


def test_patterns_that_meet_short_texts_alone_are_quick_on_those() -> None:
    for name, (length, _) in SHORT.items():
        pattern = _patterns(name.partition(":")[0])[name]
        assert max(_seconds(name, pattern, bait, length, SLOW) for bait in baits(pattern)) < 0.01, (
            name
        )


@pytest.mark.parametrize(
    "pattern",
    [r"\s+$", r"\s*(?:a|b)", r"(?:a+)+$", r"[\w.]+@", r"<b>.*?</b>", r"\s*,?\s*x"],
)
def test_the_bait_finds_what_is_slow(pattern: str) -> None:
    slow = re.compile(pattern, re.DOTALL)
    assert any(_grows("bait:", slow, bait, LENGTH) for bait in baits(slow))


def _grows(name: str, pattern: re.Pattern[Any], bait: tuple[str, str, str], length: int) -> str:
    """How a pattern takes too long for twice the bait; empty where it does not."""
    slow = SLOW_SHORT if name in SHORT else SLOW
    once = _seconds(name, pattern, bait, length, slow)
    if once <= slow:
        return ""
    told = [once]
    for longer in (LONGER, LONGER**2):
        enough = GROWS * told[-1]
        told.append(_seconds(name, pattern, bait, longer * length, enough))
        if told[-1] <= enough and told[-1] < FOR_EVER / 2:
            return ""
        if told[-1] >= FOR_EVER / 2:
            break
    times = ", ".join(f"{one:.5f}" for one in told)
    return f"{name}: {times} s, each for {LONGER} times as much of {bait}"


def _patterns(room: str) -> dict[str, re.Pattern[Any]]:
    """The patterns of a module and of those below it, each by the first of its names."""
    top = importlib.import_module(room)
    below = pkgutil.walk_packages(getattr(top, "__path__", ()), f"{room}.")
    found: dict[re.Pattern[Any], str] = {}
    for module in (room, *(one.name for one in below)):
        for name, value in vars(importlib.import_module(module)).items():
            for where, pattern in _within(f"{module}:{name}", value):
                found.setdefault(pattern, where)
    return {name: pattern for pattern, name in found.items()}


def _within(name: str, value: object, depth: int = 0) -> Iterator[tuple[str, re.Pattern[Any]]]:
    if isinstance(value, re.Pattern):
        yield name, value
    elif isinstance(value, Phrases):
        yield f"{name}.labels", value.labels
        yield f"{name}.sentences", value.sentences
    elif isinstance(value, dict) and depth < 3:
        yield from _within(name, tuple(value.values()), depth)
    elif isinstance(value, tuple | list | set | frozenset) and depth < 3:
        for number, one in enumerate(value):
            yield from _within(f"{name}[{number}]", one, depth + 1)


@functools.cache
def _uses() -> dict[tuple[str, str], set[str]]:
    """Module, where the name is its own, and name of a pattern -> by which methods it is used."""
    uses = defaultdict(set)
    for package in (evidence, crawler, schedules):
        top = Path(package.__path__[0])
        for file in top.rglob("*.py"):
            module = ".".join(file.relative_to(top.parent).with_suffix("").parts)
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                    own = node.value.id.startswith("_")
                    where = module.removesuffix(".__init__") if own else ""
                    uses[where, node.value.id].add(node.attr)
    return uses


def _seconds(
    name: str, pattern: re.Pattern[Any], bait: tuple[str, str, str], length: int, enough: float
) -> float:
    """Processor time that a pattern takes for bait of that length, at least; it is not tried again once it
    took no more than ``enough``."""
    before, unit, end = bait
    text: Any = before + unit * (length // len(unit)) + end
    if isinstance(pattern.pattern, bytes):
        text = text.encode("latin-1", "replace")
    module, _, own = name.rpartition(":")
    own = re.split(r"[\[.]", own)[0]
    known = _uses()[module if own.startswith("_") else "", own]
    least = FOR_EVER
    for _ in range(3):
        began = time.thread_time()
        with _given_up():
            if "match" in known:
                pattern.match(text)
            if "fullmatch" in known:
                pattern.fullmatch(text)
            if not known <= {"match", "fullmatch"} or not known:
                for _match in pattern.finditer(text):
                    pass
        least = min(least, time.thread_time() - began)
        if least <= enough or least >= FOR_EVER / 2:
            break
    return least


class _GivenUp(Exception):
    pass


@contextmanager
def _given_up() -> Iterator[None]:
    """Break off what would take for ever; patterns hear signals."""

    def give_up(*_: object) -> None:
        raise _GivenUp

    before = signal.signal(signal.SIGPROF, give_up)
    signal.setitimer(signal.ITIMER_PROF, FOR_EVER)
    try:
        yield
    except _GivenUp:
        pass
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
