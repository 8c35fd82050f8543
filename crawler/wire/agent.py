"""Who we say that we are: ourselves, to every server alike, but for the one request by which a loss
is seen with a browser's eyes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.vocabulary import Manner

if TYPE_CHECKING:
    from evidence.config import Crawl

ROBOTS_NAME = "testigo"
"""The product token that a site's robots.txt addresses us by (RFC 9309 2.2.1)."""


LANGUAGES = "es-MX,es;q=0.9,en;q=0.8"
"""What we read, as ``Accept-Language`` has it."""

BROWSER = {
    "User-Agent": "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 "
    "(KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
    "Accept-Language": LANGUAGES,
    "Accept-Encoding": "gzip, deflate",
    "Upgrade-Insecure-Requests": "1",
    "Sec-Fetch-Dest": "document",
    "Sec-Fetch-Mode": "navigate",
    "Sec-Fetch-Site": "none",
    "Sec-Fetch-User": "?1",
}
"""What Chrome 131 on Windows sends when an address is typed in (Fetch Metadata, W3C), with the
content codings that we can undo. Sent only for the second look at a loss,
and by observers."""


def user_agent(crawl: Crawl) -> str:
    """The ``User-Agent`` of every request to sites and archives: the configured one, with the
    contact where there is one."""
    return f"{crawl.user_agent} ({crawl.contact})" if crawl.contact else crawl.user_agent


_ANOTHER = ("en-US,en;q=0.9", "es-MX,es;q=0.9")
"""What another reader reads: English, or of an English one Spanish."""
_SEARCH = "https://www.google.com/"
"""From where most readers come who don't type an address (its referrer is its origin alone)."""

PROGRAM = {
    "Accept": "text/html,application/xhtml+xml,application/pdf,*/*;q=0.8",
    "Accept-Language": LANGUAGES,
    "Accept-Encoding": "gzip, deflate",
}
"""What we send with every request as ourselves."""


def asking(manner: Manner, languages: str) -> dict[str, str]:
    """The headers of a look of an observer; ``languages`` are those of who wants to know."""
    if manner is Manner.LANGUAGE:
        languages = _ANOTHER[languages.lower().startswith("en")]
    headers = {**(PROGRAM if manner is Manner.PROGRAM else BROWSER), "Accept-Language": languages}
    if manner is Manner.REFERRED:
        headers |= {"Referer": _SEARCH, "Sec-Fetch-Site": "cross-site"}
    return headers
