"""Addresses strung together: where the next one begins, though no blank parts it from the one before.

A cell holds a list, and a spreadsheet makes one link of the whole cell; a form takes the ends of lines away,
an export spells them. An address may carry another as well, of an archive, a viewer, a proxy: that stays whole.
Where it can't be known, the first is read and the whole is another reading.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import NamedTuple

from evidence.citations.begin import host_at
from evidence.citations.hosts import has_known_suffix

_LONGEST = 8000
"""Characters of a target that are looked at, as of an address in a text."""
_LONGEST_GAP = 48
"""Characters between two addresses: a few signs, or the next one's label."""
_MOST = 40
"""Beginnings that are looked at before an address is taken to be alone."""
_ANOTHER = re.compile(r"://|www\.|[;|]", re.IGNORECASE)
"""What an address that stands alone seldom has behind its scheme."""
_BEGINS = re.compile(
    r"(?P<http>https?://)|ftp://|h[tp]{2,5}s?://|(?P<www>www\.(?=\w))"
    r"|(?<=[;|])(?P<bare>[a-z\d][a-z\d.-]{2,100}\.(?:com|org|net|mx|gob|edu|gov|info|int)/)",
    re.IGNORECASE,
)
_SPELT = r"\\[nrt]|&(?:amp|nbsp|#0{0,3}(?:10|13|160)|#x0{0,3}(?:a|d|a0));|_x000[ad]_"
"""A line's end or a blank as programs write it; the last as spreadsheets do (ECMA-376, ST_Xstring)."""
_CODED = r"%0[ad9]|%20|%C2%A0|%2C|%3B|%7C"
_SIGN = r"[;,|\s]|(?![\u0300-\u036f])[^\x00-\x7f\w]"
"""Signs of a list, and those that no keyboard types into an address: an arrow, a bullet, a pilcrow."""
_SIGNS = re.compile(rf"(?:{_SIGN}|{_SPELT}|{_CODED}){{1,8}}$", re.IGNORECASE)
_LABEL = re.compile(r"[;,|]\s?(?:[^\W\d_]{1,30}(?:\s?\d{1,3})?|\d{1,3})\s?[.:)]\s?$")
_FILE = re.compile(
    r"(?:\.pdf|\.docx?|\.xlsx?|\.pptx|\.csv|\.zip|docx|xlsx|pptx)(?P<sign>[/+&*~_^$@!'.:-]{0,3})$", re.IGNORECASE
)  # fmt: skip
"""Behind the name of a document nothing goes on, whatever sign stands there."""
_WORD = re.compile(r"[^\W_]$")
_TIMED = re.compile(r"/\d{14}$")
"""A moment in the address of an archive, whose slash was left out."""
_PARTED = re.compile(r"[;,|]|\\[nrt]|[\r\n]|_x000[ad]_", re.IGNORECASE)
_CARRIES = re.compile(r"=(?:https?:|https?%3A)", re.IGNORECASE)
"""A parameter that has an address, or several, as its value."""
_TOLD = re.compile(
    r"[?&](?:text|texto|t|body|title|t[ií]tulo|status|summary|subject|message|mensaje|q|query|url|u)=[^&#]*$",
    re.IGNORECASE,
)
"""A parameter that has words as its value, and an address behind them."""
_NAME_OF_FILE = re.compile(
    r"\.(?:s?html?|aspx?|php\d?|jsp|pdf|docx?|xlsx?|jpe?g|png)$", re.IGNORECASE
)


class Next(NamedTuple):
    """Where the first of several addresses ends, and where the next one begins."""

    end: int
    start: int
    sure: bool
    """whether the whole can't be one address"""


def following(run: str) -> Next | None:
    """The next address in ``run``, which begins with one and may carry others; None where it is alone."""
    if not _ANOTHER.search(run, len("http://")):
        return None
    for begins in islice(_BEGINS.finditer(run, len("http://")), _MOST):
        found = _parted(run, begins)
        if found is not None:
            return None if _CARRIES.search(run, 0, found.end) else found
    return None


def pieces(target: str) -> list[str]:
    """The addresses of a link's target, as they are written; one where it is one."""
    found, rest = [], target
    while (after := following(rest) if len(target) <= _LONGEST else None) is not None:
        found.append(rest[: after.end])
        rest = rest[after.start :]
    return [*found, rest.rstrip(";,| ") if found else rest]


def is_gap(between: str) -> bool:
    """Whether what stands between the end of one address and a scheme is no word of its own."""
    if len(between) > _LONGEST_GAP:
        return False
    signs = _SIGNS.match(between) or _LABEL.match(between) or _FILE.match(f".pdf{between}")
    return not between or signs is not None


def _parted(run: str, begins: re.Match[str]) -> Next | None:
    """What stands before another address, if it parts the two."""
    start = begins.start()
    before = run[max(0, start - _LONGEST_GAP) : start]
    host = host_at(run, start if begins["www"] or begins["bare"] else begins.end())
    if signs := _SIGNS.search(before):
        end = start - len(signs[0])
        if not _is_meant(begins, host) or (
            not _PARTED.search(signs[0]) and _TOLD.search(run, 0, end)
        ):
            return None
        return Next(end, start, sure=bool(begins["http"]) and "%" not in signs[0])
    if begins["bare"] or not has_known_suffix(host):
        return None
    if label := _LABEL.search(before):
        return Next(start - len(label[0]), start, sure=False)
    if begins["www"]:
        return None
    if file := _FILE.search(before):
        return Next(start - len(file["sign"]), start, sure=not file["sign"])
    if begins["http"] and _WORD.search(before) and not _TIMED.search(before):
        return Next(start, start, sure=False)
    return None


def _is_meant(begins: re.Match[str], host: str) -> bool:
    """Whether what stands behind signs of a list is an address: ``a,www.html`` has a name behind it."""
    if begins["www"]:
        return has_known_suffix(host) or not _NAME_OF_FILE.search(host)
    return bool(begins["http"]) or has_known_suffix(host)
