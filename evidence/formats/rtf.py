"""RTF, read by striprtf."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from striprtf.striprtf import rtf_to_text

from evidence.formats.document import Document, Link, Unreadable

if TYPE_CHECKING:
    from evidence.formats.document import Body

_NOTE = re.compile(r"\{\\\*?\\?footnote\b")
_LINK = re.compile(r"\(\"((?:https?|ftp)://[^\"\s]{1,8000})\"\)")
"""How striprtf writes the target of a link behind its words."""


def read(body: Body) -> Document:
    """The text with its links; notes, which striprtf leaves out, stand in their sentences. Raises
    Unreadable."""
    source = _NOTE.sub("{ ", body.data.decode("latin-1"))
    try:
        shown = str(rtf_to_text(source, errors="replace"))  # type: ignore[no-untyped-call]
    except (ValueError, LookupError, RecursionError) as error:
        raise Unreadable("this RTF is damaged") from error
    # letters beyond 16 bits come as two halves, and of hostile files as one
    shown = shown.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    document = Document("")
    pieces, position, length = list[str](), 0, 0
    for found in _LINK.finditer(shown):
        before = shown[position : found.start()]
        pieces.append(before)
        length += len(before)
        words = re.search(r"\S+(?: \S+){0,5}$", before.rpartition("\n")[2])
        start = length - len(words[0]) if words else length
        document.links.append(Link(start, length, found[1]))
        position = found.end()
    document.text = "".join([*pieces, shown[position:]]).replace("\n", "\n\n")
    return document
