"""Boxes that differ -> what always varies, and the places of the page that do not."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from evidence.changes.visual.model import Box, Place

if TYPE_CHECKING:
    from collections.abc import Iterable

NEAR = 32
"""Pixels between what is one place: two lines of text."""
_MARGIN = 12
"""Pixels by which what varies is larger than it was seen to be: less than a line."""
_MOST = 2_000
"""Boxes that are put together one by one; where more differ, all of the page does."""


def masked(boxes: Iterable[Box], varies: Iterable[Box]) -> tuple[list[Box], list[Box]]:
    """The boxes, without those of which all was seen to vary, and those. ``varies`` are from a comparison of
    which the second picture was the first of this one."""
    rows: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for one in varies:
        rows[one.left].append((one.new_top - _MARGIN, one.new_bottom + _MARGIN))
    joined = {left: _joined(ranges) for left, ranges in rows.items()}
    differ: list[Box] = []
    known: list[Box] = []
    for box in boxes:
        is_known = any(
            top <= box.top and box.bottom <= bottom for top, bottom in joined.get(box.left, ())
        )
        (known if is_known else differ).append(box)
    return differ, known


def places(boxes: list[Box]) -> list[Place]:
    """The boxes, those that are near each other in one of both pictures together, from the top of the page."""
    if len(boxes) > _MOST:
        return [_place(boxes)]
    found: list[Place] = []
    for box in sorted(boxes, key=lambda one: (one.new_top, one.top)):
        place = _place([box])
        while near := [one for one in found if _are_near(one, place)]:
            found = [one for one in found if one not in near]
            place = _place([*place.boxes, *(box for one in near for box in one.boxes)])
        found.append(place)
    return sorted(found, key=lambda one: (one.new_top, one.top))


def _place(boxes: list[Box]) -> Place:
    return Place(
        tuple(boxes),
        min(one.top for one in boxes),
        max(one.bottom for one in boxes),
        min(one.new_top for one in boxes),
        max(one.new_bottom for one in boxes),
    )


def _are_near(one: Place, other: Place) -> bool:
    return (one.top - NEAR < other.bottom and other.top - NEAR < one.bottom) or (
        one.new_top - NEAR < other.new_bottom and other.new_top - NEAR < one.new_bottom
    )


def _joined(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for top, bottom in sorted(ranges):
        if found and top <= found[-1][1]:
            found[-1] = (found[-1][0], max(bottom, found[-1][1]))
        else:
            found.append((top, bottom))
    return found
