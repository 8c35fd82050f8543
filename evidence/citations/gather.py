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

from evidence.citations.score import JOIN, OFFER, SURE, score, within_word
from evidence.citations.spaced import longer, whole_end
from evidence.citations.trim import LONGEST
from evidence.citations.unseen import HIDDEN, JOINER, STRAY, UNSEEN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.citations.layout import Break, Layout

_MOST_JOINS = 20
"""Breaks in one URL; in a cell of 12 characters an address of 200 has 16."""

_PIECE = re.compile(rf"(?:(?!{STRAY})[^\s<>“”«»\u00ad{HIDDEN}])+")
_WRAPPED = re.compile(
    rf"(?:(?<=[/.?&=#%_~:+-])[{HIDDEN}{JOINER}]+(?=\w)|[{HIDDEN}{JOINER}]+(?=[/?&=#%_~+-]\w))"
)
"""Signs that nobody sees at a place where a URL may be broken, with more of it behind."""
_WITHIN = re.compile(rf"[{HIDDEN}{JOINER}]+|(?<=/)[\x0b\x1c-\x1e\x85\u2028\u2029]+")
"""Such signs elsewhere, and ends of lines that plain text does not have, behind a slash."""
_INLINE_GAP = re.compile(r" (?=\S)")
_LINE_END = re.compile(r"[ \t]*(?:\r?\n|\Z)")
_HOSTLESS = re.compile(r"(?:(?:https?|ftp)://)?(?:www\.?)?", re.IGNORECASE)
_BLANK = re.compile(r"\s")
_SOFT = re.compile(r"[\u00ad\u2060]")


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


_IN_PARENTHESES = re.compile(r"(?P<lines>[^\s()]{4,200}(?:\n[^\s()]{1,200}){1,12})\)")
_OF_ADDRESS = re.compile(
    r"(?!https?:|www\.)(?=\S*[^\W\d_])\S*(?:\w[/=_]\w|\d[^\W\d]|\w-\w+[-.]\w|\w\.[a-z]{3,4}$)",
    re.IGNORECASE,
)
"""A line of an address, and no word of a sentence."""


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
        if seams:
            end = next(
                (at for at in range(start + 1, end) if self._ends(text, start, at, seams)), end
            )
        self.pieces.append((len(self.joined), start))
        self.joined += text[start:end]
        return end

    def _ends(self, text: str, start: int, at: int, seams: set[int]) -> bool:
        """Whether a seam ends the run at ``at``: none does where its host has not begun."""
        return at in seams and not _HOSTLESS.fullmatch(self.joined + text[start:at])

    def cut(self, end: int) -> None:
        """Leave off what stands from ``joined[end]`` on."""
        if end < len(self.joined):
            self.joined = self.joined[:end]
            self.joins = [join for join in self.joins if join.at < end]
            self.longer.clear()

    def end_at(self, sign: str) -> bool:
        """Leave off all from the last ``sign`` on, if nothing but marks follows it."""
        ended = self.joined.rfind(sign)
        closes = ended > 0 and not any(map(str.isalnum, self.joined[ended:]))
        if closes:
            self.cut(ended)
        return closes

    def source(self, index: int) -> int:
        """Where ``joined[index]`` stands in the source."""
        at = bisect_right(self.pieces, (index, sys.maxsize)) - 1
        return self.pieces[at][1] + index - self.pieces[at][0]


