r"""RTF: running text, notes, links, tables and headings (Rich Text Format 1.9.1).

One pass over the signs of the file, with a stack of groups. The text is the one that stands once all
tracked changes are accepted; hidden text and comments are no part of it, as in DOCX. What a field
shows is written, and its code says where a link leads, so a link stands where its words do.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from evidence.formats.document import Heading, Link, Note, Ref, Span, Unreadable
from evidence.formats.hyperlink_field import target_of
from evidence.formats.rtf_tokens import codec_of_charset, codec_of_page, number_of, tokens
from evidence.formats.writer import Writer

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    from evidence.formats.document import Body, Document
    from evidence.formats.writer import Flow

_DEEPEST = 100_000
"""Groups, one in another: Word's own go some thirty deep; a program that forgets to close one in each
paragraph of a book stays below it, too. So many take 20 MB."""
_BODY_TEXT = 9
"""Outline levels 0 to 8 are headings."""
_HIGH, _LOW = range(0xD800, 0xDC00), range(0xDC00, 0xE000)
"""The halves of a letter beyond 16 bits (UTF-16)."""
_UNKNOWN = "\ufffd"
_PAGES = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
_SIGNS = {
    "tab": "\t", "line": "\n", "softline": "\n", "emdash": "\u2014", "endash": "\u2013",
    "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005", "bullet": "\u2022",
    "lquote": "\u2018", "rquote": "\u2019", "ldblquote": "\u201c", "rdblquote": "\u201d",
    "nestcell": "\t", "zwbo": "\u200b", "~": "\u00a0", "_": "-", "-": "\u00ad",
    "{": "{", "}": "}", "\\": "\\",
}  # fmt: skip
"""Control words and symbols that stand for one character."""
_UNSEEN = frozenset(
    "aftncn aftnsep aftnsepc annotation atnauthor atnid bkmkend bkmkstart colortbl datafield filetbl "
    "formfield ftncn ftnsep ftnsepc info listoverridetable listtable nonesttables nonshppict objclass "
    "objdata objname pict pntext private revtbl rxe shprslt sp stylesheet tc template txe upr xe "
    "xmlnstbl".split()
)
"""Groups whose text is shown nowhere, or in another group, too."""
_STARRED = frozenset("do fldinst footnote nesttableprops shpinst".split())
"""Groups that are marked as optional (``\\*``), and read: any other is left out."""


def read(body: Body) -> Document:
    """The text of an RTF with its notes and links. Raises Unreadable."""
    reader = _Reader()
    for token in tokens(body.data):
        if not reader.take(token):
            break
    return reader.finish()


class _Sink(Enum):
    """Where the text of a group goes."""

    TEXT = auto()
    KEPT = auto()
    """into a list: the code of a field"""
    FONTS = auto()
    """nowhere; its words tell of fonts"""
    NOWHERE = auto()


class _State(NamedTuple):
    """What holds until the end of a group, and what a group begins with."""

    sink: _Sink = _Sink.TEXT
    kept: list[str] | None = None
    hidden: bool = False
    gone: bool = False
    """deleted, or moved away, by a tracked change"""
    raised: bool = False
    level: int = 0
    in_table: bool = False
    font: int | None = None
    spare: int = 1
    """how many characters behind a ``\\u`` are for programs without Unicode"""

    @property
    def shows(self) -> bool:
        return self.sink is _Sink.TEXT and not self.hidden and not self.gone


@dataclass(slots=True)
class _Field:
    """A field: its code, then what it shows."""

    around: _State
    start: int
    passed: int
    code: list[str] = field(default_factory=list)


class _Reader:
    """Takes one sign after another, and writes what they show."""

    def __init__(self) -> None:
        self._out = Writer()
        self._state = _State()
        self._at_end: Callable[[], None] | None = None
        """what the end of the group does"""
        self._groups: list[tuple[_State, Callable[[], None] | None]] = []
        self._fields: list[_Field] = []
        self._notes: dict[str, list[Flow]] = {"footnote": [], "endnote": []}
        self._margins: dict[str, Flow] = {}
        self._apart = False
        """within a note or a margin, which have none of their own"""
        self._start = 0
        """of the paragraph"""
        self._page = "cp1252"
        self._font: int | None = None
        self._own_font = -1
        """the font that the table of fonts speaks of"""
        self._codecs: dict[int, str] = {}
        self._bytes = bytearray()
        self._high = ""
        self._spare = 0
        self._starred = False
        self._passed = 0
        """pieces of text that were left out as hidden or gone"""

    def take(self, token: re.Match[bytes]) -> bool:
        """The next sign; False once the document has ended."""
        kind = token.lastgroup
        starred, self._starred = self._starred, False
        if kind == "text":
            self._take_bytes(token["text"])
        elif kind == "hex":
            self._take_bytes(bytes.fromhex(token["hex"].decode()))
        elif kind == "brace":
            self._settle()
            return self._begin_group() if token["brace"] == b"{" else self._end_group()
        elif token["word"]:
            word = token["word"].decode()
            if word == "bin" and self._spare:  # all of it is one character
                self._spare -= 1
                return True
            self._settle(half=word == "u")
            if not self._ruled_out(word, starred=starred):
                self._take_word(word, token)
        else:
            self._take_sign(token["sign"].decode("latin-1"))
        return True

    def finish(self) -> Document:
        """The body, then foot-notes, end-notes, heads and feet."""
        self._settle()
        while self._groups:
            self._end_group()
        self._end_group()  # what stands before the first
        if self._out.length > self._start:
            self._out.end_paragraph()
        for kind, flows in self._notes.items():
            for number, flow in enumerate(flows, 1):
                start = self._out.length
                self._out.append(flow)
                note = Note(f"{kind}{number}", str(number), start, self._out.length, start)
                self._out.marks.notes.append(note)
        for flow in self._margins.values():
            start = self._out.length
            self._out.append(flow)
            self._out.marks.margins.append(Span(start, self._out.length))
        return self._out.finish()

    # groups

    def _begin_group(self) -> bool:
        if len(self._groups) >= _DEEPEST:
            raise Unreadable("this RTF is damaged")
        self._groups.append((self._state, self._at_end))
        self._at_end = None
        return True

    def _end_group(self) -> bool:
        act, self._at_end = self._at_end, None
        if act is not None:
            act()
        if self._groups:
            self._state, self._at_end = self._groups.pop()
        return bool(self._groups)

    def _into(self, sink: _Sink, kept: list[str] | None = None) -> None:
        self._state = self._state._replace(sink=sink, kept=kept)

    # text

    def _take_bytes(self, found: bytes) -> None:
        spare = min(self._spare, len(found))
        self._spare -= spare
        if spare < len(found) and self._state.sink in (_Sink.TEXT, _Sink.KEPT):
            self._bytes += found[spare:]

    def _settle(self, *, half: bool = False) -> None:
        """Write the bytes that came: a letter may be two of them; ``half``: and a letter's second half
        may follow."""
        self._spare = 0
        if self._bytes:
            font = self._font if self._state.font is None else self._state.font
            codec = self._page if font is None else self._codecs.get(font, self._page)
            shown = self._bytes.decode(codec, "replace")
            self._bytes.clear()
            self._show(shown)
        elif self._high and not half:
            self._show("")

    def _show(self, text: str) -> None:
        if self._high:
            self._high, text = "", _UNKNOWN + text
        state = self._state
        if state.kept is not None:
            state.kept.append(text)
        elif state.shows:
            if state.raised and text.strip().isdecimal():
                start = self._out.length
                self._out.marks.raised.append(Span(start, start + len(text)))
            self._out.write(text)
        elif state.sink is _Sink.TEXT:
            self._passed += 1

    def _unicode(self, number: int) -> None:
        code = number + 0x10000 if number < 0 else number
        high, self._high = self._high, ""
        if code in _HIGH:
            self._high = chr(code)
        elif code in _LOW and high:
            self._show((high + chr(code)).encode("utf-16", "surrogatepass").decode("utf-16"))
        else:
            known = 0 < code <= 0x10FFFF and code not in _LOW
            self._show(_UNKNOWN * bool(high) + (chr(code) if known else _UNKNOWN))
        self._spare = self._state.spare

    # words

    def _take_sign(self, sign: str) -> None:
        self._settle()
        if sign == "*":
            self._starred = True
        elif sign in "\r\n":
            self._end_paragraph()
        elif sign in _SIGNS:
            self._show(_SIGNS[sign])

    def _ruled_out(self, word: str, *, starred: bool) -> bool:
        """Whether a word says nothing here; if it begins a group that is shown nowhere, it is left out."""
        if word == "hlsrc":
            return self._state.sink is _Sink.FONTS
        if self._state.sink is _Sink.NOWHERE:
            return True
        if word in _UNSEEN or (starred and word not in _STARRED):
            self._into(_Sink.NOWHERE)
            return True
        return False

    def _take_word(self, word: str, token: re.Match[bytes]) -> None:
        on = number_of(token, 1) != 0
        if word in _SIGNS:
            self._show(_SIGNS[word])
        elif word == "u":
            self._unicode(number_of(token, 0))
        elif word == "v":
            self._state = self._state._replace(hidden=on)
        elif word in ("deleted", "mvf"):
            self._state = self._state._replace(gone=on)
        elif word in ("super", "nosupersub", "sub"):
            self._state = self._state._replace(raised=on and word == "super")
        elif word == "plain":
            self._state = self._state._replace(hidden=False, gone=False, raised=False, font=None)
        elif word == "pard":
            self._state = self._state._replace(level=0, in_table=False)
        elif word == "outlinelevel":
            level = number_of(token, _BODY_TEXT)
            self._state = self._state._replace(level=level + 1 if 0 <= level < _BODY_TEXT else 0)
        elif word == "uc":
            self._state = self._state._replace(spare=max(number_of(token, 1), 0))
        elif word in _PAGES or word in ("ansicpg", "deff", "f", "fcharset", "cpg"):
            self._charset(word, number_of(token, 0))
        elif word in _BREAKS:
            self._break(word)
        else:
            self._destination(word, token)

    def _charset(self, word: str, number: int) -> None:
        """How bytes are read: by the font, else by the document."""
        if word == "f" and self._state.sink is _Sink.FONTS:
            self._own_font = number
        elif word == "f":
            self._state = self._state._replace(font=number)
        elif word == "deff":
            self._font = number
        elif word in _PAGES:
            self._page = _PAGES[word]
        elif codec := codec_of_charset(number) if word == "fcharset" else codec_of_page(number):
            if word == "ansicpg":
                self._page = codec
            elif self._state.sink is _Sink.FONTS:
                self._codecs[self._own_font] = codec

    def _break(self, word: str) -> None:
        """The end of a paragraph, a cell or a row; the first words of a row begin it."""
        if self._state.sink is not _Sink.TEXT:
            self._show(" ")
        elif word in ("par", "sect", "page", "column"):
            self._end_paragraph()
        elif word in ("trowd", "intbl"):
            self._state = self._state._replace(in_table=self._state.in_table or word == "intbl")
            if not self._out.in_row:
                self._out.begin_row()
                self._out.begin_cell()
                self._start = self._out.length
        elif word == "nestrow":
            self._out.write("\n\n")
        elif word == "cell":
            self._mark_paragraph()
            self._out.end_cell()
            self._out.begin_cell()
            self._start = self._out.length
        else:
            self._out.end_row()
            self._start = self._out.length

    def _end_paragraph(self) -> None:
        if self._state.sink is not _Sink.TEXT:
            self._show(" ")
        elif not self._state.gone:  # where its end was deleted the next one runs on
            self._mark_paragraph()
            self._out.end_paragraph()
            if not self._state.in_table:  # a row was spoken of, and there was none
                self._out.drop_row()
            self._start = self._out.length

    def _mark_paragraph(self) -> None:
        start, end = min(self._start, self._out.length), self._out.length
        if self._state.level and end > start:
            self._out.marks.headings.append(Heading(start, end, self._state.level))

    # destinations

    def _destination(self, word: str, token: re.Match[bytes]) -> None:
        """Words that say what their group is. One group is one thing: the first that is said."""
        if word == "fonttbl":
            self._into(_Sink.FONTS)
        elif word == "fldinst" and self._fields:
            self._into(_Sink.KEPT, self._fields[-1].code)
        elif word == "fldrslt" and self._fields:
            self._begin_result(self._fields[-1])
        elif self._at_end is not None:
            return
        elif word == "field":
            self._fields.append(_Field(self._state, self._out.length, self._passed))
            self._at_end = self._end_field
        elif word == "hlsrc":
            target: list[str] = []
            self._into(_Sink.KEPT, target)
            self._at_end = partial(self._picture_link, target)
        elif word in ("shptxt", "dptxbxtext"):
            self._begin_apart(self._out.begin_aside, self._out.end_aside, again=True)
        elif word == "footnote":
            at_end = token.string.startswith(b"\\ftnalt", token.end())
            self._begin_note("endnote" if at_end else word)
        elif word in _MARGINS:
            self._begin_apart(self._out.begin_flow, self._end_margin)

    def _begin_result(self, one: _Field) -> None:
        """What a field shows; that of one in the code of another is part of that code."""
        one.start, one.passed = self._out.length, self._passed
        self._into(one.around.sink, one.around.kept)

    def _end_field(self) -> None:
        one = self._fields.pop()
        start, end = min(one.start, self._out.length), self._out.length
        target = target_of("".join(one.code)) if one.around.shows else ""
        if target and (end > start or self._passed == one.passed):
            self._out.marks.links.append(Link(start, end, target))

    def _picture_link(self, kept: list[str]) -> None:
        """The link of a shape or picture, which shows no words."""
        target, at = "".join(kept).strip(), self._out.length
        links = self._out.marks.links
        gone = self._state.gone or self._state.hidden
        if target and not gone and links[-1:] != [link := Link(at, at, target)]:
            links.append(link)

    def _begin_note(self, kind: str) -> None:
        """Its number stands in the text, as Word counts them: one count for each kind."""
        if not self._state.shows or self._apart:
            self._into(_Sink.NOWHERE if not self._state.shows else _Sink.TEXT)
            self._show(" ")
            return
        number = len(self._notes[kind]) + 1
        start, sign = self._out.length, f"[{number}]"
        self._out.marks.refs.append(Ref(start, start + len(sign), f"{kind}{number}"))
        self._out.write(sign)
        self._begin_apart(self._out.begin_flow, partial(self._end_note, kind))

    def _end_note(self, kind: str) -> None:
        self._out.end_paragraph()
        self._notes[kind].append(self._out.cut())

    def _end_margin(self) -> None:
        self._out.end_paragraph()
        flow = self._out.cut()
        self._margins.setdefault("".join(flow.pieces), flow)  # sections repeat them

    def _begin_apart(
        self, begin: Callable[[], None], end: Callable[[], None], *, again: bool = False
    ) -> None:
        """Begin what stands in no paragraph of the text around it."""
        if not self._state.shows or (self._apart and not again):
            self._into(_Sink.NOWHERE)
            return
        around = (self._start, self._apart)
        self._state = _State(font=self._state.font, spare=self._state.spare)
        begin()
        self._start, self._apart = self._out.length, self._apart or not again
        self._at_end = partial(self._end_apart, end, around)

    def _end_apart(self, end: Callable[[], None], around: tuple[int, bool]) -> None:
        end()
        self._start, self._apart = around


_BREAKS = frozenset("par sect page column trowd intbl nestrow cell row".split())
_MARGINS = frozenset("header headerl headerr headerf footer footerl footerr footerf".split())
