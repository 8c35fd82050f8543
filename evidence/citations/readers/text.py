"""Plain text and Markdown: what a reader sees is what stands there."""

from __future__ import annotations

from evidence.citations.find import urls
from evidence.citations.model import Citation, Reading
from evidence.citations.notes import Notes, sentence_at
from evidence.content.charset import decode
from evidence.content.sniff import sniff
from evidence.errors import SourceError


def read(data: bytes, name: str, content_type: str) -> Reading:
    """The citations of a text; raises SourceError for bytes that are no text."""
    if b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SourceError(name, "this is not a text file")
    text = decode(data, content_type)
    return Reading(sniff(data, content_type), text, tuple(citations_of(text)), title=_title(text))


def citations_of(text: str) -> list[Citation]:
    """Every URL in ``text`` with its note and the sentence that it supports."""
    notes = Notes(text)
    found = []
    for match in urls(text):
        note = notes.at(match.start)
        found.append(
            Citation(
                raw=match.raw,
                url=match.raw,
                start=match.start,
                end=match.end,
                marker=note.marker if note else None,
                note=" ".join(text[note.start : note.end].split()) if note else None,
                claim=notes.claim(note) if note else sentence_at(text, match.start),
            )
        )
    return found


def _title(text: str) -> str:
    first = next((line.strip("# \t") for line in text.splitlines() if line.strip()), "")
    return first[:200]
