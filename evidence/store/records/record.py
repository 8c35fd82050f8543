"""What all records share: from a row and back."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from operator import attrgetter, itemgetter
from typing import Any, ClassVar, NamedTuple, Self, get_type_hints


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
        words = _shape(cls).words
        if words:
            changed = list(values)
            for place, enum in words:
                if changed[place] is not None:
                    changed[place] = enum(changed[place])
            return cls(*changed)
        return cls(*values)

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


class _Shape(NamedTuple):
    """How a class is read, worked out once."""

    names: tuple[str, ...]
    from_row: itemgetter[Any]
    values: attrgetter[Any]
    words: tuple[tuple[int, type[StrEnum]], ...]
    """places of enums"""


_SHAPES: dict[type[Result], _Shape] = {}
"""Filled as classes are met."""


def _shape(cls: type[Result]) -> _Shape:
    shape = _SHAPES.get(cls)
    if shape is None:
        shape = _SHAPES[cls] = _worked_out(cls)
    return shape


def _worked_out(cls: type[Result]) -> _Shape:
    hints = get_type_hints(cls)
    names = tuple(field.name for field in fields(cls))
    words = ((place, _enum(hints[name])) for place, name in enumerate(names))
    return _Shape(
        names,
        itemgetter(*names),
        attrgetter(*names),
        tuple((place, enum) for place, enum in words if enum is not None),
    )


def _enum(hint: Any) -> type[StrEnum] | None:
    """The enum that a hint names, alone or beside None."""
    kinds = (hint, *getattr(hint, "__args__", ()))
    return next(
        (kind for kind in kinds if isinstance(kind, type) and issubclass(kind, StrEnum)), None
    )
