"""Where a URL begins whose writer left no blank before it, or misspelt its scheme.

Each reading here is of something that is no URL as it stands, so what follows must be a host that can
be one.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from rapidfuzz.distance import OSA

from evidence.citations.hosts import has_known_suffix
from evidence.citations.score import STOPWORDS

_LONGEST_HOST = 253  # RFC 1035, 2.3.4, without the final dot
_LONGEST_WORD = 30
_WORD_BEFORE = re.compile(r"(?<![^\W\d_])[^\W\d_]++$")
_HOST = re.compile(r"[\w.-]*")
_LONE = frozenset("aeouyáéóàèêîì")
"""Letters of the Latin script that are words by themselves; ``s`` and ``x`` begin other schemes' names."""
_OF_A_RUN = frozenset("/\\=&?%#@+~-_$")
"""What stands before a word that is a piece of an address, or of a program."""
_BEFORE_WWW = STOPWORDS | frozenset(
    "consulta consulte electrónica fuente fuentes liga link pagina página recuperado sitio source url visite".split()
)
"""Words that ``www.`` is glued to; other letters may be a host's own (``oldwww.example.org``)."""
_AGAIN = re.compile(
    r"(?P<name>https?|ftp)(?:[:;.][/\\]{1,3}|[/\\]{2,3})|(?:/{1,2}|:)(?=\w)", re.IGNORECASE
)
"""What stands once more behind a scheme."""
_MOST_SCHEMES = 4
_NO_COLON = re.compile(r"[a-z]+[/\\]$", re.IGNORECASE)
MISSPELT = r"[tT]{1,3}[pP]{1,2}[sS]?(?:[:;.]{1,2}[/\\]{1,3}|[/\\]{1,2}:?|/:/|:(?=[wW]{3}\.))(?=\w)"
"""A scheme as it is mistyped, behind its first letter."""
_WORD = re.compile(r"(?<![\w/\\=@~+.-])[A-Za-z]{3,7}$")
_LONGEST_SLIP = 7
_NO_SLIPS = frozenset("ftp ftps httpu httpx hxxp hxxps shttp".split())
"""Words as near that are meant: names of other schemes, and how a text keeps its readers from a dangerous page."""
_HEADS = ("h", "t")
"""What is typed twice, or too early, before a whole scheme; other letters make another's name."""
_SCHEME = re.compile(rf"(?P<right>https?://)|h{MISSPELT}", re.IGNORECASE)
NO_HOST = re.compile(r"(?:https?|ftp)://(?:https?|ftp|www)\.?(?:[/?#:]|$)", re.IGNORECASE)
"""A scheme, or ``www``, where the host should stand."""


class Scheme(NamedTuple):
    """A scheme as it is meant, and where the host behind it begins."""

    name: str
    body: int


def host_at(text: str, position: int) -> str:
    """What stands at ``position`` and could be a host."""
    host = _HOST.match(text, position, position + _LONGEST_HOST)
    return host[0].rstrip(".") if host else ""


def behind_word(text: str, start: int) -> bool:
    """Whether the letters before a scheme at ``start`` are a word that only lacks its blank
    (``enhttps://``), or whose script writes none; not the head of another scheme (``shttp://``)."""
    word = _word_before(text, start)
    if not word or (len(word) == 1 and word < "\u0250" and word.lower() not in _LONE):
        return False
    before = text[start - len(word) - 1 : start - len(word)]
    return not before.isdecimal() and before not in _OF_A_RUN


def behind_www_word(text: str, start: int) -> bool:
    """Whether the letters before ``www.`` at ``start`` are a word, and no label of the host."""
    word = _word_before(text, start).lower()
    return len(word) > 1 and word in _BEFORE_WWW


def _word_before(text: str, start: int) -> str:
    word = _WORD_BEFORE.search(text[max(0, start - _LONGEST_WORD) : start])
    return word[0] if word else ""


def emphasised(text: str, start: int) -> bool:
    """Whether the ``_`` before ``start`` opens emphasis, as plain text writes it."""
    before = text[start - 2 : start - 1] if start > 1 else ""
    return not before.isalnum() and before not in _OF_A_RUN


def said_again(text: str, scheme: str, body: int) -> Scheme:
    """The last of several schemes (``http://https://``), or the one scheme without what follows it
    (``http:///``), if a host stands behind them; else the scheme as it was."""
    name, position = scheme.partition(":")[0], body
    for _ in range(_MOST_SCHEMES):
        again = _AGAIN.match(text, position)
        if again is None:
            break
        name, position = again["name"] or name, again.end()
    meant = position > body and _is_site(text, position)
    return Scheme(f"{name}://", position) if meant else Scheme(scheme, body)


def misspelt(text: str, written: str, body: int) -> Scheme | None:
    """The scheme that ``written`` misspells (``http;//``, ``htpp://``, ``https//``), if a site's name
    stands behind it."""
    if _NO_COLON.match(written) and not text.startswith(("www.", "WWW."), body):
        return None
    name = "https" if "s" in written.lower() else "http"
    meant = said_again(text, f"{name}://", body)
    return meant if _is_site(text, meant.body) else None


def slipped(text: str, colon: int) -> tuple[int, Scheme] | None:
    """Where the word before ``colon`` begins and the scheme that it is a slip of (``ttps://``, ``hhttp://``,
    ``httos://``), if a site's name stands behind it: one letter lacks, is too much or another one, or only
    its end is there."""
    word = _WORD.search(text, max(0, colon - _LONGEST_SLIP - 1), colon)
    name = _nearest(word[0].lower()) if word else ""
    if not word or not name:
        return None
    meant = said_again(text, f"{name}://", colon + len("://"))
    return (word.start(), meant) if _is_site(text, meant.body) else None


def _nearest(word: str) -> str:
    """``http`` or ``https``, whichever ``word`` is a slip of; "" for neither."""
    head = word.removesuffix("s").removesuffix("http")
    if word in _NO_SLIPS or (word.startswith(head + "http") and head not in _HEADS):
        return ""
    if "https".endswith(word):
        return "https"
    near = {name: OSA.distance(word, name, score_cutoff=1) for name in ("https", "http")}
    name = min(near, key=lambda one: near[one])
    return name if near[name] == 1 or "http".endswith(word) else ""


def with_scheme_meant(address: str) -> str:
    """An address that stands by itself, with the scheme that its writer meant."""
    match = _SCHEME.match(address)
    if match is None:
        slip = slipped(address, address.find("://"))
        return slip[1].name + address[slip[1].body :] if slip and slip[0] == 0 else address
    find = said_again if match["right"] else misspelt
    scheme = find(address, match[0], match.end())
    if scheme is None:
        return address
    behind = address[scheme.body :]
    return scheme.name + (behind.replace("\\", "/") if "\\" in match[0] else behind)


def _is_site(text: str, position: int) -> bool:
    """Whether a host under a suffix that is known stands there."""
    host = host_at(text, position)
    return "." in host and has_known_suffix(host)
