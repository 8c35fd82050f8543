"""Bytes -> text: BOM, UTF-8 where the bytes prove it, the declared charset, ``<meta>``,
Windows-1252.

The order is that of the WHATWG Encoding standard, with one exception: bytes beyond ASCII that are
valid UTF-8 are UTF-8 whatever is declared (servers add ``charset=iso-8859-1`` to UTF-8 pages, and
take it away again; text in another charset is valid UTF-8 by chance next to never). Labels that the
standard maps to windows-1252 (``latin-1``, ``iso-8859-1``, ``ascii``) are read as that, as every
browser does.
"""

from __future__ import annotations

import codecs
import re

_META = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE
)
_XML = re.compile(rb"\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{2,40})")
_DECLARED = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_META_WITHIN = 1024
"""Where the HTML standard looks for a meta charset."""
_WINDOWS_1252 = {"iso8859-1", "ascii", "cp1252"}
_NO_CHARSETS = {"idna", "punycode", "raw_unicode_escape", "unicode_escape", "undefined", "utf-7"}
"""Text codecs of Python that no page may name: slow, or not what a browser would do."""
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def decode(body: bytes, content_type: str = "") -> str:
    """The text of ``body``; wrong bytes become U+FFFD, never an error."""
    for bom, encoding in _BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(encoding, "replace")
    utf8 = _utf8(body)
    if utf8 is not None:
        return utf8
    head = body[:_META_WITHIN]
    declared, meta = _DECLARED.search(content_type), _META.search(head) or _XML.match(head)
    for label in (declared and declared[1], meta and meta[1].decode("ascii")):
        name = _codec(label) if label else None
        if name and name != "utf-8":
            return body.decode(name, "replace")
    return body.decode("cp1252", "replace")


def _codec(label: str) -> str | None:
    try:
        codec = codecs.lookup(label)
    except LookupError:
        return None
    if codec.name in _NO_CHARSETS or not codec._is_text_encoding:
        return None
    return "cp1252" if codec.name in _WINDOWS_1252 else codec.name


def _utf8(body: bytes) -> str | None:
    """The text if the bytes are UTF-8; a character cut at the very end is no doubt.

    Escape sequences of ISO-2022 are ASCII bytes and no UTF-8 text.
    """
    try:
        return None if b"\x1b$" in body else body.decode("utf-8")
    except UnicodeDecodeError as error:
        return (
            body.decode("utf-8", "replace") if error.start > len(body) - 4 and error.start else None
        )
