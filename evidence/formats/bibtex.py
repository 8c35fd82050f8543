"""BibTeX and BibLaTeX, read by bibtexparser; what is set in LaTeX by pylatexenc."""

from __future__ import annotations

import logging
import re
from contextlib import suppress
from typing import TYPE_CHECKING

from bibtexparser.entrypoint import parse_string
from pylatexenc.latex2text import LatexNodes2Text

from evidence.formats.charset import decode
from evidence.formats.reference_table import table_of

if TYPE_CHECKING:
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
_ESCAPED = re.compile(r"\\([_%&#~$])|\\string|[{}]")
_URL = re.compile(r"\\(?:url|nolinkurl)\s*\{([^{}]{1,8000})\}")


def read(body: Body) -> Document:
    """The references of a bibliography; entries that are not sound are told."""
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    library = parse_string(decode(body.data, body.content_type))
    rows = []
    for entry in library.entries:
        fields = {field.key.lower(): str(field.value) for field in entry.fields}
        row = {}
        for column, names in _COLUMNS.items():
            texts = [fields[name] for name in names if name in fields]
            texts = texts if column == "note" else texts[:1]
            shown = address if column == "url" else _shown
            row[column] = " ".join(shown(text) for text in texts)
        if not row["url"] and fields.get("doi"):
            row["url"] = f"doi:{address(fields['doi'])}"
        rows.append(row)
    broken = len(library.failed_blocks)
    told = (
        f"{broken} entries could not be read: a brace or a comma is missing, or a key stands twice"
    )
    return table_of(rows, [told] if broken else [])


def address(value: str) -> str:
    """A field's address without the escapes of LaTeX."""
    wrapped = _URL.search(value)
    return _ESCAPED.sub(lambda sign: sign[1] or "", wrapped[1] if wrapped else value).strip()


def _shown(value: str) -> str:
    """Text as LaTeX sets it; what it can't read stays as it is written."""
    plain = _URL.sub(lambda found: f" {address(found[1])} ", value)
    if "http" in plain:  # its signs would be taken for LaTeX
        return plain
    with suppress(Exception):  # a library of many macros, each with errors of its own
        return str(LatexNodes2Text(keep_comments=True).latex_to_text(plain))
    return plain
