"""What stands around a citation: page, headings, note, claim, label."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from evidence.citations.claims import LONGEST, Body
from evidence.citations.drawn import Drawn
from evidence.citations.headings import Headings
from evidence.citations.markers import Marker
from evidence.citations.model import Citation
from evidence.citations.notes import find_notes
from evidence.citations.rows import Rows
from evidence.citations.sheet import Sheet
from evidence.folding import rejoined
from evidence.formats.document import Note, Span

if TYPE_CHECKING:
    from evidence.citations.find import Found
    from evidence.citations.notes import Chains
    from evidence.formats.document import Document

_IBID = re.compile(r"\W{0,3}(?:ib[ií]d(?:em)?|[ií]dem|loc\. ?cit)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Around:
    """What every citation in one note shares."""

    words: str
    claim: str | None
    heading: str | None
    label: str | None
    marked: bool


class Context:
    """Looks up what stands around the citations of one document."""

    def __init__(self, document: Document, found: list[Found], chains: Chains) -> None:
        self._document = document
        self._headings = Headings(document)
        self._sheet = Sheet(document.text, self._headings) if document.tabular else None
        self._known = (0, 0, 0)
        self._furniture = sorted(document.furniture, key=lambda span: span.start)
        self._notes, markers = _notes(document, found, chains)
        self._starts = [note.label_start for note in self._notes]
        self._markers: dict[str, list[Marker]] = {}
        for marker in markers:
            self._markers.setdefault(marker.key, []).append(marker)
        cuts = [(note.label_start, note.end) for note in self._notes]
        cuts += [(span.start, span.end) for span in document.furniture]
        shown = {
            (item.start, item.end): item.url if "\n" in item.raw else item.raw for item in found
        }
        self._body = Body(
            document.text, cuts, [(marker.start, marker.end) for marker in markers], shown
        )
        cited = [link.start for link in document.links] + [item.start for item in found]
        self._rows = Rows(document, self._body.words, cited)
        self._drawn = Drawn(document, self._body.words, cited)
        self._around: dict[str, Around] = {}

    def place(self, draft: Citation) -> Citation:
        """The citation with its page, heading, note, claim and label."""
        at = draft.start or 0
        flags = (*draft.flags, "page-furniture") if self._is_furniture(at) else draft.flags
        page = bisect_right(self._document.pages, at) or None
        note = self._note_at(at)
        if note is not None:
            around = self._about(note)
            return replace(
                draft,
                page=page,
                marker=note.marker or None,
                note=around.words,
                claim=around.claim,
                heading=around.heading,
                label=draft.label or around.label,
                flags=flags if around.marked else (*flags, "no-marker"),
            )
        if self._sheet:
            claim, label = self._sheet.about(at)
        else:
            claim, label = self._claim(at, draft.end or at), self._lead(at)
        heading = self._headings.path(at)
        return replace(
            draft, page=page, heading=heading, claim=claim, label=draft.label or label, flags=flags
        )

    def repeated(self, placed: list[Citation]) -> list[Citation]:
        """``Ibid.``: the last URL of the note before is cited again."""
        by_note: dict[int, Citation] = {}
        for citation in placed:
            if citation.note is not None:
                by_note[bisect_right(self._starts, citation.start or 0) - 1] = citation
        last: Citation | None = None
        again = []
        for index, note in enumerate(self._notes):
            sign = _IBID.match(self._document.text, note.start, note.end)
            if index in by_note:
                last = by_note[index]
            elif sign and last is not None:
                raw = self._document.text[note.start : sign.end()]
                others = last.alternatives
                draft = Citation(
                    raw, last.url, note.start, sign.end(), repairs=("ibid",), alternatives=others
                )
                again.append(self.place(draft))
            else:
                last = None
        return again

    def _is_furniture(self, position: int) -> bool:
        index = bisect_right(self._furniture, position, key=lambda span: span.start) - 1
        return index >= 0 and position < self._furniture[index].end

    def around(self, at: int) -> tuple[int, int, bool]:
        """How far the text goes that speaks of what stands at ``at``, and whether it speaks of nothing
        else: a note, a row; else a paragraph."""
        note = self._note_at(at)
        if note is not None:
            return note.label_start, note.end, True
        if self._sheet:
            return *self._sheet.bounds(at), True
        return *self._paragraph(at), False

    def day(self, at: int) -> str | None:
        """The day in the row at ``at`` of a table, in a column of such days; None in running text."""
        return self._sheet.day(at) if self._sheet else None

    def _paragraph(self, at: int) -> tuple[int, int]:
        """The one around ``at``; that of the last citation is remembered, for the next mostly stands in it."""
        start, known, end = self._known
        if not known <= at < end:
            text = self._document.text
            start, end = text.rfind("\n\n", 0, at) + 1, text.find("\n\n", at)
            end = end if end >= 0 else len(text)
            self._known = start, at, end
        return start, end

    def _note_at(self, position: int) -> Note | None:
        index = bisect_right(self._starts, position) - 1
        if index < 0 or position >= self._notes[index].end:
            return None
        return self._notes[index]

    def _about(self, note: Note) -> Around:
        """The note's words, and the sentences that carry its markers."""
        if note.key not in self._around:
            markers = self._markers.get(note.key, [])
            sentences = (self._claim(marker.start, marker.start) for marker in markers)
            unique = dict.fromkeys(sentence for sentence in sentences if sentence)
            self._around[note.key] = Around(
                words=rejoined(self._document.text[note.start : note.end])[:LONGEST],
                claim="\n".join(unique)[:LONGEST] or None,
                heading=self._headings.path(markers[0].start if markers else note.start),
                label=self._lead(markers[0].start) if markers else None,
                marked=bool(markers),
            )
        return self._around[note.key]

    def _claim(self, at: int, end: int) -> str | None:
        """The row of a table that ``at`` stands in, else the sentence that goes up to ``end``."""
        row = self._rows.claim(at, lambda: self._body.sentence(end))
        return row or self._drawn.claim(at) or self._sentence(end)

    def _lead(self, at: int) -> str | None:
        """The name of the column, else the words that open the paragraph."""
        return self._rows.column(at) or self._drawn.column(at) or self._body.lead(at)

    def _sentence(self, position: int) -> str | None:
        """The sentence at ``position``; a marked heading stands for the first block of its
        section."""
        sentence = self._body.sentence(position)
        section = self._headings.at(position)
        if section is not None:
            sentence = ". ".join(part for part in (sentence, self._body.opens(*section)) if part)
        return sentence


def _notes(
    document: Document, found: list[Found], chains: Chains
) -> tuple[list[Note], list[Marker]]:
    """The notes that the format marks, else those that the text shows."""
    if document.notes or document.refs:
        notes = sorted(document.notes, key=lambda note: note.label_start)
        return notes, [Marker(ref.start, ref.end, ref.key) for ref in document.refs]
    return find_notes(document, chains, [Span(item.start, item.end) for item in found])
