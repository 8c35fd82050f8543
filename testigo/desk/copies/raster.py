"""Pictures of pixels that browsers may be given: which they are by their bytes, and how large."""

from __future__ import annotations

import struct

from evidence.content.readers.image import size_of

_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)
ENDINGS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/jpg": "jpg",
    "image/pjpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/svg+xml": "svg",
}
"""Declared media type -> how the file is named. What is none of these is not shown: its size can't be told
before a browser unpacks it, or it is no picture."""
LARGEST = 10_000_000
"""Bytes of one picture."""
_PIXELS = 40_000_000
"""Of one picture: a browser takes four bytes for each, and a hundred kilobytes can unpack to gigabytes. Of
whole pages we take pictures of 1,280 by 16,000 at most."""


def kind_of(body: bytes) -> str | None:
    """The media type of a picture that may be shown, by its bytes; None for any other."""
    if len(body) > LARGEST:
        return None
    kind = next((kind for magic, kind in _MAGIC if body.startswith(magic)), None)
    size = size_of(body) if kind else None
    if body.startswith(b"RIFF") and body[8:12] == b"WEBP":
        kind, size = "image/webp", _webp(body)
    if kind is None or size is None or not 0 < size[0] * size[1] <= _PIXELS:
        return None
    return kind


def _webp(body: bytes) -> tuple[int, int] | None:
    """Width and height (RFC 9649, sections 2.5 to 2.7)."""
    chunk, data = body[12:16], body[20:30]
    if len(data) < 10:
        return None
    if chunk == b"VP8X":
        return int.from_bytes(data[4:7], "little") + 1, int.from_bytes(data[7:10], "little") + 1
    if chunk == b"VP8L":
        bits = int.from_bytes(data[1:5], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if chunk == b"VP8 ":
        width, height = struct.unpack("<HH", data[6:10])
        return width & 0x3FFF, height & 0x3FFF
    return None
