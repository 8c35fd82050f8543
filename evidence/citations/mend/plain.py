"""Plain text: words behind the addresses, or new ones in their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.citations.mend.edits import Text, written
from evidence.citations.mend.model import How, Place, What

if TYPE_CHECKING:
    from evidence.citations.mend.edits import Written
    from evidence.citations.mend.model import Corrections, Style


def mend(data: bytes, corrections: Corrections, style: Style) -> tuple[bytes, list[Place]]:
    """The text with its addresses put right."""
    file = Text(data)
    places = [
        put(file, one, style, one.found.start, one.found.end)
        for one in written(file.text, corrections)
    ]
    return file.result(), places


def put(file: Text, one: Written, style: Style, start: int, end: int) -> Place:
    """Put right an address that stands in a text from ``start`` to ``end``."""
    old, new = one.correction.old, one.correction.new
    if one.is_told:
        return Place(old, new, What.TOLD, "", one.context)
    if style.how is How.LINK:
        return Place(old, new, What.LEFT, "", one.context)
    if style.how is How.SWAP:
        file.edits.replace(start, end, new)
        return Place(old, new, What.ADDRESS, "", one.context)
    words = style.behind(one.correction)
    file.edits.insert(end, words)
    return Place(old, new, What.WORDS, words, one.context)
