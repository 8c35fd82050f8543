"""Behind the fence: pictures -> where they differ, drawn."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from evidence.changes.visual import places, strips
from evidence.changes.visual.drawing import draw
from evidence.changes.visual.model import Difference
from evidence.changes.visual.pixels import opened
from evidence.fence import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Image

    from evidence.changes.visual.model import Box


def compare(body: bytes, *, sizes: list[int]) -> Difference:
    """The pictures stand one after the other in ``body``: before, after, and earlier ones. Raises Refused
    for what can't be compared."""
    first, second, *others = _parts(body, sizes)
    before = opened(first)
    varies = [box for other in others for box in _varying(other, before)]
    after = opened(second)
    if before.width != after.width:
        raise Refused("the windows of both pictures differ in width")
    boxes, masked = places.masked(strips.differing(before, after), varies)
    found = places.places(boxes)
    picture = draw(before, after, found, masked) if found else None
    return Difference(
        places=len(found),
        shown=picture.shown if picture else 0,
        masked=bool(masked),
        data=picture.data if picture else "",
        width=picture.width if picture else 0,
        height=picture.height if picture else 0,
    )


def _varying(part: memoryview, before: Image) -> list[Box]:
    """What an earlier picture has otherwise. Only two pictures are open at a time: each may take 80 MB."""
    earlier = opened(part)
    return strips.differing(earlier, before) if earlier.width == before.width else []


def _parts(body: bytes, sizes: list[int]) -> Iterator[memoryview]:
    view = memoryview(body)
    for start, end in pairwise(accumulate(sizes, initial=0)):
        yield view[start:end]
