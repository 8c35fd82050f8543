"""What a page looks like in 256 bits: the difference hash (dHash) of 16 rows of 17 cells."""

from __future__ import annotations

from itertools import pairwise

_COLUMNS, _ROWS, _PIXELS = 17, 16, 8
WIDTH, HEIGHT = _COLUMNS * _PIXELS, _ROWS * _PIXELS
"""Pixels that a page is drawn with at least: 8 x 8 of them are averaged for a cell."""
_STEP = 2
"""Grey levels of 255 that count as darker: less is compression noise on white paper."""


def difference_hash(grey: bytes, width: int, height: int, stride: int) -> str:
    """Hex of one bit for each cell that is lighter than its right neighbour."""
    bits = 0
    for row in range(_ROWS):
        lines = range(row * height // _ROWS, (row + 1) * height // _ROWS)
        cells = []
        for column in range(_COLUMNS):
            left, right = column * width // _COLUMNS, (column + 1) * width // _COLUMNS
            total = sum(sum(grey[line * stride + left : line * stride + right]) for line in lines)
            cells.append(total / (len(lines) * (right - left)))
        for cell, neighbour in pairwise(cells):
            bits = bits << 1 | (cell > neighbour + _STEP)
    return f"{bits:064x}"
