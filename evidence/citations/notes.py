"""Which note a URL stands in, and which sentence carries that note's marker."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_DEFINITION = re.compile(r"^[ \t]*(?:\[\^?(\w{1,4})\]:?|\^(\d{1,3}))[ \t]+(?=\S)", re.MULTILINE)
_SENTENCE_END = re.compile(
    r"[.!?…][\"'”’»)]*(?:\[\^?\w{1,4}\])*(?=\s+[\"'“‘«¿¡(]*[A-ZÁÉÍÓÚÑ0-9]|\s*$)|\n\s*\n"
)


@dataclass(frozen=True, slots=True)
class Note:
    """One note of a text: its marker and the span of its words."""

    marker: str
    start: int
    end: int


class Notes:
    """The notes of one text, looked up by position."""

    def __init__(self, text: str) -> None:
        self.text = text
        found = list(_DEFINITION.finditer(text))
        ends = [*(match.start() for match in found), len(text)][1:]
        self._notes = [
            Note(match[1] or match[2], match.end(), end)
            for match, end in zip(found, ends, strict=bool(found))
        ]
        self._starts = [note.start for note in self._notes]

    def at(self, position: int) -> Note | None:
        """The note that ``position`` stands in."""
        index = bisect_right(self._starts, position) - 1
        if index < 0 or position >= self._notes[index].end:
            return None
        return self._notes[index]

    def claim(self, note: Note) -> str | None:
        """The sentence that carries the note's marker, without markers."""
        for sign in (f"[{note.marker}]", f"[^{note.marker}]"):
            for match in re.finditer(re.escape(sign), self.text):
                if self.at(match.start()) is None and not _DEFINITION.match(
                    self.text, self.text.rfind("\n", 0, match.start()) + 1
                ):
                    return sentence_at(self.text, match.start())
        return None


def sentence_at(text: str, position: int) -> str | None:
    """The sentence of ``text`` around ``position``, white space folded and note markers left out."""
    start = end = 0
    for start, end in _sentences(text, position):  # noqa: B007 - the last one is wanted
        if position < end:
            break
    sentence = re.sub(r"\[\^?\w{1,4}\]", "", text[start:end])
    return " ".join(sentence.split()) or None


def _sentences(text: str, near: int) -> Iterator[tuple[int, int]]:
    """Spans of the sentences in the paragraph around ``near``."""
    paragraph = text.rfind("\n\n", 0, near) + 1
    stop = text.find("\n\n", near)
    stop = len(text) if stop < 0 else stop
    start = paragraph
    for match in _SENTENCE_END.finditer(text, paragraph, stop):
        yield start, match.end()
        start = match.end()
    yield start, stop
