"""A source's bytes -> citations, in this process: what runs behind the fence."""

from __future__ import annotations

from dataclasses import replace

from evidence import formats
from evidence.citations.address_list import is_list
from evidence.citations.cite import citations_of
from evidence.citations.model import READING_VERSION, Citation, Piece, Reading
from evidence.formats import text
from evidence.formats.charset import decode
from evidence.formats.csv import delimiter_of, read_rows
from evidence.formats.document import Body, Document, Unreadable
from evidence.formats.kinds import belied, kind_of


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
        version=READING_VERSION,
    )


def _first_heading(document: Document) -> str:
    """What a report without a title of its own begins with."""
    if not document.headings:
        return ""
    first = document.headings[0]
    return " ".join(document.text[first.start : first.end].split())[:200]


def told_list(data: bytes, name: str) -> str | None:
    """How a list whose first bytes are ``data`` can be read in pieces: the delimiter of its table, "" for
    addresses one a line; None where it is no list."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data or b"\x1b$" in data:
        return None  # a line's end is no byte of its own in these charsets
    media_type = kind_of(data, name)
    if media_type == "text/csv":
        return delimiter_of(decode(data))
    if media_type == "text/plain" and is_list(text.read(Body(data, media_type))):
        return ""
    return None


def read_piece(data: bytes, delimiter: str, top: int) -> Piece:
    """The citations of a piece of a list, whose columns the first ``top`` bytes of ``data`` name, which
    are not of the piece. Raises Unreadable."""
    if not delimiter:
        document = text.read(Body(data, "text/plain"))
        if not is_list(document, least=1):
            raise Unreadable(
                "a list that long is read with one address a line and nothing beside it; "
                "save it so, or as CSV, or divide it"
            )
        return Piece(len(document.text), citations_of(document), document.title)
    names = read_rows(decode(data[:top]), delimiter).text
    document = read_rows(decode(data), delimiter, is_whole=False)
    own = (one for one in citations_of(document) if (one.start or 0) >= len(names))
    placed = tuple(_moved(one, -len(names)) for one in own)
    return Piece(len(document.text) - len(names), placed, "", tuple(document.warnings))


def _moved(citation: Citation, by: int) -> Citation:
    return replace(citation, start=(citation.start or 0) + by, end=(citation.end or 0) + by)
