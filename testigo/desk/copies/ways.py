"""In which ways a capture can be shown: as a browser drew it, as it came, as a picture, as text."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from evidence.store import due, loaded
from testigo.api.folder import opened
from testigo.desk.copies.texts import PAGES, PDF

if TYPE_CHECKING:
    from testigo.api.folder import Folder


class How(StrEnum):
    """One way."""

    DRAWN = "drawn"
    """the page as scripts had drawn it in our browser"""
    CAME = "came"
    """as it came: a page, the pages of a PDF, a picture"""
    PICTURE = "picture"
    """our browser's picture of the whole page"""
    TEXT = "text"


class Way(NamedTuple):
    """One way, and the capture that is shown in it."""

    how: How
    capture_id: str


def ways(folder: Folder, capture_id: str) -> tuple[Way, ...]:
    """The ways in which a capture can be shown, the best first; none where there is no such capture. Nothing
    is read from the WARC for it.

    Raises FolderError, StoreError.
    """
    with opened(folder) as store:
        known = due.capture(store, capture_id)
        views = loaded.views(store, capture_id) if known else None
    if known is None:
        return ()
    if known.media_type not in PAGES:
        has_looks = known.media_type == PDF or known.media_type.startswith("image/")
        came = (Way(How.CAME, capture_id),) if has_looks else ()
        return (*came, Way(How.TEXT, capture_id))
    drawn = views.drawn_id if views else None
    found = (
        (How.DRAWN, drawn),
        (How.CAME, (views.came_id if drawn == capture_id else capture_id) if views else capture_id),
        (How.PICTURE, views.whole_id if views else None),
        (How.TEXT, drawn or capture_id),
    )
    return tuple(Way(how, one) for how, one in found if one)


def chosen(folder: Folder, capture_id: str, how: str) -> Way | None:
    """The way that is asked for by its word, else the best; None where there is no such capture. Raises as
    :func:`ways`."""
    found = ways(folder, capture_id)
    return next((one for one in found if one.how == how), next(iter(found), None))
