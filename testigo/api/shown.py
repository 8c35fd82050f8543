"""What a page looked like: the pictures that a browser took of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from testigo.api.checks import answer
from testigo.api.folder import opened

if TYPE_CHECKING:
    from evidence.reports.pictures import BeforeAfter
    from testigo.api.folder import Folder


def pictures(folder: Folder, url: str) -> BeforeAfter:
    """The page as it stood in a browser last, as it was after its loss or alteration, and where both pictures
    differ; asks nobody. What was not taken is None. A picture is shown, and decides nothing.

    Errors are those of :func:`answer`.

    >>> testigo.pictures(folder, "https://agua.example/compromiso-4").before is None
    True
    """
    from evidence.reports.pictures import of_page

    told = answer(folder, url)
    with opened(folder) as store:
        return of_page(store, folder.path, told.check.url_id)
