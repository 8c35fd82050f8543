"""What a reader is given, and what every reader makes of its format: text with marks on it.

Offsets count characters of ``text``. A blank line ends a block, ``\\f`` a page, U+00AD stands where
the source broke a word with a hyphen.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from evidence.fence import Refused

MOST_CHARACTERS = 100_000_000
"""Of the text of one document: a table of 50 MB with its cells set apart; a law book has 2
million."""


class Unreadable(Refused):
    """A reader can't get the text of a body; ``str(error)`` says why in one line."""


@dataclass(frozen=True, slots=True)
class Body:
    """The bytes of one document, and what is known of them from outside."""

    data: bytes
    media_type: str
    """by the bytes themselves; see :func:`evidence.formats.sniff.sniff`"""
    content_type: str = ""
    """the header as received, used for the charset; "" for a file"""
    url: str = ""
    """makes relative links absolute; "" for a file"""


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
class Row:
    """A row of a table that stands in running text; a table in one of its cells has no rows of its
    own."""

    start: int
    end: int
    cells: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class DrawnRow:
    """A row of a table that pages draw with rules."""

    table: int
    """counted through the document"""
    cells: tuple[tuple[Span, ...], ...]
    """the lines of each cell: they may stand among those of other cells, and on several pages"""


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
    margins: list[Span] = field(default_factory=list)
    """heads and feet of pages that the format keeps apart from the text: no part of the document's
    own text, and yet they may cite"""
    seams: set[int] = field(default_factory=set)
    """where the type changes inside a URL: it ends there"""
    lines: list[Line] | None = None
    """in order; None: the lines of ``text``, one unit a character"""
    stops: dict[int, float] = field(default_factory=dict)
    """where a line of a page goes on in another column -> that column's left edge"""
    rows: list[Row] = field(default_factory=list)
    """of the tables in running text, in order"""
    drawn: list[DrawnRow] = field(default_factory=list)
    """the same of tables that a PDF draws, whose text does not stand cell by cell"""
    items: list[Span] = field(default_factory=list)
    """list items whose number or bullet the format draws itself, and is not in ``text``"""
    tabular: bool = False
    """all of it is a table: each line is a row, cells are parted by tabs"""
    title: str = ""
    warnings: list[str] = field(default_factory=list)
