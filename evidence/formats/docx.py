"""DOCX by its XML: running text, notes, links, HYPERLINK fields, tables and headings.

Parts in reading order: the document, then foot-notes, end-notes, headers and footers
(WordprocessingML, ECMA-376 part 1, 17). The text is the one that stands once all tracked changes
are accepted: what was deleted or moved away is not there any more. Hidden text and comments are no
part of it, as on paper. Read from the XML, because python-docx leaves out content controls (the
fields of government forms), tracked insertions, text boxes and notes, and what cites or was quietly
edited there must not go unseen.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from evidence.formats import remarks
from evidence.formats.document import Heading, Link, Note, Ref, Span
from evidence.formats.docx_held import held
from evidence.formats.docx_styles import Styles, is_on, local, outline_level, value
from evidence.formats.drawings import LINKS, SHAPES, Doubles
from evidence.formats.hyperlink_field import target_of
from evidence.formats.package import Package, relation_id
from evidence.formats.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from evidence.formats.document import Body, Document
    from evidence.formats.package import Relation

_GONE = frozenset({"del", "moveFrom"})
"""Tracked changes (17.13.5): what stood there before."""
_SKIPPED = _GONE | {
    "tabs",  # where tab stops are, not tabs
    "pPrChange", "rPrChange", "sectPrChange", "tblPrChange", "trPrChange", "tcPrChange",
}  # fmt: skip
"""The last six are how the text was set before."""
_PARTS = ("diagramData", "chart", "footnotes", "endnotes", "header", "footer")
"""What is read behind the main part, in this order; the first are the words of SmartArt, then those on charts."""
_HELD = "aFChunk"
"""A document of another format that Word shows in this one (17.17.2.1)."""
_PICTURES = frozenset({"drawing", "pict", "object"})
_MARGINS = ("header", "footer")
_SIGNS = {
    "sym": "\ufffc", "tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\u00ad",
}  # fmt: skip
"""Elements of a run that stand for one character (17.3.3)."""


def read(body: Body) -> Document:
    """The text of a DOCX with its notes and links. Raises Unreadable."""
    package = Package(body.data)
    main = package.main_part("word/document.xml")
    styles = Styles()
    package.parse(main.rpartition("/")[0] + "/styles.xml", styles)
    text = _Text(styles)
    related = package.relations(main)
    text.begin_part(_outside(related))
    package.require(main, text)
    others = {(kind, part) for kind, part, _ in related.values() if kind in _PARTS}
    for kind, part in sorted(others, key=lambda other: (_PARTS.index(other[0]), other[1])):
        text.begin_part(_outside(package.relations(part)))
        start = text.out.length
        package.parse(part, text)
        if kind in _MARGINS:
            text.out.marks.margins.append(Span(start, text.out.length))
    parts = sorted({part for kind, part, out in related.values() if kind == _HELD and not out})
    document = held(text.out.finish(), package, parts)
    remarks.tell(document, package, remarks.parts_of(related.values()))
    return document


def _outside(related: Mapping[str, Relation]) -> dict[str, str]:
    """Relationship id -> address, of those that lead out of the file."""
    return {key: target for key, (_, target, outside) in related.items() if outside}


@dataclass(slots=True)
class _Run:
    """Letters set in one way."""

    hidden: bool
    raised: bool = False


@dataclass(slots=True)
class _Paragraph:
    """What is known of a paragraph while it is open."""

    start: int
    level: int = 0
    hidden: bool = False
    in_properties: bool = False
    in_list: bool = False
    """Word draws a bullet or a number before it (17.9.18)"""
    joined: bool = False
    """its end was deleted: the next paragraph runs on"""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the words of a link begin, and what was gone through up to there."""

    start: int
    gone: int
    pictures: int


@dataclass(slots=True)
class _Field:
    """A complex field: its code, then what it shows."""

    place: _Place
    code: list[str] = field(default_factory=list)
    in_code: bool = True


