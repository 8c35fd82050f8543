"""Lists in XML: sitemaps, OPML, RDF of Zotero, RSS and Atom; a row for each that is listed."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.parsers import expat

from evidence.formats.document import Unreadable
from evidence.formats.reference_table import table_of

if TYPE_CHECKING:
    from evidence.formats.document import Body, Document

_ITEMS = frozenset({"url", "sitemap", "outline", "item", "entry"})
_ROOTS = frozenset({"urlset", "sitemapindex", "opml", "RDF", "rss", "feed"})
_COLUMNS = {
    "loc": "url", "link": "url", "identifier": "url", "URI": "url", "title": "title", "surname": "author",
    "givenname": "author", "lastmod": "date", "pubDate": "date", "date": "date", "published": "date",
    "dateSubmitted": "accessed", "description": "note", "abstract": "note",
}  # fmt: skip
"""Elements -> columns of a reference; in Zotero's RDF ``dcterms:dateSubmitted`` is the day on which a
page was read."""
_ATTRIBUTES = {
    "htmlUrl": "url", "xmlUrl": "url", "url": "url", "href": "url", "about": "url",
    "text": "title", "title": "title",
}  # fmt: skip


def read(body: Body) -> Document:
    """The entries of a list. Raises Unreadable for another kind of XML, and for one with a document
    type."""
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(body.data, True)
    except expat.ExpatError as error:
        raise Unreadable(f"this XML is damaged ({error})") from error
    return table_of(row for row in reader.rows if row.get("url"))


def _refuse(*_facts: object) -> None:
    raise Unreadable("XML with a document type is refused")


class _Reader:
    def __init__(self) -> None:
        self.rows: list[dict[str, str]] = []
        self._open: list[tuple[str, int, dict[str, str]]] = []
        """elements: name, how many letters were read before, the row that they belong to"""
        self._letters: list[str] = []
        self._is_rdf = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition("}")[2]
        if not self._open:
            if name not in _ROOTS:
                raise Unreadable(f"this is XML of a kind ({name}) that can't be read for citations")
            self._is_rdf = name == "RDF"
        row = self._open[-1][2] if self._open else {}
        if name in _ITEMS or (self._is_rdf and len(self._open) == 1):
            row = {}
            self.rows.append(row)
        for key, value in attributes.items():
            column = _ATTRIBUTES.get(key.rpartition("}")[2])
            if column and self._open and (column != "url" or "://" in value):
                self._put(row, column, value)
        self._letters = []
        self._open.append((name, 0, row))

    def end(self, _tag: str) -> None:
        name, _, row = self._open.pop()
        text = " ".join("".join(self._letters).split())
        self._letters = []
        within = [one[0] for one in self._open[-2:]]
        if name == "value" and {"identifier", "URI"} & set(within):
            name = "identifier"
        column = _COLUMNS.get(name)
        if column and text and (column != "url" or "://" in text):
            self._put(row, column, text)

    def text(self, data: str) -> None:
        self._letters.append(data)

    def _put(self, row: dict[str, str], column: str, text: str) -> None:
        before = row.get(column, "")
        if text not in before.split(" "):
            row[column] = f"{before} {text}".strip()
