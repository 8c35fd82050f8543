"""Lists of addresses, a line each, with what their keeper noted: ``text/uri-list`` (RFC 2483, section 5), whose
comments begin with ``#``, and what people make of it.

A comment right above an address, or whatever stands behind it on its line, is said of this address alone; a
comment with a blank line below is the heading of what follows.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence.formats.charset import decode
from evidence.formats.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.formats.document import Body, Document

_ADDRESS = re.compile(
    r"[ \t]*(?:[-*•][ \t]+)?(?P<open><)?(?P<url>(?:https?://|www\.)[^\s<>]+)(?(open)>)"
    r"(?:[ \t]+(?P<note>(?!<?(?:https?://|www\.)).*))?[ \t]*",
    re.IGNORECASE,
)
"""One address and what is said of it: a line that goes on with another is prose, or a row of them."""
_COMMENT = re.compile(r"[ \t]*#+[ \t]*(?P<words>.*)")
_BETWEEN = re.compile(r"^[#|;,:–—-]+[ \t]*")
"""What people put between an address and what they note."""


def looks_like_list(text: str) -> bool:
    """Whether each line of plain text is an address, a comment or blank, and something is said of one. A list of
    bare addresses needs no reader (:mod:`evidence.citations.address_list`)."""
    addresses = has_notes = False
    for line in filter(str.strip, text.splitlines()):
        found = None if _COMMENT.fullmatch(line) else _ADDRESS.fullmatch(line)
        if found is None and not _COMMENT.fullmatch(line):
            return False
        addresses |= found is not None
        has_notes |= found is None or bool(found["note"])
    return addresses and has_notes


def read(body: Body) -> Document:
    """A row for each address."""
    table = Table()
    title = ""
    table.row(_COLUMNS)
    for row in _rows(decode(body.data, body.content_type)):
        if isinstance(row, str):
            title = title or row
            table.sheet(row)
            table.row(_COLUMNS)
        else:
            table.row((text, ()) for text in row)
        if table.is_full:
            break
    document = table.finish()
    document.title = title[:200]
    return document


_COLUMNS = (("", ()), ("note", ()))
"""The first row of a table names its columns; an address needs no name."""


def _rows(text: str) -> Iterator[tuple[str, str] | str]:
    """(address, note) of each line, and the headings between."""
    above: list[str] = []
    for line in [*text.lstrip("\ufeff").splitlines(), ""]:
        if comment := _COMMENT.fullmatch(line):
            above.append(comment["words"].strip())
            continue
        if not line.strip():
            if heading := " ".join(filter(None, above)):
                yield heading
        elif found := _ADDRESS.fullmatch(line):
            behind = _BETWEEN.sub("", (found["note"] or "").strip())
            yield found["url"], " ".join(filter(None, [*above, behind]))
        else:  # beyond what was looked at to tell the format
            yield line, " ".join(above)
        above = []
