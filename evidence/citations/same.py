"""Whether a written address and a link's target are one address in two spellings, and whether one is
the other cut short."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import normalize
from urllib.parse import unquote_to_bytes

from evidence.identity import address_key

_ORIGIN = re.compile(r"https?://(?:www\.)?", re.IGNORECASE)
_DOI = re.compile(r"(?:dx\.)?doi\.org/", re.IGNORECASE)
"""A number is the same at both, in any case (DOI Handbook, 2.4, 3.8)."""

_TAKEN_ALONG = re.compile(r"(?:[\s.,;:'\"’”»>)\]}]|%20|%09|%0[ad]|%C2%A0|%22|%3E)\Z", re.IGNORECASE)
_LONGEST_SIGN = len("%C2%A0")
_PAIRS = {")": "(", "]": "[", "}": "{"}


def same(url: str, target: str) -> bool:
    """Whether two spellings ask for one thing. Scheme, ``www.``, default port and final slash aside, what
    is escaped and what is not, letters composed or not, a host in letters or as ``xn--``."""
    return _letters(url) == _letters(target)


def begins(url: str, target: str) -> bool:
    """Whether ``target`` goes on where ``url`` ends."""
    return any(
        long.startswith(short) and len(long) > len(short)
        for long, short in ((_place(target), _place(url)), (_letters(target), _letters(url)))
    )


def cut_short(url: str, target: str) -> bool:
    """Whether ``target`` is ``url`` cut at a line end, without its hyphens, or with a final full
    stop."""
    whole, shorter = _letters(url), _letters(target)
    return (
        begins(target, url)
        or whole.replace("-", "") == shorter.replace("-", "")
        or whole == shorter.rstrip(".")
    )


def without_punctuation(target: str) -> str:
    """A target without what was taken along from the sentence: a sign, a blank, a closing bracket that
    nothing opens. ``_``, ``!`` and ``?`` end addresses, too."""
    end = len(target)
    while tail := _TAKEN_ALONG.search(target, max(0, end - _LONGEST_SIGN), end):
        closes = _PAIRS.get(tail[0], "")
        if closes and target.count(tail[0], 0, end) <= target.count(closes, 0, end):
            break
        end = tail.start()
    return target[:end]


@lru_cache(1024)
def _place(url: str) -> str:
    """An address without what may differ before its host and at its end."""
    place = _ORIGIN.sub("", address_key(url), count=1).rstrip("/")
    if doi := _DOI.match(place):
        return "doi.org/" + place[doi.end() :].lower()
    return place


@lru_cache(1024)
def _letters(url: str) -> str:
    """The same with its escapes undone: by UTF-8, else as pages of the nineties were written."""
    octets = unquote_to_bytes(_place(url).encode("utf-8", "surrogatepass"))
    try:
        letters = octets.decode()
    except UnicodeDecodeError:
        letters = octets.decode("latin-1")
    return normalize("NFC", letters)
