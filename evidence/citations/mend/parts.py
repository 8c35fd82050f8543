"""Office files whose parts are changed one by one: all others are copied as they are packed."""

from __future__ import annotations

import copy
import io
import struct
import zipfile
from typing import TYPE_CHECKING

from evidence.citations.mend.edits import Edits
from evidence.citations.mend.xml import attribute, escaped, walk
from evidence.formats.document import Unreadable
from evidence.formats.package import DAMAGED, Package

if TYPE_CHECKING:
    from collections.abc import Mapping

_HEAD = 30
"""Bytes of a local header before the member's name (APPNOTE 6.3.10, 4.3.7)."""
_DESCRIBED = 0x08
"""Flag: sizes stand behind the data (4.4.4)."""


class Parts:
    """The parts of one office file and their changes."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.package = Package(data)
        self._new: dict[str, bytes] = {}

    def read(self, part: str) -> bytes | None:
        """One part as it stands now; None for one that is not there."""
        return self._new[part] if part in self._new else self.package.bytes_of(part)

    def put(self, part: str, data: bytes) -> None:
        """One part as it is to be."""
        self._new[part] = data

    def result(self) -> bytes:
        """The file: the same members in the same order, with the same names, times and kinds."""
        if not self._new:
            return self._data
        out = io.BytesIO()
        try:
            self._pack(out)
        except (*DAMAGED, struct.error, zipfile.LargeZipFile) as error:
            raise Unreadable(
                "its ZIP archive is damaged, or of a kind that is not written"
            ) from error
        return out.getvalue()

    def _pack(self, out: io.BytesIO) -> None:
        with zipfile.ZipFile(io.BytesIO(self._data)) as old, zipfile.ZipFile(out, "w") as new:
            if len(set(old.namelist())) < len(old.namelist()):
                raise Unreadable("two parts of it have one name")
            for member in old.infolist():
                if member.filename in self._new:
                    fresh = copy.copy(member)
                    fresh.flag_bits &= ~_DESCRIBED
                    new.writestr(fresh, self._new[member.filename], member.compress_type)
                else:
                    _copy(self._data, member, new)
            new.comment = old.comment


def _copy(data: bytes, member: zipfile.ZipInfo, new: zipfile.ZipFile) -> None:
    """Copy a member as it is packed: what it unpacks to is not asked."""
    at = member.header_offset
    name, extra = struct.unpack("<HH", data[at + 26 : at + _HEAD])
    begin = at + _HEAD + name + extra
    fresh = copy.copy(member)
    fresh.flag_bits &= ~_DESCRIBED
    assert new.fp is not None
    new.fp.seek(new.start_dir)
    fresh.header_offset = new.fp.tell()
    new.fp.write(fresh.FileHeader(zip64=False))
    new.fp.write(data[begin : begin + member.compress_size])
    new.start_dir = new.fp.tell()
    new.filelist.append(fresh)
    new.NameToInfo[fresh.filename] = fresh


class _Targets:
    """Takes the events of a part of relationships, and changes what leads out of the file."""

    def __init__(self, data: bytes, aims: Mapping[str, str]) -> None:
        self._data, self._aims = data, aims
        self.edits = Edits()

    def start(self, name: str, attributes: Mapping[str, str], start: int, end: int) -> None:  # noqa: ARG002
        if name != "Relationship" or attributes.get("TargetMode") != "External":
            return
        new = self._aims.get(attributes.get("Id", ""))
        place = attribute(self._data, start, "Target")
        if new and place:
            self.edits.replace(*place, escaped(new))

    def end(self, name: str, start: int, end: int) -> None:
        """Relationships have no content."""

    def text(self, text: str, start: int) -> None:
        """Nor text."""


def retarget(parts: Parts, part: str, aims: Mapping[str, str]) -> None:
    """Change where the relationships of a part lead to; ``aims`` maps their ids to
    addresses."""
    folder, _, base = part.rpartition("/")
    name = f"{folder}/_rels/{base}.rels".lstrip("/")
    data = parts.read(name)
    if data is None:
        return
    targets = _Targets(data, aims)
    walk(data, targets)
    if targets.edits:
        parts.put(name, targets.edits.apply_bytes(data))
