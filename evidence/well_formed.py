"""Text that can be written down: without halves of letters.

What lies beyond U+FFFF is a pair of two halves ("surrogates") in JSON and to JavaScript, and whoever cuts a text
between them leaves one that is no letter (Unicode 15, 3.8). UTF-8 has no place for it, so that no file and no
database takes such a text. As browsers do where they write one (``String.prototype.toWellFormed``), U+FFFD stands in
its place.
"""

from __future__ import annotations

import re

_ESCAPES = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)",
    re.DOTALL,
)
"""In JSON: a pair, one half, or any other escape."""


def well_formed(text: str) -> str:
    """``text`` with U+FFFD in place of each half of a letter; two that belong together are one."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def well_formed_json(text: str) -> str:
    """JSON, or a literal of JavaScript, whose strings will be :func:`well_formed` when they are read."""
    if "\\ud" in text or "\\uD" in text:
        text = _ESCAPES.sub(lambda found: r"\ufffd" if found[1] else found[0], text)
    return well_formed(text)
