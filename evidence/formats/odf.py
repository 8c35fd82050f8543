"""ODT by its XML: running text with its notes, links and headings (OpenDocument 1.3, part 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.formats.document import Document, Heading, Link, Note, Ref
from evidence.formats.package import Package

if TYPE_CHECKING:
    from collections.abc import Mapping

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_SKIPPED = frozenset({"tracked-changes", "annotation", "sequence-decls", "forms"})


def read(data: bytes, name: str, content_type: str) -> Document:  # noqa: ARG001 - the readers' one signature
    """The text of an ODT; its notes stand behind the body, as in every other format."""
    writer = _Writer()
    Package(data, name).parse("content.xml", writer)
    return writer.document()


class _Writer:
    """Two streams: the body, and the notes, which the format nests in the middle of sentences."""

    def __init__(self) -> None:
        self._streams: tuple[list[str], list[str]] = ([], [])
        self._lengths = [0, 0]
        self._into = 0
        self._skip = 0
        self._links: list[tuple[int, Link]] = []
        self._headings: list[Heading] = []
        self._refs: list[Ref] = []
        self._notes: list[Note] = []
        self._open: list[tuple[str, int, str]] = []
        self._marker: list[str] | None = None

    def start(self, tag: str, attrib: Mapping[str, str]) -> None:
        word = tag.rpartition("}")[2]
        if self._skip or word in _SKIPPED:
            self._skip += 1
            return
        if word == "s":
            count = attrib.get(_TEXT + "c", "1")
            self._write(" " * min(int(count) if count.isdecimal() else 1, 1000))
        elif word in ("tab", "line-break"):
            self._write("\t" if word == "tab" else "\n")
        elif word == "note-citation":
            self._marker = []
        elif word == "note-body":
            self._into = 1
        level = attrib.get(_TEXT + "outline-level", "1")
        detail = attrib.get(_HREF, "") if word == "a" else level
        self._open.append((word, self._lengths[self._into], detail))

    def end(self, tag: str) -> None:  # noqa: ARG002 - the stack knows it
        if self._skip:
            self._skip -= 1
            return
        word, start, detail = self._open.pop()
        end = self._lengths[self._into]
        if word == "a" and detail:
            self._links.append((self._into, Link(start, end, detail)))
        elif word == "h":
            self._headings.append(Heading(start, end, int(detail) if detail.isdecimal() else 1))
        elif word == "note-citation":
            self._end_marker()
        elif word == "note-body":
            key = str(len(self._notes))
            self._notes.append(
                Note(key, self._refs[-1].key if self._refs else "", start, end, start)
            )
            self._into = 0
        if word in ("p", "h"):
            self._write("\n\n")
        elif word == "table-cell":
            self._write("\t")

    def data(self, data: str) -> None:
        if self._skip or not self._open or self._open[-1][0] not in _CARRIERS:
            return
        if self._marker is not None:
            self._marker.append(data)
        else:
            self._write(data)

    def document(self) -> Document:
        """The body, then the notes."""
        shift = self._lengths[0]
        links = [
            Link(link.start + into * shift, link.end + into * shift, link.target)
            for into, link in self._links
        ]
        refs = [Ref(ref.start, ref.end, str(number)) for number, ref in enumerate(self._refs)]
        notes = [
            Note(note.key, note.marker, note.start + shift, note.end + shift, note.start + shift)
            for note in self._notes
        ]
        text = "".join(self._streams[0] + self._streams[1])
        return Document(text, links=links, headings=self._headings, refs=refs, notes=notes)

    def _end_marker(self) -> None:
        marker = "".join(self._marker or ()).strip()
        self._marker = None
        start = self._lengths[0]
        self._write(f"[{marker}]")
        self._refs.append(Ref(start, self._lengths[0], marker))

    def _write(self, text: str) -> None:
        self._streams[self._into].append(text)
        self._lengths[self._into] += len(text)


_CARRIERS = frozenset(
    {
        "p",
        "h",
        "span",
        "a",
        "note-citation",
        "title",
        "date",
        "bookmark-ref",
        "reference-ref",
        "ruby-base",
        "meta",
    }
)
"""Elements whose character data is text (paragraph content)."""
