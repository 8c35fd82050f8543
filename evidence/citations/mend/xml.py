"""A part of an office file as a stream of events that know where they stand in its bytes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol
from xml.parsers import expat

from evidence.formats.document import Unreadable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evidence.citations.mend.flow import Flow

_TAG = re.compile(rb"""<[^\s<>/"']+(?:\s+[^\s=<>"']+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*/?>""")
_ATTRIBUTE = rb"""(?<=\s)(?P<name>%s)\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)')"""


class Tag(Protocol):
    """What takes the events of one part. Names are local ones; offsets count bytes."""

    def start(self, name: str, attributes: Mapping[str, str], start: int, end: int) -> None: ...
    def end(self, name: str, start: int, end: int) -> None: ...
    def text(self, text: str, start: int) -> None: ...


def walk(data: bytes, handler: Tag, *, own: bool = False) -> None:
    """Feed one part to ``handler``; with ``own`` elements of another mark-up than the root's keep
    their prefix, so that a letter of a formula is not taken for one of the text.

    Raises Unreadable for a part that is damaged, has a document type, or is not written in UTF-8.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = False
    root: list[str] = []

    def named(name: str) -> str:
        prefix, _, local = name.rpartition(":")
        return name if own and prefix != root[0] else local

    def start(name: str, attributes: dict[str, str]) -> None:
        at = parser.CurrentByteIndex
        tag = _TAG.match(data, at)
        if not root:
            root.append(name.rpartition(":")[0])
        local = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        handler.start(named(name), local, at, tag.end() if tag else at)

    def end(name: str) -> None:
        at = parser.CurrentByteIndex
        handler.end(named(name), at, data.find(b">", at) + 1)

    def declared(_version: str, encoding: str | None, _standalone: int) -> None:
        if (encoding or "utf-8").lower() not in {"utf-8", "us-ascii", "ascii"}:
            raise Unreadable(f"a part of it is written in {encoding}, which is left alone")

    def doctype(*_facts: object) -> None:
        raise Unreadable("XML with a document type is refused")

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = lambda text: handler.text(text, parser.CurrentByteIndex)
    parser.XmlDeclHandler, parser.StartDoctypeDeclHandler = declared, doctype
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise Unreadable("a part of it is damaged") from error


def add_text(flow: Flow, data: bytes, text: str, start: int) -> None:
    """Put the text of one event behind a flow, with the place of each letter in the bytes."""
    if data[start : start + 1] == b"&":
        flow.add(text, start, data.find(b";", start) + 1)
    elif text == "\n":
        flow.add(text, start, start + (2 if data[start : start + 2] == b"\r\n" else 1))
    else:
        flow.spell(text, start, [len(letter.encode("utf-8")) for letter in text])


def attribute(data: bytes, start: int, name: str) -> tuple[int, int] | None:
    """Where the value of an attribute (its local name) stands in the tag at ``start``, without its
    quotation marks; None where there is none."""
    tag = _TAG.match(data, start)
    pattern = _ATTRIBUTE % (rb"(?:[\w.-]+:)?" + re.escape(name.encode()))
    found = re.search(pattern, tag[0]) if tag else None
    if found is None:
        return None
    kind = "double" if found["double"] is not None else "single"
    return start + found.start(kind), start + found.end(kind)


def escaped(text: str) -> str:
    """``text`` for elements and for attributes in either kind of quotation marks."""
    for sign, reference in (
        ("&", "&amp;"),
        ("<", "&lt;"),
        (">", "&gt;"),
        ('"', "&quot;"),
        ("'", "&apos;"),
    ):
        text = text.replace(sign, reference)
    return text


def prefix_of(data: bytes, start: int) -> str:
    """The prefix of the tag at ``start``, with its colon."""
    found = re.match(rb"</?([^\s<>/:]+:)?", data[start : start + 200])
    return found[1].decode() if found and found[1] else ""