def gather(text: str, start: int, body: int, head: str, layout: Layout) -> Gathered | None:
    """The run whose ``head`` stands at ``text[start:body]`` (breaks in it already removed, a scheme
    that was misspelt already mended)."""
    run = Gathered(start, head, [(0, start)])
    if (written := text[start:body]) != head:
        repair = (
            "line-break" if "\n" in written else "space" if _BLANK.search(written)
            else "sign" if UNSEEN.search(written) else "scheme"
        )  # fmt: skip
        run.joins.append(Join(len(head), repair, sure=True))
    piece = _PIECE.match(text, body, body + LONGEST)
    if piece is None:
        return None
    position = run.add(text, body, piece.end(), layout.seams)
    bracketed = _bracketed(text, start) or _enclosed(text, start)
    whole = whole_end(text, start, bracketed, layout)  # up to there blanks are the URL's own
    while (
        len(run.joins) < _MOST_JOINS
        and len(run.joined) < LONGEST
        and (
            step := _over_blank(text, position, run, layout, whole)
            if position < whole and _INLINE_GAP.match(text, position)
            else _next(text, position, run, layout, bracketed)
        )
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


def _enclosed(text: str, start: int) -> int:
    """Where the ``)`` of ``(URL)`` stands, if each line between is a piece of an address and nothing else: no word, no
    number alone; 0 elsewhere."""
    if text[start - 1 : start] != "(":
        return 0
    inside = _IN_PARENTHESES.match(text, start, start + LONGEST)
    if inside is None:
        return 0
    lines = inside["lines"].replace("\u00ad", "-").split("\n")[1:]
    return inside.end("lines") if all(map(_OF_ADDRESS.match, lines)) else 0


def _next(text: str, position: int, run: Gathered, layout: Layout, bracketed: int) -> int | None:
    """Bridge the break at ``position`` if it is one; returns where the piece behind it ends."""
    soft = position < len(text) and text[position] in "\u00ad\u2060"
    unseen = _WRAPPED.match(text, position) or (None if soft else _WITHIN.match(text, position))
    if unseen:
        return _over_unseen(text, unseen, run, layout)
    gap = position + soft
    line_end = _LINE_END.match(text, gap)
    setting: Break | None = None
    if line_end:
        setting = layout.after(max(position - 1, 0), run.start)
        if setting is None:
            return None
        resume = setting.next_start
    elif soft:
        resume = gap
    elif _INLINE_GAP.match(text, gap) and not layout.tabular and not layout.begins_cell(gap + 1):
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
        named = longer(text, position, run.joined) if setting is None else ""
        run.longer += filter(None, [left + piece[0] if points >= OFFER else "", named])
        return None
    _bridge(text, run, position, hyphen)
    if not soft or line_end:
        at = len(run.joined)
        repair = "space" if setting is None else "line-break"
        cut_hyphen = run.joined.endswith("-") and setting is not None
        run.joins.append(Join(at, repair, cut_hyphen, points >= SURE))
    return run.add(text, resume, piece.end(), layout.seams)


def _over_unseen(text: str, signs: re.Match[str], run: Gathered, layout: Layout) -> int | None:
    """Go on behind signs that nobody sees, where a URL may be broken; elsewhere if what stands there is of an
    address. A word is offered."""
    piece = _PIECE.match(text, signs.end(), signs.end() + LONGEST)
    if piece is None:
        return None
    first, at = piece[0][0], len(run.joined)
    if signs.re is _WRAPPED:
        run.joins += [Join(at, "sign")] if piece[0].istitle() else []  # a sentence may begin there
    elif (first.isalnum() or first == ".") and within_word(run.joined, piece[0]):
        run.joins.append(Join(at, "sign"))
    else:
        run.longer += (
            [run.joined + piece[0]] if first.islower() and run.joined[-1].isalnum() else []
        )
        return None
    return run.add(text, signs.end(), piece.end(), layout.seams)


def _over_blank(text: str, position: int, run: Gathered, layout: Layout, whole: int) -> int | None:
    """Take a blank on as ``%20``, and the piece behind it. Behind a slash it slipped in: no name begins
    with one, though it may."""
    piece = _PIECE.match(text, position + 1, whole)
    if piece is None:
        return None
    is_first = not any(join.repair == "space" for join in run.joins)
    run.joins.append(Join(len(run.joined), "space", sure=not is_first))
    if run.joined.endswith("/"):
        rest = re.sub(r"\s*\n\s*", "", text[position:whole])
        run.longer.append(run.joined + rest.replace(" ", "%20"))
    else:
        run.pieces.append((len(run.joined), position))
        run.joined += "%20"
    return run.add(text, position + 1, piece.end(), layout.seams)


def _bridge(text: str, run: Gathered, position: int, hyphen: bool) -> None:
    """Settle the hyphen at a line end: after ``/`` the typesetter put it there, else it stays."""
    if hyphen:
        run.pieces.append((len(run.joined), position))
        run.joined += "-"
    if run.joined.endswith("/-") and _LINE_END.match(text, position + hyphen):
        run.joined = run.joined[:-1]
