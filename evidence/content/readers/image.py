"""Images -> their size in pixels. No text: only their bytes can be compared."""

from __future__ import annotations

import re
import struct
from typing import TYPE_CHECKING

from evidence.content.model import Content

if TYPE_CHECKING:
    from evidence.formats.document import Body

_JPEG_FRAME = re.compile(rb"\xff[\xc0-\xc3\xc5-\xc7\xc9-\xcb\xcd-\xcf]..\x08(....)", re.DOTALL)
"""Start of frame (ITU-T T.81 B.2.2) with samples of 8 bits: height and width."""
_HEADER = 1_000_000
"""Bytes within which the frame starts; embedded previews and colour profiles come before it."""


def read(body: Body) -> Content:
    """The content of an image."""
    size = size_of(body.data)
    return Content(
        body.media_type,
        comparable=False,
        problem="an image: only its bytes can be compared",
        extra={"width": str(size[0]), "height": str(size[1])} if size else {},
    )


def size_of(body: bytes) -> tuple[int, int] | None:
    """Width and height in pixels, of a PNG, a GIF or a JPEG."""
    if body.startswith(b"\x89PNG") and len(body) >= 24:
        width, height = struct.unpack(">II", body[16:24])
    elif body.startswith(b"GIF8") and len(body) >= 10:
        width, height = struct.unpack("<HH", body[6:10])
    elif frames := _JPEG_FRAME.findall(body[:_HEADER]):
        height, width = max(struct.unpack(">HH", frame) for frame in frames)
    else:
        return None
    return width, height
