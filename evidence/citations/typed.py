"""An address as it was typed, of one as a font drew it or a mark-up spelt it.

Where the sign may be meant (a page on the sign itself; a slug with one), the address with it is another
reading. A sign that a font lost altogether (U+FFFD) is not guessed: the address stays, and the letters that
fonts draw as one are other readings.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from evidence.citations.unseen import without_unseen

_TYPED = str.maketrans("\u2010\u2011\u2212\u223c\u02dc\u2044\u2215", "---~~//")
_DRAWN = re.compile("[\u2010\u2011\u2212\u223c\u02dc\u2044\u2215]")
"""Hyphens, a minus, tildes and slashes as typesetting programs draw ``-``, ``~`` and ``/``."""
_LIGATURE = re.compile(r"[\ufb00-\ufb06\u0132\u0133\uf001\uf002]|%EF%AC%8[0-6]", re.IGNORECASE)
"""ff, fi, fl, ffi, ffl, st, ij as one sign: how fonts draw them, and text layers of PDFs keep them."""
_OLD_FONTS = {"\uf001": "fi", "\uf002": "fl"}
"""Private use, as Adobe's fonts had them (Adobe Glyph List 1.2)."""
_LOST = "\ufffd"
_MAY_BE = ("fi", "fl", "ff", "ti")
"""What fonts draw as one sign most often."""


class Typed(NamedTuple):
    """An address, what was done to it, and its other readings."""

    url: str
    repairs: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


def as_typed(url: str) -> Typed:
    """The address that was meant; with its other readings, the likelier first."""
    if url.isascii() and "%" not in url and url.isprintable():
        return Typed(url)
    repairs, others = [], list[str]()
    seen = without_unseen(url)
    if seen != url:
        repairs.append("sign")
        others.append(url)
    if _DRAWN.search(seen):
        others.append(seen)
        seen = seen.translate(_TYPED)
        repairs += [] if repairs else ["sign"]
    if _LIGATURE.search(seen):
        letters = _LIGATURE.sub(_letters, seen)
        meant = _LIGATURE.sub(lambda sign: sign[0] if _is_alone(sign) else _letters(sign), seen)
        others += [letters, seen]
        repairs += ["ligature"] if meant != seen else []
        seen = meant
    if _LOST in seen:
        others += [seen.replace(_LOST, letters) for letters in _MAY_BE]
    return Typed(seen, tuple(repairs), tuple(one for one in dict.fromkeys(others) if one != seen))


def _letters(sign: re.Match[str]) -> str:
    if sign[0].startswith("%"):
        return unicodedata.normalize("NFKC", chr(0xFB00 + int(sign[0][-1])))
    return _OLD_FONTS.get(sign[0]) or unicodedata.normalize("NFKC", sign[0])


def _is_alone(sign: re.Match[str]) -> bool:
    """Whether a sign is a whole segment or value: the page may be about it."""
    before = sign.string[sign.start() - 1 : sign.start()]
    behind = sign.string[sign.end() : sign.end() + 1]
    return before in ("/", "=") and behind in ("", "/", "?", "#", "&")
