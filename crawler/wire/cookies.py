"""``Set-Cookie`` lines said over as browsers understand them (RFC 6265, section 5.2).

Python's ``http.cookiejar``, which Scrapy's jar is, reads them by two older standards, and forgets what
browsers send back: the cookies of servers that say ``Version=1; Path="/"`` (old Tomcat), ``Max-Age=abc``
or ``Path=app``. What browsers ignore in a line is left out before the jar meets it.
"""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING, Any

from scrapy.http.cookies import WrappedRequest

if TYPE_CHECKING:
    from http.cookiejar import CookieJar

    from scrapy import Request

MOST = 180
"""Cookies heeded of one answer, and kept in one jar; Chromium keeps as many for a domain."""
_LONGEST = 4096
"""Characters of name and value; browsers ignore longer ones (RFC 6265bis, 5.6)."""
_SECONDS = re.compile(r"-?\d{1,18}")
_MUST_MATCH = {
    "domain": re.compile(r"\.?[^.\s].*"),
    "path": re.compile(r"/.*"),
    "max-age": _SECONDS,
    "expires": re.compile(r".+"),
}
"""Attributes that a jar of one journey heeds, and what their values look like; with another value a
browser takes the attribute for absent."""


def heeded(lines: list[str], host: str) -> list[str]:
    """What browsers make of the ``Set-Cookie`` lines of one answer from ``host``: the last ones, where
    there are more than they keep."""
    short = [line for line in lines if len(line.partition(";")[0]) <= _LONGEST]
    return [as_browsers_read(line, host) for line in short[-MOST:]]


def give_back(jar: CookieJar, request: Request) -> None:
    """Put the cookies of a jar that are a request's on it.

    Scrapy's jar looks under names that it makes of the host by rules of its own, and finds none of an IPv6
    address.
    """
    wrapped: Any = WrappedRequest(request)
    jar.add_cookie_header(wrapped)


def bound(jar: CookieJar) -> None:
    """Let go of what came first in a jar that holds more than browsers keep."""
    for cookie in list(jar)[: max(0, len(jar) - MOST)]:
        jar.clear(cookie.domain, cookie.path, cookie.name)


def as_browsers_read(line: str, host: str) -> str:
    """The value of a ``Set-Cookie`` line from ``host`` without what browsers pass over; of attributes
    that come twice the last one counts."""
    pair, *rest = line.split(";")
    kept: dict[str, str] = {}
    for part in rest:
        name, _, value = part.partition("=")
        name, value = name.strip().lower(), value.strip()
        pattern = _MUST_MATCH.get(name)
        if (
            name == "domain"
            and _is_host_alone(host)
            and value.lower().removeprefix(".").strip("[]") == host.strip("[]")
        ):
            kept.pop(
                name, None
            )  # it says what goes without saying, and a jar takes it for a whole registry
            continue
        if pattern is not None and pattern.fullmatch(value):
            kept[name] = f"{name}={value}"
        elif name == "path":  # a later one that is none stands for the default
            kept.pop(name, None)
        elif name == "secure" and not _is_own(host):
            kept[name] = name
    return "; ".join([pair.strip(), *kept.values()])


def _is_host_alone(host: str) -> bool:
    """Whether no other host can share a host's cookies: an address, or a name of one label."""
    return ":" in host or "." not in host


def _is_own(host: str) -> bool:
    """Whether a host is this machine, whose plain connections browsers take for secure (Secure
    Contexts, 3.1)."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
