"""The rules that a page of a PDF draws, and the tables that they make.

Word, LibreOffice, browsers and InDesign draw the border of each cell as a thin box, a stroke or a
rectangle. Which text a cell holds is told in :mod:`evidence.formats.pdf_cells`. Runs behind the fence only.
"""

from __future__ import annotations

import ctypes
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import pypdfium2.raw as pdfium

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.formats.pdf_sheet import Box, Page

_MOST_OBJECTS = 20_000
"""Of a page; a map or a chart has more, and no table."""
_MOST_RULES = 2_000
"""Of a page: a cell has four, and a full page of small print some 300 cells."""
_THIN = 3.0
"""Points: what is thicker is an area, and its edges are looked at."""
_SHORT = 5.0
"""Points of the shortest rule; the lines of letters that are drawn are shorter."""
_NEAR = 2.5
"""Points by which rules that meet may miss each other; borders are 0.5 to 2.25 thick."""
_COLUMNS = 2
"""Of a table at least; less is a frame around a text. A single row may be the rest of one."""

Rule: TypeAlias = tuple[float, float, float]
"""Where it lies (x of an upright one, y of a level one), where it begins, where it ends."""


@dataclass(frozen=True)
class Grid:
    """A table that is drawn: edges of its columns from left to right, of its rows from the top."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    level: tuple[Rule, ...]
    """its level rules"""

    def row(self, y: float) -> int:
        """Which row a height lies in; -1 outside."""
        heights = [-edge for edge in self.ys]
        at = bisect_left(heights, -y) - 1
        return at if 0 <= at < len(self.ys) - 1 else -1

    def top(self, row: int, column: int) -> int:
        """The row in which a cell begins that may reach over several: no rule parts them there."""
        middle = (self.xs[column] + self.xs[column + 1]) / 2
        while row and not any(
            abs(y - self.ys[row]) <= _NEAR and start <= middle <= end
            for y, start, end in self.level
        ):
            row -= 1
        return row


def grids_of(page: Page) -> list[Grid]:
    """The tables that a page draws, from the top."""
    upright, level = _rules(page)
    if len(upright) + len(level) > _MOST_RULES:
        return []
    upright, level = _joined(upright), _joined(level)
    grids = [_grid(ups, levels) for ups, levels in _groups(upright, level)]
    return sorted((grid for grid in grids if grid), key=lambda grid: -grid.ys[0])


def _rules(page: Page) -> tuple[list[Rule], list[Rule]]:
    upright: list[Rule] = []
    level: list[Rule] = []
    for number in range(min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        drawn = pdfium.FPDFPage_GetObject(page, number)
        if pdfium.FPDFPageObj_GetType(drawn) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        for left, bottom, right, top in _boxes(drawn):
            if right - left <= _THIN and top - bottom >= _SHORT:
                upright.append(((left + right) / 2, bottom, top))
            elif top - bottom <= _THIN and right - left >= _SHORT:
                level.append(((bottom + top) / 2, left, right))
    return upright, level


def _boxes(drawn: Any) -> Iterator[Box]:
    """What a path inks: itself where it is thin, else its sides."""
    edges = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(drawn, *edges):
        return
    left, bottom, right, top = (edge.value for edge in edges)
    if min(right - left, top - bottom) <= _THIN:
        yield left, bottom, right, top
        return
    count = pdfium.FPDFPath_CountSegments(drawn)
    if count > _MOST_RULES:
        return
    yield from _sides(drawn, count)


def _sides(drawn: Any, count: int) -> Iterator[Box]:
    """The straight pieces of a path, each as a box; closing ones too."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(drawn, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    first = before = (0.0, 0.0)
    for number in range(count):
        piece = pdfium.FPDFPath_GetPathSegment(drawn, number)
        pdfium.FPDFPathSegment_GetPoint(piece, x, y)
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = pdfium.FPDFPathSegment_GetType(piece)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            first = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield _box(before, point)
        if pdfium.FPDFPathSegment_GetClose(piece):
            yield _box(point, first)
        before = point


def _box(one: tuple[float, float], other: tuple[float, float]) -> Box:
    (left, right), (bottom, top) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    return left, bottom, right, top


def _joined(rules: list[Rule]) -> list[Rule]:
    """Rules of one line that meet, as one: each cell draws its own piece."""
    joined: list[Rule] = []
    for where, start, end in sorted(rules):
        for at in range(len(joined) - 1, -1, -1):
            line, begin, stop = joined[at]
            if where - line > _NEAR:
                joined.append((where, start, end))
                break
            if start <= stop + _NEAR and end >= begin - _NEAR:
                joined[at] = line, min(begin, start), max(stop, end)
                break
        else:
            joined.append((where, start, end))
    return joined


def _groups(upright: list[Rule], level: list[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Rules that cross or meet, group by group."""
    free_up, free_level = set(range(len(upright))), set(range(len(level)))
    while free_up:
        waiting = [(True, free_up.pop())]
        ups: list[Rule] = []
        levels: list[Rule] = []
        while waiting:
            is_up, number = waiting.pop()
            if is_up:
                ups.append(upright[number])
                met = [n for n in free_level if _meet(upright[number], level[n])]
                free_level.difference_update(met)
            else:
                levels.append(level[number])
                met = [n for n in free_up if _meet(upright[n], level[number])]
                free_up.difference_update(met)
            waiting += [(not is_up, n) for n in met]
        yield ups, levels


def _meet(up: Rule, flat: Rule) -> bool:
    x, bottom, top = up
    y, left, right = flat
    return left - _NEAR <= x <= right + _NEAR and bottom - _NEAR <= y <= top + _NEAR


def _grid(ups: list[Rule], levels: list[Rule]) -> Grid | None:
    """The table of some rules; its foot is where the upright ones end, where no rule closes it."""
    xs = _apart(x for x, _, _ in ups)
    edges = [y for y, _, _ in levels]
    edges += [min(start for _, start, _ in ups), max(end for _, _, end in ups)] if ups else []
    ys = _apart(edges)[::-1]
    if len(xs) <= _COLUMNS or len(ys) < 2:
        return None
    return Grid(tuple(xs), tuple(ys), tuple(levels))


def _apart(places: Iterator[float] | list[float]) -> list[float]:
    """Places in order, those that are as good as one once."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > 2 * _NEAR:
            found.append(place)
    return found
