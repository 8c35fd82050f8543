"""OpenDocument text and spreadsheets -> paragraphs, headings, table rows, links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.content.model import Content, Link, Unreadable
from evidence.content.readers.archive import opened, parsed
from evidence.content.readers.sections import sections
from evidence.folding import as_shown
from evidence.formats.sniff import sniff

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_NS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_TEXT, _TABLE, _OFFICE = _NS % "text", _NS % "table", _NS % "office"
_HREF = "{http://www.w3.org/1999/xlink}href"
_SKIPPED = frozenset({f"{_TEXT}tracked-changes", f"{_OFFICE}annotation"})
"""Deleted text that is still in the file; comments."""
_GAPS = frozenset({f"{_TEXT}s", f"{_TEXT}tab", f"{_TEXT}line-break"})


def read(body: bytes, content_type: str, url: str) -> Content:  # noqa: ARG001 - one signature
    """The content of an ODT or ODS; see :func:`evidence.content.extract`."""
    with opened(body) as archive:
        root = parsed(archive, "content.xml")
    if root is None:
        raise Unreadable("no content.xml")
    blocks = list(_blocks(root))
    lines = tuple(text for text, _ in blocks)
    headings = [(index, text) for index, (text, heading) in enumerate(blocks) if heading]
    anchors = (node for node in root.iter(f"{_TEXT}a") if node.get(_HREF, "").startswith("http"))
    return Content(
        sniff(body),
        lines=lines,
        main=lines,
        headings=tuple(text for _, text in headings),
        links=tuple(Link(node.get(_HREF, ""), as_shown("".join(_text(node)))) for node in anchors),
        parts=sections(headings, len(lines)),
    )


def _blocks(root: _Element) -> Iterator[tuple[str, bool]]:
    """``(text, is a heading)``; the name of a sheet is a heading, a repeated row stands once."""
    for child in root:
        if child.tag in (f"{_TEXT}p", f"{_TEXT}h"):
            text = as_shown("".join(_text(child)))
            if text:
                yield text, child.tag == f"{_TEXT}h"
        elif child.tag == f"{_TABLE}table-row":
            cells = (as_shown("".join(_text(cell))) for cell in child)
            text = " | ".join(cell for cell in cells if cell)
            if text:
                yield text, False
        elif child.tag not in _SKIPPED:
            if root.tag == f"{_OFFICE}spreadsheet" and child.tag == f"{_TABLE}table":
                yield child.get(f"{_TABLE}name", "") or "-", True
            yield from _blocks(child)


def _text(node: _Element) -> Iterator[str]:
    yield node.text or ""
    for child in node:
        if child.tag in _GAPS:
            yield " "
        elif child.tag not in _SKIPPED:
            yield from _text(child)
        yield child.tail or ""
    if node.tag == f"{_TEXT}p":
        yield " "
