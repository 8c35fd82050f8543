"""Rows of two pictures aligned, strip by strip: what is beside an inserted paragraph stays where it is, and
what is below it moves with it."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, cast

from PIL import ImageChops
from rapidfuzz.distance import LCSseq

from evidence.changes.visual.model import Box

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PIL.Image import Image
    from rapidfuzz.distance import Opcode

WIDTH = 80
"""Pixels of a strip: narrower than the columns of a page, wider than its letters."""
_NEAR = 25
"""A tenth of a channel's range, which smoothing of letters may differ by, as in
:file:`crawler/browser/likeness.js`."""
_BYTES = 3
_ANCHOR = 10
"""Rows of a run that holds the alignment: a line of text."""
_Rows = tuple[int, int, int, int]


def differing(before: Image, after: Image) -> list[Box]:
    """The rows of each strip that differ, from the top of each. What only adds or takes away empty space is
    no difference. Both are of one width."""
    found: list[Box] = []
    for left in range(0, before.width, WIDTH):
        right = min(left + WIDTH, before.width)
        old = before.crop((left, 0, right, before.height))
        new = after.crop((left, 0, right, after.height))
        found += (Box(left, right, *rows) for rows in _rows(old, new))
    return found


def _rows(old: Image, new: Image) -> Iterator[_Rows]:
    """Ranges of rows that differ, in both."""
    these, those = _lines(old), _lines(new)
    for region in _between_anchors(these, those):
        top, bottom = _without_space(these, *region[:2])
        new_top, new_bottom = _without_space(those, *region[2:])
        if top == bottom and new_top == new_bottom:
            continue
        if bottom - top == new_bottom - new_top and _is_near(
            old.crop((0, top, old.width, bottom)), new.crop((0, new_top, new.width, new_bottom))
        ):
            continue
        yield top, bottom, new_top, new_bottom


def _lines(strip: Image) -> list[bytes]:
    data, long = strip.tobytes(), strip.width * _BYTES
    return [data[start : start + long] for start in range(0, len(data), long)]


def _between_anchors(these: list[bytes], those: list[bytes]) -> Iterator[_Rows]:
    """What lies between two runs of equal rows that hold the alignment. Empty rows between lines of text equal
    each other on any page, so they hold it only where they moved no further than what stands around them."""
    steps = list(LCSseq.opcodes(these, those))
    moved = _moved(steps, these, len(those) - len(these))
    region: list[Opcode] = []
    for number, step in enumerate(steps):
        if step.tag != "equal":
            region.append(step)
        elif _by(step) in moved[number] and _is_long(step, these):
            if region:
                yield _whole(region)
            region = []
    if region:
        yield _whole(region)


def _moved(steps: Sequence[Opcode], these: list[bytes], at_end: int) -> list[set[int]]:
    """For each step, how far the last and the next run of rows with something on them moved down; a run that
    has something on it is one of both."""
    drawn = [step.tag == "equal" and _has_drawn(step, these) for step in steps]
    last, following = 0, at_end
    before: list[int] = []
    for step, is_drawn in zip(steps, drawn, strict=True):
        last = _by(step) if is_drawn else last
        before.append(last)
    after: list[int] = []
    for step, is_drawn in zip(reversed(steps), reversed(drawn), strict=True):
        following = _by(step) if is_drawn else following
        after.append(following)
    return [{one, other} for one, other in zip(before, reversed(after), strict=True)]


def _by(step: Opcode) -> int:
    return step.dest_start - step.src_start


def _has_drawn(step: Opcode, these: list[bytes]) -> bool:
    found = (line for line in these[step.src_start : step.src_end] if not _is_plain(line))
    return next(islice(found, _ANCHOR - 1, None), None) is not None


def _is_long(step: Opcode, these: list[bytes]) -> bool:
    is_edge = step.src_start == 0 or step.src_end == len(these)
    return is_edge or step.src_end - step.src_start >= _ANCHOR


def _whole(region: list[Opcode]) -> _Rows:
    first, last = region[0], region[-1]
    return first.src_start, last.src_end, first.dest_start, last.dest_end


def _is_plain(line: bytes) -> bool:
    """Whether a row has one colour."""
    return line == line[:_BYTES] * (len(line) // _BYTES)


def _without_space(lines: list[bytes], top: int, bottom: int) -> tuple[int, int]:
    """The range without rows at its ends that are as empty as what lies beyond."""
    while top < bottom and bottom < len(lines) and _is_more(lines[bottom], lines[bottom - 1]):
        bottom -= 1
    while 0 < top < bottom and _is_more(lines[top - 1], lines[top]):
        top += 1
    return top, bottom


def _is_more(beyond: bytes, line: bytes) -> bool:
    return line == beyond and _is_plain(line)


def _is_near(one: Image, other: Image) -> bool:
    """Whether no pixel differs by more than letters do that are smoothed in another way."""
    extrema = cast("tuple[tuple[int, int], ...]", ImageChops.difference(one, other).getextrema())
    return all(most <= _NEAR for _, most in extrema)
