"""Plain text: what a reader sees is what stands there."""

from __future__ import annotations

from evidence.errors import SourceError
from evidence.formats.charset import decode
from evidence.formats.document import Document


def read(data: bytes, name: str, content_type: str) -> Document:
    """The text as it is, line ends made ``\\n``; raises SourceError for bytes that are no text."""
    if b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SourceError(name, "this is not a text file")
    text = decode(data, content_type).replace("\r\n", "\n").replace("\r", "\n")
    first = next((line for line in text[:5000].splitlines() if line.strip("#* \t")), "")
    return Document(text, title=first.strip("#* \t")[:200])
