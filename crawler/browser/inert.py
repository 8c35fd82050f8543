"""Pages that do nothing by themselves: once they are loaded, all that will come is there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.browser.model import Exchange

_LIVELY = re.compile(
    rb"<script|http-equiv|<i?frame|<object|<embed|<svg|<math|\bon[a-z]{3,}\s*=|javascript:|<\?xml",
    re.IGNORECASE,
)
"""What runs, asks again or goes on (HTML standard, 4.2.5.3, 4.8 and 4.12); where it stands in a comment the page
is waited for in vain."""
_MOST = 2_000_000
"""Bytes that are looked through."""


def is_inert(main: Exchange | None) -> bool:
    """Whether a page, by its answer, holds nothing that could make it go on by itself. What is no plain HTML may do
    anything."""
    if main is None or main.body is None or main.media_type != "text/html" or main.size > _MOST:
        return False
    if any(name.lower() == "refresh" for name, _ in main.headers):
        return False
    try:
        html = main.body.read_bytes()
    except OSError:
        return False
    return b"\0" not in html and _LIVELY.search(html) is None
