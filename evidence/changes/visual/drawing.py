"""The places that differ, drawn: of each what it was on the left, what it is on the right, outlined."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

from evidence.changes.visual.places import NEAR

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from evidence.changes.visual.model import Box, Place

LARGEST = 90_000
"""Bytes of the picture: with both small ones of a page, 50 fit into a report."""
_TRIES = ((1_400, 55), (900, 55), (900, 30), (450, 30))
"""Pixels of its height (two screens at first) and quality of its WebP, one after the other until it is small
enough: a page of text has 20 to 60 KB with the first, one that is full of small print 90 with the third."""
_COLUMN = 640
"""Pixels that a page is wide in it, as in the small pictures beside it (:mod:`crawler.browser.pictures`)."""
_GAP = 12
_LINE = 5
"""Pixels of an outline, an odd number."""
_OUTLINE, _TINT, _MASK, _PAPER = (200, 0, 0), 0.12, (120, 120, 120), (214, 214, 214)
_VEIL = 0.75
_Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Drawn:
    """The picture, and how many of the places are in it."""

    data: str
    width: int
    height: int
    shown: int


def draw(
    before: Image.Image, after: Image.Image, places: list[Place], masked: list[Box]
) -> Drawn | None:
    """The first places, as many as there is room for; None where they can't be made small enough."""
    for high, quality in _TRIES:
        pairs = _pairs(before, after, places, masked, high)
        sheet = _sheet(pairs)
        packed = BytesIO()
        sheet.save(packed, "WEBP", quality=quality)
        if packed.tell() <= LARGEST:
            data = b64encode(packed.getvalue()).decode("ascii")
            return Drawn(data, sheet.width, sheet.height, len(pairs))
    return None


def _pairs(
    before: Image.Image, after: Image.Image, places: list[Place], masked: list[Box], room: int
) -> list[tuple[Image.Image, Image.Image]]:
    """Places in both pictures, ``room`` pixels of height together."""
    old, new = _Page(before, _before), _Page(after, _after)
    found: list[tuple[Image.Image, Image.Image]] = []
    for place in places:
        rows = room * before.width // _COLUMN
        if rows <= 2 * NEAR:
            break
        pair = (
            old.part(place.top, place.bottom, rows, place.boxes, masked),
            new.part(place.new_top, place.new_bottom, rows, place.boxes, masked),
        )
        found.append(pair)
        room -= max(one.height for one in pair) + _GAP
    return found


def _before(box: Box) -> _Range:
    return box.top, box.bottom


def _after(box: Box) -> _Range:
    return box.new_top, box.new_bottom


@dataclass(frozen=True, slots=True)
class _Page:
    """One of the two pictures."""

    image: Image.Image
    rows: Callable[[Box], _Range]
    """which rows of it a box is about"""

    def part(
        self, top: int, bottom: int, room: int, boxes: Iterable[Box], masked: Iterable[Box]
    ) -> Image.Image:
        """Some of its rows with a little around them, as wide as a column, with what differs outlined and
        what is masked hatched."""
        start = max(0, top - NEAR)
        end = max(start + 1, min(self.image.height, bottom + NEAR, start + room))
        size = _COLUMN, max(1, round((end - start) * _COLUMN / self.image.width))
        shown = self.image.crop((0, start, self.image.width, end)).resize(
            size, Image.Resampling.LANCZOS
        )
        hatched = self._marks(masked, start, end, size)
        shown.paste(_hatching(size), mask=hatched.point(lambda value: int(value * _VEIL)))
        differs = self._marks(boxes, start, end, size)
        shown.paste(_OUTLINE, mask=differs.point(lambda value: int(value * _TINT)))
        shown.paste(_OUTLINE, mask=_outline(differs))
        return shown

    def _marks(
        self, boxes: Iterable[Box], start: int, end: int, size: tuple[int, int]
    ) -> Image.Image:
        """Where the boxes are, white on black; a box without rows here is a line."""
        marks = Image.new("L", size)
        pen = ImageDraw.Draw(marks)
        scale = _COLUMN / self.image.width
        for box in boxes:
            top, bottom = self.rows(box)
            if bottom < start or top > end:
                continue
            first, last = round((top - start) * scale), round((bottom - start) * scale)
            left, right = round(box.left * scale), round(box.right * scale)
            pen.rectangle((left - 2, first - 2, right + 1, max(first, last) + 1), fill=255)
        return marks


def _outline(marks: Image.Image) -> Image.Image:
    """The rim of what is marked, also where it reaches the edge of the picture."""
    wide = ImageOps.expand(marks, _LINE)
    rim = ImageChops.subtract(wide, wide.filter(ImageFilter.MinFilter(_LINE)))
    return ImageOps.crop(rim, _LINE)


def _hatching(size: tuple[int, int]) -> Image.Image:
    sheet = Image.new("RGB", size, _PAPER)
    pen = ImageDraw.Draw(sheet)
    width, height = size
    for x in range(-height, width, _GAP):
        pen.line((x, height, x + height, 0), fill=_MASK, width=2)
    return sheet


def _sheet(pairs: list[tuple[Image.Image, Image.Image]]) -> Image.Image:
    """All places, one below the other; between them rows are left out."""
    heights = [max(old.height, new.height) for old, new in pairs]
    size = 2 * _COLUMN + _GAP, sum(heights) + _GAP * (len(pairs) - 1)
    sheet = Image.new("RGB", size, _PAPER)
    top = 0
    for (old, new), high in zip(pairs, heights, strict=True):
        sheet.paste(old, (0, top))
        sheet.paste(new, (_COLUMN + _GAP, top))
        top += high + _GAP
    return sheet
