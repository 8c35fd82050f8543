"""A redline in a terminal: colours, and signs that hold without colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.changes.redline import Act
from evidence.changes.renderers.folding import folded
from evidence.changes.renderers.harmless import harmless
from evidence.changes.renderers.marks import MARKS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence.changes.redline import Operation
    from evidence.changes.renderers.folding import Folded, LeftOut

_COLOURS = {Act.REMOVED: "31", Act.ADDED: "32", Act.MOVED_FROM: "34", Act.MOVED_TO: "34"}
"""SGR parameters (ECMA-48, 8.3.117): red, green, blue."""


def render(
    operations: Iterable[Operation], *, colour: bool = True, left_out: LeftOut | None = None
) -> str:
    """The text with its changes marked; control characters of the content do nothing. With
    ``left_out`` long unchanged passages are folded, and it says what stands for them."""
    if left_out is None:
        told = (_passage(operation, colour) for operation in operations)
    else:
        told = (_folded(one, colour, left_out) for one in folded(operations))
    return "".join(told).rstrip() + "\n"


def _folded(one: Folded, colour: bool, left_out: LeftOut) -> str:
    if not one.hidden:
        return _passage(one.operation, colour)
    fold = f"⋯ {left_out(one.lines)} ⋯\n"
    if colour:
        fold = f"\x1b[2m{fold[:-1]}\x1b[0m\n"
    return harmless(one.shown) + fold + harmless(one.after)


def _passage(operation: Operation, colour: bool) -> str:
    text = harmless(operation.new or operation.old)
    if operation.act is Act.EQUAL:
        return text
    before, after = MARKS[operation.act]
    body = text.rstrip()
    marked = f"{before}{body}{after}"
    return (f"\x1b[{_COLOURS[operation.act]}m{marked}\x1b[0m" if colour else marked) + text[
        len(body) :
    ]
