"""Unchanged text of a redline folded away, so that what changed is not looked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from evidence.changes.redline import Act

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evidence.changes.redline import Operation, Row

CONTEXT = 3
"""Unchanged lines that stay around a change: those of ``diff -u``."""
_FEWEST = 3
"""Lines that are folded at least: fewer take no more room than the words that stand for them."""

LeftOut = Callable[[int], str]
"""What stands for so many lines that are left out, in the reader's language."""


class Folded(NamedTuple):
    """One passage, and what of its middle is folded away."""

    operation: Operation
    shown: str
    """its text; of what is unchanged, what stands before the fold"""
    hidden: str = ""
    """whole lines"""
    after: str = ""

    @property
    def lines(self) -> int:
        """How many lines are folded away."""
        return self.hidden.count("\n")


class FoldedRows(NamedTuple):
    """Rows one after the other that are shown, or that are folded away."""

    rows: list[Row]
    is_hidden: bool


def folded(operations: Iterable[Operation]) -> Iterator[Folded]:
    """The operations, unchanged lines folded that are farther than :data:`CONTEXT` from a change. Where
    nothing changed everything would be: then nothing is."""
    found = list(operations)
    for place, operation in enumerate(found):
        text = operation.new or operation.old
        if operation.act is not Act.EQUAL or len(found) == 1:
            yield Folded(operation, text)
            continue
        lines = text.splitlines(keepends=True)
        first = CONTEXT if place else 0
        last = len(lines) - (CONTEXT if place + 1 < len(found) else 0)
        if last - first < _FEWEST:
            yield Folded(operation, text)
            continue
        before, hidden, after = lines[:first], lines[first:last], lines[last:]
        yield Folded(operation, "".join(before), "".join(hidden), "".join(after))


def folded_rows(rows: Iterable[Row]) -> Iterator[FoldedRows]:
    """The same of rows side by side."""
    found = list(rows)
    near = near_changes([row.changed for row in found], CONTEXT)
    start = 0
    for index in range(1, len(found) + 1):
        if index < len(found) and near[index] == near[start]:
            continue
        run = found[start:index]
        few = len(run) < _FEWEST or len(run) == len(found)
        yield FoldedRows(run, not near[start] and not few)
        start = index


def near_changes(changed: list[bool], context: int) -> list[bool]:
    """For each row, whether a changed one stands within ``context`` rows of it."""
    shown = [False] * len(changed)
    for index, differs in enumerate(changed):
        if differs:
            for near in range(max(0, index - context), min(len(changed), index + context + 1)):
                shown[near] = True
    return shown
