"""Markdown: rendered by CommonMark's rules with foot-notes, then read as HTML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from evidence.formats.charset import decode
from evidence.formats.html import from_markup

if TYPE_CHECKING:
    from evidence.formats.document import Body, Document

_NOTE_LINE = re.compile(r"(?<=[^\s])\n(?=[ \t]{0,3}\[\d{1,6}\][ \t]+\S)")
"""A line that begins like a plain note (``[7] See …``): by CommonMark it would run on from the line
above, but people list their notes so."""


def read(body: Body) -> Document:
    """The text as a reader sees it; raw HTML in it counts."""
    parser = MarkdownIt("commonmark", {"html": True}).enable("table").use(footnote_plugin)
    # <http://…/plan%20de%20obra.pdf> would be shown decoded, and cited a second time up to its blank
    parser.normalizeLinkText = str  # type: ignore[method-assign, assignment]
    text = _NOTE_LINE.sub("\n\n", decode(body.data, body.content_type))
    return from_markup(parser.render(text), "utf-8", body.url)
