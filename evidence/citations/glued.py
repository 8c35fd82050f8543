"""Prose that stands glued to the end of a URL: a word whose blank was left out, a note's number.

Behind a file's extension little goes on, so what looks like prose there is cut off. Elsewhere the
whole is kept, and the reading without it offered: many a path has a capital behind a full stop.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

_FILE = r"(?i:pdf|docx?|xlsx?|pptx?|csv|zip|od[tsp]|rtf)"
"""Extensions behind which no further letter or digit belongs to the name."""
_PAGE = r"(?i:s?html?|aspx?|php|jsp|jpe?g|png|gif|xml|json|txt)"
_MORE = (
    rf"(?:{_FILE}|{_PAGE}|(?i:asc|sig|bak|old|orig|gz|bz2|xz|tar|torrent|download|markdown|twig|rels|svg|tif"
    r"|do|action|jsf|cfm|ashx|axd|svc|xhtml|php\d|html5|net|mobi|epub|mp[34]|en|es|fr|pt|de|it))(?![^\W_])"
)
"""What goes on behind a full stop: a further extension, a language."""
_CAPITAL = r"[A-Z\u00c0-\u00de][a-z\u00df-\u00ff]{0,29}(?![^\W_])"
_ON = r"(?:[.,;:)]{1,3}\w{1,30}){0,3}$"
"""As much of the sentence as has no blank either."""
_BEHIND_FILE = re.compile(
    rf"\.(?:{_FILE}|{_PAGE})(?:#page=\d{{1,5}})?"
    rf"(?P<tail>(?:[,;:](?!{_MORE})[^\W\d_]{{1,30}}|\.(?!{_MORE}){_CAPITAL}){_ON})"
)
_NUMBER = r"(?:\[\^?\d{1,3}\]){1,9}$"
"""Notes' numbers in brackets."""
_WORD = r"[A-Z\u00c0-\u00de][a-z\u00df-\u00ff]{1,29}(?![^\W_])"
_ON_FILE = re.compile(rf"\.(?>{_FILE})(?P<tail>\d{{1,3}}$|{_WORD}{_ON})")
"""The whole extension first: ``.DOCX`` is no ``.DOC`` with a word behind it."""
_NUMBER_ON_FILE = re.compile(rf"\.(?:{_FILE}|{_PAGE})(?P<tail>{_NUMBER})")
_TOLD = (
    r"(?i:consultad[oa]s?|accesad[oa]|recuperad[oa]|visitad[oa]|disponible|v[eé]ase|[uú]ltima|accessed|retrieved"
    r"|visited|available|acessado|dispon[ií]vel|abgerufen|ib[ií]d(?:em)?)"
)
"""How notes go on behind an address."""
_TOLD_BEHIND = re.compile(
    rf"(?P<tail>(?:[.,;:–]{_TOLD}|[,;](?i:ver|see|vid|p[aá]gs?)|(?<=\d),pp?){_ON})"
)
_LEFT_OUT = re.compile(r"(?<=\w)(?P<tail>(?:\[(?:\.\.\.|(?i:sic))\]|\(\.\.\.\)){1,9}$)")
"""What stands for words left out of a quotation."""
_INDEXED = re.compile(r"[?&][\w.%-]{1,80}$")
"""A parameter's name: brackets behind it are its own."""
_DOUBTFUL = re.compile(
    rf"(?P<tail>\.(?!{_MORE}){_CAPITAL}{_ON}|(?<=[^\W_])\|[^\W\d_][\w|]{{0,60}}$|–[^\W\d_]{{1,30}}$"
    rf"|(?<=[^\W_])(?:\[[^\W\d_]{{1,30}}\]$|{_NUMBER})|(?<=[a-z\d/]){_TOLD}$)"
)
_BULLETS = frozenset("•‣†‡‖§¶")
_SHAPES = frozenset("\ufe0f\u200d\u20e3")
"""What shapes the picture before it."""


class Ends(NamedTuple):
    """Where a URL ends before what is glued to it, and where else it may end."""

    end: int
    others: tuple[int, ...] = ()


def unglued(url: str) -> Ends:
    """Where ``url``, whose marks at the end are trimmed, ends."""
    path = _path(url)
    if "–" in url[:path]:
        return Ends(url.index("–"))
    for pattern in (_BEHIND_FILE, _TOLD_BEHIND, _NUMBER_ON_FILE, _LEFT_OUT):
        if tail := pattern.search(url, path):
            return Ends(tail.start("tail"))
    if tail := _ON_FILE.search(url, path):
        return Ends(tail.start("tail"), (len(url),))
    doubtful = _DOUBTFUL.search(url, path)
    if doubtful is None or _INDEXED.search(url, path, doubtful.start("tail")):
        return Ends(len(url))
    return Ends(len(url), (doubtful.start("tail"),))


def without_pictures(url: str, end: int) -> int:
    """The end without pictures and bullets; those that are a whole segment or value are meant."""
    start = end
    while start and _is_picture(url[start - 1]):
        start -= 1
    shaped = all(sign in _SHAPES for sign in url[start:end])
    return end if shaped or url[start - 1 : start] in {"/", "=", "#", "?", ""} else start


def _is_picture(sign: str) -> bool:
    if sign in _BULLETS or sign in _SHAPES:
        return True
    kind = unicodedata.category(sign)
    return kind == "So" or (kind == "Sk" and not sign.isascii())


def _path(url: str) -> int:
    """Where the path begins, or what stands in its place."""
    path = re.search(r"[/?#]", url[url.find("//") + 2 :])
    return url.find("//") + 2 + path.start() if path else len(url)
