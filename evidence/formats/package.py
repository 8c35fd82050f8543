"""Office files: members of a ZIP archive, read as streams of XML within bounds and without
entities.

The one place that opens an office file. What is counted is what is read, so pictures cost nothing;
a stream needs no more memory for a million nested elements than for one.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from typing import TYPE_CHECKING, NamedTuple, Protocol
from xml.etree.ElementTree import ParseError, XMLParser

from evidence.formats.document import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MOST_BYTES = 256 * 2**20
"""Unpacked, over all members that are read. An 870-page report unpacks to 6 MB, a sheet of a
million rows to 200 MB."""
_CHUNK = 65536
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
RELATION_IDS = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)
"""The attribute that names a relationship: transitional and strict Office Open XML (ECMA-376)."""


DAMAGED = (
    zipfile.BadZipFile, zlib.error, ValueError, OverflowError, OSError, EOFError, RuntimeError,
)  # fmt: skip
"""What :mod:`zipfile` raises for an archive that is damaged, of another kind (NotImplementedError), or
has a password (RuntimeError)."""


class Relation(NamedTuple):
    """What one part of a file has to do with another part, or with an address."""

    kind: str
    """the last word of its type"""
    target: str
    outside: bool
    """``target`` is an address, and no part of the file"""


class Handler(Protocol):
    """What takes the events of one XML member."""

    def start(self, tag: str, attrib: Mapping[str, str]) -> None: ...
    def end(self, tag: str) -> None: ...
    def data(self, data: str) -> None: ...


class Enough(Exception):
    """A handler raises it when it needs no more of a member."""


class _Guard:
    """Refuses a document type, where entity bombs live; office formats have none."""

    def __init__(self, handler: Handler) -> None:
        self.start = handler.start
        self.end = handler.end
        self.data = handler.data

    def doctype(self, _name: str, _pubid: str | None, _system: str | None) -> None:
        raise Unreadable("XML with a document type is refused")

    def close(self) -> None:
        """Nothing is built."""


class Package:
    """One office file. Raises :class:`Unreadable` when it is no sound ZIP archive."""

    def __init__(self, data: bytes) -> None:
        self._left = MOST_BYTES
        self._counted: set[str] = set()
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except DAMAGED as error:
            raise Unreadable(
                "this office file is damaged (its ZIP archive can't be opened)"
            ) from error
        self.members = frozenset(self._zip.namelist())

    def require(self, member: str, handler: Handler) -> None:
        """The same as :meth:`parse` for a member without which there is no document."""
        if not self.parse(member, handler):
            raise Unreadable(f"this office file is damaged (it has no {member})")

    def parse(self, member: str, handler: Handler) -> bool:
        """Feed one member's XML to ``handler``; False when the file has no such member. One that is
        read again is not counted again.

        Raises :class:`Unreadable` when it is damaged, encrypted, larger than the bounds allow, or
        declares a document type.
        """
        if member not in self.members:
            return False
        parser = XMLParser(target=_Guard(handler))  # noqa: S314 - doctype refused, size bounded
        try:
            for chunk in self._chunks(member):
                parser.feed(chunk)
            parser.close()
        except Enough:
            return True
        except ParseError as error:
            raise _damaged(member) from error
        return True

    def bytes_of(self, member: str) -> bytes | None:
        """One member whole; None when the file has none of this name. Raises :class:`Unreadable` as
        :meth:`parse` does."""
        return b"".join(self._chunks(member)) if member in self.members else None

    def _chunks(self, member: str) -> Iterator[bytes]:
        if member not in self._counted:
            self._counted.add(member)
            self._take(self._zip.getinfo(member).file_size)
        try:
            with self._zip.open(member) as stream:
                while chunk := stream.read(_CHUNK):
                    yield chunk
        except DAMAGED as error:
            raise _damaged(member) from error

    def _take(self, size: int) -> None:
        """What the archive's directory says: Python's zipfile reads no more of a member than that,
        so a lie gains nothing."""
        self._left -= size
        if self._left < 0:
            raise Unreadable(f"it unpacks to more than {MOST_BYTES >> 20} MB; refused")

    def main_part(self, usual: str) -> str:
        """The part that the document begins with; ``usual`` where the file does not say."""
        found = (part for kind, part, _ in self.relations("").values() if kind == "officeDocument")
        return next(found, usual)

    def relations(self, member: str) -> dict[str, Relation]:
        """The relationships of a part by their id."""
        folder, base = posixpath.split(member)
        reader = _Relations(folder)
        self.parse(posixpath.join(folder, "_rels", base + ".rels"), reader)
        return reader.found


def _damaged(member: str) -> Unreadable:
    return Unreadable(f"its part {' '.join(member.split())} is damaged or encrypted")


_WEB = re.compile(r"(?:https?|ftp)://", re.IGNORECASE)


class _Relations:
    def __init__(self, folder: str) -> None:
        self._folder = folder
        self.found: dict[str, Relation] = {}

    def start(self, tag: str, attrib: Mapping[str, str]) -> None:
        if tag == _RELATION:
            target = attrib.get("Target", "")
            # programs leave the mode off; no part of a package has a scheme
            outside = attrib.get("TargetMode") == "External" or _WEB.match(target) is not None
            if not outside:
                target = posixpath.normpath(posixpath.join("/" + self._folder, target)).lstrip("/")
            kind = attrib.get("Type", "").rpartition("/")[2]
            self.found[attrib.get("Id", "")] = Relation(kind, target, outside)

    def end(self, tag: str) -> None:
        """Relationships have no content."""

    def data(self, data: str) -> None:
        """Nor text."""


def relation_id(attrib: Mapping[str, str]) -> str:
    """The relationship that an element names; "" for none."""
    return next((attrib[name] for name in RELATION_IDS if name in attrib), "")
