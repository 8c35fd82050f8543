"""Bytes -> text: BOM, else the declared charset, else ``<meta>``, else UTF-8, else Windows-1252.

The order is that of the WHATWG Encoding standard; labels that it maps to windows-1252 (``latin-1``,
``iso-8859-1``, ``ascii``) are read as that, as every browser does.
"""

from __future__ import annotations

import codecs
import re

_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_DECLARED = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_META_WITHIN = 1024
"""Where the HTML standard looks for a meta charset."""
_WINDOWS_1252 = {"iso8859-1", "ascii", "cp1252"}
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def decode(body: bytes, content_type: str = "") -> str:
    """The text of ``body``; wrong bytes become U+FFFD, never an error."""
    for bom, encoding in _BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(encoding, "replace")
    declared = _DECLARED.search(content_type)
    meta = _META.search(body[:_META_WITHIN])
    for label in (declared and declared[1], meta and meta[1].decode("ascii")):
        name = _codec(label) if label else None
        if name and (name != "utf-8" or _is_utf8(body)):
            return body.decode(name, "replace")
    return body.decode("utf-8" if _is_utf8(body) else "cp1252", "replace")


def _codec(label: str) -> str | None:
    try:
        name = codecs.lookup(label).name
    except LookupError:
        return None
    return "cp1252" if name in _WINDOWS_1252 else name


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start > len(body) - 4  # a cut multi-byte character at the end is no doubt
    return True
