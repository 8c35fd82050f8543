"""A redline as an HTML fragment, inline or side by side; everything of the content is escaped."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from evidence.changes.redline import Act, rows
from evidence.changes.renderers.folding import folded, folded_rows
from evidence.changes.renderers.harmless import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence.changes.redline import Operation, Row
    from evidence.changes.renderers.folding import Folded, FoldedRows, LeftOut

CSS = """\
.redline { line-height: 1.5; overflow-wrap: anywhere; }
.redline td { width: 50%; vertical-align: top; padding: .1em .6em; }
.redline del { background: #fdd; color: #800; }
.redline ins { background: #dfd; color: #050; text-decoration: none; }
.redline .same summary { color: #57606a; cursor: pointer; }
@media (prefers-color-scheme: dark) { .redline .same summary { color: #a2acb6; } }
.redline .moved { background: #def; color: #035; text-decoration: underline dotted; }
"""
"""What the page that takes the fragment needs; nothing else is asked of it."""

_TAGS = {
    Act.REMOVED: ("<del>", "</del>"),
    Act.ADDED: ("<ins>", "</ins>"),
    Act.MOVED_FROM: ('<del class="moved">', "</del>"),
    Act.MOVED_TO: ('<ins class="moved">', "</ins>"),
}


def inline(operations: Iterable[Operation], left_out: LeftOut | None = None) -> str:
    """One ``<div class="redline">`` with the new text and, marked, what was taken out. With ``left_out``
    long unchanged passages are folded into ``<details>``, and it says what is in them."""
    if left_out is None:
        body = "".join(_passage(one.act, one.new or one.old) for one in operations)
    else:
        body = "".join(_folded(one, left_out) for one in folded(operations))
    return f'<div class="redline">{body}</div>\n'


def side_by_side(operations: Iterable[Operation], left_out: LeftOut | None = None) -> str:
    """One ``<table class="redline">``, old text left, new text right, a row a line; folded as
    :func:`inline` folds."""
    found = rows(operations)
    if left_out is None:
        body = "".join(map(_row, found))
    else:
        body = "".join(_rows(run, left_out) for run in folded_rows(found))
    return f'<table class="redline">\n{body}</table>\n'


def before(operations: Iterable[Operation]) -> str:
    """What stood there on one line, and what went of it marked."""
    return _one_line((one.act, one.old) for one in operations)


def after(operations: Iterable[Operation]) -> str:
    """What stands there now on one line, and what came of it marked."""
    return _one_line((one.act, one.new) for one in operations)


def _one_line(pieces: Iterable[tuple[Act, str]]) -> str:
    told = [(act, text.replace("\n", " ")) for act, text in pieces if text]
    if told:
        told[-1] = (told[-1][0], told[-1][1].rstrip())
    return "".join(_passage(act, text) for act, text in told)


def _folded(one: Folded, left_out: LeftOut) -> str:
    act = one.operation.act
    if not one.hidden:
        return _passage(act, one.shown)
    fold = _details(left_out(one.lines), _passage(act, one.hidden))
    return _passage(act, one.shown) + fold + _passage(act, one.after)


def _rows(run: FoldedRows, left_out: LeftOut) -> str:
    if not run.is_hidden:
        return "".join(map(_row, run.rows))
    same = "<br>\n".join(_cell(row.new) for row in run.rows)
    fold = _details(left_out(len(run.rows)), same)
    return f'<tr><td colspan="2">{fold}</td></tr>\n'


def _row(row: Row) -> str:
    return f"<tr><td>{_cell(row.old)}</td><td>{_cell(row.new)}</td></tr>\n"


def _details(summary: str, body: str) -> str:
    return f'<details class="same"><summary>{escape(summary)}</summary>{body}</details>\n'


def _cell(pieces: Iterable[tuple[Act, str]]) -> str:
    return "".join(_passage(act, text) for act, text in pieces)


def _passage(act: Act, text: str) -> str:
    before, after = _TAGS.get(act, ("", ""))
    return before + escape(harmless(text)).replace("\n", "<br>\n") + after
