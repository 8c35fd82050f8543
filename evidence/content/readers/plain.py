"""Plain text and its relatives -> one block a line; data that is served as such, one record a line."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from evidence.content.model import Content
from evidence.content.noise import mask
from evidence.content.readers import structure
from evidence.folding import as_shown
from evidence.formats import text

if TYPE_CHECKING:
    from evidence.formats.document import Body


def read(body: Body) -> Content:
    """The content of plain text. Raises Unreadable for bytes that are none."""
    whole = text.read(body).text
    if "javascript" in body.content_type or structure.may_be_data(whole):
        with suppress(ValueError):
            return structure.content_of(whole, body.media_type, body.url)
    folded = (mask(as_shown(line)) for line in whole.splitlines())
    lines = tuple(line for line in folded if line)
    return Content(body.media_type, lines=lines, main=lines)
