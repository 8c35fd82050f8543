"""The comparable content of one captured body."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True)
class Link:
    """A link out of a document: absolute ``url`` without fragment, and the words on it."""

    url: str
    text: str


@dataclass(frozen=True)
class Content:
    """What a reader of the body would read, free of what differs on every visit.

    ``lines`` are blocks (paragraph, heading, list item, table row, page line) in reading order, white
    white space folded, noise masked: the unit of every comparison.
    """

    media_type: str
    """by the bytes themselves, not by what the server declared"""
    lines: tuple[str, ...] = ()
    main: tuple[str, ...] = ()
    """the blocks of the document's own text: the main element, else the body without navigation,
    header, footer and asides; all of ``lines`` where a media type knows no such thing"""
    title: str = ""
    headings: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    refresh: str | None = None
    """target of ``<meta http-equiv=refresh>``, absolute"""
    comparable: bool = True
    """False when no text could be had (an image, a damaged file): compare bytes only"""
    problem: str = ""
    """why it is not comparable, or only in part"""
    extra: dict[str, str] = field(default_factory=dict)
    """facts of one media type, by name"""

    @cached_property
    def text(self) -> str:
        """All lines, one a line."""
        return "\n".join(self.lines)

    @cached_property
    def words(self) -> int:
        """Number of words in ``lines``."""
        return sum(len(line.split()) for line in self.lines)

    @cached_property
    def main_words(self) -> int:
        """Number of words in ``main``."""
        return sum(len(line.split()) for line in self.main)

    @cached_property
    def text_sha256(self) -> str:
        """Hex digest of the media type's text: equal digests are an equal text."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
