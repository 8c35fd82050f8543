"""What a page may show of what lies beside it: addresses, and the kept bytes that stand for them."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from binascii import Error
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes

from evidence.addresses import resolve

LOCAL = "parts/"
"""Before the names of kept pictures: beside the page, in a folder as on the server."""
_DATA = re.compile(r"data:([a-z]+/[a-z0-9.+-]{1,60})((?:;[^,;]{0,60}){0,4}),", re.IGNORECASE)
_RASTER = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
DRAWING = "image/svg+xml"
_FONTS = frozenset(
    "font/woff font/woff2 font/ttf font/otf font/sfnt application/font-woff application/font-woff2 "
    "application/x-font-woff application/x-font-ttf application/x-font-opentype".split()
)
_MOST_DATA = 500_000
"""Characters of an address that holds its bytes itself: ten times what icons of pages have."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a page's surroundings, by absolute address without fragment."""

    pictures: dict[str, str] = field(default_factory=dict)
    """where the page finds them: :data:`LOCAL` and the name of a file"""
    sheets: dict[str, str] = field(default_factory=dict)
    """style sheets, decoded"""
    fonts: dict[str, str] = field(default_factory=dict)
    """as ``data:`` addresses"""


def absolute(base: str, reference: str) -> str:
    """The address that is meant, without fragment; empty where no browser can read it."""
    try:
        return resolve(base, reference).partition("#")[0]
    except ValueError:
        return ""


def data_of(address: str) -> tuple[str, bytes] | None:
    """Media type and bytes of a ``data:`` address; None where it is none, or too long."""
    found = _DATA.match(address) if len(address) <= _MOST_DATA else None
    if found is None:
        return None
    rest = unquote_to_bytes(address[found.end() :])
    if ";base64" in found[2].lower():
        try:
            rest = b64decode(bytes(rest.split()[0]) if rest.split() else b"", validate=True)
        except (Error, ValueError):
            return None
    return found[1].lower(), rest


def picture_in(address: str) -> tuple[str, bytes] | None:
    """The same of pictures alone."""
    found = data_of(address)
    return found if found and (found[0] in _RASTER or found[0] == DRAWING) else None


def as_data(media_type: str, body: bytes) -> str:
    """A ``data:`` address."""
    return f"data:{media_type};base64,{b64encode(body).decode()}"
