"""A source's bytes -> citations. :func:`read` is the door; each format has a reader in ``readers/``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.citations.model import Citation, Origin, Reading
from evidence.citations.readers import READERS
from evidence.content.sniff import sniff
from evidence.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Citation", "Origin", "Reading", "read"]


def read(data: bytes, name: str = "", content_type: str = "") -> Reading:
    """The citations of one source.

    The format is told by the bytes; ``name`` (a path or URL) and ``content_type`` only decide where
    the bytes can't (Markdown against plain text). Raises SourceError for a format that no reader
    knows and for an empty source.
    """
    if not data.strip():
        raise SourceError(name, "the file is empty")
    media_type = sniff(data, content_type)
    if media_type == "text/plain" and name.lower().endswith((".md", ".markdown")):
        media_type = "text/markdown"
    reader: Callable[[bytes, str, str], Reading] | None = READERS.get(media_type)
    if reader is None:
        raise SourceError(name, f"this is {media_type}, which can't be read for citations; "
                                "convert it to text, Markdown or HTML")  # fmt: skip
    return reader(data, name, content_type)
