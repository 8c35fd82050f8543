"""A text without what its typesetting put into it: for a passage that is quoted as a reader reads it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evidence.content.model import Content

_PAGE_NUMBER = re.compile(
    r"[\W_]*(?:p[aá]g(?:ina|e|\.)?\s*)?\d{1,4}(?:\s*(?:de|of|/)\s*\d{1,4})?[\W_]*", re.IGNORECASE
)
"""A line that is a page's number and nothing else: "- 12 -", "Página 3 de 40"."""
_LONGEST_NUMBER = 30
"""Characters of such a line."""
_BROKEN = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010] ?\n?(?<=[ \n])(?=[^\W\d_])")
"""A hyphen at a line's end and the rest of the word; lines of a page are folded into one."""
_NOTE = re.compile(r"(?<=[^\W\d_]{3})\d{1,2}(?![.,:/'-]?\w)")
"""The number of a note, set on the word before it as a superscript."""


def mended(content: Content) -> Content:
    """``content`` without page numbers between its lines, words broken over two lines and the numbers of
    notes on words; ligatures are letters. What data it holds stays as it is."""
    text = len(content.lines) - content.data_lines
    lines = [line for line in content.lines[:text] if not _is_page_number(line)]
    mended_lines = tuple(_NOTE.sub("", mended_text("\n".join(lines))).split("\n"))
    return replace(content, lines=(*mended_lines, *content.lines[text:]))


def mended_text(text: str) -> str:
    """One text with the words joined that a hyphen breaks at a line's end, ligatures as letters."""
    return _BROKEN.sub("", unicodedata.normalize("NFKC", text))


def _is_page_number(line: str) -> bool:
    return len(line) <= _LONGEST_NUMBER and _PAGE_NUMBER.fullmatch(line) is not None
