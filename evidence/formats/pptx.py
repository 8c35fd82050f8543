"""PPTX by its XML: the text of each slide and of the notes below it, with links.

Read as the other formats of Office are (DrawingML and PresentationML, ECMA-376 part 1, 19 and 21), and
not by python-pptx, which brings Pillow and lxml's whole trees along for what is a few elements.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.formats.document import Heading, Link
from evidence.formats.drawings import LINKS, Doubles
from evidence.formats.package import Package, Relation, relation_id
from evidence.formats.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evidence.formats.document import Body, Document

_NOTHING = Relation("", "", outside=False)
_SIGNS = {"br": "\n", "tab": "\t"}


def read(body: Body) -> Document:
    """The slides in the order in which they are shown, each a page. Raises Unreadable."""
    package = Package(body.data)
    main = package.main_part("ppt/presentation.xml")
    related, show = package.relations(main), _Show()
    package.require(main, show)
    out = Writer()
    pages: list[int] = []
    for key in show.slides:
        kind, part, _ = related.get(key, _NOTHING)
        if kind != "slide":
            continue
        if pages:
            out.write("\f\n")
        pages.append(out.length)
        others = package.relations(part)
        package.parse(part, _Slide(out, others))
        for note in (one.target for one in others.values() if one.kind == "notesSlide"):
            package.parse(note, _Slide(out, package.relations(note)))
    document = out.finish()
    document.pages = pages
    return document


class _Show:
    """Takes the events of the presentation: its slides by their relationships."""

    def __init__(self) -> None:
        self.slides: list[str] = []

    def start(self, tag: str, attrib: Mapping[str, str]) -> None:
        if tag.endswith("}sldId"):
            self.slides.append(relation_id(attrib))

    def end(self, tag: str) -> None:
        """Nothing to close."""

    def data(self, data: str) -> None:
        """Nor text."""


class _Slide:
    """Takes the events of one slide, or of its notes."""

    def __init__(self, out: Writer, related: Mapping[str, Relation]) -> None:
        self._out, self._related = out, related
        self._in_text = False
        self._in_run = False
        self._is_title = False
        self._start = 0
        self._run = 0
        self._target = ""
        self._skip = 0
        self._doubles = Doubles()
        self._said = 0
        """pieces of text, and links"""

    def start(self, tag: str, attrib: Mapping[str, str]) -> None:
        word = tag.rpartition("}")[2]
        if self._skip or self._doubles.start(word, self._said):
            self._skip += 1
        elif word == "sp":
            self._is_title = False
        elif word == "ph":
            self._is_title = attrib.get("type") in ("title", "ctrTitle")
        elif word == "p":
            self._start = self._out.length
        elif word in ("r", "fld"):
            self._run, self._target = self._out.length, ""
        elif word in LINKS:
            relation = self._related.get(relation_id(attrib), _NOTHING)
            self._target = relation.target if relation.outside else ""
            self._said += bool(self._target)
            if self._target and not self._in_run:
                self._out.marks.links.append(Link(self._out.length, self._out.length, self._target))
        elif word in _SIGNS:
            self._out.write(_SIGNS[word])
        self._in_text = word == "t"
        self._in_run = word in ("r", "fld") or (self._in_run and word not in ("p", "sp"))

    def end(self, tag: str) -> None:
        if self._skip:
            self._skip -= 1
            return
        word = tag.rpartition("}")[2]
        self._in_text = False
        self._doubles.end(word)
        if word in ("r", "fld"):
            self._in_run = False
            if self._target:
                self._out.marks.links.append(Link(self._run, self._out.length, self._target))
        elif word == "p":
            if self._is_title and self._out.length > self._start:
                self._out.marks.headings.append(Heading(self._start, self._out.length, 1))
            self._out.end_paragraph()

    def data(self, data: str) -> None:
        if self._in_text and not self._skip:
            self._out.write(data)
            self._said += 1
