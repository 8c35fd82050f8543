"""What a copy shows beside itself: pictures that the page had, and pages of a PDF. Asked for by name."""

from __future__ import annotations

import re
from base64 import b64decode
from typing import TYPE_CHECKING

from evidence import fence
from testigo.desk.copies import raster, stored
from testigo.desk.copies.kept import DRAWING, LOCAL
from testigo.desk.copies.pdf import Drawn

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from testigo.api.folder import Folder

PAGES = "page/"
"""Before the names of pictures of pages."""
_DRAW = fence.Task("testigo.desk.copies.pdf:draw", Drawn, seconds=15.0)
"""Seconds of processor; a page takes 0.1, a map of a city five."""
_DRAWING = fence.Task("testigo.desk.copies.drawing:picture", str, seconds=10.0)
_PART = re.compile(rf"{LOCAL}([0-9a-f]{{64}})\.([a-z]{{3,4}})")
_PAGE = re.compile(rf"{PAGES}([1-9][0-9]{{0,4}})((?:\.[0-9]{{1,7}}-[0-9]{{1,7}}){{0,40}})\.png")
_MOST_MARKS = 40
"""Stretches marked on one page."""


def page_name(number: int, marks: Iterable[Sequence[int]]) -> str:
    """The name of the picture of a PDF's page, which says what is marked on it."""
    here = [f".{start}-{stop}" for page, start, stop in marks if page == number]
    return f"{PAGES}{number}{''.join(here[:_MOST_MARKS])}.png"


def read(folder: Folder, capture_id: str, name: str) -> tuple[str, bytes] | None:
    """Media type and bytes of a file that the copy of a capture shows; None where it shows none of this
    name, or it is none that may be shown.

    Raises UsageError when there is no such capture, FolderError, StoreError, RecordError.
    """
    if page := _PAGE.fullmatch(name):
        marks = [(int(page[1]), *map(int, one.split("-"))) for one in page[2].split(".")[1:]]
        return _page(stored.read(folder, capture_id).body, int(page[1]), marks)
    part = _PART.fullmatch(name)
    if part is None:
        return None
    known = stored.read(folder, capture_id)
    if known.known.payload_sha256 == part[1]:
        return picture(name, known.body)
    beside = next((one for one in known.beside.values() if stored.name_of(one) == name), None)
    return picture(name, stored.read(folder, beside.capture_id).body) if beside else None


def picture(name: str, body: bytes) -> tuple[str, bytes] | None:
    """The picture of this name, if the bytes are one; a drawing is written anew."""
    if not name.endswith(".svg"):
        kind = raster.kind_of(body)
        return (kind, body) if kind else None
    try:
        return DRAWING, fence.call(_DRAWING, body).encode()
    except fence.FenceFailure:
        return None


def _page(body: bytes, number: int, marks: Sequence[Sequence[int]]) -> tuple[str, bytes] | None:
    try:
        drawn = fence.call(_DRAW, body, number=number, marks=marks)
    except fence.FenceFailure:
        return None
    return "image/png", b64decode(drawn.png)
