"""A stretch of one line of a page in a PDF."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evidence.formats.pdf_sheet import Box, Sheet


@dataclass(slots=True)
class Row:
    """A stretch of one line; ``text[start:end]`` of the sheet are its visible characters."""

    start: int
    end: int
    hyphen: bool
    box: Box
    baseline: float
    size: float
    """of its largest type, with the baseline of that"""
    styles: tuple[str, str]
    glue: str | None = None
    """what stands between it and the row before on the same line; None: it begins a line"""

    @classmethod
    def of(cls, sheet: Sheet, start: int, end: int, *, hyphen: bool) -> Row:
        """``text[start:end]`` of a sheet; ``hyphen``: one ends it."""
        left, right = sheet.box(start), sheet.box(end - 1)
        box = (
            min(left[0], right[0]),
            min(left[1], right[1]),
            max(left[2], right[2]),
            max(left[3], right[3]),
        )
        middle = next(
            (at for at in range((start + end) // 2, end) if sheet.text[at].isalpha()), start
        )
        size, at = max((sheet.size(at), at) for at in dict.fromkeys((start, middle, end - 1)))
        styles = sheet.style(start), sheet.style(end - 1)
        return cls(start, end, hyphen, box, sheet.baseline(at), size, styles)
