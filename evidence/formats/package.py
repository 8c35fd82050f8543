"""Office files: members of a ZIP, read as streams of XML with bounds on size and no entities."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from typing import TYPE_CHECKING, Protocol
from xml.etree.ElementTree import ParseError, XMLParser

from evidence.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_BYTES = 256 * 2**20
"""Unpacked, over all members that are read. An 870-page report unpacks to 6 MB."""
_CHUNK = 65536
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Handler(Protocol):
    """What takes the events of one XML member."""

    def start(self, tag: str, attrib: Mapping[str, str]) -> None: ...
    def end(self, tag: str) -> None: ...
    def data(self, data: str) -> None: ...


class _Guard:
    """Refuses a document type, where entity bombs live; office formats have none."""

    def __init__(self, handler: Handler) -> None:
        self.start = handler.start
        self.end = handler.end
        self.data = handler.data

    def doctype(self, name: str, _pubid: str | None, _system: str | None) -> None:
        raise SourceError(name, "XML with a document type is refused")

    def close(self) -> None:
        """Nothing is built."""


class Package:
    """One office file."""

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        self._left = MOST_BYTES
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError) as error:
            raise SourceError(
                name, "this office file is damaged (its ZIP archive can't be opened)"
            ) from error
        self.members = frozenset(self._zip.namelist())

    def parse(self, member: str, handler: Handler) -> bool:
        """Feed one member's XML to ``handler``; False when the file has no such member.

        Raises SourceError when it is damaged, encrypted, larger than the bounds allow, or declares
        a document type.
        """
        if member not in self.members:
            return False
        parser = XMLParser(target=_Guard(handler))  # noqa: S314 - doctype refused, size bounded
        try:
            with self._zip.open(member) as stream:
                while chunk := stream.read(_CHUNK):
                    self._take(len(chunk))
                    parser.feed(chunk)
            parser.close()
        except SourceError as error:
            raise SourceError(self._name, error.problem) from None
        except (
            ParseError,
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            raise SourceError(self._name, f"its part {member} is damaged or encrypted") from error
        return True

    def _take(self, count: int) -> None:
        self._left -= count
        if self._left < 0:
            raise SourceError(self._name, f"it unpacks to more than {MOST_BYTES >> 20} MB; refused")

    def relations(self, member: str) -> dict[str, tuple[str, str, bool]]:
        """The relationships of a part: id -> (last word of the type, target, is outside the
        file)."""
        folder, base = posixpath.split(member)
        reader = _Relations(folder)
        self.parse(posixpath.join(folder, "_rels", base + ".rels"), reader)
        return reader.found


class _Relations:
    def __init__(self, folder: str) -> None:
        self._folder = folder
        self.found: dict[str, tuple[str, str, bool]] = {}

    def start(self, tag: str, attrib: Mapping[str, str]) -> None:
        if tag == RELATIONS:
            outside = attrib.get("TargetMode") == "External"
            target = attrib.get("Target", "")
            if not outside:
                target = posixpath.normpath(posixpath.join("/" + self._folder, target)).lstrip("/")
            kind = attrib.get("Type", "").rpartition("/")[2]
            self.found[attrib.get("Id", "")] = (kind, target, outside)

    def end(self, tag: str) -> None:
        """Relationships have no content."""

    def data(self, data: str) -> None:
        """Nor text."""
