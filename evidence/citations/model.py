"""What a source says: its text, and each place in it that cites a URL."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

READING_VERSION = 2
"""Which rules read a source: raised when other citations, or another word of one, are found in the same bytes.
A folder's sources that were read by an earlier version are then read again (:mod:`crawler.sources.refresh`)."""
MOST = 100_000
"""URLs of one source; a report has hundreds. A list with more is refused as a whole: a part of it would be
watched, and be taken for all."""


class Origin(StrEnum):
    """The layer of the source in which a citation was found."""

    TEXT = "text"
    """written out in what a reader sees"""
    TARGET = "target"
    """the target of a link: an ``href``, a PDF annotation, a DOCX relationship"""


@dataclass(frozen=True, slots=True)
class Citation:
    """One place in a source that cites one URL."""

    raw: str
    """exactly as it stands in the source"""
    url: str
    """repaired: what is asked for (see ``repairs``)"""
    start: int | None = None
    """offset of ``raw`` in the extracted text, in characters"""
    end: int | None = None
    origin: Origin = Origin.TEXT
    marker: str | None = None
    """the note's number or sign, without brackets: ``7``, ``¹⁰`` is ``10``"""
    note: str | None = None
    """the text of the note in which the URL stands"""
    claim: str | None = None
    """the sentence or sentences that the citation supports"""
    heading: str | None = None
    """the headings that the place stands under, the highest first: ``Results > Water``"""
    label: str | None = None
    """the text of the link, else the bold words that open the item, else the column of a table"""
    accessed: str | None = None
    """the day on which the source says that it was read, as ``2019-09-12``, or ``2019-09`` where no day
    is told"""
    page: int | None = None
    """1 for the first page; None where a source has no pages"""
    repairs: tuple[str, ...] = ()
    """names of what was done to ``raw``: ``line-break``, ``space``, ``scheme``, ``doi``, ``entity``,
    ``backslash``, ``ligature``, ``sign`` (a hyphen, tilde or slash as it was drawn, or a sign that nobody
    sees), ``wrapper`` (an address that only leads on to ``url``, as of Google Docs or Outlook), ``ibid``"""
    alternatives: tuple[str, ...] = ()
    """other readings of ``raw``, when a repair is only likely; looked at where ``url`` is missing"""
    flags: tuple[str, ...] = ()
    """what a person should know: ``target-differs-from-text``, ``target-only`` (nothing of the URL
    is written out), ``text-differs-from-target``, ``no-marker`` (its note's marker was not found),
    ``page-furniture`` (navigation, running head or foot)"""


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of one source."""

    media_type: str
    text: str
    """the extracted text that offsets count in"""
    citations: tuple[Citation, ...]
    title: str = ""
    pages: int | None = None
    warnings: tuple[str, ...] = ()
    """what could not be read, in words: ``3 of 40 pages have no text (scanned?)``"""
    version: int | None = None
    """the :data:`READING_VERSION` that read it; None for what is not read out of a source's bytes, as a board"""


@dataclass(frozen=True, slots=True)
class Piece:
    """What one piece of a list says that is too long to be read as a whole."""

    length: int
    """characters of its text, in which the offsets of its citations count"""
    citations: tuple[Citation, ...]
    title: str = ""
    warnings: tuple[str, ...] = ()
