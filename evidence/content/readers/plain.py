"""Plain text and its relatives -> one block a line."""

from __future__ import annotations

from evidence.content.model import Content
from evidence.content.noise import mask
from evidence.folding import as_shown
from evidence.formats.charset import decode
from evidence.formats.sniff import sniff


def read(body: bytes, content_type: str, url: str) -> Content:  # noqa: ARG001 - one signature
    """The content of plain text; see :func:`evidence.content.extract`."""
    folded = (mask(as_shown(line)) for line in decode(body, content_type).splitlines())
    lines = tuple(line for line in folded if line)
    return Content(sniff(body, content_type), lines=lines, main=lines)
