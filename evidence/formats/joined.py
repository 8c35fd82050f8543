"""Several documents as one: the chapters of a book."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evidence.formats.document import Document

if TYPE_CHECKING:
    from collections.abc import Iterable


def joined(documents: Iterable[Document]) -> Document:
    """One behind the other, each with its marks; notes keep to their own."""
    whole, pieces, by = Document(""), list[str](), 0
    for number, one in enumerate(documents):
        text = one.text.rstrip() + "\n\n"
        for name in ("links", "headings", "raised", "furniture", "margins", "rows", "items"):
            moved = [
                replace(mark, start=mark.start + by, end=mark.end + by)
                for mark in getattr(one, name)
            ]
            getattr(whole, name).extend(moved)
        whole.refs += [
            replace(ref, start=ref.start + by, end=ref.end + by, key=f"{number} {ref.key}")
            for ref in one.refs
        ]
        whole.notes += [
            replace(
                note, key=f"{number} {note.key}", start=note.start + by, end=note.end + by,
                label_start=note.label_start + by,
            )
            for note in one.notes
        ]  # fmt: skip
        whole.warnings += one.warnings
        pieces.append(text)
        by += len(text)
    whole.text = "".join(pieces)
    return whole
