"""Typed values as JSON, and back: the only language in which a worker answers.

A worker reads hostile bytes, and a parser with a hole does what the bytes say. So nothing that it
answers is ever executed here, as unpickling would be: an answer is JSON, and becomes only the type
that the asking side named beforehand, checked field by field.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import (
    TYPE_CHECKING,
    Any,
    TypeAlias,
    TypeVar,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T")
_Reader: TypeAlias = Callable[[Any], Any]


def encode(value: object) -> bytes:
    """``value`` as JSON: dataclasses become objects, tuples and sets arrays, enumerations their
    value. Raises TypeError for what has no place in JSON."""
    return json.dumps(value, default=_plain).encode("ascii")


def decode(kind: type[T] | UnionType, value: Any) -> T:
    """``value``, as :func:`json.loads` gives it, as an instance of ``kind``.

    ``kind`` may be a dataclass, an enumeration, a path, a plain type of JSON, a list, tuple, set or dict of
    these, or a union of them; of a union the first member that fits. Raises TypeError or ValueError
    where the value is of another shape, a field is missing, or one is there that nobody knows.
    """
    return cast("T", _reader(cast("Hashable", kind))(value))


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, set | frozenset):
        return list(value)
    if isinstance(value, Path):
        return str(value)
    raise TypeError(f"{type(value).__name__} can't be an answer")


@cache
def _reader(kind: Hashable) -> _Reader:
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return _first_of([_reader(one) for one in inner])
    if origin is tuple and inner[-1:] != (...,):
        return _row([_reader(one) for one in inner])
    if origin in (list, tuple, set, frozenset):
        return _many(origin, inner[0])
    if origin is dict:
        return _mapping(*inner)
    if isinstance(kind, type) and is_dataclass(kind):
        return _record(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    if isinstance(kind, type) and kind in (str, int, float, bool, NoneType):
        return _scalar(kind)
    if kind is Path:
        return _path
    raise TypeError(f"{kind} can't be an answer")


def _path(value: Any) -> Path:
    _require(value, str)
    return Path(value)


def _scalar(kind: type) -> _Reader:
    kinds = (int, float) if kind is float else (kind,)

    def read(value: Any) -> Any:
        if type(value) not in kinds:  # an exact match: True is an int to isinstance
            raise TypeError(f"{kind.__name__} expected")
        return value

    return read


def _many(made: Any, of: Any) -> _Reader:
    read_one = _reader(of)

    def read(value: Any) -> Any:
        _require(value, list)
        if of is str:  # most of every answer: checked in one pass
            if not {str}.issuperset(map(type, value)):
                raise TypeError("text expected")
            return made(value)
        return made(map(read_one, value))

    return read


def _row(readers: list[_Reader]) -> _Reader:
    def read(value: Any) -> Any:
        _require(value, list)
        return tuple(one(item) for one, item in zip(readers, value, strict=True))

    return read


def _mapping(key: Any, of: Any) -> _Reader:
    read_key, read_one = _reader(key), _reader(of)

    def read(value: Any) -> Any:
        _require(value, dict)
        return {read_key(name): read_one(item) for name, item in value.items()}

    return read


def _record(kind: type[DataclassInstance]) -> _Reader:
    hints = get_type_hints(kind)
    readers = {field.name: _reader(hints[field.name]) for field in fields(kind)}

    def read(value: Any) -> Any:
        _require(value, dict)
        if value.keys() != readers.keys():
            raise TypeError(f"not the fields of {kind.__name__}")
        return kind(**{name: one(value[name]) for name, one in readers.items()})

    return read


def _first_of(readers: list[_Reader]) -> _Reader:
    def read(value: Any) -> Any:
        for one in readers:
            try:
                return one(value)
            except (TypeError, ValueError):
                continue
        raise TypeError("of none of the types that may come")

    return read


def _require(value: Any, kind: type) -> None:
    if type(value) is not kind:
        raise TypeError(f"{kind.__name__} expected")
