"""Signs in an address that nobody sees: editors, mail programs and copying put them there.

They are no part of it. A sign that was percent-encoded may be meant all the same (some systems made such
addresses), so that reading is kept beside the one without it.
"""

from __future__ import annotations

import re

HIDDEN = (
    r"\x01-\x08\x0e-\x1b\x1f\x7f\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e"
    r"\u2060-\u2064\u2066-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
)
"""Of a class of signs: what Unicode calls Default_Ignorable_Code_Point, and controls of programs; no soft
hyphen, which says that a word was broken."""
JOINER = r"\u200c\u200d\ufe00-\ufe0f\U000e0020-\U000e007f"
"""Joiners, selectors and tags shape letters of Arabic and Indic scripts and pictures; behind Latin signs they
are stray."""
STRAY = rf"(?<![^\x00-\u024f])[{JOINER}]+(?:(?=[!-~\s“”«»])|\Z)"
"""Joiners that shape nothing: an ASCII sign, a blank or nothing stands behind them."""
UNSEEN = re.compile(rf"[\u00ad{HIDDEN}]|{STRAY}")
_CODED = re.compile(
    r"%C2%AD|%CD%8F|%D8%9C|%E1%A0%8E|%E2%80%(?:8[BEF]|A[A-E])|%E2%81%(?:A[0-46-9A-F])|%E3%85%A4|%EF%BB%BF"
    r"|(?<!%[\dA-F][\dA-F])%E2%80%8[CD](?!%)",
    re.IGNORECASE,
)
"""The same in UTF-8; the last two are joiners, which among encoded letters shape them."""
_EDGE = re.compile(rf"[\u00a0\u00ad{HIDDEN}\u200c\u200d]")
EDGES = "".join(map(chr, range(0x21))) + "".join(
    filter(_EDGE.match, map(chr, range(0x7F, 0x10000)))
)
"""What is stripped off both ends of a target: blanks, controls, and these signs."""


def without_unseen(url: str) -> str:
    """``url`` without the signs that nobody sees, percent-encoded or not."""
    if not url.isascii() or not url.isprintable():
        url = UNSEEN.sub("", url)
    return _CODED.sub("", url) if "%" in url else url
