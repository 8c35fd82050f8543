"""Does the next piece continue the URL so far? Evidence for and against, in points."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence.citations.hosts import has_known_suffix

if TYPE_CHECKING:
    from evidence.citations.layout import Break

JOIN = 3
"""Points that bridge a break. Chosen with the others below on labelled PDFs; see
benchmarks/citations.py."""
OFFER = 1
"""Points that make the longer reading worth a check."""
SURE = 6
"""Points from which the reading without the bridge is not worth a check."""

_OPEN_END = frozenset("/=&?#%_-~+@:")
_OPEN_START = re.compile(r"[/?&=%_~][\w%/.-]")
_JOINED_START = re.compile(r"[.-]\w")
_EXTENSION = re.compile(
    r"(?:html?|pdf|aspx?|php|jsp|xml|json|csv|txt|docx?|xlsx?|pptx?|odt|zip|jpe?g|png|gif|svg|tar|gz|tgz|cgi|shtml"
    r"|do|action)(?=[?#/.,;:)\]]|$)",
    re.IGNORECASE,
)
_COMPLETE = re.compile(
    r"/[^/?#]+\.(?:html?|pdf|aspx?|php|docx?|xlsx?|pptx?|zip|csv|jpe?g|png)$", re.IGNORECASE
)
_INSIDE = re.compile(r"[\w~%-]/[\w~%.#?-]|[\w]=|&\w+=|%[0-9A-Fa-f]{2}|\w_\w|\w#\w|\?\w+=")
_SLUG = re.compile(r"(?<!\w)(?:\w++-\w++-\w|(?=\w*\d)(?=\w*[^\W\d])\w{8})")
_NEVER = re.compile(
    r"https?:|www\.|doi:|[-+] |\d{1,3}[.)]?(?:\s|$)|[^\w/?&=#%~.+@:$!,;-]", re.IGNORECASE
)
"""A URL, a list's number or bullet, a bracket, a quotation mark: something new begins."""
_HOST_ON = re.compile(r"\.?[^\W_](?:[\w-]*\w)?(?:\.[^\W_](?:[\w-]*\w)?)*(?=[/:?#.,;)\]]|$)")
_NO_WORDS = re.compile(r"[\d=%_]|\.[a-z]{2,5}\b", re.IGNORECASE)
"""``y/o`` after a space has a slash, and is no path."""
_NOT_IN_URL = re.compile(r"[\\^{}|()\[\]]")
_HOST_PATH = re.compile(r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,24}/")
"""The next piece is a URL of its own."""
_CLOSED = re.compile(r"[,;!)\]}'’…]$")
_OPAQUE = re.compile(r"/d/([\w-]{0,24})$|[?&]id=([\w-]{0,24})$")
"""Ids of Google Drive and Docs have 25 characters and more."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?[.,;:!?)]*$")
_STOPWORDS = frozenset(
    """a al and are as at by con de del desde donde each el en entre es esta este for from had has he her his
    in is it its la las los lo más may not o of on or para pero por que se según ser si sin sobre son su sus
    than that the their then there these they this to un una was were when where which while who will with
    y ya accessed available consultado disponible see véase ver visited""".split()
)


def score(left: str, right: str, setting: Break | None, after: str) -> int:
    """The evidence that ``right`` continues the URL ``left``; ``setting`` is None for a mere
    space."""
    host = left.partition("://")[2] if "://" in left else left
    open_host = not re.search(r"[/?#]", host) and not has_known_suffix(host.rstrip("."))
    never = _NEVER.match(right)
    if open_host:
        return _score_host(host, right, setting)
    if (
        never
        or not re.search(r"[^\W_]", right)
        or (setting is None and _NOT_IN_URL.search(right))
        or _CLOSED.search(left)
    ):
        return -9
    if has_known_suffix((_HOST_PATH.match(right) or [""])[0][:-1]):
        return -9
    open_left = _score_left(left, right)
    points = open_left + _score_right(right, after)
    if open_left <= 0 and not _OPEN_START.match(right):
        points -= 2  # nothing at the seam itself speaks for it
    if setting is None:
        points -= 2 * (not _NO_WORDS.search(right))
        return (
            points - 2 if left[-1] in _OPEN_END or _OPAQUE.search(left) else min(points - 2, OFFER)
        )
    return points + _score_setting(setting, left[-1], right)


def _score_host(host: str, right: str, setting: Break | None) -> int:
    """A host that is no host yet: the next piece must make it one."""
    on = _HOST_ON.match(right)
    whole = host + on[0] if on else ""
    if setting is not None and setting.style == "other":
        return -9
    if not on or not has_known_suffix(whole) or "." not in whole:
        return -9
    if not host.endswith((".", "-", "//")) and host and not on[0].startswith("."):
        return OFFER if setting else -9
    return SURE if setting or host.endswith(".") else JOIN


def _score_left(left: str, right: str) -> int:
    last = left[-1]
    opaque = _OPAQUE.search(left)
    if opaque:
        return 4 if re.match(r"[\w-]*[\d_-][\w-]*", right) else 2
    if last in _OPEN_END:
        return 4 if last == "-" else 3  # few paths end in a hyphen, many lines do
    if last == ".":
        return 5 if _EXTENSION.match(right) else (1 if re.match(r"[^\W\d_]*\d", right) else -1)
    if _COMPLETE.search(left):
        return -3
    return 0


def _score_right(right: str, after: str) -> int:
    bare = right.rstrip(".,;:!?)")
    points = 0
    if _OPEN_START.match(right):
        points += 3
    elif _JOINED_START.match(right):
        points += 2
    if _INSIDE.search(bare) or (_EXTENSION.match(bare.rpartition(".")[2]) and "." in bare):
        points += 2
    elif _SLUG.search(bare):
        points += 1
    if _WORD.match(right):
        points -= 2
        points -= 2 * (bare.lower() in _STOPWORDS)
        points -= not bare.isascii()
        if right == bare and re.match(r" [^\W\d_]", after):
            points -= 1  # prose runs on behind it
    return points


def _score_setting(setting: Break, end: str, right: str) -> int:
    """How the lines were set: what would still have fitted, broken at the same sign, was not broken
    off."""
    unit = (
        right[0]
        + re.split(re.escape(end) if end in "/.-?&=#_" else "[/.?&=#]", right[1:], maxsplit=1)[0]
    )
    points = -4 if setting.room >= len(unit) + 2 else 1
    return points + {"same": 3, "other": -6, "": 0}[setting.style] - setting.page
