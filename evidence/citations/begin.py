"""Where a URL begins whose writer left no blank before it, or misspelt its scheme.

Each reading here is of something that is no URL as it stands, so what follows must be a host that can
be one.
"""

from __future__ import annotations

import re
from typing import NamedTuple

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
    r"(?P<name>https?|ftp)(?:[:;.][/\\]{1,3}|[/\\]{2,3})|/{1,2}(?=\w)", re.IGNORECASE
)
"""What stands once more behind a scheme."""
_MOST_SCHEMES = 4
_NO_COLON = re.compile(r"[a-z]+[/\\]$", re.IGNORECASE)
MISSPELT = r"[tT]{1,3}[pP]{1,2}[sS]?(?:[:;.]{1,2}[/\\]{1,3}|[/\\]{1,2})(?=\w)"
"""A scheme as it is mistyped, behind its first letter."""
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


def with_scheme_meant(address: str) -> str:
    """An address that stands by itself, with the scheme that its writer meant."""
    match = _SCHEME.match(address)
    if match is None:
        return address
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
