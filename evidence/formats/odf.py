"""OpenDocument by its XML: texts, spreadsheets and presentations (OpenDocument 1.3, part 3).

Of texts and presentations: running text with notes, links, tables and headings, notes behind the
body as in every other format, each slide a page. Of spreadsheets: the rows of their sheets. The
text is the one that stands once all tracked changes are accepted; comments and hidden text are no
part of it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence.formats.document import Heading, Link, Note, Ref, Span
from evidence.formats.odf_names import HREF, TEXT, HiddenStyles, is_hidden, times
from evidence.formats.odf_sheets import Sheets
from evidence.formats.package import Package
from evidence.formats.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from evidence.formats.document import Body, Document
    from evidence.formats.writer import Flow

_SKIPPED = frozenset(
    "tracked-changes annotation sequence-decls forms binary-data ruby-text covered-table-cell".split()
)
"""What was deleted, comments, and what is nowhere shown: the last lies under a merged cell."""
_SPACE = re.compile(r"[ \t\r\n]+")
"""White space of the XML, which is one space (6.1.2)."""
_SLIDE = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}page"
_AREAS = frozenset({"area-rectangle", "area-circle", "area-polygon"})
"""Places in a picture that lead somewhere (10.4.13.2)."""
_EVENT = "{urn:oasis:names:tc:opendocument:xmlns:presentation:1.0}event-listener"
"""What a click on a shape of a slide does (10.8.2)."""
_CITED = TEXT + "bibliography-mark"
_URL = TEXT + "url"
"""A work that is cited, and where it stands (7.7.5; 19.913)."""
_DETAILS = {
    "a": HREF,
    "h": TEXT + "outline-level",
    "frame": "{urn:oasis:names:tc:opendocument:xmlns:presentation:1.0}class",
}
"""The attribute of an element that is asked for when it ends."""
_NOT_BEGUN, _DONE = -1, -2
"""Of a list item, instead of a place: nothing of it was read yet; its first paragraph was."""
_MOST_SPACES = 1000
"""In a row: ``text:s`` may ask for any number."""


def read(body: Body) -> Document:
    """The text of an OpenDocument file. Raises Unreadable."""
    package = Package(body.data)
    hidden = HiddenStyles()
    package.parse("styles.xml", hidden)
    if body.media_type.endswith(".spreadsheet"):
        sheets = Sheets()
        package.require("content.xml", sheets)
        return sheets.finish()
    text = _Text(hidden)
    package.require("content.xml", text)
    return text.finish()


class _Text:
    """Takes the events of ``content.xml``, and writes what they show."""

    def __init__(self, hidden: HiddenStyles) -> None:
        self._out = Writer()
        self._hidden = hidden
        self._skip = 0
        self._open: list[tuple[str, int, str]] = []
        """the elements that are open: tag, offset of their beginning, link target or level"""
        self._hides = self._frames = 0
        """pieces that are hidden; pictures and other frames"""
        self._links: list[tuple[int, int]] = []
        """of both, how many there were where each link that is open begins"""
        self._paragraphs = 0
        self._items: list[int] = []
        """the list items that are open: where the first paragraph begins; one of the two below"""
        self._boxes: list[bool] = []
        """the text boxes that are open: whether each stands in a paragraph"""
        self._marker: list[str] | None = None
        self._sign = ""
        self._notes: list[Flow] = []
        self._slides: list[int] = []

    def start(self, tag: str, attrib: Mapping[str, str]) -> None:
        self._hidden.start(tag, attrib)
        word = tag.rpartition("}")[2]
        if self._skip or word in _SKIPPED or self._is_hidden(word, attrib):
            self._hides += not self._skip and word not in _SKIPPED
            self._skip += 1
            return
        self._frames += word == "frame"
        if word == "a":
            self._links.append((self._hides, self._frames))
        named = _URL if tag == _CITED else HREF
        if (word in _AREAS or tag in (_EVENT, _CITED)) and (target := attrib.get(named)):
            self._out.marks.links.append(Link(self._out.length, self._out.length, target))
        if tag == _SLIDE:
            self._start_slide()
        elif act := _STARTS.get(word):
            act(self, attrib)
        detail = attrib.get(_DETAILS[word], "") if word in _DETAILS else ""
        self._open.append((tag, self._out.length, detail))

    def end(self, tag: str) -> None:
        self._hidden.end(tag)
        if self._skip:
            self._skip -= 1
            return
        _, start, detail = self._open.pop()
        word = tag.rpartition("}")[2]
        if word == "a":
            hides, frames = self._links.pop()
            shows = self._out.length > start or self._frames > frames or self._hides == hides
            detail = detail if shows else ""  # no link is left where all of its words are hidden
        if word == "a" and detail:
            self._out.marks.links.append(Link(start, self._out.length, detail))
        elif (word == "h" or (word == "frame" and detail == "title")) and self._out.length > start:
            level = int(detail) if detail.isdecimal() else 1
            self._out.marks.headings.append(Heading(start, self._out.length, level))
        if act := _ENDS.get(word):
            act(self)

    def data(self, data: str) -> None:
        if self._skip or not self._paragraphs or not self._open[-1][0].startswith(TEXT):
            return
        if self._marker is not None:
            self._marker.append(data)
        else:
            shown = _SPACE.sub(" ", data)
            self._out.write(shown.removeprefix(" ") if self._out.ends_in_space else shown)

    def finish(self) -> Document:
        """The body, then the notes."""
        for note in self._notes:
            self._out.append(note)
        document = self._out.finish()
        document.pages = self._slides
        return document

    def _is_hidden(self, word: str, attrib: Mapping[str, str]) -> bool:
        return is_hidden(word, attrib) or attrib.get(TEXT + "style-name") in self._hidden.names

    def _start_paragraph(self, _attrib: Mapping[str, str]) -> None:
        self._paragraphs += 1
        if self._items and self._items[-1] == _NOT_BEGUN:
            self._items[-1] = self._out.length

    def _end_paragraph(self) -> None:
        self._paragraphs -= 1
        start, end = (self._items[-1] if self._items else _DONE), self._out.length
        if 0 <= start < end:
            self._out.marks.items.append(Span(start, end))
            self._items[-1] = _DONE
        self._out.end_paragraph()

    def _start_heading(self, _attrib: Mapping[str, str]) -> None:
        self._paragraphs += 1
        if self._items:  # a numbered heading is one, and no item
            self._items[-1] = _DONE

    def _start_item(self, _attrib: Mapping[str, str]) -> None:
        self._items.append(_NOT_BEGUN)

    def _end_item(self) -> None:
        self._items.pop()

    def _spaces(self, attrib: Mapping[str, str]) -> None:
        self._out.write(" " * times(attrib.get(TEXT + "c"), _MOST_SPACES))

    def _start_box(self, _attrib: Mapping[str, str]) -> None:
        self._boxes.append(self._paragraphs > 0)
        if self._boxes[-1]:
            self._out.begin_aside()

    def _end_box(self) -> None:
        if self._boxes.pop():
            self._out.end_aside()

    def _start_slide(self) -> None:
        if self._slides:
            self._out.write("\f\n")
        self._slides.append(self._out.length)

    def _start_marker(self, _attrib: Mapping[str, str]) -> None:
        self._marker = []

    def _end_marker(self) -> None:
        self._sign = "".join(self._marker or ()).strip()
        self._marker = None
        start, shown = self._out.length, f"[{self._sign}]"
        self._out.marks.refs.append(Ref(start, start + len(shown), str(len(self._notes))))
        self._out.write(shown)

    def _start_note(self, _attrib: Mapping[str, str]) -> None:
        self._out.begin_flow()

    def _end_note(self) -> None:
        flow = self._out.cut()
        flow.document.notes.append(Note(str(len(self._notes)), self._sign, 0, flow.length, 0))
        self._notes.append(flow)


_STARTS: dict[str, Callable[[_Text, Mapping[str, str]], None]] = {
    "p": _Text._start_paragraph,
    "h": _Text._start_heading,
    "list-item": _Text._start_item,
    "s": _Text._spaces,
    "tab": lambda text, _attrib: text._out.write("\t"),
    "line-break": lambda text, _attrib: text._out.write("\n"),
    "note-citation": _Text._start_marker,
    "note-body": _Text._start_note,
    "text-box": _Text._start_box,
    "table-row": lambda text, _attrib: text._out.begin_row(),
    "table-cell": lambda text, _attrib: text._out.begin_cell(),
}
_ENDS: dict[str, Callable[[_Text], None]] = {
    "p": _Text._end_paragraph,
    "h": _Text._end_paragraph,
    "list-item": _Text._end_item,
    "note-citation": _Text._end_marker,
    "note-body": _Text._end_note,
    "text-box": _Text._end_box,
    "table-cell": lambda text: text._out.end_cell(),
    "table-row": lambda text: text._out.end_row(),
}
