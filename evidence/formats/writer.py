"""A document's text, written piece by piece, with the marks on it.

Formats nest what a page sets apart: a note in the middle of a sentence, a text box in a paragraph.
Each is written as a flow of its own and put where it does not break a sentence: a text box behind
its paragraph (:meth:`Writer.begin_aside`), a note wherever its reader wants it
(:meth:`Writer.begin_flow`, :meth:`Writer.append`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TypeVar

from evidence.formats.document import Document, Heading, Link, Note, Ref, Row, Span

_BARE = re.compile(r"https?://", re.IGNORECASE)
_WIDEST_END = 8
"""Characters between the parts of a link that two paragraphs share: their line ends."""
_Mark = TypeVar("_Mark", Heading, Link, Ref, Span)


class Flow:
    """Text that is written from its beginning to its end, nothing in between."""

    def __init__(self) -> None:
        self.document = Document("")
        self.pieces: list[str] = []
        self.length = 0
        self.asides: list[Flow] = []
        """what waits for the end of the paragraph"""
        self.table_depth = 0
        self.row_start = 0
        self.cell_start = 0
        self.cells: list[Span] = []


class Writer:
    """Writes into one flow at a time. Offsets that it gives and takes count in that flow."""

    def __init__(self) -> None:
        self._flows = [Flow()]
        self._asides = 0

    @property
    def length(self) -> int:
        """Where the next piece will stand."""
        return self._flows[-1].length

    @property
    def ends_in_space(self) -> bool:
        """Whether white space, or nothing at all, stands before the next piece."""
        pieces = self._flows[-1].pieces
        return not pieces or pieces[-1][-1:].isspace()

    @property
    def marks(self) -> Document:
        """The lists of marks of this flow; its text is there when it is finished."""
        return self._flows[-1].document

    def write(self, text: str) -> None:
        """Put ``text`` behind what is there."""
        flow = self._flows[-1]
        flow.pieces.append(text)
        flow.length += len(text)

    def end_paragraph(self) -> None:
        """A blank line, and behind it the text boxes that the paragraph holds."""
        flow = self._flows[-1]
        self.write("\n\n")
        asides, flow.asides = flow.asides, []
        for aside in asides:
            self.append(aside)

    def begin_aside(self) -> None:
        """Begin what stands beside the paragraph; within another aside it goes on in that one."""
        self._asides += 1
        if self._asides == 1:
            self.begin_flow()

    def end_aside(self) -> None:
        """End it, and put it behind the paragraph that it stands in."""
        self._asides -= 1
        if self._asides == 0:
            flow = self.cut()
            self._flows[-1].asides.append(flow)

    def begin_flow(self) -> None:
        """Begin a flow of its own."""
        self._flows.append(Flow())

    def cut(self) -> Flow:
        """End the flow that :meth:`begin_flow` began, and hand it out."""
        flow = self._flows.pop()
        self._settle(flow)
        return flow

    def append(self, flow: Flow) -> None:
        """Put a finished flow behind what is there."""
        own, other, by = self.marks, flow.document, self.length
        own.links += _moved(other.links, by)
        own.headings += _moved(other.headings, by)
        own.refs += _moved(other.refs, by)
        own.raised += _moved(other.raised, by)
        own.items += _moved(other.items, by)
        own.notes += [moved_note(note, by) for note in other.notes]
        if not self._flows[-1].table_depth:
            own.rows += [moved_row(row, by) for row in other.rows]
        self._flows[-1].pieces += flow.pieces
        self._flows[-1].length += flow.length

    def begin_row(self) -> None:
        """Begin a row of a table."""
        flow = self._flows[-1]
        flow.table_depth += 1
        if flow.table_depth == 1:
            flow.row_start, flow.cells = flow.length, []

    @property
    def in_row(self) -> bool:
        """Whether a row is open in this flow."""
        return self._flows[-1].table_depth > 0

    def drop_row(self) -> None:
        """What began as a row is none, if no cell of it has ended."""
        flow = self._flows[-1]
        if not flow.cells:
            flow.table_depth = 0

    def begin_cell(self) -> None:
        """Begin a cell of the row."""
        flow = self._flows[-1]
        if flow.table_depth == 1:
            flow.cell_start = flow.length

    def end_cell(self) -> None:
        """End it with a tab."""
        flow = self._flows[-1]
        if flow.table_depth == 1:
            flow.cells.append(Span(flow.cell_start, flow.length))
        self.write("\t")

    def end_row(self) -> None:
        """End the row with a blank line."""
        flow = self._flows[-1]
        if flow.table_depth == 1:
            row = Row(flow.row_start, flow.length, tuple(flow.cells))
            flow.document.rows.append(row)
        flow.table_depth = max(0, flow.table_depth - 1)
        self.write("\n\n")

    def finish(self) -> Document:
        """The document, when all is written."""
        self._settle(self._flows[0])
        document = self.marks
        document.text = "".join(self._flows[0].pieces)
        document.links = _continued(document.text, document.links)
        return document

    def _settle(self, flow: Flow) -> None:
        """Text boxes that stand in no paragraph."""
        asides, flow.asides = flow.asides, []
        self._flows.append(flow)
        for aside in asides:
            self.append(aside)
        self._flows.pop()


def _continued(text: str, links: list[Link]) -> list[Link]:
    """Links, with one whose address is written over two paragraphs put together: formats have no link
    over a paragraph's end, and programs write one for each part."""
    found: list[Link] = []
    for link in links:
        last = found[-1] if found else None
        if last and last.target == link.target and last.end <= link.start:
            between = text[last.end : min(link.start, last.end + _WIDEST_END)]
            words = text[last.start : last.end].strip()
            whole = words + text[link.start : link.end].strip()
            if (
                link.start - last.end < _WIDEST_END
                and not between.strip("\n")
                and (
                    len(words) < len(link.target)
                    and words
                    and _BARE.sub("", link.target).startswith(_BARE.sub("", whole))
                )
            ):
                found[-1] = replace(last, end=link.end)
                continue
        found.append(link)
    return found


def _moved(marks: list[_Mark], by: int) -> list[_Mark]:
    return [replace(mark, start=mark.start + by, end=mark.end + by) for mark in marks]


def moved_note(note: Note, by: int) -> Note:
    """A note so many characters further on."""
    return replace(
        note, start=note.start + by, end=note.end + by, label_start=note.label_start + by
    )


def moved_row(row: Row, by: int) -> Row:
    """A row, with its cells."""
    cells = _moved(list(row.cells), by)
    return Row(row.start + by, row.end + by, tuple(cells))
