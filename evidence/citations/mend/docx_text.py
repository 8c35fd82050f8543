"""WordprocessingML as paragraphs of letters that know their place in the part, their run and their
link."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from evidence.citations.mend.flow import Flow
from evidence.citations.mend.xml import add_text
from evidence.formats.hyperlink_field import parts_of, whole_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from evidence.formats.package import Relation

_GONE = frozenset({"del", "moveFrom"})
_SKIPPED = _GONE | {
    "tabs", "pPrChange", "rPrChange", "sectPrChange", "tblPrChange", "trPrChange", "tcPrChange",
}  # fmt: skip
"""What does not stand there any more, and how it was set before (ECMA-376 part 1, 17.13.5)."""
_SIGNS = {
    "tab": "\t",
    "ptab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "-",
    "softHyphen": "\u00ad",
}
_MARKERS = frozenset({"footnoteReference", "endnoteReference", "commentReference"})
_STOP = "\ufffc"
"""Stands for a note's marker: no address goes on behind it."""


@dataclass(slots=True, eq=False)
class Run:
    """Letters set in one way."""

    start: int
    properties: tuple[int, int] | None = None
    """where its ``rPr`` stands"""
    texts: list[tuple[int, int]] = field(default_factory=list)
    """what stands in each of its ``t``"""
    inner_end: int = 0
    """behind the last of its children"""
    end: int = 0
    insertion: tuple[int, int, int] | None = None
    """somebody's tracked insertion around it: where its start tag begins and ends, and where it is
    closed"""


@dataclass(slots=True, eq=False)
class Link:
    """A hyperlink or a field that is one: the letters that it carries, and where the part goes on
    behind it."""

    target: str
    """as it is cited, with the place in it"""
    begin: int
    end: int | None = None
    behind: int = 0
    relation: str = ""
    """the id of the relationship that names its target"""
    code: tuple[int, int] | None = None
    """where a field's address is written, if that is one place"""
    coded: str = ""
    """how it is written there"""
    done: bool = False


class Paragraph:
    """One paragraph, or the text around a box in it."""

    def __init__(self, *, is_double: bool) -> None:
        self.is_double = is_double
        """it stands in the double of a drawing, for programs that can't show it"""
        self.flow = Flow()
        self.runs: list[Run | None] = []
        """of each letter"""
        self.links: list[Link] = []


@dataclass(slots=True, eq=False)
class _Field:
    pieces: list[tuple[str, int, int]] = field(default_factory=list)
    """of its code: the text, and where it stands"""
    in_code: bool = True
    link: Link | None = None


