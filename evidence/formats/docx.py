"""DOCX by its XML: running text, notes, links, HYPERLINK fields and headings.

Parts in reading order: the document, then foot-notes, end-notes, headers and footers
(WordprocessingML, ECMA-376 part 1, 17). Deleted text is not there any more; a fallback drawing says
the same twice.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence.formats.document import Document, Heading, Link, Note, Ref, Span
from evidence.formats.package import RELATION_ID, Package

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_STRICT_RELATION_ID = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_SKIPPED = frozenset({"del", "moveFrom", "Fallback", "pict"})
_PARTS = ("footnotes", "endnotes", "header", "footer")
"""What is read behind the main part, in this order."""
_FIELD = re.compile(r"^\s*HYPERLINK\s+(?:\\[a-z]\s+)*(?:\"([^\"]*)\"|(\S+))", re.IGNORECASE)
_ANCHOR = re.compile(r"\\l\s+\"?([^\"\s]+)", re.IGNORECASE)
_HEADING = re.compile(r"heading ([1-9])$", re.IGNORECASE)


def read(data: bytes, name: str, content_type: str) -> Document:  # noqa: ARG001 - the readers' one signature
    """The text of a DOCX with its notes and links."""
    package = Package(data, name)
    main = next(
        (target for kind, target, _ in package.relations("").values() if kind == "officeDocument"),
        "word/document.xml",
    )
    styles = _Styles()
    package.parse(main.rpartition("/")[0] + "/styles.xml", styles)
    document = Document("")
    writer = _Writer(document, styles.levels)
    parts = [
        (_PARTS.index(kind), target)
        for kind, target, _ in package.relations(main).values()
        if kind in _PARTS
    ]
    for part in [main, *(target for _, target in sorted(parts))]:
        writer.links = {
            key: target for key, (_, target, out) in package.relations(part).items() if out
        }
        package.parse(part, writer)
    document.text = "".join(writer.pieces)
    return document


class _Styles:
    """Which paragraph styles are headings: by name, which Word keeps in English in every
    language."""

    def __init__(self) -> None:
        self.levels: dict[str, int] = {}
        self._style = ""

    def start(self, tag: str, attrib: Mapping[str, str]) -> None:
        word = _local(tag)
        if word == "style":
            self._style = _value(attrib, "styleId")
        elif word == "name" and self._style:
            match = _HEADING.match(_value(attrib, "val"))
            if match or _value(attrib, "val").lower() == "title":
                self.levels[self._style] = int(match[1]) if match else 1
        elif word == "outlineLvl" and self._style and _value(attrib, "val").isdecimal():
            self.levels.setdefault(self._style, int(_value(attrib, "val")) + 1)

    def end(self, tag: str) -> None:
        if _local(tag) == "style":
            self._style = ""

    def data(self, data: str) -> None:
        """Styles have no text."""


class _Writer:
    """Writes one part after another into the document's text."""

    def __init__(self, document: Document, levels: dict[str, int]) -> None:
        self.pieces: list[str] = []
        self.links: dict[str, str] = {}
        self._document = document
        self._levels = levels
        self._length = 0
        self._text = False
        self._skip = 0
        self._paragraph = 0
        self._level = 0
        self._raised = False
        self._open_links: list[tuple[int, str]] = []
        self._fields: list[list[str]] = []
        self._note: tuple[str, int] | None = None
        self._numbers: dict[str, dict[str, int]] = {}

    def start(self, tag: str, attrib: Mapping[str, str]) -> None:
        word = _local(tag)
        if self._skip or word in _SKIPPED:
            self._skip += 1
            return
        self._text = word in ("t", "instrText")
        act = _STARTS.get(word)
        if act:
            act(self, attrib)

    def end(self, tag: str) -> None:
        if self._skip:
            self._skip -= 1
            return
        word = _local(tag)
        self._text = False
        if word == "hyperlink":
            self._close_link()
        elif word == "fldSimple":
            self._close_field()
        elif word == "p":
            self._end_paragraph()
        elif word == "tc":
            self._write("\t")
        elif word == "tr":
            self._write("\n\n")
        elif word in ("footnote", "endnote"):
            self._end_note()

    def data(self, data: str) -> None:
        if not self._text or self._skip:
            return
        if any(field[0] == "code" for field in self._fields):
            self._fields[-1][1] += data
            return
        if self._raised and data.strip().isdecimal():
            self._document.raised.append(Span(self._length, self._length + len(data)))
        self._write(data)

    def _write(self, text: str) -> None:
        self.pieces.append(text)
        self._length += len(text)

    def _start_paragraph(self, _attrib: Mapping[str, str]) -> None:
        self._paragraph, self._level = self._length, 0

    def _style(self, attrib: Mapping[str, str]) -> None:
        self._level = self._levels.get(_value(attrib, "val"), 0)

    def _outline(self, attrib: Mapping[str, str]) -> None:
        level = _value(attrib, "val")
        self._level = int(level) + 1 if level.isdecimal() and int(level) < 9 else self._level

    def _end_paragraph(self) -> None:
        if self._level and self._length > self._paragraph:
            self._document.headings.append(Heading(self._paragraph, self._length, self._level))
        self._level = 0
        self._write("\n\n")

    def _start_run(self, _attrib: Mapping[str, str]) -> None:
        self._raised = False

    def _align(self, attrib: Mapping[str, str]) -> None:
        self._raised = _value(attrib, "val") == "superscript"

    def _start_link(self, attrib: Mapping[str, str]) -> None:
        key = attrib.get(RELATION_ID) or attrib.get(_STRICT_RELATION_ID, "")
        target = self.links.get(key, "")
        anchor = _value(attrib, "anchor")
        self._open_links.append(
            (self._length, f"{target}#{anchor}" if target and anchor else target)
        )

    def _close_link(self) -> None:
        start, target = self._open_links.pop() if self._open_links else (0, "")
        self._add_link(start, target)

    def _image_link(self, attrib: Mapping[str, str]) -> None:
        self._add_link(self._length, self.links.get(attrib.get(RELATION_ID, ""), ""))

    def _add_link(self, start: int, target: str) -> None:
        if target:
            self._document.links.append(Link(start, self._length, target))

    def _simple_field(self, attrib: Mapping[str, str]) -> None:
        self._fields.append(["shown", _value(attrib, "instr"), str(self._length)])

    def _complex_field(self, attrib: Mapping[str, str]) -> None:
        kind = _value(attrib, "fldCharType")
        if kind == "begin":
            self._fields.append(["code", "", ""])
        elif kind == "separate" and self._fields:
            self._fields[-1][0], self._fields[-1][2] = "shown", str(self._length)
        elif kind == "end":
            self._close_field()

    def _close_field(self) -> None:
        state, code, start = self._fields.pop() if self._fields else ("", "", "")
        match = _FIELD.match(code)
        if state and match:
            anchor = _ANCHOR.search(code, match.end())
            target = (match[1] or match[2] or "") + (f"#{anchor[1]}" if anchor else "")
            self._add_link(int(start or self._length), target)

    def _reference(self, kind: str, attrib: Mapping[str, str]) -> None:
        """A marker shows its note's number, as Word counts them: one count for each kind."""
        key = f"{kind}{_value(attrib, 'id')}"
        numbers = self._numbers.setdefault(kind, {})
        sign = f"[{numbers.setdefault(key, len(numbers) + 1)}]"
        self._document.refs.append(Ref(self._length, self._length + len(sign), key))
        self._write(sign)

    def _start_note(self, kind: str, attrib: Mapping[str, str]) -> None:
        self._note = None
        if _value(attrib, "type") in ("", "normal"):
            self._note = (f"{kind}{_value(attrib, 'id')}", self._length)

    def _end_note(self) -> None:
        if self._note is not None:
            key, start = self._note
            number = self._numbers.get(key.rstrip("-0123456789"), {}).get(key, "")
            self._document.notes.append(Note(key, str(number), start, self._length, start))
        self._note = None


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _value(attrib: Mapping[str, str], name: str) -> str:
    return attrib.get(_W + name) or attrib.get(_STRICT + name, "")


_STARTS: dict[str, Callable[[_Writer, Mapping[str, str]], None]] = {
    "p": _Writer._start_paragraph,
    "pStyle": _Writer._style,
    "outlineLvl": _Writer._outline,
    "r": _Writer._start_run,
    "vertAlign": _Writer._align,
    "hyperlink": _Writer._start_link,
    "hlinkClick": _Writer._image_link,
    "fldSimple": _Writer._simple_field,
    "fldChar": _Writer._complex_field,
    "footnoteReference": lambda writer, attrib: writer._reference("footnote", attrib),
    "endnoteReference": lambda writer, attrib: writer._reference("endnote", attrib),
    "footnote": lambda writer, attrib: writer._start_note("footnote", attrib),
    "endnote": lambda writer, attrib: writer._start_note("endnote", attrib),
    "tab": lambda writer, _attrib: writer._write("\t"),
    "br": lambda writer, _attrib: writer._write("\n"),
    "cr": lambda writer, _attrib: writer._write("\n"),
    "noBreakHyphen": lambda writer, _attrib: writer._write("-"),
}
