"""The certificates of the hosts that a page was made of, as the browser saw them."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.browser.model import Certificate
from crawler.browser.protocol import Gone, Stuck, ask

if TYPE_CHECKING:
    from collections.abc import Iterable

    from playwright.async_api import CDPSession

    from crawler.browser.model import Exchange
    from crawler.browser.spool import Spool

_MOST = 30
"""Hosts that are asked about: a page of a newspaper has that many."""


async def certificates(
    session: CDPSession, spool: Spool, exchanges: Iterable[Exchange]
) -> tuple[tuple[Certificate, ...], tuple[str, ...]]:
    """The chains of the hosts of https, the page's own first, and what went wrong."""
    origins = dict.fromkeys(
        f"https://{urlsplit(one.url).netloc}"
        for one in sorted(exchanges, key=lambda one: not one.is_main)
        if one.status and urlsplit(one.url).scheme == "https"
    )
    found: list[Certificate] = []
    for number, origin in enumerate(list(origins)[:_MOST]):
        try:
            given = await ask(session, "Network.getCertificate", origin=origin)
        except (Gone, Stuck) as problem:
            return tuple(found), (f"certificates: {problem}",)
        chain = tuple(
            spool.put(f"certificate-{number}-{place}.der", base64.b64decode(one))
            for place, one in enumerate(given["tableNames"])
        )
        if chain:
            found.append(Certificate(urlsplit(origin).hostname or "", chain))
    return tuple(found), ()
