"""Addresses in the comments of office files: a remark of a reviewer is no part of a report, and one in a sheet may be
the source of a cell. They are told, and not cited."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

from evidence.formats.document import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from evidence.formats.document import Document
    from evidence.formats.package import Package, Relation

KINDS = frozenset({"comments", "threadedComment"})
"""Relationships of such parts."""
_MOST = 1_000_000
"""Characters of comments that are looked at."""
_SHOWN = 3
"""Addresses that a warning names."""
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"]{3,2000}", re.IGNORECASE)


class _Said:
    """Takes the events of a part: what is written in it, by paragraph."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0

    def start(self, _tag: str, _attrib: Mapping[str, str]) -> None:
        """All that is written counts."""

    def end(self, tag: str) -> None:
        if tag.rpartition("}")[2] in ("p", "comment", "threadedComment"):
            self.pieces.append("\n")

    def data(self, data: str) -> None:
        if self.length < _MOST:
            self.pieces.append(data)
            self.length += len(data)


def parts_of(related: Iterable[Relation]) -> list[str]:
    """The parts with comments among relationships."""
    return sorted({part for kind, part, outside in related if kind in KINDS and not outside})


def tell(document: Document, package: Package, parts: Iterable[str]) -> None:
    """Warn of the addresses that stand in comments."""
    said = _Said()
    for part in parts:
        with suppress(Unreadable):  # nothing is lost of what is read
            package.parse(part, said)
        said.pieces.append("\n")
    found = dict.fromkeys(
        one[0].rstrip(".,;:?!)]'”»") for one in _ADDRESS.finditer("".join(said.pieces))
    )
    if found:
        names = ", ".join(one[:100] for one in list(found)[:_SHOWN]) + ", …" * (len(found) > _SHOWN)
        document.warnings.append(f"addresses in comments are left out: {len(found)} ({names})")
