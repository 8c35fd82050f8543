"""``Retry-After``: how long a server asks to be left alone."""

from __future__ import annotations

import re

from crawler.wire.dates import http_date
from evidence import clock

_SECONDS = re.compile(r"[0-9]+")
"""Its digits are ASCII (RFC 9110 10.2.3); to :meth:`str.isdigit` a ² is one too."""
_LONGEST = 10.0**9
"""Seconds; thirty years are as good as for ever."""


def retry_after(value: str) -> float | None:
    """The seconds from now that a ``Retry-After`` header asks for: a number, or a date in one of
    the three forms of RFC 9110 5.6.7. None for anything else; never raises for any text."""
    value = value.strip()
    if _SECONDS.fullmatch(value):
        return min(float(value), _LONGEST)
    try:
        return min(max(0.0, (http_date(value) - clock.now()).total_seconds()), _LONGEST)
    except ValueError:
        return None
