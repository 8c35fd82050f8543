"""Addresses of a board: which are the same page, which are of one shape, and which can only be
traps."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from evidence.addresses import route_of

_SESSION = re.compile(
    r"(?:jsession|php|asp|asp\.net_)?_?sess(?:ion)?_?(?:id)?|sid|s_id|cfid|cftoken|zenid|oscsid|utm_\w+|fbclid|gclid"
    r"|_|_t|ts|timestamp|rnd|rand|random|nocache|cachebuster|token|viewstate",
    re.IGNORECASE,
)
"""Parameters that say who asks and not what for."""
_VIEW = re.compile(
    r"sort\w*|order|order_?by|ordenar\w*|direction|asc|desc|format|formato|print|imprimir|lang|language|idioma|locale"
    r"|theme|replytocom|share|limit|per_?page|page_?size|rows",
    re.IGNORECASE,
)
"""Parameters that show the same list in another way."""
_CALENDAR_KEY = re.compile(
    r"month|mes|year|a[nñ]i?o|fecha|date|day|d[ií]a|ical|tribe.*|semana|week", re.IGNORECASE
)
_CALENDAR_PATH = re.compile(r"/(?:19|20)\d\d[/-][01]?\d(?:[/-]|$)|calendar|agenda", re.IGNORECASE)
_PATH_SESSION = re.compile(r";jsessionid=[^/?#]*|/\((?:[A-Z]\([^()/]*\))+\)(?=/)", re.IGNORECASE)
"""Java's and ASP.NET's ways of carrying a session in the path"""
_TOKEN = re.compile(
    r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{16,}|(?=[^/]*\d)(?=[^/]*[A-Za-z])[A-Za-z0-9_-]{20,}"
)
_RESERVED = re.compile("%(2f|3f|23|25)", re.IGNORECASE)
_LONGEST = 2000
"""Characters; longer addresses of pages grow out of loops."""
_DRAWN = " drawn"
_OPENED = "drawn "


@lru_cache(maxsize=20_000)
def page_key(url: str) -> str:
    """Equal for addresses of the same page: without fragment, scheme, ``www.`` and session
    parameters."""
    return _key(url, _SESSION)


def spelled_key(url: str) -> str:
    """Equal for addresses of the same page, however their characters are spelled: ``nota 1.pdf`` and
    ``nota%201.pdf``, ``%c3%b3`` and ``ó``. A coded ``/``, ``?``, ``#`` or ``%`` is none of the character itself
    (RFC 3986, 2.2), and bytes that are no UTF-8 stay apart."""
    kept = _RESERVED.sub(lambda found: f"%25{found[1].upper()}", page_key(url))
    return unquote(kept, errors="surrogateescape")


@lru_cache(maxsize=20_000)
def view_key(url: str) -> str:
    """Equal for addresses that show the same list sorted or filtered in another way."""
    return _key(url, re.compile(f"(?:{_SESSION.pattern})|(?:{_VIEW.pattern})", re.IGNORECASE))


def _key(url: str, ignored: re.Pattern[str]) -> str:
    try:
        parts = urlsplit(url)
        host = (parts.netloc or "").lower().rpartition("@")[2].removeprefix("www.")
        query = sorted(
            pair
            for pair in parse_qsl(parts.query, keep_blank_values=True)
            if not ignored.fullmatch(pair[0])
        )
    except ValueError:
        return url
    for port in (":80", ":443"):
        host = host.removesuffix(port)
    path = _PATH_SESSION.sub("", parts.path) or "/"
    return f"{host}{path}?{urlencode(query)}" if query else f"{host}{path}"


@lru_cache(maxsize=20_000)
def shape_of(url: str) -> str:
    """What the addresses of one list have in common: the folder, the ending, the names of the
    parameters; numbers and tokens are left out."""
    try:
        parts = urlsplit(url)
        names = sorted({name for name, _ in parse_qsl(parts.query, keep_blank_values=True)})
    except ValueError:
        return "malformed"
    folder, _, name = _PATH_SESSION.sub("", parts.path).rpartition("/")
    masked = "/".join(_masked(part) for part in folder.split("/"))
    ending = "".join(re.findall(r"\.[A-Za-z]{2,5}$", name))
    last = name if names else f"*{ending}" if name else ""
    return f"{parts.netloc.lower()}{masked}/{last}" + (f"?{'&'.join(names)}" if names else "")


def drawn_key(url: str) -> str:
    """The same as :func:`page_key` for pages opened in a browser, where a route behind ``#`` is a page."""
    return f"{_OPENED}{page_key(url)}{route_of(url)}"


def is_drawn_key(key: str) -> bool:
    """Whether a key is one of those."""
    return key.startswith(_OPENED)


def drawn_shape(url: str) -> str:
    """The same as :func:`shape_of` for those."""
    route = route_of(url)
    return f"{shape_of(url)}{'#' + shape_of('//' + route.lstrip('#!/')) if route else ''}{_DRAWN}"


def is_drawn_shape(shape: str) -> bool:
    """Whether a shape is one of pages opened in a browser."""
    return shape.endswith(_DRAWN)


def _masked(part: str) -> str:
    return "*" if _TOKEN.fullmatch(part) else re.sub(r"\d+", "#", part)


def is_loop(url: str) -> bool:
    """Whether an address repeats itself: the same folder three times over, or longer than any real
    one."""
    parts = [part for part in url.split("?", maxsplit=1)[0].split("/")[3:] if part]
    return (
        len(url) > _LONGEST or any(parts.count(part) > 2 for part in set(parts)) or len(parts) > 25
    )


def is_calendar(url: str) -> bool:
    """Whether an address names a date to look at."""
    path, _, query = url.partition("?")
    return _CALENDAR_PATH.search(path) is not None or any(
        _CALENDAR_KEY.fullmatch(name) for name, _ in parse_qsl(query.partition("#")[0])
    )
