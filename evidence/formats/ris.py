"""RIS, read by rispy."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import rispy
from rispy.config import LIST_TYPE_TAGS, TAG_KEY_MAPPING

from evidence.formats.charset import decode
from evidence.formats.document import Unreadable
from evidence.formats.reference_table import table_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evidence.formats.document import Body, Document

_FILES = ("file_attachments1", "file_attachments2", "related_records", "figure")
_ADDRESSES = ("UR", "LK", "L1", "L2", "L3", "L4")
"""Tags whose value is an address (the RIS format of Research Information Systems); each may come again."""
_TAGS = {**TAG_KEY_MAPPING, "LK": "link", "L3": "related_records", "AV": "availability"}
_TAGGED = re.compile(r"[A-Z][A-Z0-9]  -")
_GOES_ON = re.compile(r"(?:(?:https?|ftp)://|www\.)\S+$", re.IGNORECASE)
"""An address up to the line's end."""
_MORE = re.compile(r"(?!(?:https?|ftp)://|www\.)(?=\S*[\d/._=?&%#-])[^\s(\[<]\S*", re.IGNORECASE)
"""The rest of one on a line of its own: no other address, and no words about it."""
_WEB = re.compile(r"(?:https?|ftp)://|www\.", re.IGNORECASE)
_LONGEST = 8000
"""Characters of an address that lines are added to."""
_COLUMNS = {
    "title": ("title", "primary_title", "short_title"),
    "author": ("authors", "first_authors", "publisher"),
    "container": ("journal_name", "secondary_title"),
    "date": ("date", "year", "publication_year"),
    "url": ("urls", "url", "links", "link", *_FILES),
    "accessed": ("access_date",),
    "note": ("notes", "abstract", "notes_abstract", "note", "availability"),
}
"""Columns of a reference -> rispy's names, the first that is there; of addresses all."""


def read(body: Body) -> Document:
    """The references of a file in RIS. Raises Unreadable."""
    text = _with_whole_addresses(decode(body.data, body.content_type).lstrip("\ufeff"))
    try:
        entries = rispy.loads(
            text,
            mapping=_TAGS,
            list_tags=[*LIST_TYPE_TAGS, *_ADDRESSES],
            delimiter_tags_mapping={},  # an address may have a semicolon
        )
    except (ValueError, OSError, LookupError) as error:
        raise Unreadable(f"this is no sound RIS ({error})") from error
    return table_of(_row(entry) for entry in entries)


def _row(entry: Mapping[str, Any]) -> dict[str, str]:
    row = {}
    for column, names in _COLUMNS.items():
        values = [entry[name] for name in names if entry.get(name)]
        kept = values if column in ("url", "note") else values[:1]
        texts = [text for value in kept for text in (value if isinstance(value, list) else [value])]
        row[column] = "; ".join(map(str, texts))
    doi = str(entry.get("doi") or "")
    if doi and not _WEB.search(row["url"]):  # but a number in a catalogue, as <Go to ISI>://…
        row["url"] = doi if _WEB.match(doi) else f"doi:{doi}"
    row["accessed"] = row["accessed"].strip("/").replace("/", "-")
    return row


def _with_whole_addresses(text: str) -> str:
    """The text with the addresses on one line that go on in the next, and with the end of its last
    reference, which programs leave out."""
    lines = list[str]()
    goes_on = False
    for line in text.splitlines():
        if _TAGGED.match(line):
            goes_on = line[:2] in _ADDRESSES
            lines.append(line.rstrip())
        elif goes_on and _MORE.fullmatch(line.strip()) and _GOES_ON.search(lines[-1]):
            lines[-1] += line.strip()
            goes_on = len(lines[-1]) < _LONGEST
        else:
            goes_on = False
            lines.append(line)
    return "\n".join([*lines, "ER  - ", ""])