class _Text:
    """Takes the events of one part after another, and writes what they show."""

    def __init__(self, styles: Styles) -> None:
        self.out = Writer()
        self._styles = styles
        self._links: dict[str, str] = {}
        self._skip = 0
        self._takes_text = False
        self._paragraphs: list[_Paragraph] = []
        self._runs: list[_Run] = []
        self._open_links: list[tuple[_Place, str]] = []
        self._fields: list[_Field] = []
        self._codes: list[_Field] = []
        """those of them whose code goes on"""
        self._gone = self._pictures = 0
        """pieces that were left out as deleted or hidden; drawings"""
        self._doubles = Doubles()
        self._said = 0
        """pieces of text, shown or not, and links"""
        self._note: tuple[str, int] | None = None
        self._numbers: dict[str, dict[str, int]] = {}

    def begin_part(self, links: dict[str, str]) -> None:
        """Go on with another part; ``links`` maps its relationships to their targets."""
        self._links = links
        self._fields, self._codes = [], []  # one that was never closed ends with its part

    def start(self, tag: str, attrib: Mapping[str, str]) -> None:
        word = local(tag)
        if self._skip or word in _SKIPPED or self._doubles.start(word, self._said):
            if not self._skip and word in _GONE:
                self._gone += 1
                if self._in_properties:
                    self._paragraphs[-1].joined = True
            self._skip += 1
            return
        self._pictures += word in _PICTURES
        self._takes_text = word in ("t", "instrText") and not tag.endswith("/diagram}t")
        if word in _SIGNS:
            self._show(_SIGNS[word])
        elif act := _STARTS.get(word):
            act(self, attrib)

    def end(self, tag: str) -> None:
        if self._skip:
            self._skip -= 1
            return
        self._takes_text = False
        self._doubles.end(local(tag))
        if act := _ENDS.get(local(tag)):
            act(self)

    def data(self, data: str) -> None:
        if self._takes_text and not self._skip:
            self._show(data)

    def _show(self, text: str) -> None:
        self._said += 1
        run = self._runs[-1] if self._runs else None
        if self._codes:  # what a field in a code shows is part of that code
            self._codes[-1].code.append(text)
        elif run is None or not run.hidden:
            if run and run.raised and text.strip().isdecimal():
                start = self.out.length
                self.out.marks.raised.append(Span(start, start + len(text)))
            self.out.write(text)
        else:
            self._gone += 1

    @property
    def _in_properties(self) -> bool:
        return bool(self._paragraphs) and self._paragraphs[-1].in_properties

    def _start_paragraph(self, _attrib: Mapping[str, str]) -> None:
        self._paragraphs.append(_Paragraph(self.out.length))

    def _start_properties(self, _attrib: Mapping[str, str]) -> None:
        if self._paragraphs:
            self._paragraphs[-1].in_properties = True

    def _end_properties(self) -> None:
        if self._paragraphs:
            self._paragraphs[-1].in_properties = False

    def _paragraph_style(self, attrib: Mapping[str, str]) -> None:
        if self._paragraphs:
            style = value(attrib, "val")
            self._paragraphs[-1].level = self._styles.level(style)
            self._paragraphs[-1].hidden = self._styles.hides(style)

    def _outline(self, attrib: Mapping[str, str]) -> None:
        if self._paragraphs:
            self._paragraphs[-1].level = outline_level(attrib)

    def _numbered(self, attrib: Mapping[str, str]) -> None:
        if self._in_properties:
            self._paragraphs[-1].in_list = value(attrib, "val") != "0"  # 0 takes it off a list

    def _end_paragraph(self) -> None:
        paragraph = self._paragraphs.pop()
        end = self.out.length
        if paragraph.level and end > paragraph.start:
            self.out.marks.headings.append(Heading(paragraph.start, end, paragraph.level))
        elif paragraph.in_list and end > paragraph.start:
            self.out.marks.items.append(Span(paragraph.start, end))
        if not paragraph.joined:
            self.out.end_paragraph()

    def _start_run(self, _attrib: Mapping[str, str]) -> None:
        self._runs.append(_Run(bool(self._paragraphs) and self._paragraphs[-1].hidden))

    def _end_run(self) -> None:
        self._runs.pop()

    def _run_style(self, attrib: Mapping[str, str]) -> None:
        if self._runs and not self._in_properties and self._styles.hides(value(attrib, "val")):
            self._runs[-1].hidden = True

    def _vanish(self, attrib: Mapping[str, str]) -> None:
        if self._runs and not self._in_properties:  # there it hides the paragraph's mark alone
            self._runs[-1].hidden = is_on(attrib)

    def _align(self, attrib: Mapping[str, str]) -> None:
        if self._runs and not self._in_properties:
            self._runs[-1].raised = value(attrib, "val") == "superscript"

    def _start_box(self, _attrib: Mapping[str, str]) -> None:
        self.out.begin_aside()

    def _end_box(self) -> None:
        self.out.end_aside()

    def _start_link(self, attrib: Mapping[str, str]) -> None:
        target = self._links.get(relation_id(attrib), "")
        anchor = value(attrib, "anchor")
        whole = f"{target}#{anchor}" if target and anchor else target
        self._open_links.append((self._place, whole))

    def _end_link(self) -> None:
        self._add_link(*self._open_links.pop())

    def _image_link(self, attrib: Mapping[str, str]) -> None:
        self._add_link(self._place, self._links.get(relation_id(attrib), ""))

    def _shape(self, attrib: Mapping[str, str]) -> None:
        """One of VML, which says its address itself (ECMA-376 part 4, 19.1.2.19)."""
        if address := attrib.get("href", ""):
            self._add_link(self._place, address)

    def _word_art(self, attrib: Mapping[str, str]) -> None:
        if words := attrib.get("string", ""):
            self.out.begin_aside()
            self._show(words)
            self.out.end_paragraph()
            self.out.end_aside()

    @property
    def _place(self) -> _Place:
        return _Place(self.out.length, self._gone, self._pictures)

    def _add_link(self, begun: _Place, target: str) -> None:
        """No link is left where all of its words were deleted, or are hidden."""
        now = self._place
        shows = now.start > begun.start or now.pictures > begun.pictures or now.gone == begun.gone
        self._said += bool(target)
        if target and shows:
            self.out.marks.links.append(Link(min(begun.start, now.start), now.start, target))

    def _simple_field(self, attrib: Mapping[str, str]) -> None:
        self._fields.append(_Field(self._place, [value(attrib, "instr")], in_code=False))

    def _complex_field(self, attrib: Mapping[str, str]) -> None:
        kind = value(attrib, "fldCharType")
        if kind == "begin":
            self._fields.append(_Field(self._place))
            self._codes.append(self._fields[-1])
        elif kind == "separate" and self._fields:
            self._end_code(self._fields[-1])
            self._fields[-1].place = self._place
        elif kind == "end":
            self._end_field()

    def _end_code(self, one: _Field) -> None:
        if one.in_code:
            one.in_code = False
            self._codes.pop()

    def _end_field(self) -> None:
        if self._fields:
            one = self._fields.pop()
            self._end_code(one)
            self._add_link(one.place, target_of("".join(one.code)))

    def _reference(self, kind: str, attrib: Mapping[str, str]) -> None:
        """A marker shows its note's number, as Word counts them: one count for each kind."""
        key = f"{kind}{value(attrib, 'id')}"
        numbers = self._numbers.setdefault(kind, {})
        sign = f"[{numbers.setdefault(key, len(numbers) + 1)}]"
        start = self.out.length
        self.out.marks.refs.append(Ref(start, start + len(sign), key))
        self.out.write(sign)

    def _start_note(self, kind: str, attrib: Mapping[str, str]) -> None:
        self._note = None
        if value(attrib, "type") in ("", "normal"):  # the others are lines between text and notes
            self._note = (f"{kind}{value(attrib, 'id')}", self.out.length)

    def _end_note(self) -> None:
        if self._note is not None:
            key, start = self._note
            number = self._numbers.get(key.rstrip("-0123456789"), {}).get(key, "")
            self.out.marks.notes.append(Note(key, str(number), start, self.out.length, start))
        self._note = None


