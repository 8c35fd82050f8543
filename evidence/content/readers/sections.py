"""Headings divide lines into sections."""

from __future__ import annotations

from evidence.content.model import Part


def sections(headings: list[tuple[int, str]], stop: int) -> tuple[Part, ...]:
    """The parts that headings, as ``(index of line, text)``, divide ``stop`` lines into."""
    starts = headings if headings and headings[0][0] == 0 else [(0, ""), *headings]
    ends = [index for index, _ in starts[1:]] + [stop]
    return tuple(
        Part(name, start, end)
        for (start, name), end in zip(starts, ends, strict=True)
        if end > start
    )
