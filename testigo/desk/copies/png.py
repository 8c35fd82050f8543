"""A picture as a PNG (W3C, third edition): eight bits a colour, no filters, one stream."""

from __future__ import annotations

import struct
import zlib

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_TRUE_COLOUR = 2
_EFFORT = 6
"""zlib's own default: pages of text come to a tenth of what level 1 makes of them."""


def written(rows: list[bytes], width: int) -> bytes:
    """The PNG of rows of red, green and blue bytes."""
    head = struct.pack(">IIBBBBB", width, len(rows), 8, _TRUE_COLOUR, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + row for row in rows), _EFFORT)
    chunks = ((b"IHDR", head), (b"IDAT", pixels), (b"IEND", b""))
    return _SIGNATURE + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
