"""Files with nothing to read in them, which servers send in place of documents: a picture of one point, an
archive or a PDF that holds nothing, a workbook without a cell.

A scan may take a text's place, so a picture counts only where no page of text could be read in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.verdicts.facts import answered, extension, names_a_file, unchanged

if TYPE_CHECKING:
    from evidence.content.model import Content
    from evidence.verdicts.model import Look

_LEGIBLE = 400
"""Pixels of a picture's shorter side from which on a page of text may be read in it: A4 at 50 dots an inch has
413, and letters of 10 points are 7 high."""
_POINT = 2
"""Pixels of what counts visits; no picture that anybody looks at."""
_PICTURES = frozenset({".jpg", ".jpeg", ".png", ".gif", ".tif", ".tiff"})
_SHEETS = ("spreadsheet", "ms-excel")


def is_hollow(look: Look) -> bool:
    """Whether a file came that nothing can be read in, where a document was or is expected."""
    content, before = look.content, look.baseline.content if look.baseline is not None else None
    if content is None or not answered(look) or look.truncated is not None or unchanged(look):
        return False
    if content.extra.get("pages") == "0" or content.extra.get("files") == "0":
        return before is None or before.extra != content.extra
    if content.media_type.startswith("image/"):
        return _is_too_small(content, look)
    return before is not None and _is_bare(content) and not _is_bare(before) and before.words > 0


def _is_too_small(content: Content, look: Look) -> bool:
    """Whether a picture can't be the document: a point where a picture was, or too small for a text."""
    sides = [int(content.extra[name]) for name in ("width", "height") if name in content.extra]
    if not sides:
        return False
    if look.baseline is None:  # what a page shows first, or a frame in it, may be a picture
        return (
            names_a_file(look.url)
            and extension(look.url) not in _PICTURES
            and min(sides) < _LEGIBLE
        )
    if look.baseline.media_type.startswith("image/"):
        return max(sides) <= _POINT
    return min(sides) < _LEGIBLE


def _is_bare(content: Content) -> bool:
    """Whether a workbook has the names of its sheets, and no cell."""
    names = {part.name for part in content.parts}
    is_workbook = any(sheet in content.media_type for sheet in _SHEETS)
    return (
        is_workbook
        and content.comparable
        and not content.problem
        and names.issuperset(content.lines)
    )
