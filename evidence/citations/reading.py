"""A source's bytes -> citations, in this process: what runs behind the fence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence import formats
from evidence.citations.cite import citations_of
from evidence.citations.model import Reading
from evidence.formats.document import Body, Unreadable
from evidence.formats.kinds import belied, kind_of

if TYPE_CHECKING:
    from evidence.formats.document import Document


def read(data: bytes, name: str, content_type: str) -> Reading:
    """The citations of one source; see :func:`evidence.citations.read`. Raises Unreadable."""
    media_type = kind_of(data, name, content_type)
    if media_type not in formats.READERS:
        raise Unreadable(
            f"this is {media_type}, which can't be read for citations; "
            "convert it to PDF, DOCX, HTML or text"
        )
    document = formats.read(Body(data, media_type, content_type, name))
    if ending := belied(name, media_type):
        document.warnings.append(f"it is called .{ending} and is none: it was read as {media_type}")
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
