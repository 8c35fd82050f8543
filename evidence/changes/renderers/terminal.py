"""A redline in a terminal: colours, and signs that hold without colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.changes.redline import Act
from evidence.changes.renderers.harmless import harmless
from evidence.changes.renderers.marks import MARKS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence.changes.redline import Operation

_COLOURS = {Act.REMOVED: "31", Act.ADDED: "32", Act.MOVED_FROM: "34", Act.MOVED_TO: "34"}
"""SGR parameters (ECMA-48, 8.3.117): red, green, blue."""


def render(operations: Iterable[Operation], *, colour: bool = True) -> str:
    """The whole text with its changes marked; control characters of the content do nothing."""
    return "".join(_passage(operation, colour) for operation in operations).rstrip() + "\n"


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
