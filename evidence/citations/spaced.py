"""Addresses of files whose names have blanks (``…/Informe final 2018.pdf``): where a cell or angle brackets
say that all of it is one address, and where the words behind one look so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence.citations.trim import url_length

if TYPE_CHECKING:
    from evidence.citations.layout import Layout

_FILE = r"\.(?:pdf|docx?|docm|xlsx?|xlsm|xlsb|pptx?|od[tsp]|rtf|csv|txt|zip|rar|7z|jpe?g|png|kmz?)"
_MOST = 15
"""Blanks; fewer than a URL may have breaks (:mod:`evidence.citations.gather`)."""
_LONGEST = 2000
"""Characters; what browsers and file systems still take."""
_WHOLE = re.compile(
    rf"(?:https?|ftp)://[^\s/?#]++/(?:[^\s;|]++\s++)+[^\s;|]*{_FILE}", re.IGNORECASE
)
"""An address and nothing else, as long as no piece before its end is one."""
_SECOND = re.compile(rf"\s(?:www\.|\S*://)|{_FILE}[).,]*\s", re.IGNORECASE)
"""Behind the first, another one; or a name that is whole before the end."""
_AHEAD = re.compile(
    rf"(?: [\w()+&'-]{{1,60}}){{0,5}}? [\w()+&'.-]{{1,60}}?{_FILE}(?![\w/-])", re.IGNORECASE
)
"""In running text: up to five words, and the file's end."""
_IN_PATH = re.compile(r"://[^/?#]+/.*[^/.,;:!)\]]$")
_ENDED = re.compile(rf"{_FILE}$", re.IGNORECASE)


def whole_end(text: str, start: int, bracketed: int, layout: Layout) -> int:
    """Where the address ends that begins at ``start`` and goes on over blanks: with its cell, or at
    ``bracketed``, before the ``>`` that closes it; 0 where blanks are not its own."""
    end = bracketed
    if layout.tabular and text[start - 1 : start] in ("", "\t", "\n"):
        end = min(at for sign in "\t\n" if (at := _find(text, sign, start)))
    if not 0 < end - start <= _LONGEST or " " not in text[start:end]:
        return 0
    address = text[start:end]
    if address.count(" ") > _MOST or not _WHOLE.fullmatch(address) or _SECOND.search(address):
        return 0
    joined = re.sub(r"\s*\n\s*", "", address).replace(" ", "%20")
    return end if url_length(joined) == len(joined) else 0


def _find(text: str, sign: str, start: int) -> int:
    at = text.find(sign, start, start + _LONGEST + 1)
    return at if at >= 0 else min(len(text), start + _LONGEST + 1)


def longer(text: str, position: int, joined: str) -> str:
    """The reading of an address that ended at ``position`` with the file's name behind it; "" for none."""
    if not _IN_PATH.search(joined) or _ENDED.search(joined):
        return ""
    ahead = _AHEAD.match(text, position)
    return joined + ahead[0].replace(" ", "%20") if ahead else ""
