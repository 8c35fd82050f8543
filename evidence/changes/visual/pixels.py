"""A PNG -> its pixels, within bounds."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, UnidentifiedImageError

from evidence.fence import Refused

MOST = 21_000_000
"""Pixels: our own pictures have 1,280 by 16,000 at most (:mod:`crawler.browser.pictures`). Each takes four
bytes, and a few kilobytes may say that they are gigabytes."""
HIGHEST = 16_384
"""The highest that Chromium draws in one piece."""


def opened(body: memoryview) -> Image.Image:
    """The picture, as red, green and blue. Raises Refused for what is none, or too large a one."""
    try:
        image = Image.open(BytesIO(body), formats=("PNG",))
        if image.width * image.height > MOST or image.height > HIGHEST:
            raise Refused(f"a picture of {image.width} by {image.height} pixels is too large")
        image.load()
        return image if image.mode == "RGB" else image.convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise Refused(f"no picture that can be read: {error}") from None
    except Image.DecompressionBombError:
        raise Refused("a picture of too many pixels") from None
