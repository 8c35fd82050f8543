"""OpenDocument texts, sheets and slides: targets of links, and words behind them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.citations.mend.edits import Edits, context, day_of, written
from evidence.citations.mend.flow import Flow
from evidence.citations.mend.model import How, Place, What, is_told
from evidence.citations.mend.parts import Parts
from evidence.citations.mend.xml import add_text, attribute, escaped, walk
from evidence.formats.document import Unreadable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evidence.citations.mend.edits import Written
    from evidence.citations.mend.model import Correction, Corrections, Style

_SKIPPED = frozenset(
    {"tracked-changes", "annotation", "sequence-decls", "forms", "binary-data", "ruby-text"}
)
_SIGNS = {"s": " ", "tab": "\t", "line-break": "\n"}
_STOP = "\ufffc"
"""Stands for a note's marker: no address goes on behind it."""


def mend(data: bytes, corrections: Corrections, style: Style) -> tuple[bytes, list[Place]]:
    """The document with its references put right."""
    parts = Parts(data)
    content = parts.read("content.xml")
    if content is None:
        raise Unreadable("this office file is damaged (it has no content.xml)")
    body = _Body(content, corrections, style)
    walk(content, body)
    if body.edits:
        parts.put("content.xml", body.edits.apply_bytes(content))
    return parts.result(), body.places


@dataclass(slots=True, eq=False)
class _Link:
    tag: int
    """where its start tag stands"""
    target: str
    begin: int
    end: int | None = None
    behind: int = 0
    done: bool = False


class _Paragraph:
    def __init__(self) -> None:
        self.flow = Flow()
        self.links: list[_Link] = []


class _Body:
    """Takes the events of ``content.xml``, and puts right each paragraph as it ends."""

    def __init__(self, data: bytes, corrections: Corrections, style: Style) -> None:
        self.edits = Edits()
        self.places: list[Place] = []
        self._data, self._corrections, self._style = data, corrections, style
        self._skip = 0
        self._paragraphs: list[_Paragraph] = []
        self._links: list[_Link] = []

    def start(self, name: str, attributes: Mapping[str, str], start: int, end: int) -> None:
        if self._skip or name in _SKIPPED or (name == "note-citation" and self._paragraphs):
            if name == "note-citation" and not self._skip:
                self._paragraphs[-1].flow.add(_STOP, start, end)
            self._skip += 1
        elif name in ("p", "h"):
            self._paragraphs.append(_Paragraph())
        elif name in _SIGNS and self._paragraphs:
            self._paragraphs[-1].flow.add(_SIGNS[name], start, end)
        elif name == "a" and self._paragraphs:
            paragraph = self._paragraphs[-1]
            self._links.append(_Link(start, attributes.get("href", ""), len(paragraph.flow)))
            paragraph.links.append(self._links[-1])

    def end(self, name: str, start: int, end: int) -> None:  # noqa: ARG002
        if self._skip:
            self._skip -= 1
        elif name in ("p", "h") and self._paragraphs:
            self._mend(self._paragraphs.pop())
        elif name == "a" and self._links:
            link = self._links.pop()
            if self._paragraphs:
                link.end, link.behind = len(self._paragraphs[-1].flow), end

    def text(self, text: str, start: int) -> None:
        if self._skip or not self._paragraphs:
            return
        flow = self._paragraphs[-1].flow
        if text == "\n":
            flow.add(" ", start, start + 1)
        else:
            add_text(flow, self._data, text, start)

    def _mend(self, paragraph: _Paragraph) -> None:
        text = paragraph.flow.text
        for one in written(text, self._corrections) if text else ():
            last = one.found.end - 1
            over = (link for link in paragraph.links if link.begin <= last < (link.end or 0))
            link = next(
                (link for link in over if self._corrections.same(link.target, one.correction)), None
            )
            self._written(paragraph.flow, one, link)
        for link in paragraph.links:
            correction = self._corrections.of(link.target)
            if correction and not link.done:
                day = day_of(text, link.begin, link.end or link.begin)
                correction = self._corrections.of(link.target, day) or correction
                self._label(text, link, correction)

    def _written(self, flow: Flow, one: Written, link: _Link | None) -> None:
        correction, how, words = one.correction, self._style.how, ""
        end = flow.ends[one.found.end - 1]
        if link:
            link.done = True
        what = What.BOTH if link else What.WORDS
        if one.is_told:
            what = What.TOLD
        elif how is How.LINK:
            what = What.LINK if link else What.LEFT
        elif how is How.SWAP:
            what = What.ADDRESS
            self.edits.swap(flow.pieces(one.found.start, one.found.end), escaped(correction.new))
        else:
            words = self._style.behind(correction)
            self.edits.insert(link.behind if link else end, escaped(words))
        if link and what is not What.TOLD:
            self._aim(link, correction)
        self.places.append(Place(correction.old, correction.new, what, words, one.context))

    def _label(self, text: str, link: _Link, correction: Correction) -> None:
        """A link that shows no address."""
        before, behind = context(text, link.begin), text[link.end or len(text) :]
        words = ""
        if is_told(correction, behind):
            self.places.append(Place(correction.old, correction.new, What.TOLD, "", before))
            return
        self._aim(link, correction)
        if self._style.how is How.NOTE and link.behind:
            words = self._style.label(correction)
            self.edits.insert(link.behind, escaped(words))
        what = What.BOTH if words else What.LINK
        self.places.append(Place(correction.old, correction.new, what, words, before))

    def _aim(self, link: _Link, correction: Correction) -> None:
        place = attribute(self._data, link.tag, "href")
        if place and self._corrections.of(link.target):
            self.edits.replace(*place, escaped(correction.new))
