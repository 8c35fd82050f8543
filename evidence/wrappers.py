"""Addresses that only lead on to another, which they carry: mail and office programs put them in place
of what an author linked.

Reports and results boards are read so alike. Nobody cited a wrapper: it answers where its document is long gone, or
ends long before it; what a look at one tells is said of its owner. Short addresses (``bit.ly``) carry nothing: only
their owner knows.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Callable

WRAPPER = "wrapper"
"""The repair's name."""
_WRAPPERS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    # Google Docs as HTML, Gmail, results of a search
    (re.compile(r"(?:www\.)?google(?:\.[a-z]{2,3}){1,2}/url"), ("q", "url")),
    # Microsoft Defender, in mail and Office, and in Teams
    (re.compile(r"[\w-]{1,63}\.safelinks\.protection\.outlook\.com/"), ("url",)),
    (re.compile(r"statics\.teams\.cdn\.office\.net/[\w/-]{1,80}/atp-safelinks\.html"), ("url",)),
    # networks, and what they warn of
    (
        re.compile(
            r"(?:(?:l|lm|m|www)\.)?(?:facebook|messenger|instagram)\.com/(?:l\.php|flx/warn/|)"
        ),
        ("u",),
    ),
    (re.compile(r"(?:www\.|m\.)?youtube\.com/redirect"), ("q",)),
    (re.compile(r"(?:www\.)?linkedin\.com/(?:safety/go|redir/redirect)/?"), ("url",)),
    (re.compile(r"(?:m\.)?vk\.com/away\.php"), ("to",)),
    (re.compile(r"out\.reddit\.com/\w{1,20}"), ("url",)),
    (re.compile(r"t\.umblr\.com/redirect"), ("z",)),
    (re.compile(r"medium\.com/r/"), ("url",)),
    (re.compile(r"slack-redir\.net/link"), ("url",)),
    # results of a search, mail filters, lists to read later
    (re.compile(r"duckduckgo\.com/l/"), ("uddg",)),
    (re.compile(r"linkprotect\.cudasvc\.com/url"), ("a",)),
    (re.compile(r"getpocket\.com/redirect"), ("url",)),
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


def _bing(value: str) -> str:
    """What Bing packs: two signs, and the address as base64."""
    with suppress(ValueError):
        return urlsafe_b64decode(value[2:] + "=" * (-len(value[2:]) % 4)).decode()
    return ""


def _proofpoint(value: str) -> str:
    """Proofpoint's second form: ``-`` for ``%``, ``_`` for ``/``."""
    return unquote(value.replace("-", "%").replace("_", "/"), errors="replace")


_PACKED: tuple[tuple[re.Pattern[str], str, Callable[[str], str]], ...] = (
    (re.compile(r"(?:www\.)?bing\.com/ck/a"), "u", _bing),
    (re.compile(r"urldefense\.(?:proofpoint\.)?com/v2/url"), "u", _proofpoint),
)
"""Host and path -> the parameter that carries the address, and how it is read."""
_PROOFPOINT = re.compile(
    r"https?://urldefense\.(?:proofpoint\.)?(?:com|us)/v3/__(?P<url>https?:[^*]{1,8000}?)__;[\w-]*!",
    re.IGNORECASE,
)
"""Its third form, where no sign was taken out (``*``)."""


def _inner(url: str) -> str | None:
    if whole := _PROOFPOINT.match(url):
        return re.sub(r"^(https?:)/+", r"\1//", whole["url"])
    parts = _PARTS.match(url)
    if parts is None:
        return None
    host, _, path = parts["place"].partition("/")
    place = f"{host.lower()}/{path}"
    values = dict(pair.partition("=")[::2] for pair in parts["query"].split("&"))
    for known, name, opened in _PACKED:
        if known.fullmatch(place):
            return _address(opened(values.get(name, "")))
    names = next((names for known, names in _WRAPPERS if known.fullmatch(place)), ())
    found = (_address(unquote(values.get(name, ""), errors="replace")) for name in names)
    return next(filter(None, found), None)


def _address(value: str) -> str | None:
    """An address that was carried; a blank is escaped in one, and a plus is a plus."""
    value = value.replace(" ", "%20")
    return value if _WEB.match(value) and "\ufffd" not in value and value.isprintable() else None
