"""Which URLs are one: for fetching, for keeping apart, for looking up.

- :func:`fetch_url` joins spellings that every browser sends as one request: for fetching.
- :func:`identity_key` joins the same: for telling one cited URL from another.
- :func:`address_key` joins also the ways to write one letter and one sign, and keeps the place behind
  ``#`` apart: for one row, one look and one save of an address that is spelt in many ways.
- :func:`cdx_key` joins also scheme, ``www.``, port, case, order of parameters, a slash at the end: for
  web archives and CDXJ.
- :func:`lookup_key` joins also tracking parameters: for finding what may be the same.

The weaker keys only find: case matters in the ids of Drive, so what they bring together is compared
by its identity key before it counts as one.
"""

from __future__ import annotations

import re
from functools import lru_cache
from string import ascii_letters, digits
from typing import TYPE_CHECKING, Literal
from unicodedata import normalize
from urllib.parse import quote, unquote_to_bytes

from ada_url import URL

if TYPE_CHECKING:
    from collections.abc import Callable

_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|igshid|mc_[ce]id|_ga|_gl|_hs(?:enc|mi)"
    r"|mkt_tok|oly_(?:anon|enc)_id|vero_id|wickedid|__twitter_impression|ref_src)",
    re.IGNORECASE,
)
"""Parameters that tell the site where a reader came from and never what is shown (as in the lists
of Firefox's and Brave's query stripping)."""
_ESCAPED = re.compile(r"[A-Za-z]?(?:%[0-9A-Fa-f]{2})+")
"""Escapes, with the letter before them that a mark may belong to."""
_UNRESERVED = frozenset(ascii_letters + digits + "-._~")
"""What means the same with and without an escape (RFC 3986, 2.3)."""
_WWW = re.compile(r"www\d*\.(?=[^.]+\.)")


_RECENT = 1024
"""Addresses whose spellings are remembered: all that is asked of one is asked within a few lines of its source."""


@lru_cache(_RECENT)
def fetch_url(cited: str) -> str:
    """What is asked for when ``cited`` is fetched: the URL as every browser reads it, without
    fragment.

    Nothing is reordered, dropped or decoded. Raises ValueError for what no browser can read.
    """
    url = parsed(cited)
    url.hash = ""
    return str(url.href)


def identity_key(cited: str) -> str:
    """One string for all spellings of one URL; what can't be read is its own identity."""
    try:
        return fetch_url(cited)
    except ValueError:
        return cited.strip()


def address_key(cited: str) -> str:
    """One string for all spellings of one address and one place in it.

    Beside what every browser reads as the same, ``%7e`` and ``~`` are one (RFC 3986, 6.2.2), and a
    letter with its mark is one letter whether it was written composed or not (Unicode NFC, NFD): text
    out of PDF often comes apart. What can't be read is its own key.
    """
    return _spelt(cited, "NFC")


def spellings(cited: str) -> tuple[str, ...]:
    """``cited`` as it is, and with its letters composed and taken apart: rows that may be of the same
    address are found by the :func:`cdx_key` of one of them."""
    composed = _spelt(cited, "NFC")
    # neither a letter with a mark nor an escape stands in it
    apart = composed if cited.isascii() and "%" not in cited else _spelt(cited, "NFD")
    return tuple(dict.fromkeys((cited, composed, apart)))


@lru_cache(_RECENT)
def _spelt(cited: str, form: Literal["NFC", "NFD"]) -> str:
    address, mark, place = normalize(form, cited.strip()).partition("#")
    try:
        url = fetch_url(address)
    except ValueError:
        return cited.strip()
    return (
        _ESCAPED.sub(lambda match: _escaped_as(form, unquote_to_bytes(match[0])), url)
        + mark
        + place
    )


def _escaped_as(form: Literal["NFC", "NFD"], octets: bytes) -> str:
    """Bytes in one spelling: letters composed or not, and escaped where they have to be."""
    # a byte that is of another charset is what it is, whatever stands beside it
    letters = normalize(form, octets.decode("utf-8", "surrogateescape"))
    octets = letters.encode("utf-8", "surrogateescape")
    return "".join(chr(o) if chr(o) in _UNRESERVED else f"%{o:02X}" for o in octets)


@lru_cache(_RECENT)
def cdx_key(cited: str) -> str:
    """The SURT of a URL: ``mx,gob,agua)/tablero?id=1``; raises ValueError as :func:`fetch_url`
    does.

    Host reversed, ``www.``, user and default port dropped, all in lower case, parameters sorted.
    Two URLs of one key may differ in case: compare the originals.
    """
    return _surt(parsed(cited), keep=lambda _: True)


def lookup_key(cited: str) -> str:
    """The SURT without tracking parameters: what to look a URL up by, never what to merge by."""
    return _surt(
        parsed(cited), keep=lambda parameter: not _TRACKING.fullmatch(parameter.partition("=")[0])
    )


def parsed(cited: str) -> URL:
    """A web address as every browser reads it; raises ValueError for what none can read."""
    url = URL(cited.strip())
    if url.protocol not in ("http:", "https:", "ftp:") or not url.hostname:
        raise ValueError(f"not a web address: {cited[:200]!r}")
    return url


def _surt(url: URL, keep: Callable[[str], bool]) -> str:
    host = _WWW.sub("", url.hostname.rstrip("."), count=1)
    labels = (
        [host] if host.startswith("[") else host.split(".")[::-1]
    )  # IPv4 reversed too, as pywb does
    place = ",".join(labels) + (f":{url.port}" if url.port else "")
    query = "&".join(
        sorted(part for part in _escaped(url.search[1:]).split("&") if part and keep(part))
    )
    path = re.sub("/+", "/", _escaped(url.pathname)).rstrip("/") or "/"
    return f"{place}){path}{'?' + query if query else ''}".lower()


def _escaped(part: str) -> str:
    """One spelling of percent-encodings: what may stand as itself does, the rest is UTF-8."""
    return quote(unquote_to_bytes(part), safe="/~!$&'()*+,;=:@-._?|[]")
