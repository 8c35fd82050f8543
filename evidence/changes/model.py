"""What became of a text between two captures."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evidence.changes.beside import Beside


class Kind(StrEnum):
    """How the new text relates to the old one, from nothing to everything."""

    IDENTICAL = "identical"
    """the same bytes"""
    COSMETIC = "cosmetic"
    """other bytes, the same words"""
    BOILERPLATE = "boilerplate"
    """only menus, banners or footers differ"""
    LINKS = "links"
    """the same text, but links to documents are gone or lead elsewhere"""
    ADDED = "added"
    REMOVED = "removed"
    EDITED = "edited"
    REPLACED = "replaced"
    """next to nothing of the old text is left"""
    INCOMPARABLE = "incomparable"
    """the bytes differ, and no text or not the whole text can be had of one of them"""


SUBSTANTIAL = frozenset({Kind.LINKS, Kind.ADDED, Kind.REMOVED, Kind.EDITED, Kind.REPLACED})
"""Kinds in which the substance of a document changed."""


class Flag(StrEnum):
    """What makes a change worth a look, whatever its size."""

    NUMBER = "number"
    """a number was put in another's place"""
    DATE = "date"
    """a date was put in another's place"""
    MODAL = "modal"
    """a negation, an obligation or a limit came, went or changed (no, deberá, hasta; shall,
    only)"""
    SENTENCE_REMOVED = "sentence-removed"
    SECTION_REMOVED = "section-removed"
    LINK_REMOVED = "link-removed"
    """a link to a document or data set"""
    PAGE_IMAGE = "page-image"
    """pages without text show other pictures"""
    LANGUAGE = "language"
    """the new text is in another language"""
    READABLE = "readable"
    """pages that were pictures, or could not be read, show text now"""
    FORMAT = "format"
    """the same text in another format"""
    BY_LINES = "by-lines"
    """more differs than is compared word by word: the words counted are those of whole lines"""
    STATE = "state"
    """an icon, a bar, a box or a colour beside the same words says another state"""
    MEDIA = "media"
    """another video, sound or chart is embedded under the same words"""
    EXCHANGED = "exchanged"
    """the same values stand under other names"""
    ENTRY = "entry"
    """an entry of a list of links is gone, or leads elsewhere"""
    UNSURE = "unsure"
    """it may as well be the site around the document that changed"""
    QUOTE_TOUCHED = "quote-touched"
    """the passage that was quoted does not stand there any more"""


@dataclass(frozen=True, slots=True)
class Change:
    """The comparison of two captures."""

    kind: Kind
    significance: float = 0.0
    """0 (nothing) to 1 (the document is not the same any more)"""
    words_removed: int = 0
    words_added: int = 0
    flags: tuple[str, ...] = ()
    """values of :class:`Flag`, in its order"""
    hunks: tuple[str, ...] = field(default=(), compare=False)
    """what was taken out and put in, see :mod:`evidence.changes.hunks`; empty where no words tell"""
    beside: tuple[Beside, ...] = field(default=(), compare=False)
    """what is told otherwise in the same words"""

    @property
    def substantial(self) -> bool:
        """Whether a person would call the document changed."""
        return self.kind in SUBSTANTIAL
