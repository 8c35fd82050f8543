"""Changes to one file, in place: what they don't name stays as it is, byte by byte."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from evidence.citations.access_dates import Place, access_dates
from evidence.citations.find import urls
from evidence.citations.layout import Layout
from evidence.citations.mend.model import is_told
from evidence.formats.charset import read_text
from evidence.formats.document import Document, Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.citations.find import Found
    from evidence.citations.mend.model import Correction, Corrections

_CONTEXT = 60
_BOMS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


class Edits:
    """Replacements of parts of a text or of bytes; those at one place stand in the order in which
    they were asked for."""

    def __init__(self) -> None:
        self._made: list[tuple[int, int, str]] = []
        self._replaced: set[tuple[int, int, str]] = set()

    def __bool__(self) -> bool:
        return bool(self._made)

    def insert(self, at: int, text: str) -> None:
        """Put ``text`` at an offset."""
        if text:
            self._made.append((at, at, text))

    def replace(self, start: int, end: int, text: str) -> None:
        """Put ``text`` in the place of what stands from ``start`` to ``end``; once asked for, asking
        again changes nothing."""
        if (start, end, text) not in self._replaced:
            self._replaced.add((start, end, text))
            self._made.append((start, end, text))

    def swap(self, pieces: list[tuple[int, int]], text: str) -> None:
        """Put ``text`` in the place of something that stands in several pieces."""
        for index, (start, end) in enumerate(pieces):
            self.replace(start, end, "" if index else text)

    def apply(self, text: str) -> str:
        """The text with all of them done."""
        pieces, position = [], 0
        for start, end, new in sorted(self._made, key=lambda edit: edit[:2]):
            assert start >= position, "two changes overlap"
            pieces += [text[position:start], new]
            position = end
        return "".join([*pieces, text[position:]])

    def apply_bytes(self, data: bytes) -> bytes:
        """The same for offsets of bytes; what is new is written in UTF-8."""
        same = Edits()
        same._made = [(start, end, _bytewise(new)) for start, end, new in self._made]
        return same.apply(data.decode("latin-1")).encode("latin-1")


def _bytewise(text: str) -> str:
    return text.encode("utf-8").decode("latin-1")


class Text:
    """A text file that is written back byte by byte the same but for its edits."""

    def __init__(self, data: bytes) -> None:
        mark = next((mark for mark in _BOMS if data.startswith(mark)), b"")
        self._mark = mark
        self.encoding = _BOMS[mark] if mark else read_text(data).charset
        try:
            self.text = data[len(mark) :].decode(self.encoding, "surrogateescape")
            same = self.text.encode(self.encoding, "surrogateescape") == data[len(mark) :]
        except (UnicodeError, LookupError):
            same = False
        if not same:
            raise Unreadable("its charset can't be written back as it is; save it in UTF-8")
        self.edits = Edits()

    def result(self) -> bytes:
        """The bytes of the file with all edits."""
        whole = self.edits.apply(self.text)
        try:
            return self._mark + whole.encode(self.encoding, "surrogateescape")
        except UnicodeEncodeError as error:
            raise Unreadable(
                f"the new words can't be written in {self.encoding}; save it in UTF-8"
            ) from error


class Written(NamedTuple):
    """An address that is written out, and what corrects it."""

    found: Found
    correction: Correction
    is_told: bool
    """its archived copy stands behind it already"""
    context: str


def written(text: str, corrections: Corrections) -> Iterator[Written]:
    """The addresses in ``text`` that are to be corrected."""
    found = list(urls(text, Layout(Document(text))))
    days = _days(text, found) if corrections.by_day else [None] * len(found)
    for one, day in zip(found, days, strict=True):
        correction = corrections.of(one.url, day)
        if correction:
            told = is_told(correction, text[one.end :])
            yield Written(one, correction, told, context(text, one.start))


def _days(text: str, found: list[Found]) -> list[str | None]:
    """The days on which addresses were read, each by its own paragraph."""
    places = []
    for one in found:
        end = text.find("\n\n", one.end)
        begin = text.rfind("\n\n", 0, one.start) + 1
        places.append(Place(one.start, one.end, begin, end if end >= 0 else len(text), True))
    return access_dates(text, places)


def day_of(text: str, start: int, end: int) -> str | None:
    """The day on which the link over a part of a paragraph was read."""
    return access_dates(text, [Place(start, end, 0, len(text), True)])[0]


def context(text: str, start: int) -> str:
    """A few words before a place."""
    line = re.split(r"[\n\f]", text[max(0, start - 3 * _CONTEXT) : start])[-1]
    return " ".join(line.split())[-_CONTEXT:]
