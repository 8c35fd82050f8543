"""RIS, read by rispy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import rispy

from evidence.formats.charset import decode
from evidence.formats.document import Unreadable
from evidence.formats.reference_table import table_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evidence.formats.document import Body, Document

_COLUMNS = {
    "title": ("title", "primary_title", "short_title"),
    "author": ("authors", "first_authors", "publisher"),
    "container": ("journal_name", "secondary_title"),
    "date": ("date", "year", "publication_year"),
    "url": ("urls", "url", "links", "file_attachments1", "file_attachments2"),
    "accessed": ("access_date",),
    "note": ("notes", "abstract", "notes_abstract"),
}
"""Columns of a reference -> rispy's names, the first that is there; of addresses all."""


def read(body: Body) -> Document:
    """The references of a file in RIS. Raises Unreadable."""
    try:
        entries = rispy.loads(decode(body.data, body.content_type).lstrip("\ufeff"))
    except (ValueError, OSError, LookupError) as error:
        raise Unreadable(f"this is no sound RIS ({error})") from error
    return table_of(_row(entry) for entry in entries)


def _row(entry: Mapping[str, Any]) -> dict[str, str]:
    row = {}
    for column, names in _COLUMNS.items():
        values = [entry[name] for name in names if entry.get(name)]
        kept = values if column in ("url", "note") else values[:1]
        texts = [text for value in kept for text in (value if isinstance(value, list) else [value])]
        row[column] = (" " if column == "url" else "; ").join(map(str, texts))
    if not row["url"] and entry.get("doi"):
        row["url"] = f"doi:{entry['doi']}"
    row["accessed"] = row["accessed"].strip("/").replace("/", "-")
    return row
