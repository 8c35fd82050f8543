"""In which ways a capture can be shown: as a browser drew it, as it came, as a picture, as text, as a file."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from evidence.store import due, loaded
from testigo.api.folder import opened
from testigo.desk.copies.copy import PDF
from testigo.desk.copies.texts import PAGES

if TYPE_CHECKING:
    from testigo.api.folder import Folder


class How(StrEnum):
    """One way."""

    DRAWN = "drawn"
    """the page as scripts had drawn it in our browser"""
    AS_IT_CAME = "as-it-came"
    """a page, the pages of a PDF, a picture"""
    PICTURE = "picture"
    """our browser's picture of the whole page"""
    TEXT = "text"


class Way(NamedTuple):
    """One way, and the capture that is shown in it."""

    how: How
    capture_id: str


def ways(folder: Folder, capture_id: str) -> tuple[Way, ...]:
    """The ways in which a capture can be shown, the best first; its bytes can always be saved. Nothing is
    read from the WARC for it.

    Raises FolderError, StoreError.
    """
    with opened(folder) as store:
        known = due.capture(store, capture_id)
        views = loaded.views(store, capture_id)
    if known is None:
        return ()
    found = []
    is_page = known.media_type in PAGES
    if is_page and views and views.drawn_id and views.drawn_id != capture_id:
        found.append(Way(How.DRAWN, views.drawn_id))
    if is_page or known.media_type == PDF or known.media_type.startswith("image/"):
        found.append(Way(How.AS_IT_CAME, capture_id))
    if is_page and views and views.whole_id:
        found.append(Way(How.PICTURE, views.whole_id))
    return (*found, Way(How.TEXT, capture_id))
