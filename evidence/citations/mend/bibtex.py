"""BibTeX and BibLaTeX: the new address in the field of the address, the old one in the note.

Fields are found by their braces, so that comments, spacing and order stay as a person keeps them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from evidence.citations.access_dates import COLUMN, in_cell
from evidence.citations.mend.edits import Text, context, written
from evidence.citations.mend.model import How, Place, What, stands_in
from evidence.formats.latex_address import WRAPPED, address, escaped, unescaped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.citations.mend.model import Correction, Corrections, Style

_ENTRY = re.compile(r"@\s*(?P<kind>\w+)\s*[{(]")
_FIELD = re.compile(
    r"(?P<lead>(?<![ \t])[ \t]*+)(?<![\w:-])(?P<name>[A-Za-z][\w:-]*+)\s*=\s*(?=[{\"])"
)
_ADDRESSES = frozenset({"url", "link", "ee", "bdsk-url-1", "bdsk-url-2"})
_NO_ENTRY = frozenset({"comment", "string", "preamble"})
_COMMANDS = re.compile(r"\\(?:url|nolinkurl|path|burl|href)\b")
"""Commands of addresses, whose name would become a part of one without the braces behind it."""
_SIGNS = re.compile(r"\\.|[{}\"]", re.DOTALL)


class _Field(NamedTuple):
    """A field of an entry; ``start`` and ``end`` of what stands within its braces."""

    name: str
    lead: str
    start: int
    end: int


def mend(data: bytes, corrections: Corrections, style: Style) -> tuple[bytes, list[Place]]:
    """The bibliography with its addresses put right."""
    file = Text(data)
    places: list[Place] = []
    for fields in _entries(file.text):
        _Entry(file, fields, corrections, style, places).mend()
    return file.result(), places


class _Entry:
    def __init__(
        self,
        file: Text,
        fields: list[_Field],
        corrections: Corrections,
        style: Style,
        places: list[Place],
    ) -> None:
        self._file, self._fields, self._corrections = file, fields, corrections
        self._style, self._places = style, places

    def mend(self) -> None:
        """Put right each field that names an address."""
        told = False
        for field in self._fields:
            value = self._file.text[field.start : field.end]
            if field.name.lower() not in _ADDRESSES:
                self._remarks(field)
                continue
            correction = self._corrections.of(address(value), self._around)
            if correction:
                new = escaped(correction.new, like=value)
                self._file.edits.replace(field.start, field.end, new)
                words = (
                    ""
                    if told or self._style.how is not How.NOTE
                    else self._remark(field, correction)
                )
                told = told or bool(words)
                self._note(field.start, correction, What.BOTH if words else What.ADDRESS, words)

    @property
    def _day(self) -> str | None:
        """The day on which the entry says that it was read."""
        read = (field for field in self._fields if COLUMN.fullmatch(field.name))
        field = next(read, None)
        return in_cell(self._file.text[field.start : field.end], field.name) if field else None

    @property
    def _around(self) -> str:
        return self._file.text[self._fields[0].start : self._fields[-1].end]

    def _remark(self, field: _Field, correction: Correction) -> str:
        """Say in the entry's note what the address was."""
        words = self._style.remark(correction, f"\\url{{{correction.old}}}")
        note = next((other for other in self._fields if other.name.lower() == "note"), None)
        if note is None:
            eol = "\r\n" if "\r\n" in self._file.text else "\n"
            self._file.edits.insert(field.end + 1, f",{eol}{field.lead}note = {{{words}}}")
            return words
        kept = self._file.text[note.start : note.end].rstrip()
        joint = "" if not kept else " " if kept.endswith((".", ";")) else ". "
        self._file.edits.insert(note.end, joint + words)
        return joint + words

    def _remarks(self, field: _Field) -> None:
        """Addresses in the text of another field: ``howpublished = {\\url{…}}``."""
        value = self._file.text[field.start : field.end]
        links = WRAPPED.finditer(value)
        wrapped = {match.start(1 if match[1] else 2): match for match in links}
        for one in written(value, self._corrections):
            match = wrapped.get(one.found.start)
            end = field.start + (match.end() if match else one.found.end)
            around = unescaped(_COMMANDS.sub(" ", self._around))
            is_told = one.is_told or stands_in(one.correction.new, around)
            if is_told or self._style.how is How.LINK:
                self._note(end, one.correction, What.TOLD if is_told else What.LEFT)
            elif self._style.how is How.SWAP:
                start = field.start + one.found.start
                self._file.edits.replace(start, field.start + one.found.end, one.correction.new)
                self._note(start, one.correction, What.ADDRESS)
            else:
                words = self._style.behind(one.correction, f"\\url{{{one.correction.new}}}")
                self._file.edits.insert(end, words)
                self._note(end, one.correction, What.WORDS, words)

    def _note(self, at: int, correction: Correction, what: What, words: str = "") -> None:
        before = context(self._file.text, at)
        self._places.append(Place(correction.old, correction.new, what, words, before))


def _entries(text: str) -> Iterator[list[_Field]]:
    """The fields of each entry."""
    position = 0
    while entry := _ENTRY.search(text, position):
        position = entry.end()
        whole = _closing(text, entry.end() - 1) if text[entry.end() - 1] == "{" else len(text)
        if entry["kind"].lower() in _NO_ENTRY or whole < 0:
            continue
        fields = []
        while field := _FIELD.search(text, position, whole):
            close = _closing(text, field.end())
            if not 0 <= close <= whole:
                break
            fields.append(_Field(field["name"], field["lead"], field.end() + 1, close))
            position = close + 1
        if fields:
            yield fields


def _closing(text: str, start: int) -> int:
    """Where what begins at ``start`` with a brace or a quotation mark is closed; -1 where it is
    not."""
    depth, quoted = 0, text[start] == '"'
    for sign in _SIGNS.finditer(text, start + quoted):
        if sign[0] == '"':
            if quoted and not depth:
                return sign.start()
        elif len(sign[0]) == 1:
            depth += 1 if sign[0] == "{" else -1
            if not quoted and not depth:
                return sign.start()
    return -1