class Reader:
    """Takes the events of one part, and hands out each paragraph as it ends."""

    def __init__(
        self, data: bytes, related: Mapping[str, Relation], take: Callable[[Paragraph], None]
    ) -> None:
        self._data, self._related, self._take = data, related, take
        self._skip = 0
        self._paragraphs: list[Paragraph] = []
        self._runs: list[Run] = []
        self._links: list[Link] = []
        self._fields: list[_Field] = []
        self._insertions: list[tuple[list[Run], int, int]] = []
        self._in_text = ""
        self._doubles = 0
        self._waiting: list[Link] = []
        """fields that ended in a run that is still open"""

    def start(self, name: str, attributes: Mapping[str, str], start: int, end: int) -> None:
        if self._skip or name in _SKIPPED:
            self._skip += 1
            return
        if name == "p":
            self._paragraphs.append(Paragraph(is_double=self._doubles > 0))
        elif name == "r":
            self._runs.append(Run(start))
            if self._insertions:
                self._insertions[-1][0].append(self._runs[-1])
        elif name == "ins" and self._paragraphs:
            self._insertions.append(([], start, end))
        elif name == "mc:Fallback":
            self._doubles += 1
        elif name == "t" and self._runs:
            self._in_text = name
            self._runs[-1].texts.append((end, end))
        elif name == "instrText" and self._fields:
            self._in_text = name
            self._fields[-1].pieces.append(("", end, end))
        elif name == "rPr" and self._runs and self._runs[-1].properties is None:
            self._runs[-1].properties = (start, end)
        elif name in _SIGNS or name in _MARKERS:
            self._letter(_SIGNS.get(name, _STOP), start, end)
        else:
            self._start_link(name, attributes, start, end)

    def end(self, name: str, start: int, end: int) -> None:
        if self._skip:
            self._skip -= 1
            return
        run = self._runs[-1] if self._runs else None
        if name == "rPr" and run and run.properties:
            run.properties = (run.properties[0], end)
        elif name in ("t", "instrText"):
            self._end_text(name, start)
        elif name == "mc:Fallback":
            self._doubles -= 1
        elif name == "r" and run:
            self._end_run(end)
        elif name == "ins" and self._insertions:
            self._end_insertion(end)
        elif name == "hyperlink" and self._links:
            self._close(self._links.pop(), end)
        elif name == "fldSimple" and self._fields:
            link = self._fields.pop().link
            if link:
                self._close(link, end)
        elif name == "p" and self._paragraphs:
            self._end_paragraph()
            return
        if self._runs and name != "r":
            self._runs[-1].inner_end = end

    def text(self, text: str, start: int) -> None:
        if self._skip or not self._in_text or not self._paragraphs:
            return
        if self._in_text == "instrText":
            told, begin, end = self._fields[-1].pieces[-1]
            self._fields[-1].pieces[-1] = (told + text, begin, end)
        elif not any(one.in_code for one in self._fields):
            paragraph = self._paragraphs[-1]
            add_text(paragraph.flow, self._data, text, start)
            paragraph.runs += [self._runs[-1] if self._runs else None] * len(text)

    def _end_text(self, name: str, at: int) -> None:
        if name == self._in_text == "t" and self._runs:
            texts = self._runs[-1].texts
            texts[-1] = (texts[-1][0], max(at, texts[-1][0]))
        elif name == self._in_text and self._fields:
            told, begin, _ = self._fields[-1].pieces[-1]
            self._fields[-1].pieces[-1] = (told, begin, at)
        self._in_text = ""

    def _letter(self, sign: str, start: int, end: int) -> None:
        if self._paragraphs and self._runs and not any(one.in_code for one in self._fields):
            paragraph = self._paragraphs[-1]
            paragraph.flow.add(sign, start, end)
            paragraph.runs.append(self._runs[-1])

    def _start_link(self, name: str, attributes: Mapping[str, str], start: int, end: int) -> None:
        if not self._paragraphs:
            return
        paragraph = self._paragraphs[-1]
        if name == "hyperlink":
            key, anchor = attributes.get("id", ""), attributes.get("anchor", "")
            relation = self._related.get(key)
            target = relation.target if relation and relation.outside else ""
            whole = f"{target}#{anchor}" if target and anchor else target
            self._links.append(Link(whole, len(paragraph.flow), relation=key))
            paragraph.links.append(self._links[-1])
        elif name == "fldSimple":
            whole, coded = _target(attributes.get("instr", ""))
            link = Link(whole, len(paragraph.flow), code=(start, end), coded=coded)
            paragraph.links.append(link)
            self._fields.append(_Field(in_code=False, link=link))
        elif name == "fldChar":
            self._field(attributes.get("fldCharType", ""), paragraph)

    def _field(self, kind: str, paragraph: Paragraph) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].in_code = False
            self._fields[-1].link = _linked(self._fields[-1], len(paragraph.flow))
            if link := self._fields[-1].link:
                paragraph.links.append(link)
        elif kind == "end" and self._fields:
            link = self._fields.pop().link
            if link and link in paragraph.links:
                link.end = len(paragraph.flow)
                self._waiting.append(link)

    def _end_run(self, end: int) -> None:
        run = self._runs.pop()
        run.end = end
        for link in self._waiting:
            link.behind = end
        self._waiting = []

    def _end_insertion(self, end: int) -> None:
        runs, begin, tag = self._insertions.pop()
        for one in runs:
            one.insertion = (begin, tag, end)

    def _close(self, link: Link, behind: int) -> None:
        if self._paragraphs and link in self._paragraphs[-1].links:
            link.end, link.behind = len(self._paragraphs[-1].flow), behind

    def _end_paragraph(self) -> None:
        self._take(self._paragraphs.pop())
        if not self._paragraphs:
            self._links = []


def _linked(one: _Field, begin: int) -> Link | None:
    """A complex field as a link; None for one that is none."""
    whole, coded = _target("".join(text for text, _, _ in one.pieces))
    if not coded:
        return None
    places = [(start, end) for text, start, end in one.pieces if coded in text]
    return Link(whole, begin, code=places[0] if len(places) == 1 else None, coded=coded)


def _target(code: str) -> tuple[str, str]:
    """Where a field's code leads to, with the place in it, and without; "" for a code of another
    kind."""
    target, place = parts_of(code)
    return whole_of(target, place), target
