"""Markdown: destinations of links, and words behind links and addresses.

Where a link stands in the text no parser of CommonMark tells, so links are found by their signs; what
stands in code and in comments is left alone.
"""

from __future__ import annotations

import html
import re
from collections import defaultdict, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from evidence.citations.mend.edits import Text, Written, context, day_of, written
from evidence.citations.mend.html import attribute, retarget
from evidence.citations.mend.model import How, Place, What, is_told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.citations.mend.model import Correction, Corrections, Style

_SIGNS = re.compile(r"<!--|-->|`+")
"""What begins or ends a comment or a span of code (CommonMark 0.31, 6.1)."""
_SPAN = 2_000
"""Characters of a span of code at most: signs that lie further apart are no pair."""
_BLOCKS = frozenset({"fence", "code_block"})
_DESTINATION = r"<(?P<angled>[^<>\n]{1,8000})>|(?P<plain>[^\s()<>]{1,8000}(?:\([^\s()]{0,2000}\)[^\s()]{0,2000}){0,9})"
_TITLE = r"(?:\s+(?:\"[^\"\n]{0,2000}\"|'[^'\n]{0,2000}'|\([^()\n]{0,2000}\)))?"
_INLINE = re.compile(rf"\]\([ \t]*(?:{_DESTINATION}){_TITLE}[ \t]*\)")
_DEFINED = re.compile(
    rf"^ {{0,3}}\[(?!\^)[^\]\n]{{1,999}}\]:[ \t]*(?:{_DESTINATION}){_TITLE}[ \t]*$", re.MULTILINE
)
_TAG = re.compile(r"<a\s[^<>]{1,8000}>", re.IGNORECASE)
_ESCAPED = re.compile(r"\\(?=[!-/:-@\[-`{-~])")


@dataclass(frozen=True, slots=True)
class _Link:
    """A link: where its text begins, its destination, and where it ends."""

    begin: int
    start: int
    end: int
    behind: int
    correction: Correction


def mend(data: bytes, corrections: Corrections, style: Style) -> tuple[bytes, list[Place]]:
    """The text with its links and written addresses put right."""
    file = Text(data)
    return _File(file, corrections, style).mend()


