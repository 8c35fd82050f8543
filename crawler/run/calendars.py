"""Carry digests to OpenTimestamps calendars, and their proofs back."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from crawler.wire import errand
from evidence.custody.log.anchoring import Calendars, anchor

if TYPE_CHECKING:
    from evidence.config import Config
    from evidence.store import Store

_TYPE = "application/vnd.opentimestamps.v1"
_SECONDS = 10.0
"""A silent calendar must not hold the folder; it is asked again in the next night."""
_MOST = 10_000
"""Bytes of a reply, as the reference client bounds them; a whole way into a block has some 1,000."""
_PUBLIC = (
    "https://*.calendar.opentimestamps.org",
    "https://*.calendar.eternitywall.com",
    "https://*.calendar.catallaxy.com",
)
"""Calendars that the public pools name in their replies (the reference client's own list)."""


def run(store: Store, config: Config) -> None:
    """Have seals anchored by the calendars that the configuration names. Raises StoreError."""
    urls = [url.rstrip("/") for url in config.custody.calendars]

    def is_known(url: str) -> bool:
        return url.rstrip("/") in urls or any(fnmatchcase(url, one) for one in _PUBLIC)

    anchor(store, Calendars(urls, _submit, _upgrade, is_known))


def _submit(url: str, digest: bytes) -> bytes:
    reply = _ask("POST", f"{url}/digest", digest)
    if reply.status != 200:
        raise OSError(f"HTTP status {reply.status}")
    return reply.body


def _upgrade(url: str, digest: bytes) -> bytes | None:
    """None for 404: the calendar has not written it into a block yet."""
    reply = _ask("GET", f"{url.rstrip('/')}/timestamp/{digest.hex()}", None)
    if reply.status not in (200, 404):
        raise OSError(f"HTTP status {reply.status}")
    return reply.body if reply.status == 200 else None


def _ask(method: str, url: str, body: bytes | None) -> errand.Reply:
    headers = {"Accept": _TYPE, "Content-Type": "application/x-www-form-urlencoded"}
    return errand.run(method, url, body, headers, most=_MOST, seconds=_SECONDS)
