"""A redline as unified text: the lines of both sides that differ, with what stands around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.changes.redline import rows
from evidence.changes.renderers.folding import near_changes
from evidence.changes.renderers.harmless import harmless
from evidence.changes.renderers.marks import MARKS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence.changes.redline import Act, Operation


def render(operations: Iterable[Operation], *, context: int = 2) -> str:
    """Lines that begin with ``-`` (old), ``+`` (new) or a space (both), words marked within them.

    ``context`` unchanged lines stay around each change; ``@@`` stands for those left out.
    """
    found = list(rows(operations))
    near = near_changes([row.changed for row in found], context)
    lines: list[str] = []
    for row, shown in zip(found, near, strict=True):
        if not shown:
            if lines[-1:] != ["@@"]:
                lines.append("@@")
        elif not row.changed:
            lines.append(f"  {_line(row.new)}")
        else:
            lines += [f"- {_line(row.old)}"] if row.old else []
            lines += [f"+ {_line(row.new)}"] if row.new else []
    return "".join(f"{line}\n" for line in lines)


def _line(pieces: Iterable[tuple[Act, str]]) -> str:
    line = ""
    for act, text in pieces:
        before, after = MARKS.get(act, ("", ""))
        body = harmless(text).rstrip()
        line += f"{before}{body}{after}" + (" " if text.endswith(" ") else "")
    return line.rstrip()
