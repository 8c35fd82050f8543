"""A capture as it can be shown: a page without life, pages of a PDF, a picture, its text, or its facts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from evidence import fence
from testigo.desk.copies import files, passages, plain, raster, stored
from testigo.desk.copies.html import Inert
from testigo.desk.copies.kept import LOCAL
from testigo.desk.copies.pdf import Found
from testigo.desk.copies.texts import AS_WRITTEN, PAGES, PDF, TABLES, text_of
from testigo.desk.words import word

if TYPE_CHECKING:
    from evidence.bilingual import Language
    from testigo.api.folder import Folder
    from testigo.desk.copies.stored import Stored

_INERT = fence.Task("testigo.desk.copies.html:inert", Inert, seconds=20.0)
"""Seconds of processor; a page of 600,000 bytes takes one."""
_FIND = fence.Task("testigo.desk.copies.pdf:find", Found, seconds=20.0)
"""A PDF of 3,000 pages takes two."""
_MOST_TEXT = 300_000
"""Characters of a text that are shown: a book."""
_BEFORE = 20_000
"""Of a longer text, how many stand before the passage."""


class Kind(StrEnum):
    """How a capture is shown."""

    PAGE = "page"
    PDF = "pdf"
    PICTURE = "picture"
    TEXT = "text"
    FILE = "file"
    """by its facts alone"""


@dataclass(frozen=True, slots=True)
class Ask:
    """What somebody wants to see of a capture."""

    wanted: tuple[str, ...] = ()
    """passages to mark, of which the first that is found counts: the quote, then what stands in its place"""
    language: Language = "en"
    """of our own words"""
    first: int = 0
    """page of a PDF to begin with; 0: that of the passage"""
    link: str = ""
    """address of the copy from another page of a PDF on, but for the number at its end; empty: such can't be
    asked for"""
    text: bool = False
    """the text alone, whatever it looked like"""


@dataclass(frozen=True, slots=True)
class Copy:
    """A capture made ready to be shown. ``html`` and ``files`` are harmless wherever they are put."""

    kind: Kind
    capture_id: str
    url: str
    at: str
    """when it was captured"""
    media_type: str
    """by the bytes"""
    size: int
    """bytes"""
    sha256: str
    html: str
    """the page that shows it"""
    files: tuple[str, ...] = ()
    """names of what that page shows beside itself; :func:`testigo.desk.copies.files.read` reads them"""
    marks: int = 0
    """stretches of text that are marked on it"""
    pages: int = 0
    """of a PDF"""


def read(folder: Folder, capture_id: str, ask: Ask | None = None) -> Copy:
    """Make a copy of a capture ready. What can't be shown as it looked is shown as text, and what has no
    text by its facts.

    Raises UsageError when there is no such capture, FolderError, StoreError, RecordError.
    """
    known = stored.read(folder, capture_id)
    ask = ask or Ask()
    try:
        made = None if ask.text else _as_it_looked(folder, known, ask)
    except fence.FenceFailure:
        made = None
    return made or _text(known, ask) or _facts(known, ask)


def _as_it_looked(folder: Folder, known: Stored, ask: Ask) -> Copy | None:
    if known.media_type in PAGES:
        return _page(folder, known, ask)
    if known.media_type == PDF:
        return _pdf(known, ask)
    ending = raster.ENDINGS.get(raster.kind_of(known.body) or "")
    if ending is None and known.is_drawing:
        ending = "svg"
    if ending is None:
        return None
    name = f"{LOCAL}{known.known.payload_sha256}.{ending}"
    if files.picture(name, known.body) is None:
        return None
    html = plain.picture(name, known.url, ask.language)
    return _copy(Kind.PICTURE, known, html, (name,))


def _page(folder: Folder, known: Stored, ask: Ask) -> Copy:
    beside = stored.kept(folder, known.beside)
    made = fence.call(
        _INERT,
        known.body,
        content_type=known.content_type,
        url=known.url,
        pictures=beside.pictures,
        sheets=beside.sheets,
        fonts=beside.fonts,
        wanted=list(ask.wanted),
        frame=word("copy_frame", ask.language),
    )
    named = tuple(dict.fromkeys(beside.pictures.values()))
    shown = tuple(name for name in named if name in made.html)
    return _copy(Kind.PAGE, known, made.html, shown, marks=made.marks)


def _pdf(known: Stored, ask: Ask) -> Copy:
    found = fence.call(_FIND, known.body, wanted=list(ask.wanted), first=ask.first)
    shown = [files.page_name(found.first + at, found.marks) for at in range(len(found.texts))]
    html = plain.pdf(found, shown, ask.language, ask.link)
    return _copy(Kind.PDF, known, html, tuple(shown), marks=len(found.marks), pages=found.pages)


def _text(known: Stored, ask: Ask) -> Copy | None:
    whole = text_of(known)
    if not whole.strip():
        return None
    found = passages.spans(whole, ask.wanted)
    begin = 0
    if len(whole) > _MOST_TEXT and found:
        begin = max(0, found[0][0] - _BEFORE)
    text = whole[begin : begin + _MOST_TEXT]
    pieces = list(passages.cut(text, begin, found))
    had_looks = known.media_type not in AS_WRITTEN | TABLES
    html = plain.text(
        pieces, ask.language, is_cut=len(text) < len(whole), instead=had_looks and not ask.text
    )
    return _copy(Kind.TEXT, known, html, marks=sum(marked for _, marked in pieces))


def _facts(known: Stored, ask: Ask) -> Copy:
    html = plain.facts(known.media_type, len(known.body), known.known.payload_sha256, ask.language)
    return _copy(Kind.FILE, known, html)


def _copy(
    kind: Kind,
    known: Stored,
    html: str,
    shown: tuple[str, ...] = (),
    *,
    marks: int = 0,
    pages: int = 0,
) -> Copy:
    capture = known.known
    return Copy(
        kind,
        capture.id,
        known.url,
        capture.captured_at,
        known.media_type,
        len(known.body),
        capture.payload_sha256,
        html,
        shown,
        marks,
        pages,
    )
