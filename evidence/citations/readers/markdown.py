"""Markdown: rendered by CommonMark's rules with foot-notes, then read as HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from evidence.citations.readers.html import from_markup
from evidence.content.charset import decode

if TYPE_CHECKING:
    from evidence.citations.document import Document


def read(data: bytes, name: str, content_type: str) -> Document:
    """The text as a reader sees it; raw HTML in it counts."""
    parser = MarkdownIt("commonmark", {"html": True}).enable("table").use(footnote_plugin)
    return from_markup(parser.render(decode(data, content_type)), name)
