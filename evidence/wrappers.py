"""Addresses that only lead on to another, which they carry: mail and office programs put them in place
of what an author linked.

Reports and results boards are read so alike. Nobody cited a wrapper: it answers where its document is long gone, or
ends long before it; what a look at one tells is said of its owner. Short addresses (``bit.ly``) carry nothing: only
their owner knows.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

WRAPPER = "wrapper"
"""The repair's name."""
_WRAPPERS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    # Google Docs as HTML, Gmail, results of a search
    (re.compile(r"(?:www\.)?google(?:\.[a-z]{2,3}){1,2}/url"), ("q", "url")),
    # Microsoft Defender, in mail and Office
    (re.compile(r"[\w-]{1,63}\.safelinks\.protection\.outlook\.com/"), ("url",)),
    (re.compile(r"(?:l|lm)\.facebook\.com/l\.php"), ("u",)),
)
"""Host and path -> the parameters that may carry the address."""
_WEB = re.compile(r"https?://[\w-]", re.IGNORECASE)
_PARTS = re.compile(r"https?://(?P<place>[^?#]*)\?(?P<query>[^#]*)", re.IGNORECASE)
_MOST = 3
"""Wrappers around one another: a mail that was sent on is wrapped anew."""


def unwrapped(url: str) -> str | None:
    """The address that a wrapper carries, decoded once as its program encoded it; None where ``url`` is no
    wrapper, or carries none."""
    found = None
    for _ in range(_MOST):
        inner = _inner(found or url)
        if inner is None:
            break
        found = inner
    return found


def meant(url: str) -> str:
    """The address that a wrapper carries; ``url`` itself where it is none."""
    return unwrapped(url) or url


def _inner(url: str) -> str | None:
    parts = _PARTS.match(url)
    if parts is None:
        return None
    host, _, path = parts["place"].partition("/")
    place = f"{host.lower()}/{path}"
    names = next((names for known, names in _WRAPPERS if known.fullmatch(place)), ())
    values = dict(pair.partition("=")[::2] for pair in parts["query"].split("&"))
    for name in names:
        # a blank is escaped in an address, and a plus is a plus
        value = unquote(values.get(name, ""), errors="replace").replace(" ", "%20")
        if _WEB.match(value) and "\ufffd" not in value:
            return value
    return None
