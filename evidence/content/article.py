"""The article of a page as trafilatura sees it: what tells the document from what stands around it.

Seven times slower than reading the page, so it is asked only when a difference shows.
"""

from __future__ import annotations

import re

from evidence import fence
from evidence.content.readers.html_shown import with_shown
from evidence.formats.document import Unreadable


def article(html: str) -> str:
    """The article text of a page, as much of it as can be had, read behind the fence.

    Raises :class:`evidence.fence.FenceFailure`, also where trafilatura is not installed.
    """
    return fence.call(_TASK, html.encode("utf-8", "replace"))


def read_article(body: bytes) -> str:
    """The same for a page in UTF-8, in this process. Raises :class:`Unreadable` without
    trafilatura."""
    try:
        import trafilatura  # noqa: PLC0415 - imports take 0.4 s
    except ImportError as missing:
        raise Unreadable("finding the article of a page needs trafilatura") from missing
    html = with_shown(body.decode())
    if "<dialog" in html:  # of which trafilatura keeps nothing, whatever they hold
        html = _DIALOG.sub(r"<\1div", html)
    found = trafilatura.extract(
        html, favor_recall=True, include_comments=False, include_tables=True
    )
    return found or ""


_DIALOG = re.compile(r"<(/?)dialog\b")
_TASK = fence.Task("evidence.content.article:read_article", str)