_STARTS: dict[str, Callable[[_Text, Mapping[str, str]], None]] = {
    "p": _Text._start_paragraph,
    "pPr": _Text._start_properties,
    "pStyle": _Text._paragraph_style,
    "outlineLvl": _Text._outline,
    "numId": _Text._numbered,
    "r": _Text._start_run,
    "rStyle": _Text._run_style,
    "vanish": _Text._vanish,
    "vertAlign": _Text._align,
    "txbxContent": _Text._start_box,
    "hyperlink": _Text._start_link,
    **dict.fromkeys(LINKS, _Text._image_link),
    **dict.fromkeys(SHAPES, _Text._shape),
    "textpath": _Text._word_art,
    "fldSimple": _Text._simple_field,
    "fldChar": _Text._complex_field,
    "tr": lambda text, _attrib: text.out.begin_row(),
    "tc": lambda text, _attrib: text.out.begin_cell(),
    "footnoteReference": lambda text, attrib: text._reference("footnote", attrib),
    "endnoteReference": lambda text, attrib: text._reference("endnote", attrib),
    "footnote": lambda text, attrib: text._start_note("footnote", attrib),
    "endnote": lambda text, attrib: text._start_note("endnote", attrib),
}
_ENDS: dict[str, Callable[[_Text], None]] = {
    "p": _Text._end_paragraph,
    "pPr": _Text._end_properties,
    "r": _Text._end_run,
    "txbxContent": _Text._end_box,
    "hyperlink": _Text._end_link,
    "fldSimple": _Text._end_field,
    "tc": lambda text: text.out.end_cell(),
    "tr": lambda text: text.out.end_row(),
    "footnote": _Text._end_note,
    "endnote": _Text._end_note,
}
