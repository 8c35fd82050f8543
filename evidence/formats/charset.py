"""Bytes -> text: BOM, UTF-8 where the bytes prove it, the declared charset, ``<meta>``,
Windows-1252.

The order is that of the WHATWG Encoding standard, with one exception: bytes beyond ASCII that are
valid UTF-8 are UTF-8 whatever is declared (servers add ``charset=iso-8859-1`` to UTF-8 pages, and
take it away again; text in another charset is valid UTF-8 by chance next to never). Labels that the
standard maps to windows-1252 (``latin-1``, ``iso-8859-1``, ``ascii``) are read as that, as every
browser does. A UTF-8 page with wrong bytes stays one: what a database put in as Windows-1252 is read
as that, byte by byte.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from evidence.formats.charset_labels import codec_of
from evidence.formats.charset_meta import charset_in_meta

_XML = re.compile(rb"\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{2,40})")
_DECLARED = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_MIXED = 4
"""A page in Windows-1252 with this many bytes beyond ASCII for one valid UTF-8 sequence is a mixed one.
By chance (a capital with accent before a quotation mark) they occur once in hundreds."""
_WIDE = 16
"""Of this many bytes of a text in UTF-16 at least one is a NUL: every tag and blank has one. Other texts
that are said to be in UTF-16 have next to none."""
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


class Written(NamedTuple):
    """A body read as text."""

    text: str
    charset: str
    """Python's name of the charset that a browser would take for the page's: its addresses are sent
    in it"""


def decode(body: bytes, content_type: str = "") -> str:
    """The text of ``body``; wrong bytes never are an error."""
    return read_text(body, content_type).text


def read_text(body: bytes, content_type: str = "") -> Written:
    """The text of ``body`` and its charset; wrong bytes never are an error, and a NUL, which no browser
    shows, is left out."""
    read = _read(body, content_type)
    return Written(read.text.replace("\0", ""), read.charset) if "\0" in read.text else read


def _read(body: bytes, content_type: str) -> Written:
    for bom, encoding in _BOMS:
        if body.startswith(bom):
            wrong = _BYTEWISE if encoding == "utf-8" else "replace"
            return Written(body[len(bom) :].decode(encoding, wrong), encoding)
    named = _named(body, content_type)
    if named and named[0].startswith("utf-16") and body.count(0) > len(body) // _WIDE:
        return Written(body.decode(named[0], "replace"), named[0])
    if body.isascii() and b"\x1b$" not in body:
        return Written(body.decode("ascii"), next(iter(named), "cp1252"))
    utf8 = _utf8(body, named)
    if utf8 is not None:
        return Written(utf8, "utf-8")
    charset = next((name for name in named if name != "utf-8"), "cp1252")
    return Written(body.decode(charset, "replace"), charset)


def _named(body: bytes, content_type: str) -> list[str]:
    """The charsets that the answer and the page name."""
    declared, prologue = _DECLARED.search(content_type), _XML.match(body)
    names = [codec_of(declared[1]) if declared else None, charset_in_meta(body)]
    if prologue and not names[1]:  # it could be read: whatever it says, it is not in UTF-16
        written = codec_of(prologue[1].decode("ascii"))
        names.append("utf-8" if written and written.startswith("utf-16") else written)
    return [name for name in names if name]


def _utf8(body: bytes, named: list[str]) -> str | None:
    """The text if the bytes are UTF-8, or UTF-8 and Windows-1252 mixed; a character cut at the very
    end is no doubt.

    Escape sequences of ISO-2022 are ASCII bytes and no UTF-8 text.
    """
    if b"\x1b$" in body:
        return None
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start > len(body) - 4 and error.start:
            return body.decode("utf-8", "replace")
    marked = body.decode("utf-8", "replace")
    wrong = marked.count("\ufffd")
    valid = len(marked) - len(marked.encode("ascii", "ignore")) - wrong
    latin = set(named) <= {"utf-8", "cp1252"}
    return body.decode("utf-8", _BYTEWISE) if valid * (_MIXED if latin else 1) > wrong else None


_BYTEWISE = "testigo-windows-1252"


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(_BYTEWISE, _as_windows_1252)
