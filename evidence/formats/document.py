"""What every reader makes of its format, and all that the rest needs to know: text with marks on
it.

Offsets count characters of ``text``. A blank line ends a block, ``\\f`` a page, U+00AD stands where
the source broke a word with a hyphen.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Span:
    """``text[start:end]``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Link:
    """Words that carry a link; empty (``start == end``) when nothing is written there."""

    start: int
    end: int
    target: str


@dataclass(frozen=True, slots=True)
class Ref:
    """A note's marker in the body."""

    start: int
    end: int
    key: str
    """which note: unique in the document, where printed numbers may start again"""


@dataclass(frozen=True, slots=True)
class Note:
    """A note: its printed marker, and where its words stand."""

    key: str
    marker: str
    start: int
    end: int
    label_start: int
    """where the marker before the note's words begins; ``start`` when there is none"""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the highest."""

    start: int
    end: int
    level: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it was set, for telling whether a URL runs on in the next one.

    ``left`` and ``right`` are its edges and ``size`` its type size, in one unit (PDF points, or
    characters in plain text); ``first`` and ``last`` name the style (font, size, colour) of its
    first and last character, "" where a format has none.
    """

    start: int
    end: int
    left: float
    right: float
    size: float = 1.0
    first: str = ""
    last: str = ""


@dataclass(slots=True)
class Document:
    """The text of one source and what its format says about it."""

    text: str
    links: list[Link] = field(default_factory=list)
    refs: list[Ref] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    raised: list[Span] = field(default_factory=list)
    """numbers set as superscripts"""
    headings: list[Heading] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    """where each page starts; empty for formats without pages"""
    furniture: list[Span] = field(default_factory=list)
    """running heads, page numbers: no part of any sentence"""
    seams: set[int] = field(default_factory=set)
    """where the type changes inside a URL: it ends there"""
    lines: list[Line] | None = None
    """in order; None: the lines of ``text``, one unit a character"""
    rows: bool = False
    """a table: each line is a row, cells are parted by tabs"""
    title: str = ""
    warnings: list[str] = field(default_factory=list)
