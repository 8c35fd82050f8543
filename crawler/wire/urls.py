"""Which URLs can be asked for, and which answers send us on to another."""

from __future__ import annotations

from urllib.parse import urlsplit

from evidence.identity import fetch_url
from evidence.verdicts.model import Failure
from evidence.vocabulary import Stage

_NO_WEB = frozenset(
    map(
        int,
        """0 1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111 113 115 117
        119 123 135 137 139 143 161 179 389 427 465 512 513 514 515 526 530 531 532 540 548 554 556 563 587 601 636
        989 990 993 995 1719 1720 1723 2049 3659 4045 4190 5060 5061 6000 6566 6665 6666 6667 6668 6669 6679 6697
        10080""".split(),
    )
)
"""Ports at which something other than the web answers, and that no browser asks at (Fetch, 2.9: port
blocking): a request there could be read as a mail or a command."""


def problem_of(url: str) -> Failure | None:
    """Why ``url`` can't be asked for at all."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        return Failure(Stage.URL, "malformed", str(error))
    if parts.scheme.lower() not in ("http", "https"):
        return Failure(
            Stage.URL, "scheme" if parts.scheme else "malformed", parts.scheme or url[:200]
        )
    host = parts.hostname or ""
    try:
        fetch_url(url)
    except ValueError:
        return Failure(Stage.URL, "malformed", "no browser could read it")
    if not host or any(len(label) > 63 for label in host.split(".")) or ".." in host:
        return Failure(Stage.URL, "malformed", "no host" if not host else "not a host name")
    if port in _NO_WEB:
        return Failure(Stage.URL, "port", f"no browser asks at port {port}")
    return None
