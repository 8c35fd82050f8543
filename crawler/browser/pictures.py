"""Pictures of a page: its first view, all of it, and a small one for reports."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from crawler.browser.model import Picture, Screenshot
from crawler.browser.protocol import ask

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import CDPSession

    from crawler.browser.spool import Spool

_TALLEST = 16_000
"""Pixels of a picture: Chromium draws at most 16,384 in one piece (its software renderer's largest texture),
and begins from the top again below."""
_WIDE = 640
"""Pixels of the small one: with WebP's quality of 60 a page of text takes 20 to 40 KB."""
_SECONDS = 10.0


async def take(
    session: CDPSession, spool: Spool, view: Any, ratio: int
) -> AsyncIterator[Screenshot]:
    """All three. ``view`` is the size of the window in its own pixels, of which each is ``ratio`` pixels
    wide and high in a picture. Raises Gone and Stuck."""
    size = (await ask(session, "Page.getLayoutMetrics"))["cssContentSize"]
    whole = max(int(size["height"]), view["height"])
    scale = min(1.0, _WIDE / (view["width"] * ratio))
    all_of_it = {**view, "height": min(whole, _TALLEST // ratio)}
    yield await _one(session, spool, Picture.VIEW, view, 1.0, whole)
    yield await _one(session, spool, Picture.THUMBNAIL, view, scale, whole)
    yield await _one(session, spool, Picture.FULL, all_of_it, 1.0, whole)


async def _one(
    session: CDPSession,
    spool: Spool,
    kind: Picture,
    view: dict[str, int],
    scale: float,
    whole: int,
) -> Screenshot:
    small = kind is Picture.THUMBNAIL
    given = await ask(
        session,
        "Page.captureScreenshot",
        _SECONDS,
        format="webp" if small else "png",
        captureBeyondViewport=kind is Picture.FULL,
        clip={"x": 0, "y": 0, **view, "scale": scale},
        **({"quality": 60} if small else {}),
    )
    content = base64.b64decode(given["data"])
    width, height = _size(content, small=small)
    path = spool.put(f"{kind}.{'webp' if small else 'png'}", content)
    return Screenshot(path, kind, width, height, cut=view["height"] < whole)


def _size(content: bytes, *, small: bool) -> tuple[int, int]:
    """Width and height, as the file itself says (PNG 11.2.2 IHDR; WebP's lossy ``VP8 `` and ``VP8X``
    headers, RFC 9649 2.5 and 2.7)."""
    if not small:
        return int.from_bytes(content[16:20]), int.from_bytes(content[20:24])
    if content[12:16] == b"VP8X":
        return 1 + int.from_bytes(content[24:27], "little"), 1 + int.from_bytes(
            content[27:30], "little"
        )
    width, height = content[26:28], content[28:30]
    return int.from_bytes(width, "little") & 0x3FFF, int.from_bytes(height, "little") & 0x3FFF
