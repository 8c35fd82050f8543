"""A source's bytes -> citations, in this process: what runs behind the fence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence import formats
from evidence.citations.cite import citations_of
from evidence.citations.model import Reading
from evidence.formats.charset import decode
from evidence.formats.csv import looks_like_table
from evidence.formats.document import Body, Unreadable
from evidence.formats.sniff import sniff

if TYPE_CHECKING:
    from evidence.formats.document import Document

_HEAD = 100_000
"""Bytes in which plain text is told from Markdown and CSV."""
_MARKDOWN = re.compile(r"\]\((?:https?:|www\.)|^\[\^[\w-]{1,32}\]: ", re.MULTILINE)
"""Links and foot-notes that only Markdown writes so."""


def read(data: bytes, name: str, content_type: str) -> Reading:
    """The citations of one source; see :func:`evidence.citations.read`. Raises Unreadable."""
    media_type = _media_type(data, name, content_type)
    if media_type not in formats.READERS:
        raise Unreadable(
            f"this is {media_type}, which can't be read for citations; "
            "convert it to PDF, DOCX, HTML or text"
        )
    document = formats.read(Body(data, media_type, content_type, name))
    return Reading(
        media_type,
        document.text,
        citations_of(document),
        title=document.title or _first_heading(document),
        pages=len(document.pages) or None,
        warnings=tuple(document.warnings),
    )


def _first_heading(document: Document) -> str:
    """What a report without a title of its own begins with."""
    if not document.headings:
        return ""
    first = document.headings[0]
    return " ".join(document.text[first.start : first.end].split())[:200]


def _media_type(data: bytes, name: str, content_type: str) -> str:
    """The format by its bytes; plain text is looked at again for Markdown and CSV."""
    media_type = sniff(data, content_type)
    if media_type != "text/plain":
        return media_type
    ending = name.lower().rpartition(".")[2]
    head = decode(data[:_HEAD], content_type)
    if ending in ("md", "markdown") or _MARKDOWN.search(head):
        return "text/markdown"
    if ending in ("csv", "tsv") or looks_like_table(head):
        return "text/csv"
    return media_type
