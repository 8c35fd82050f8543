"""What a target is: a parser, the law that it keeps for any bytes, and bytes to begin with."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class Broken(AssertionError):
    """A law does not hold for this input; the text says which."""


@dataclass(frozen=True)
class Target:
    """One parser under its law."""

    name: str
    law: str
    """what holds for any bytes, in one line"""
    run: Callable[[bytes], None]
    """raises Broken, or whatever the parser raises and does not document"""
    seeds: Callable[[], Iterable[bytes]]
    """inputs that are read well, made here: none is taken from elsewhere"""
    words: tuple[bytes, ...] = ()
    """what the fuzzer should know of the language"""
    longest: int = 2_000
    """bytes of an input"""
    seconds: float = 0.5
    """of the processor, that an input of ``longest`` bytes may take"""


def check(target: Target, data: bytes, *, patience: float = 1.0) -> None:
    """Run ``data`` through ``target``; raises Broken where it takes too long, too.

    ``patience``: times of the target's seconds; code that is measured as it runs is slower. Time is
    counted on the processor, so that a busy machine breaks no law.
    """
    began = time.process_time()
    target.run(data)
    took = time.process_time() - began
    if took > target.seconds * patience * max(1.0, len(data) / target.longest):
        raise Broken(f"{len(data)} bytes took {took:.2f} s")


def hold(condition: object, law: str) -> None:
    """Raises Broken with ``law`` unless it holds."""
    if not condition:
        raise Broken(law)


def choice(data: bytes, among: tuple[str, ...]) -> tuple[str, bytes]:
    """The one of ``among`` that the first byte stands for (``0`` is the first), and the rest."""
    return (among[(data[0] - 0x30) % len(among)] if data else among[0]), data[1:]
