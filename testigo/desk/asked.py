"""What an address of ours asks for: anything that it can't mean is what it means without it."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

E = TypeVar("E", bound=StrEnum)


def one_of(kind: type[E], value: str) -> E | None:
    """The member of an enumeration with this value; None for none of them."""
    return next((one for one in kind if one.value == value), None)


def number(value: str) -> int:
    """The number of a page; 1 for what is none."""
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 10 else 1
