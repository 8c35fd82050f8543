"""Plain text and its relatives -> one block a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.content.model import Content
from evidence.content.noise import mask
from evidence.folding import as_shown
from evidence.formats import text

if TYPE_CHECKING:
    from evidence.formats.document import Body


def read(body: Body) -> Content:
    """The content of plain text. Raises Unreadable for bytes that are none."""
    folded = (mask(as_shown(line)) for line in text.read(body).text.splitlines())
    lines = tuple(line for line in folded if line)
    return Content(body.media_type, lines=lines, main=lines)
