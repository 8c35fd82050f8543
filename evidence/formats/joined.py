"""Several documents as one: what one holds behind its own text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evidence.formats.document import Document
from evidence.formats.writer import moved_note, moved_row

if TYPE_CHECKING:
    from collections.abc import Iterable


def joined(documents: Iterable[Document]) -> Document:
    """One behind the other, each with its marks; notes keep to their own."""
    whole, pieces, by = Document(""), list[str](), 0
    for number, one in enumerate(documents):
        text = one.text.rstrip() + "\n\n"
        for name in ("links", "headings", "raised", "furniture", "margins", "items"):
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
            replace(moved_note(note, by), key=f"{number} {note.key}") for note in one.notes
        ]
        whole.rows += [moved_row(row, by) for row in one.rows]
        whole.warnings += one.warnings
        pieces.append(text)
        by += len(text)
    whole.text = "".join(pieces)
    return whole