class _File:
    def __init__(self, file: Text, corrections: Corrections, style: Style) -> None:
        self._file, self._corrections, self._style = file, corrections, style
        self._text = file.text
        self._places: list[Place] = []
        self._code = list(_spans(self._text)) + _blocks(self._text)

    def mend(self) -> tuple[bytes, list[Place]]:
        """The file's bytes, and what became of each reference."""
        links = list(self._links(_INLINE))
        taken = [(link.start, link.end) for link in links]
        shown = set()
        for defined in self._links(_DEFINED):
            taken.append((defined.start, defined.end))
            self._retarget(defined, "")
        for tag in _TAG.finditer(self._text):
            taken.append(tag.span())
            self._tag(tag)
        for one in written(self._text, self._corrections):
            at = one.found.start
            if self._in_code(at):
                self._note(one, What.LEFT)
            elif not any(start <= at < end for start, end in taken):
                over = (link for link in links if link.begin <= at < link.start)
                link = next(
                    (link for link in over if link.correction.old == one.correction.old), None
                )
                shown.add(link)
                self._put(one, link)
        for link in links:
            if link not in shown:
                self._retarget(link, self._style.label(link.correction))
        return self._file.result(), self._places

    def _links(self, pattern: re.Pattern[str]) -> list[_Link]:
        found = []
        for match in pattern.finditer(self._text):
            part = "angled" if match["angled"] is not None else "plain"
            target = _ESCAPED.sub("", html.unescape(match[part])).replace(" ", "%20")
            correction = self._corrections.of(target, self._day(match))
            if correction and not self._in_code(match.start()):
                begin = self._text.rfind("[", 0, match.start() + 1)
                found.append(_Link(max(begin, 0), *match.span(part), match.end(), correction))
        return found

    def _day(self, match: re.Match[str]) -> str | None:
        """The day on which a link's paragraph says that it was read."""
        if not self._corrections.by_day:
            return None
        begin = self._text.rfind("\n\n", 0, match.start()) + 1
        end = self._text.find("\n\n", match.end())
        text = self._text[begin : end if end >= 0 else None]
        return day_of(text, match.start() - begin, match.end() - begin)

    def _in_code(self, at: int) -> bool:
        return any(start <= at < end for start, end in self._code)

    def _retarget(self, link: _Link, words: str) -> None:
        """A link that shows no address."""
        old, new = link.correction.old, link.correction.new
        before = context(self._text, link.begin)
        if words and is_told(link.correction, self._text[link.behind :]):
            self._places.append(Place(old, new, What.TOLD, "", before))
            return
        words = words if self._style.how is How.NOTE and self._is_free(link.behind) else ""
        self._file.edits.replace(link.start, link.end, self._destination(link, new))
        self._file.edits.insert(link.behind, words)
        what = What.BOTH if words else What.LINK
        self._places.append(Place(old, new, what, words, before))

    def _destination(self, link: _Link, new: str) -> str:
        """The new address as a destination: bare, or in the signs that stand there."""
        angled = self._text[link.start - 1 : link.start] == "<"
        return new.replace("(", "%28").replace(")", "%29") if not angled else new

    def _tag(self, tag: re.Match[str]) -> None:
        found = attribute(tag[0], "href")
        correction = self._corrections.of(found[2]) if found else None
        if correction and not self._in_code(tag.start()):
            self._file.edits.replace(*tag.span(), retarget(tag[0], "href", correction))
            self._places.append(Place(correction.old, correction.new, What.LINK))

    def _put(self, one: Written, link: _Link | None) -> None:
        """An address that is written out: by itself, in angle brackets, or as the words of a link."""
        start, end, new = one.found.start, one.found.end, one.correction.new
        if one.is_told:
            self._note(one, What.TOLD)
            return
        if link:
            self._file.edits.replace(link.start, link.end, self._destination(link, new))
        if self._style.how is How.SWAP:
            self._file.edits.replace(start, end, new)
            self._note(one, What.ADDRESS)
            return
        at = (
            link.behind if link else end + (self._text[start - 1 : end + 1] == f"<{one.found.raw}>")
        )
        if self._style.how is How.LINK or not self._is_free(at):
            self._note(one, What.LINK if link else What.LEFT)
            return
        words = self._style.behind(one.correction, f"<{new}>")
        self._file.edits.insert(at, words)
        self._note(one, What.BOTH if link else What.WORDS, words)

    def _is_free(self, at: int) -> bool:
        """Whether words in brackets stay words there: in front of these they would be a link."""
        return self._text[at : at + 1] not in {"(", "["}

    def _note(self, one: Written, what: What, words: str = "") -> None:
        correction = one.correction
        self._places.append(Place(correction.old, correction.new, what, words, one.context))


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Comments, and spans of code: what stands between two runs of as many ticks."""
    signs = list(_SIGNS.finditer(text))
    later: defaultdict[str, deque[int]] = defaultdict(deque)
    for number, sign in enumerate(signs):
        later[sign[0]].append(number)
    number = 0
    while number < len(signs):
        begin = signs[number]
        ends = later["-->" if begin[0] == "<!--" else begin[0]]
        while ends and ends[0] <= number:
            ends.popleft()
        end = signs[ends[0]] if ends and begin[0] != "-->" else None
        if end is None or (begin[0] != "<!--" and end.start() - begin.end() > _SPAN):
            number += 1
        else:
            yield begin.start(), end.end()
            number = ends[0] + 1


def _blocks(text: str) -> list[tuple[int, int]]:
    """Where blocks of code stand."""
    starts = [0, *(line.end() for line in re.finditer(r"\n", text)), len(text)]
    found = (token for token in MarkdownIt("commonmark").parse(text) if token.type in _BLOCKS)
    return [
        (starts[token.map[0]], starts[min(token.map[1], len(starts) - 1)])
        for token in found
        if token.map
    ]
