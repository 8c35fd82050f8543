"""A redline as an HTML fragment, inline or side by side; everything of the content is escaped."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from evidence.changes.redline import Act, rows
from evidence.changes.renderers.harmless import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence.changes.redline import Operation

CSS = """\
.redline { line-height: 1.5; overflow-wrap: anywhere; }
.redline td { width: 50%; vertical-align: top; padding: .1em .6em; }
.redline del { background: #fdd; color: #800; }
.redline ins { background: #dfd; color: #050; text-decoration: none; }
.redline .moved { background: #def; color: #035; text-decoration: underline dotted; }
"""
"""What the page that takes the fragment needs; nothing else is asked of it."""

_TAGS = {
    Act.REMOVED: ("<del>", "</del>"),
    Act.ADDED: ("<ins>", "</ins>"),
    Act.MOVED_FROM: ('<del class="moved">', "</del>"),
    Act.MOVED_TO: ('<ins class="moved">', "</ins>"),
}


def inline(operations: Iterable[Operation]) -> str:
    """One ``<div class="redline">`` with the new text and, marked, what was taken out."""
    body = "".join(
        _passage(operation.act, operation.new or operation.old) for operation in operations
    )
    return f'<div class="redline">{body}</div>\n'


def side_by_side(operations: Iterable[Operation]) -> str:
    """One ``<table class="redline">``, old text left, new text right, a row a line."""
    body = "".join(
        f"<tr><td>{_cell(row.old)}</td><td>{_cell(row.new)}</td></tr>\n" for row in rows(operations)
    )
    return f'<table class="redline">\n{body}</table>\n'


def _cell(pieces: Iterable[tuple[Act, str]]) -> str:
    return "".join(_passage(act, text) for act, text in pieces)


def _passage(act: Act, text: str) -> str:
    before, after = _TAGS.get(act, ("", ""))
    return before + escape(harmless(text)).replace("\n", "<br>\n") + after
