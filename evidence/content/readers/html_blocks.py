"""What one pass over a page finds: blocks of text with their place, and links."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from evidence.folding import as_shown

_LINK_TEXT = 300
"""Characters kept of the words on a link; a title of a document is shorter."""


class Block(NamedTuple):
    """One visible block."""

    text: str
    heading: bool
    main: bool
    """stands in a main element"""
    framed: bool
    """stands in navigation, header, footer, aside"""
    overlaid: bool
    """stands in a consent banner, or in a dialog that is none of the document"""
    opened: bool = False
    """stands in a dialog that holds details of the document"""


@dataclass(slots=True)
class Anchor:
    """A link as written, and the pieces of text on it."""

    href: str
    framed: bool = False
    """stands in navigation, header, footer, aside, or in what lies over the page"""
    pieces: list[str] = field(default_factory=list)

    _text: str = ""
    _read: int = 0
    """pieces that are in it"""

    @property
    def text(self) -> str:
        """The words on it."""
        if self._read != len(self.pieces):  # asked for several times once the page is walked
            self._text, self._read = as_shown("".join(self.pieces)[:_LINK_TEXT]), len(self.pieces)
        return self._text
