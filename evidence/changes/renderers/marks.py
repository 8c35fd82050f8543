"""The signs that mark what changed where there is no colour to do it."""

from __future__ import annotations

from evidence.changes.redline import Act

MARKS = {
    Act.REMOVED: ("[-", "-]"),
    Act.ADDED: ("{+", "+}"),
    Act.MOVED_FROM: ("[~", "~]"),
    Act.MOVED_TO: ("{~", "~}"),
}
"""Those of ``git diff --word-diff``, and ``~`` for what moved."""
