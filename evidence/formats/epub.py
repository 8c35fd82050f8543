"""EPUB: its chapters in reading order (EPUB 3.3, 5.7), each read as the page that it is.

Read through our own bounds: EbookLib is under the AGPL, and unpacks whatever it is given.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from evidence.formats.charset import read_text
from evidence.formats.document import Unreadable
from evidence.formats.html import from_book
from evidence.formats.package import Package

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evidence.formats.document import Body, Document

_HOME = "https://book.invalid/"
"""Where the files of a book stand for each other (the name is nobody's: RFC 2606, section 2); links from one
chapter into another lead nowhere else."""
_PAGES = frozenset({"application/xhtml+xml", "text/html"})


def read(body: Body) -> Document:
    """The chapters of a book. Raises Unreadable."""
    package = Package(body.data)
    container, book = _Container(), _Book()
    package.require("META-INF/container.xml", container)
    package.require(container.place, book)
    folder = posixpath.dirname(container.place)
    chapters = []
    for name in book.spine:
        place = posixpath.normpath(posixpath.join(folder, unquote(book.items.get(name, ""))))
        markup = package.bytes_of(place)
        if markup:
            chapters.append((*read_text(markup, "application/xhtml+xml"), _HOME + place))
    if not chapters:
        raise Unreadable("this book has no chapters")
    document = from_book(chapters, _HOME)
    document.title = " ".join("".join(book.title).split())[:200]
    return document


class _Container:
    """Takes the events of ``container.xml``: where the book's own list stands."""

    def __init__(self) -> None:
        self.place = ""

    def start(self, tag: str, attrib: Mapping[str, str]) -> None:
        if tag.endswith("}rootfile") and not self.place:
            self.place = attrib.get("full-path", "")

    def end(self, tag: str) -> None:
        """Nothing to close."""

    def data(self, data: str) -> None:
        """Nor text."""


class _Book:
    """Takes the events of the book's list: its files, and their order."""

    def __init__(self) -> None:
        self.items: dict[str, str] = {}
        self.spine: list[str] = []
        self.title: list[str] = []
        self._in_title = False

    def start(self, tag: str, attrib: Mapping[str, str]) -> None:
        word = tag.rpartition("}")[2]
        if word == "item" and attrib.get("media-type") in _PAGES:
            self.items[attrib.get("id", "")] = attrib.get("href", "")
        elif word == "itemref":
            self.spine.append(attrib.get("idref", ""))
        self._in_title = word == "title" and not self.title

    def end(self, _tag: str) -> None:
        self._in_title = False

    def data(self, data: str) -> None:
        if self._in_title:
            self.title.append(data)
