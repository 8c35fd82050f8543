"""What became of a text between two captures."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How the new text relates to the old one, from nothing to everything."""

    IDENTICAL = "identical"
    """the same bytes"""
    COSMETIC = "cosmetic"
    """other bytes, the same text"""
    BOILERPLATE = "boilerplate"
    """only menus, banners or footers differ"""
    LINKS = "links"
    """the same text, other document links"""
    ADDED = "added"
    REMOVED = "removed"
    EDITED = "edited"
    REPLACED = "replaced"
    """next to nothing of the old text is left"""
    INCOMPARABLE = "incomparable"
    """the bytes differ and no text can be had of one of them"""


SUBSTANTIAL = frozenset({Kind.LINKS, Kind.ADDED, Kind.REMOVED, Kind.EDITED, Kind.REPLACED})
"""Kinds in which the substance of a document changed."""


@dataclass(frozen=True, slots=True)
class Change:
    """The comparison of two captures."""

    kind: Kind
    significance: float = 0.0
    """0 (nothing) to 1 (the document is not the same any more)"""
    words_removed: int = 0
    words_added: int = 0
    flags: tuple[str, ...] = ()
    """number, date, modal, sentence-removed, section-removed, link-removed, quote-touched"""

    @property
    def substantial(self) -> bool:
        """Whether a person would call the document changed."""
        return self.kind in SUBSTANTIAL
