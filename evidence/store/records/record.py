"""What all records share: from a row and back."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from functools import partial
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Self, TypeVar, get_type_hints

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

T = TypeVar("T", bound=tuple[Any, ...])


@dataclass(frozen=True, slots=True)
class Result:
    """One row of what a query gives: a field a column, words of a closed set as their enum."""

    @classmethod
    def from_row(cls, row: dict[str, Any]) -> Self:
        """The record that a row is; columns that it has no field for are left out.

        Raises KeyError when the row lacks a column, and ValueError for a word that this version
        does not know.
        """
        shape = _shape(cls)
        values = shape.from_row(row)
        return cls.of_values(values if len(shape.names) > 1 else (values,))

    @classmethod
    def of_values(cls, values: tuple[Any, ...]) -> Self:
        """The same of values in the order of the fields."""
        return cls(*_shape(cls).read(values))

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        """The names of the fields."""
        return _shape(cls).names


@dataclass(frozen=True, slots=True)
class AtUrl(Result):
    """The URL beside a record that has its id only."""

    url: str


@dataclass(frozen=True, slots=True)
class Record(Result):
    """One row of :attr:`TABLE`."""

    TABLE: ClassVar[str]

    def row(self) -> dict[str, Any]:
        """The columns and their values, enums as the words they are."""
        shape = _shape(type(self))
        return dict(zip(shape.names, shape.values(self), strict=True))


def reader(of: type[T]) -> Callable[[Sequence[Any]], T]:
    """What makes the named tuple ``of`` of each of many rows, as :func:`named` does of one."""
    shape = _shape(of)
    if not shape.words:  # nothing of ours is called for a row
        return partial(tuple.__new__, of)
    return lambda values: tuple.__new__(of, shape.read(values))


def named(of: type[T], values: Sequence[Any]) -> T:
    """The named tuple ``of`` with values in the order of its fields, words of a closed set as their
    enum.

    For rows that are many: a tuple is made seven times as fast as a frozen dataclass. Raises
    ValueError for a word that this version does not know.
    """
    return tuple.__new__(of, _shape(of).read(values))


def columns(of: type[Any]) -> tuple[str, ...]:
    """The fields of a result or a named tuple."""
    return _shape(of).names


class _Shape(NamedTuple):
    """How a class is read, worked out once."""

    names: tuple[str, ...]
    from_row: itemgetter[Any]
    values: attrgetter[Any]
    words: tuple[tuple[int, dict[str, StrEnum], type[StrEnum]], ...]
    """places of enums, their members by word, and the enums"""

    def read(self, values: Sequence[Any]) -> Sequence[Any]:
        """The values with enums in place of their words."""
        if not self.words:
            return values
        changed = list(values)
        for place, members, enum in self.words:
            value = changed[place]
            if value is not None:  # a call of the enum takes five times as long as its member
                changed[place] = members.get(value) or enum(value)
        return changed


_SHAPES: dict[type[Any], _Shape] = {}
"""Filled as classes are met."""


def _shape(cls: type[Any]) -> _Shape:
    shape = _SHAPES.get(cls)
    if shape is None:
        shape = _SHAPES[cls] = _worked_out(cls)
    return shape


def _worked_out(cls: type[Any]) -> _Shape:
    hints = get_type_hints(cls)
    names: tuple[str, ...] = getattr(cls, "_fields", ())  # of a named tuple
    names = names or tuple(field.name for field in fields(cls))
    words = ((place, _enum(hints[name])) for place, name in enumerate(names))
    return _Shape(
        names,
        itemgetter(*names),
        attrgetter(*names),
        tuple(
            (place, {str(member): member for member in enum}, enum)
            for place, enum in words
            if enum is not None
        ),
    )


def _enum(hint: Any) -> type[StrEnum] | None:
    """The enum that a hint names, alone or beside None."""
    kinds = (hint, *getattr(hint, "__args__", ()))
    return next(
        (kind for kind in kinds if isinstance(kind, type) and issubclass(kind, StrEnum)), None
    )
