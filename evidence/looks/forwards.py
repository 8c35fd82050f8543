"""Where a page sends its reader on to without a redirect status, and whether he has read it before.

Applications put ``Refresh: 1200; url=/sesion-expirada`` on all that they answer, on documents too, for
the time when a visit is over: who opens such an address reads what stands there.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

from evidence.addresses import LONGEST_WAIT, Refresh, refresh, resolve, route_of
from evidence.content import extract
from evidence.formats.sniff import sniff

if TYPE_CHECKING:
    from evidence.content import Content
    from evidence.custody.warc.http import Message

_SHOW_NOTHING = frozenset({204, 205, 304})
"""Statuses under which a browser stays where it is."""
_ERRORS = 400
_WEB = ("http://", "https://")
_WITHIN = 262_144
"""Bytes of a page in which a refresh is looked for: it stands in the head, behind style sheets."""
_LARGEST = 2_000_000
"""Bytes of a page that may have nothing of its own to show: the largest with a builder's styles and
scripts in it have half of that."""
_META = re.compile(rb"http-equiv\s*=\s*[\"']?(?:refresh|[refsh]{0,6}&)")
"""The refresh of a page, perhaps: a letter of its name may be written as a character reference."""
_AT_ONCE = 1
"""Seconds after which a reader has seen nothing of a page yet that sends him on."""
_A_TEXT = 60
"""Words below which a page with a refresh is one that only forwards: a page with a text of its own
that reloads itself is no redirect."""
_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_AS_PAGE = _PAGES | {
    "",
    "text/xml",
    "application/xml",
    "unknown/unknown",
    "application/unknown",
    "*/*",
}
"""Types by which browsers show markup as a page: its own ones, and those that stand for none (MIME
Sniffing, 7.1). ``text/plain`` they show as it is written."""


def may_forward(message: Message) -> bool:
    """Whether an answer without a redirect status names another address to go to, perhaps."""
    if message.status in _SHOW_NOTHING or _is_download(message):
        return False
    if message.header("refresh"):
        return True
    body = message.decoded(_WITHIN) if message.payload else b""
    return _META.search(body.replace(b"\0", b"").lower()) is not None


def _is_download(message: Message) -> bool:
    """Whether a browser saves the answer and stays on the page that it shows."""
    return message.header("content-disposition").strip().lower().startswith("attachment")


def refresh_of(message: Message, url: str, *, errors: bool = False) -> str | None:
    """Where an answer forwards to without a redirect status: by its ``Refresh`` header or a
    ``<meta>``, at once, or after a while from a page that shows nothing of its own. It may be ``url``
    itself.

    None where it stays, as it does in a browser where it names no page of the web or is a download, and
    where a reader has half a minute and more for what it shows. An error forwards to nowhere but
    itself, unless ``errors`` asks what a browser would show in its place at once.
    """
    if not may_forward(message):
        return None
    body = message.decoded(_WITHIN) if message.payload else b""
    page = extract(body, message.content_type, url) if _is_page(message, body) else None
    named = _named(message, page, url)
    if named is None:
        return None
    seconds, target = named
    if message.status >= _ERRORS and target != url and not (errors and seconds <= _AT_ONCE):
        return None
    if seconds > _AT_ONCE and not (
        seconds <= LONGEST_WAIT and _shows_nothing(message, body, page, url)
    ):
        return None
    return target if target.startswith(_WEB) else None


def _is_page(message: Message, body: bytes) -> bool:
    """Whether browsers read the markup of a body, and do not show it as it is written."""
    declared = message.content_type.partition(";")[0].strip().lower()
    shown = declared in _AS_PAGE or "/" not in declared
    return shown and sniff(body, message.content_type) in _PAGES


def _named(message: Message, page: Content | None, url: str) -> Refresh | None:
    """What the header and the page name: the sooner, as Chromium has it, and of two at once the page's own,
    which is the later one."""
    header = refresh(message.values("refresh"))
    if header:
        header = Refresh(header.seconds, _located(url, header.target))
    if page is None or not page.refresh or (header and header.seconds < page.refresh_after):
        return header
    return Refresh(page.refresh_after, _with_route(page.refresh, url))


def _shows_nothing(message: Message, body: bytes, page: Content | None, url: str) -> bool:
    """Whether a reader who waits sees no text of the page's own; a file and a text have one."""
    if not body.strip():
        return True
    if page is None or not _is_bare(page):
        return False
    if len(body) < _WITHIN:
        return True
    whole = message.decoded(_LARGEST + 1)
    return len(whole) <= _LARGEST and _is_bare(extract(whole, message.content_type, url))


def _is_bare(page: Content) -> bool:
    return page.comparable and page.main_words < _A_TEXT


def _located(url: str, target: str) -> str:
    """The address that the target of a ``Refresh`` header means; empty for none.

    Chromium reads the header as Latin-1, and asks for ``/a%C3%B1o`` where it says ``/a\\xf1o``.
    """
    with suppress(UnicodeError):  # in UTF-8 it is what everybody means
        target = target.encode("latin-1").decode()
    try:
        return _with_route(resolve(url, target), url) if target else url
    except ValueError:
        return ""


def _with_route(target: str, url: str) -> str:
    """An address without the place on its page, and with the route that a script's page shows there; within
    ``url`` itself a browser loads nothing anew."""
    page = target.partition("#")[0]
    return page if page == url else page + route_of(target)
