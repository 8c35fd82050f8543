"""Markdown: rendered by CommonMark's rules with foot-notes, then read as HTML."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt, helpers
from mdit_py_plugins.footnote import footnote_plugin

from evidence.formats.charset import decode
from evidence.formats.html import from_markup

if TYPE_CHECKING:
    from evidence.formats.document import Body, Document

_NOTE_LINE = re.compile(r"(?<=[^\s])\n(?=[ \t]{0,3}\[\d{1,6}\][ \t]+\S)")
"""A line that begins like a plain note (``[7] See …``): by CommonMark it would run on from the line
above, but people list their notes so."""
_SPACED = re.compile(
    r"(?:https?|ftp)://[^\s<>()/]+/(?:[^\s<>()\"]|\([^\n<>()\"]{0,80}\)| (?=\S)){1,2000}?\.[a-z][a-z0-9]{1,4}"
    r"(?=[ \t]*(?:\)|\n|\Z)|[ \t]+[\"'])",
    re.IGNORECASE,
)
"""A file's address with blanks up to the bracket or the line's end that closes it."""


def read(body: Body) -> Document:
    """The text as a reader sees it; raw HTML in it counts."""
    parser = MarkdownIt("commonmark", {"html": True}).enable("table").use(footnote_plugin)
    parser.helpers = _HELPERS  # type: ignore[assignment]
    # <http://…/plan%20de%20obra.pdf> would be shown decoded, and cited a second time up to its blank
    parser.normalizeLinkText = str  # type: ignore[method-assign, assignment]
    text = _NOTE_LINE.sub("\n\n", decode(body.data, body.content_type))
    return from_markup(parser.render(text), "utf-8", body.url)


def _destination(string: str, pos: int, maximum: int) -> Any:
    """Where a link leads. CommonMark has no link where that has blanks, and people write it so."""
    spaced = _SPACED.match(string, pos, maximum)
    if spaced is None or " " not in spaced[0] or spaced[0].count("://") > 1:
        return helpers.parseLinkDestination(string, pos, maximum)
    return SimpleNamespace(ok=True, pos=spaced.end(), str=spaced[0].replace(" ", "%20"))


_HELPERS = SimpleNamespace(
    parseLinkDestination=_destination,
    parseLinkLabel=helpers.parseLinkLabel,
    parseLinkTitle=helpers.parseLinkTitle,
)
