"""BibTeX and BibLaTeX, read by bibtexparser; what is set in LaTeX by pylatexenc."""

from __future__ import annotations

import logging
import re
from contextlib import suppress
from typing import TYPE_CHECKING

from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import RemoveEnclosingMiddleware, ResolveStringReferencesMiddleware
from bibtexparser.middlewares.middleware import LibraryMiddleware
from pylatexenc.latex2text import LatexNodes2Text

from evidence.formats.charset import decode
from evidence.formats.latex_address import BARE, WRAPPED, address
from evidence.formats.reference_table import table_of

if TYPE_CHECKING:
    from bibtexparser.library import Library

    from evidence.formats.document import Body, Document

_COLUMNS = {
    "title": ("title",),
    "author": ("author", "editor", "institution", "organization"),
    "container": ("journal", "journaltitle", "booktitle", "series", "publisher"),
    "date": ("date", "year"),
    "url": ("url", "link", "ee"),
    "accessed": ("urldate", "lastchecked", "accessed"),
    "note": ("howpublished", "note", "annote", "annotation", "addendum"),
}
"""Columns of a reference -> fields, the first that is there; of notes all."""
_ADDRESSES = re.compile(rf"(?P<wrapped>{WRAPPED.pattern})|(?P<bare>{BARE.pattern})", re.IGNORECASE)
_PIECE = re.compile(
    r'\s*+(?:"(?P<quoted>(?:[^"{}]|\{[^{}]*+\})*+)"|\{(?P<braced>(?:[^{}]|\{[^{}]*+\})*+)\}'
    r"|(?P<name>[^\s\"#{}(),=%]++))\s*+(?P<more>#|\Z)"
)
"""A piece of a value that ``#`` joins to others (BibTeX, section 2.1 of its manual)."""
_LONGEST = 8000
"""Characters of a joined value; names that stand for names could make any number of them."""


def read(body: Body) -> Document:
    """The references of a bibliography; entries that are not sound are told."""
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    stack = [_Joined(), ResolveStringReferencesMiddleware(), RemoveEnclosingMiddleware()]
    library = parse_string(decode(body.data, body.content_type), parse_stack=stack)
    rows = []
    for entry in library.entries:
        fields = {field.key.lower(): str(field.value) for field in entry.fields}
        row = {}
        for column, names in _COLUMNS.items():
            texts = [fields[name] for name in names if name in fields]
            texts = texts if column == "note" else texts[:1]
            shown = address if column == "url" else _shown
            row[column] = "; ".join(shown(text).strip() for text in texts)
        if not row["url"] and fields.get("doi"):
            row["url"] = f"doi:{address(fields['doi'])}"
        rows.append(row)
    broken = len(library.failed_blocks)
    told = (
        f"{broken} entries could not be read: a brace or a comma is missing, or a key stands twice"
    )
    return table_of(rows, [told] if broken else [])


class _Joined(LibraryMiddleware):
    """Joins values that are written in pieces: ``base # "acta.pdf"``."""

    def transform(self, library: Library) -> Library:
        """The library with its values whole."""
        names: dict[str, str] = {}
        for text in library.strings:
            text.value = _whole(str(text.value), names)
            value, name = text.value, text.value.lower()
            if value[:1] in ('"', "{"):
                names[text.key.lower()] = value[1:-1]
            elif value.isdecimal() or name in names:
                names[text.key.lower()] = names.get(name, value)
        for entry in library.entries:
            for field in entry.fields:
                if isinstance(field.value, str) and "#" in field.value:
                    field.value = _whole(field.value, names)
        return library


def _whole(value: str, names: dict[str, str]) -> str:
    """A value of several pieces as one in braces; any other as it is. An address of which a piece is not
    known is none."""
    pieces, position, is_known = list[str](), 0, True
    while piece := _PIECE.match(value, position):
        name = (piece["name"] or "").lower()
        is_known = is_known and (not name or name.isdecimal() or name in names)
        pieces.append(
            names.get(name, piece["name"]) if name else piece["quoted"] or piece["braced"] or ""
        )
        position = piece.end()
        if not piece["more"]:
            break
    if position < len(value) or len(pieces) < 2:
        return value
    whole = "".join(pieces)
    if len(whole) > _LONGEST or (not is_known and "://" in whole):
        return "{}"
    return f"{{{whole}}}"


def _shown(value: str) -> str:
    """Text as LaTeX sets it, with its addresses as they are asked for; what it can't read stays as it is
    written."""
    addresses: list[str] = []

    def kept(found: re.Match[str]) -> str:
        addresses.append(address(found[0]))
        words = f"{found[4]} " if found[4] else ""
        mark = f"\ue000{len(addresses) - 1}\ue001"  # its signs would be taken for LaTeX
        return f" {words}{mark} " if found["wrapped"] else mark

    plain = _ADDRESSES.sub(kept, value.translate({0xE000: None, 0xE001: None}))
    with suppress(Exception):  # a library of many macros, each with errors of its own
        read_as = str(LatexNodes2Text(keep_comments=True).latex_to_text(plain))
        if read_as.count("\ue001") == len(
            addresses
        ):  # it leaves out what a macro holds that it lacks
            plain = read_as
    return re.sub("\ue000(\\d+)\ue001", lambda mark: addresses[int(mark[1])], plain)
