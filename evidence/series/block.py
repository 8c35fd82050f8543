"""What a document is made of, as a plan is read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, item or row."""

    text: str
    """on one line; the cells of a row are parted by tabs"""
    page: int | None = None
    level: int = 0
    """of a heading, 1 the highest; 0 for what is none"""
    cells: tuple[str, ...] = ()
    """of a row"""
    left: float = 0.0
    """where its first line begins, in the unit of :class:`evidence.formats.document.Line`"""
    right: float = 0.0
    in_table: bool = False
    """a line of what looks like a table that a page draws"""
