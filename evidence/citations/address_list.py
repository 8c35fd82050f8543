"""A list of addresses, one a line and nothing beside them: no words say what any of them supports."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from evidence.citations.find import urls
from evidence.citations.layout import Layout
from evidence.formats.document import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.citations.find import Found

LEAST = 3
"""Lines: of fewer nobody can say whether they are a list (:mod:`evidence.formats.csv` asks as many of a
table)."""
_ENTRY = re.compile(r"[ \t\ufeff]*(?:(?:(?:https?|ftp)://|www\.)\S+[ \t]*)?", re.IGNORECASE)
"""One address, or nothing."""
_LONE = Layout(Document(""))
"""Of a line by itself: nothing runs on in the next one."""


def is_list(document: Document, least: int = LEAST) -> bool:
    """Whether each line of a document without any marks on it is blank or one address, and ``least`` are
    one."""
    marked = document.tabular or document.pages or document.lines or document.links
    if marked or document.notes or document.refs:
        return False
    lines = document.text.split("\n")
    return all(map(_ENTRY.fullmatch, lines)) and sum(map(bool, lines)) >= least


def entries(text: str) -> Iterator[Found]:
    """The addresses of a list, in order, each found in its own line."""
    start = 0
    for line in text.split("\n"):
        for one in urls(line, _LONE):
            yield replace(one, start=start + one.start, end=start + one.end)
        start += len(line) + 1
