"""What the tests let a worker do."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from evidence.fence import Refused, Task


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True)
class Answer:
    """One of every kind of field that an answer may have."""

    size: int
    words: tuple[str, ...]
    pair: tuple[int, str]
    colour: Colour
    facts: dict[str, str | None]
    pid: int


ECHO = Task("tests.unit.fence_tasks:echo", Answer)
SPIN = Task("tests.unit.fence_tasks:spin", str, seconds=0.5)
ALLOCATE = Task("tests.unit.fence_tasks:allocate", str)
DIE = Task("tests.unit.fence_tasks:die", str)
RAISE = Task("tests.unit.fence_tasks:fail", str)
REFUSE = Task("tests.unit.fence_tasks:refuse", str)
SHOUT = Task("tests.unit.fence_tasks:shout", str)
GARBAGE = Task("tests.unit.fence_tasks:garbage", str)
COUNT = Task("tests.unit.fence_tasks:count", int, seconds=2)
SLEEP = Task("tests.unit.fence_tasks:sleep", int)
HOLD = Task("tests.unit.fence_tasks:hold", tuple[int, float, float])


def echo(body: bytes, colour: str = "red") -> Answer:
    words = ("una", "\ud800 sola", "ñ")
    return Answer(len(body), words, (1, "a"), Colour(colour), {"a": None}, os.getpid())


def spin(body: bytes) -> str:
    while True:
        pass


def allocate(body: bytes) -> str:
    return str(len(bytearray(1 << 40)))


def die(body: bytes, how: int) -> str:
    os.kill(os.getpid(), how)
    return "alive"


def fail(body: bytes) -> str:
    raise LookupError("no such table")


def refuse(body: bytes) -> str:
    raise Refused("locked with a password")


def shout(body: bytes) -> str:
    print("{}" * 100_000, flush=True)
    os.write(1, b"\x00" * 8)
    sys.stdin.read()
    return "calm"


def garbage(body: bytes) -> str:
    """What a parser does that the document has taken over: it writes to our pipe itself."""
    for pipe in range(3, 32):
        try:
            os.write(pipe, body)
        except OSError:
            continue
    time.sleep(60)
    return ""


def count(body: bytes, until: int, then: str) -> Iterator[int]:
    yield from range(until)
    if then == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if then == "hang":
        time.sleep(60)
    if then == "refuse":
        raise Refused("enough")


def sleep(body: bytes, seconds: float) -> int:
    time.sleep(seconds)
    return os.getpid()


def hold(body: bytes, size: int, seconds: float) -> tuple[int, float, float]:
    began = time.monotonic()
    held = b"x" * size
    time.sleep(seconds)
    return os.getpid(), began, time.monotonic() + 0 * len(held)
