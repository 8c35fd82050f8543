"""DOCX -> paragraphs, headings, table rows, footnotes, links.

Read from the XML: python-docx leaves out text inside content controls (the fields of government
forms), tracked insertions, text boxes and footnotes, and a quiet edit there must not go unseen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.content.model import Content, Link, Unreadable
from evidence.content.readers.archive import opened, parsed
from evidence.content.readers.sections import sections
from evidence.folding import as_shown

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator

    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SKIPPED = frozenset(
    {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback", f"{_W}del"}
)
"""The double of a drawing for old programs; tracked deletions."""
_HEADING = ("heading", "title", "ttulo", "titulo", "título")
"""How style ids of headings begin, in English and Spanish (Word drops the accent with its
letter)."""
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def read(body: bytes, content_type: str, url: str) -> Content:  # noqa: ARG001 - one signature
    """The content of a DOCX; see :func:`evidence.content.extract`."""
    with opened(body) as archive:
        document = parsed(archive, "word/document.xml")
        if document is None:
            raise Unreadable("no word/document.xml")
        blocks = [block for root in _roots(archive, document) for block in _blocks(root)]
        links = tuple(_links(archive))
    lines = tuple(text for text, _ in blocks)
    headings = [(index, text) for index, (text, heading) in enumerate(blocks) if heading]
    return Content(
        _TYPE,
        lines=lines,
        main=lines,
        headings=tuple(text for _, text in headings),
        links=links,
        parts=sections(headings, len(lines)),
    )


def _roots(archive: zipfile.ZipFile, document: _Element) -> Iterator[_Element]:
    yield document
    for name in ("word/footnotes.xml", "word/endnotes.xml"):
        notes = parsed(archive, name)
        if notes is not None:
            yield notes


def _blocks(root: _Element) -> Iterator[tuple[str, bool]]:
    """``(text, is a heading)`` of paragraphs and table rows below ``root``."""
    for child in root:
        if child.tag == f"{_W}p":
            text = as_shown("".join(_text(child)))
            if text:
                yield text, _is_heading(child)
        elif child.tag == f"{_W}tr":
            cells = (as_shown("".join(_text(cell))) for cell in child)
            text = " | ".join(cell for cell in cells if cell)
            if text:
                yield text, False
        elif child.tag not in _SKIPPED:
            yield from _blocks(child)


def _text(node: _Element) -> Iterator[str]:
    for child in node:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in (f"{_W}tab", f"{_W}br", f"{_W}cr"):
            yield " "
        elif child.tag not in _SKIPPED:
            yield from _text(child)
    if node.tag == f"{_W}p":
        yield " "


def _is_heading(paragraph: _Element) -> bool:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    name = "" if style is None else style.get(f"{_W}val", "")
    return (
        name.lower().startswith(_HEADING) or paragraph.find(f"{_W}pPr/{_W}outlineLvl") is not None
    )


def _links(archive: zipfile.ZipFile) -> Iterator[Link]:
    relations = parsed(archive, "word/_rels/document.xml.rels")
    for relation in () if relations is None else relations:
        if (
            relation.get("Type", "").endswith("/hyperlink")
            and relation.get("TargetMode") == "External"
        ):
            yield Link(relation.get("Target", ""), "")
