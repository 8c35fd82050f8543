"""The text of a capture as it stood. What is compared has what differs on every visit masked, and in long
texts a reader would miss it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence import fence
from evidence.content import extract
from evidence.formats.charset import decode

if TYPE_CHECKING:
    from testigo.desk.copies.stored import Stored

PAGES = frozenset({"text/html", "application/xhtml+xml"})
"""Media types of pages."""
PDF = "application/pdf"
AS_WRITTEN = frozenset({"text/plain", "text/markdown", "application/xml", "application/json"})
"""Those that are text already."""
TABLES = frozenset({"text/csv"})
_TEXT = fence.Task("testigo.desk.copies.html:text", str, seconds=20.0)


def text_of(known: Stored) -> str:
    """The text, a paragraph or a row a line; empty where there is none."""
    if known.media_type in AS_WRITTEN:
        return decode(known.body, known.content_type)
    if known.media_type in PAGES:
        try:
            return fence.call(_TEXT, known.body, content_type=known.content_type, url=known.url)
        except fence.FenceFailure:
            pass
    return extract(known.body, known.content_type, known.url).text
