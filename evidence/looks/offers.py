"""The documents that a cited page offers: what a reader can open from it, such as the minutes behind
a piece of news.

They are none of the page's parts, so its verdict says nothing of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.changes.documents import documents
from evidence.content import Link
from evidence.identity import fetch_url
from evidence.looks.contents import stored_content
from evidence.looks.parts import parts_of
from evidence.store import due, looks
from evidence.verdicts.standing import GOOD

if TYPE_CHECKING:
    from pathlib import Path

    from evidence.content import Content
    from evidence.store import Store

MOST = 20
"""Documents told of one page; what offers more is a list, and a list is watched as a board."""
_PAGES = ("text/html", "application/xhtml+xml")
_LONGEST = 2_000
"""Characters of an address that is told; browsers take no longer ones everywhere."""


def offers_of(content: Content, final_url: str, cited: str) -> tuple[Link, ...]:
    """The documents that the page ``content`` offers, each address once, in the page's order.

    The page came from ``final_url`` for the address ``cited``. Only links in its main content count:
    those of menus and footers are on every page of a site. What the page is made of
    (:func:`evidence.looks.parts.parts_of`) is left out, and so is the page itself.
    """
    if content.media_type not in _PAGES:
        return ()
    own = {_plain(final_url), _plain(cited), ""}
    own.update(part.url for part in parts_of(content, final_url, cited))
    found: dict[str, Link] = {}
    for link in documents(link for link in content.links if not link.is_framed):
        url = _plain(link.url)
        if url in own or len(url) > _LONGEST:
            continue
        known = found.get(url)
        if known is None or (link.text and not known.text):
            found[url] = Link(url, link.text)
    return tuple(found.values())


def offered(folder: Path, store: Store, url_id: str, cited: str, max_body: int) -> tuple[Link, ...]:
    """The documents that a page offers by its last capture that showed it; none where no look did.

    At most :data:`MOST`. Raises RecordError when the record of that capture is damaged.
    """
    capture = due.capture(store, looks.last_shown(store, url_id, GOOD))
    if capture is None or capture.media_type not in _PAGES:
        return ()
    content = stored_content(folder, capture, max_body)
    return offers_of(content, capture.url, cited)[:MOST]


def _plain(url: str) -> str:
    """The address as it is asked for; empty where it is none of the web's."""
    try:
        plain = fetch_url(url)
    except ValueError:
        return ""
    return plain if plain.startswith(("http://", "https://")) else ""
