"""RTF as its signs: braces, control words, bytes (Rich Text Format 1.9.1, "Conventions")."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

TOKEN = re.compile(
    rb"""(?P<brace>[{}])
    | \\(?P<word>[A-Za-z]+)(?P<number>-?[0-9]+)?[ ]?
    | \\'(?P<hex>[0-9A-Fa-f]{2})
    | \\(?P<sign>.)
    | (?P<text>[^{}\\\r\n]+)""",
    re.VERBOSE | re.DOTALL,
)
_MOST_DIGITS = 11
"""Of a number, with its sign: they have 32 bits."""
_CODECS = {
    0: "cp1252", 2: "cp1252", 77: "mac_roman", 78: "shift_jis", 79: "euc_kr", 80: "gb2312", 81: "big5",
    84: "mac_arabic", 85: "mac_greek", 86: "mac_turkish", 88: "mac_latin2", 89: "mac_cyrillic",
    128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "cp950", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
"""By the number of a font's character set (``\\fcharset``); 1 is the document's own."""


def tokens(data: bytes) -> Iterator[re.Match[bytes]]:
    """The signs in order, without line ends, which say nothing, and without the bytes of ``\\bin``, which
    may be anything."""
    at = 0
    while match := TOKEN.search(data, at):
        yield match
        at = match.end()
        if match["word"] == b"bin":
            at += max(number_of(match, 0), 0)


def number_of(match: re.Match[bytes], usual: int) -> int:
    """The number of a control word; ``usual`` where it has none."""
    digits = match["number"]
    return int(digits[:_MOST_DIGITS]) if digits else usual


def codec_of_charset(number: int) -> str | None:
    """How the bytes of a font with this character set are read; None: as the document's."""
    return _CODECS.get(number)


def codec_of_page(number: int) -> str | None:
    """The same for a code page of Windows; None for one that nobody here knows."""
    name = "mac_roman" if number == 10000 else f"cp{number}"
    try:
        codecs.lookup(name)
    except LookupError:
        return None
    return name
