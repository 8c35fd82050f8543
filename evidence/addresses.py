"""Where a link, a redirect or a refresh leads: as the URL and HTML standards say, and every browser
does.

``urljoin`` knows no backslash, takes ``///host`` for a path, and knows no charset: with it living pages
are asked for under addresses that nobody has.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import SplitResult, parse_qsl, quote, urlsplit

import ada_url

_CLEAN = re.compile(r"[\t\n\r]")
_EDGES = "".join(map(chr, range(0x21)))
"""C0 controls and the blank, which are stripped off both ends (URL, 4.4)."""
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_DOTS = re.compile(r"/\.{1,2}(?=[/?#]|$)")
_WEB = re.compile(r"https?://[^/\\?#]+", re.IGNORECASE)
_QUERY_SAFE = "!$%&()*+,-./:;=?@[\\]^_`{|}~"
"""What stands for itself in a query of http and https (URL, 1.3: the special-query percent-encode
set); a quote's own letters and digits aside."""
_UNICODE = ("utf-8", "utf-16-le", "utf-16-be")
"""Charsets of pages whose queries are sent as UTF-8 (Encoding, 4.3: output encoding)."""
_REFRESH = re.compile(
    r"[ \t\n\f\r]*+(?P<seconds>\d++|(?=\.))[\d.]*+(?=[;, \t\n\f\r]|$)[ \t\n\f\r]*+[;,]?[ \t\n\f\r]*+"
    r"(?:url[ \t\n\f\r]*+=[ \t\n\f\r]*+)?(?P<quote>['\"]?)(?P<url>.*)",
    re.IGNORECASE | re.DOTALL,
)
"""HTML, 4.2.4.3: the shared declarative refresh steps."""
LONGEST_WAIT = 30
"""Seconds that a page which says "you are being redirected" lets its reader wait, at most. The shortest time
after which applications end a visit is a minute: their settings count in minutes (Servlet 6.0, 14.4:
``session-timeout``; ASP.NET's ``timeout``)."""


def resolve(base: str, reference: str, charset: str = "utf-8") -> str:
    """The address that ``reference`` means on a page at ``base``, in the form in which a browser
    would show it; its fragment stays.

    ``charset`` is the page's, by Python's name: queries are sent in it. Where ``base`` is no address
    a relative reference stays as it is. Raises ValueError for what no browser can read.
    """
    reference = _in_charset(_CLEAN.sub("", reference.strip(_EDGES)), charset)
    if not _SCHEME.match(base):
        return ada_url.normalize_url(reference) if _SCHEME.match(reference) else reference
    return str(ada_url.join_url(base, reference))


def as_written(base: str, reference: str, charset: str = "utf-8") -> str:
    """The same address, spelt as it stands in the page wherever a browser reads that spelling as the
    same: a reader of the report meets ``/año/plan.pdf`` and no percent signs.

    What no browser can read comes back as it is: it was cited all the same.
    """
    reference = _CLEAN.sub("", reference.strip(_EDGES))
    written = _beside(base, reference)
    try:
        resolved = resolve(base, reference, charset)
        plain = _WEB.match(written) is not None and not _DOTS.search(written)
        return written if plain and ada_url.normalize_url(written) == resolved else resolved
    except ValueError:
        return written


def base_of(url: str, href: str) -> str:
    """The address against which a page at ``url`` means its links, whose first ``<base>`` says ``href``.

    It is the page's own where that can't be read or leads to no place (HTML, 4.2.3: the frozen base
    URL).
    """
    written = as_written(url, href)
    try:
        scheme = resolve(url, href).partition(":")[0]
    except ValueError:
        return url
    return url if scheme in ("data", "javascript") else written


def location(base: str, value: str) -> str:
    """Where a ``Location`` header leads, without fragment; ``value`` is read as Latin-1.

    Bytes beyond ASCII are sent on as they came. Raises ValueError for what no browser can read.
    """
    return resolve(base, _bytes_kept(value)).partition("#")[0]


class Refresh(NamedTuple):
    """Where a page sends its reader on to."""

    seconds: int
    target: str
    """as written; empty where the page only loads itself again"""


def refresh(value: str) -> Refresh | None:
    """What a ``Refresh`` header, or the content of its ``<meta>``, says; None when it says
    nothing."""
    found = _REFRESH.match(value)
    if found is None:
        return None
    target = found["url"]
    if found["quote"]:
        target = target.partition(found["quote"])[0]
    return Refresh(int(found["seconds"][:9] or 0), target.strip(_EDGES))


def _bytes_kept(value: str) -> str:
    """A header's value with the bytes beyond ASCII percent-encoded, as Chromium does it."""
    return re.sub(r"[^\x00-\x7f]", lambda byte: quote(byte[0].encode("latin-1")), value)


def _in_charset(reference: str, charset: str) -> str:
    """``reference`` with its query percent-encoded from ``charset`` (URL, 5.1: percent-encode after
    encoding)."""
    if charset in _UNICODE or reference.isascii():
        return reference
    rest, mark, fragment = reference.partition("#")
    path, question, query = rest.partition("?")
    if query.isascii():
        return reference
    # what the charset does not hold becomes a decimal reference, percent-encoded itself
    coded = "".join(
        quote(char.encode(charset, "ignore"), safe=_QUERY_SAFE) or quote(f"&#{ord(char)};")
        for char in query
    )
    return f"{path}{question}{coded}{mark}{fragment}"


def _beside(base: str, reference: str) -> str:
    """``reference`` put behind as much of ``base`` as it leaves out, and nothing else done."""
    if scheme := _SCHEME.match(reference):
        return scheme[0].lower() + reference[scheme.end() :]
    page = base.partition("#")[0]
    if reference.startswith("#"):
        return page + reference
    page = page.partition("?")[0]
    if not reference:
        return base.partition("#")[0]
    if reference.startswith("?"):
        return page + reference
    if reference.startswith("//"):
        return page.partition(":")[0] + ":" + reference
    origin = _WEB.match(page)
    if reference.startswith("/") or origin is None or "/" not in page[origin.end() :]:
        return (origin[0] if origin else "") + ("" if reference[:1] == "/" else "/") + reference
    return page.rpartition("/")[0] + "/" + reference


def route_of(url: str) -> str:
    """The fragment of an address by which a page with one address shows several: ``#/compromiso/4``, ``#!acta``;
    an empty text where it names no more than a place on the page."""
    fragment = url.partition("#")[2]
    return f"#{fragment}" if fragment[:1] in ("/", "!") else ""


def split(url: str) -> SplitResult:
    """``urlsplit`` that never raises: what is no URL has no parts."""
    try:
        parts = urlsplit(url)
        parts.hostname, parts.port  # noqa: B018 - these raise late
    except ValueError:
        return urlsplit("")
    return parts


def same_place(one: str, other: str) -> bool:
    """Whether two URLs differ at most in scheme, ``www.``, final slash, fragment and parameter
    order."""
    return one == other or _place(one) == _place(other)


def _place(url: str) -> tuple[str, str, list[tuple[str, str]]]:
    parts = split(url)
    host = (parts.hostname or url).removeprefix("www.")
    return host, parts.path.rstrip("/"), sorted(parse_qsl(parts.query, keep_blank_values=True))
