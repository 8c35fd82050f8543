"""The pieces of one URL, over spaces, lines and pages.

A break is bridged when the evidence for it adds up: what the URL so far lacks, what the next piece
looks like, how full the line is, and whether the type runs on. A bridge that is only likely keeps
the reading without it as an alternative; one that just failed is offered as a longer reading.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from evidence.citations.hosts import has_known_suffix
from evidence.citations.trim import LONGEST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.citations.layout import Break, Layout

JOIN = 3
"""Points that bridge a break. Chosen with the others below on labelled PDFs; see
benchmarks/citations.py."""
OFFER = 1
"""Points that make the longer reading worth a check."""
SURE = 6
"""Points from which the reading without the bridge is not worth a check."""
_MOST_JOINS = 12
"""Breaks in one URL; the longest URL seen in a narrow column had five."""

_HIDDEN = r"\u180e\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
"""Zero-width and direction signs: editors put them around a URL, and into it so that it can wrap."""
_JOINER = r"\u200c\u200d"
"""Joiners shape letters of Arabic and Indic scripts and pictures; between Latin signs they are stray."""
_PIECE = re.compile(rf"(?:(?!(?<![^\x00-\u024f])[{_JOINER}]+[!-~])[^\s<>“”«»\u00ad{_HIDDEN}])+")
_WRAPPED = re.compile(
    rf"(?:(?<=[/.?&=#%_~:+-])[{_HIDDEN}{_JOINER}]+(?=\w)|[{_HIDDEN}{_JOINER}]+(?=[/?&=#%_~+-]\w))"
)
"""Such signs at a place where a URL may be broken, with more of it behind."""
_INLINE_GAP = re.compile(r" (?=\S)")
_LINE_END = re.compile(r"[ \t]*(?:\r?\n|\Z)")
_SOFT = re.compile(r"[\u00ad\u2060]")

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


@dataclass(frozen=True, slots=True)
class Join:
    """One bridged break: ``joined[at:]`` stood behind it."""

    at: int
    repair: str
    hyphen: bool = False
    """``joined[at - 1]`` is the hyphen of the break and may not belong to the URL"""
    sure: bool = False

    def readings(self, joined: str) -> Iterator[str]:
        """The other ways to read the break."""
        if self.hyphen:
            yield joined[: self.at - 1] + joined[self.at :]
        if not self.sure:
            yield joined[: self.at]


@dataclass(slots=True)
class Gathered:
    """A run of URL characters without its breaks, and where each character stood."""

    start: int
    joined: str
    pieces: list[tuple[int, int]]
    """(offset in ``joined``, offset in the source) where each piece begins"""
    joins: list[Join] = field(default_factory=list)
    longer: list[str] = field(default_factory=list)
    """readings over a break that was not bridged"""

    def add(self, text: str, start: int, end: int, seams: set[int]) -> int:
        """Take ``text[start:end]`` on, up to a seam; returns where it ended."""
        end = next((at for at in range(start + 1, end) if at in seams), end) if seams else end
        self.pieces.append((len(self.joined), start))
        self.joined += text[start:end]
        return end

    def source(self, index: int) -> int:
        """Where ``joined[index]`` stands in the source."""
        at = bisect_right(self.pieces, (index, sys.maxsize)) - 1
        return self.pieces[at][1] + index - self.pieces[at][0]


def gather(text: str, start: int, body: int, head: str, layout: Layout) -> Gathered | None:
    """The run whose ``head`` stands at ``text[start:body]`` (breaks in it already removed)."""
    run = Gathered(start, head, [(0, start)])
    if body - start > len(head):
        run.joins.append(
            Join(len(head), "line-break" if "\n" in text[start:body] else "space", sure=True)
        )
    piece = _PIECE.match(text, body, body + LONGEST)
    if piece is None:
        return None
    position = run.add(text, body, piece.end(), layout.seams)
    bracketed = _bracketed(text, start)
    while (
        len(run.joins) < _MOST_JOINS
        and len(run.joined) < LONGEST
        and (step := _next(text, position, run, layout, bracketed))
    ):
        position = step
    return run


def _bracketed(text: str, start: int) -> int:
    """Where the ``>`` of ``<URL>`` stands, with no blank line before it; 0 without one."""
    if text[start - 1 : start] != "<":
        return 0
    close = text.find(">", start, start + LONGEST)
    inner = text[start:close] if close > 0 else "<"
    return 0 if "<" in inner or re.search(r"\n[ \t]*\n", inner) else close


def _next(text: str, position: int, run: Gathered, layout: Layout, bracketed: int) -> int | None:
    """Bridge the break at ``position`` if it is one; returns where the piece behind it ends."""
    if hidden := _WRAPPED.match(text, position):
        piece = _PIECE.match(text, hidden.end(), hidden.end() + LONGEST)
        return run.add(text, hidden.end(), piece.end(), layout.seams) if piece else None
    soft = position < len(text) and text[position] in "\u00ad\u2060"
    gap = position + soft
    line_end = _LINE_END.match(text, gap)
    setting: Break | None = None
    if line_end:
        setting = layout.after(max(position - 1, 0))
        if setting is None:
            return None
        resume = setting.next_start
    elif soft:
        resume = gap
    elif _INLINE_GAP.match(text, gap) and not layout.tabular:
        resume = gap + 1
    else:
        return None
    piece = _PIECE.match(text, resume, resume + LONGEST)
    if piece is None:
        return None
    hyphen = soft and line_end is not None
    left = run.joined + "-" * hyphen
    if (soft and not line_end) or (line_end and resume < bracketed):
        points = SURE
    else:
        points = score(left, piece[0], setting, text[piece.end() : piece.end() + 40])
    if points < JOIN:
        if points >= OFFER:
            run.longer.append(left + piece[0])
        return None
    _bridge(text, run, position, hyphen)
    if not soft or line_end:
        at = len(run.joined)
        repair = "space" if setting is None else "line-break"
        cut_hyphen = run.joined.endswith("-") and setting is not None
        run.joins.append(Join(at, repair, cut_hyphen, points >= SURE))
    return run.add(text, resume, piece.end(), layout.seams)


def _bridge(text: str, run: Gathered, position: int, hyphen: bool) -> None:
    """Settle the hyphen at a line end: after ``/`` the typesetter put it there, else it stays."""
    if hyphen:
        run.pieces.append((len(run.joined), position))
        run.joined += "-"
    if run.joined.endswith("/-") and _LINE_END.match(text, position + hyphen):
        run.joined = run.joined[:-1]


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
