"""One spelling for what looks the same."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
"""Soft hyphen and zero-width characters: editors and web fonts scatter them."""


def fold(text: str) -> str:
    """``text`` with white space folded, invisible characters dropped, in Unicode NFC."""
    line = " ".join(text.split())
    if line.isascii():
        return line
    if (
        not line.isprintable()
    ):  # format characters are not; most lines have none, and the test is quick
        line = " ".join(_INVISIBLE.sub("", line).split())
    return unicodedata.normalize("NFC", line)
