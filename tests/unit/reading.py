"""One file as both of its users read it: what is compared of it, and what it cites from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence import formats
from evidence.content import reading
from evidence.formats.document import Body
from evidence.formats.sniff import sniff

if TYPE_CHECKING:
    from evidence.content import Content
    from evidence.formats.document import Document


def document(data: bytes, url: str = "") -> Document:
    """The document that citations are found in, read in this process."""
    return formats.read(Body(data, sniff(data), "", url))


def content(data: bytes) -> Content:
    """The content that is compared, read in this process."""
    return reading.read(data, sniff(data), "", "")


def lines(data: bytes) -> tuple[str, ...]:
    """The lines that are compared, when they are the very words that citations are found in.

    Only the markers of notes and the bars between cells tell the two apart.
    """
    whole, compared = document(data), content(data)
    text = whole.text
    for ref in sorted(whole.refs, key=lambda ref: ref.start, reverse=True):
        text = text[: ref.start] + text[ref.end :]
    words = text.replace("\u00ad", "").split()
    assert words == " ".join(compared.lines).replace(" | ", " ").split()
    return compared.lines
