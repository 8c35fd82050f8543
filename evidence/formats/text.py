"""Plain text: what a reader sees is what stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.formats.charset import decode
from evidence.formats.document import Document, Unreadable
from evidence.formats.sniff import sniff

if TYPE_CHECKING:
    from evidence.formats.document import Body


def read(body: Body) -> Document:
    """The text as it is, line ends made ``\\n``. Raises Unreadable for bytes that are no text."""
    if sniff(body.data, body.content_type) == "application/octet-stream":
        raise Unreadable("this is not a text file")
    text = decode(body.data, body.content_type).replace("\r\n", "\n").replace("\r", "\n")
    first = next((line for line in text[:5000].splitlines() if line.strip("#* \t")), "")
    return Document(text, title=first.strip("#* \t")[:200])
