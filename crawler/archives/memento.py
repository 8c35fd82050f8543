"""An archive that speaks Memento (RFC 7089) and is only read: Arquivo.pt and others that run pywb
or OpenWayback.

A TimeMap gives times and no statuses, so a capture counts as a look only after it was fetched and
judged.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from crawler.archives.client import ok
from crawler.archives.model import Listed, Saves
from crawler.archives.moments import DIGITS, moment
from crawler.archives.problems import ArchiveProblem, Fault
from crawler.archives.wayback import KEPT, raw_address, replay_of

if TYPE_CHECKING:
    from datetime import datetime

    from crawler.archives.client import Client
    from crawler.archives.model import Copy, Replay

_MAX_TIMEMAP = 20_000_000
_LINK = re.compile(r"<([^<>\s]{1,8000})>;([^<>]{0,500})")
_DIGITS = re.compile(r"/([0-9]{14})[a-z_]{0,4}/")
_MEMENTO = re.compile(r'\brel="?[^"]{0,100}\bmemento\b')


class Mementos:
    """The archive called ``name`` whose captures lie at ``<base>/<14 digits>/<url>``."""

    saves = Saves.NOTHING
    keys: tuple[str, ...] = ()
    saver = None

    def __init__(self, client: Client, name: str, base: str, daily_budget: int) -> None:
        self.name = name
        self.client = client
        self.daily_budget = daily_budget
        self.base_url = base.rstrip("/")

    def captures(self, url: str, since: datetime | None = None) -> list[Listed]:
        """By the TimeMap, as links; its statuses are not known and taken for good until fetched."""
        reply = self.client.ask(
            f"{self.base_url}/timemap/link/{quote(url, safe=KEPT)}", limit=_MAX_TIMEMAP
        )
        if reply.message.status == 404:
            # how pywb and OpenWayback say that they have none; so may a proxy on the way, which
            # costs nothing here: only a look-up of a source of copies is put off
            return []
        text = ok(reply)
        if 'rel="original"' not in text and "rel=original" not in text:
            raise ArchiveProblem(Fault.UNKNOWN, "an answer that is no TimeMap", service=True)
        found = read_timemap(text)
        return [
            Listed(url, at, 200, "unk", f"{at:{DIGITS}}", f"{self.base_url}/{at:{DIGITS}}/{url}")
            for at in found
            if since is None or at >= since
        ]

    def fetch(self, copy: Copy) -> Replay:
        """The bytes as captured (``id_``) at exactly the time of ``copy``."""
        return replay_of(self.client.ask(raw_address(self.base_url, copy)), copy)


def read_timemap(text: str) -> list[datetime]:
    """The times of the captures in a TimeMap in link format, the oldest first."""
    found = []
    for link in _LINK.finditer(text):
        target, attributes = link.groups()
        digits = _DIGITS.search(target)
        if digits and _MEMENTO.search(attributes) and (at := moment(digits[1])):
            found.append(at)
    return sorted(found)
