"""The comparable content of one captured body."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from sys import getsizeof

OPENING = 4000
"""Characters of a text in which a notice stands, if it is one: at the top, and hostile pages are long."""
_OBJECT = 64
"""Bytes of a short text without its characters, and of its place in a list."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link out of a document: absolute ``url`` without fragment, and the words on it."""

    url: str
    text: str
    is_framed: bool = field(default=False, compare=False)
    """it stands around the document: in a page's navigation, header, footer, asides or banners"""


@dataclass(frozen=True, slots=True)
class Part:
    """A section, page or sheet: ``lines[start:stop]`` of its content."""

    name: str
    """the heading, the page number, the sheet's name; empty before the first heading"""
    start: int
    stop: int
    image_sha256: str = ""
    """of the picture that a page without text shows"""
    image_dhash: str = ""
    """what that picture looks like: a difference hash in hex, close for pictures that look alike"""


@dataclass(frozen=True)
class Content:
    """What a reader of the body would read, free of what differs on every visit.

    ``lines`` are blocks (paragraph, heading, list item, table row, page line) in reading order,
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
    refresh_after: int = 0
    """seconds until a browser goes there"""
    comparable: bool = True
    """False when no text could be had (an image, a damaged file): compare bytes only"""
    problem: str = ""
    """why it is not comparable, or only in part"""
    extra: dict[str, str] = field(default_factory=dict)
    """facts of one media type, by name"""
    parts: tuple[Part, ...] = ()
    """sections, pages or sheets, in reading order"""
    raw_sha256: str = ""
    """hex digest of the bytes; empty when the content was not made from bytes"""
    data_lines: int = 0
    """how many lines at the end of ``lines`` and of ``main`` are records of data: all of a JSON
    document's; of a page those that stand in its scripts and that it draws in a browser"""
    beside: tuple[str, ...] = ()
    """sentences that stand beside a page's main element in no frame: they are the document's own where
    they are altered (:mod:`evidence.changes.annexes`)"""
    details: tuple[str, ...] = ()
    """those of ``lines`` that stand in dialogs of a page which hold details of the document"""
    day: str = field(default="", compare=False)
    """on which it was captured, ISO 8601 in UTC; empty where nobody knows"""
    html: str = field(default="", repr=False, compare=False)
    """the decoded page, kept so that its article can be looked for when a difference shows"""
    charset: str = field(default="utf-8", repr=False, compare=False)
    """the page's, by Python's name: the queries of what it shows are sent in it"""

    @cached_property
    def shown(self) -> tuple[str, ...]:
        """``main`` without the records that a page carries in its scripts: what the page itself says.
        A row of a list says nothing of the page that it stands on."""
        carried = self.data_lines if self.html else 0
        return self.main[: len(self.main) - carried]

    @cached_property
    def opening(self) -> tuple[str, ...]:
        """Those of the lines :attr:`shown` in which its first :data:`OPENING` characters stand."""
        size = 0
        for count, line in enumerate(self.shown, 1):
            size += len(line) + 1
            if size >= OPENING:
                return self.shown[:count]
        return self.shown

    @cached_property
    def text(self) -> str:
        """All lines, one a line."""
        return "\n".join(self.lines)

    @cached_property
    def words(self) -> int:
        """Number of words in ``lines``."""
        return _words(self.lines)

    @cached_property
    def main_words(self) -> int:
        """Number of words in ``main``."""
        return _words(self.main)

    @cached_property
    def text_sha256(self) -> str:
        """Hex digest of the media type's text: equal digests are an equal text."""
        return _digest(self.text)

    @cached_property
    def main_sha256(self) -> str:
        """Hex digest of the main text."""
        return _digest("\n".join(self.main))

    @cached_property
    def part_sha256(self) -> tuple[str, ...]:
        """Hex digest of each part: of its text, or of its picture where it has no text."""
        return tuple(
            part.image_sha256 or _digest("\n".join(self.lines[part.start : part.stop]))
            for part in self.parts
        )

    @property
    def weight(self) -> int:
        """Bytes that it takes in memory, roughly: its texts, and what each object costs beside its own."""
        objects = len(self.lines) + len(self.headings) + 2 * len(self.parts) + 4 * len(self.links)
        return getsizeof(self.html) + 2 * sum(map(len, self.lines)) + _OBJECT * objects

    @property
    def partial(self) -> bool:
        """Text could be had, but perhaps not all of it: what is not there may still stand."""
        return self.comparable and bool(self.problem)


def _words(lines: tuple[str, ...]) -> int:
    """White space is folded in every line, so there is one space between two words."""
    return sum(line.count(" ") + 1 for line in lines if line)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
