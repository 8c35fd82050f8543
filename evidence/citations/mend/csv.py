"""CSV: words behind the addresses in its cells; a cell is quoted only where the words ask for it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence.citations.mend.edits import Text, written
from evidence.citations.mend.flow import Flow
from evidence.citations.mend.model import How, Place, What
from evidence.formats.csv import delimiter_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.citations.mend.edits import Edits, Written
    from evidence.citations.mend.model import Corrections, Style


def mend(data: bytes, corrections: Corrections, style: Style) -> tuple[bytes, list[Place]]:
    """The table with the addresses in its cells put right."""
    file = Text(data)
    sign = delimiter_of(file.text)
    places = []
    for start, end in _cells(file.text, sign):
        quoted = file.text[start : start + 1] == '"'
        flow = _flow(file.text, start, end, quoted=quoted)
        found = list(written(flow.text, corrections))
        bare = not quoted and any(_parts(one, style, sign) for one in found)
        left = bare and '"' in flow.text
        if bare and not left:
            file.edits.insert(start, '"')
        places += [_put(file.edits, flow, one, style, left=left) for one in found]
        if bare and not left:
            file.edits.insert(end, '"')
    return file.result(), places


def _parts(one: Written, style: Style, sign: str) -> bool:
    """Whether what is put there would end a cell without quotation marks."""
    if one.is_told or style.how is How.LINK:
        return False
    return bool(set(_new(one, style)) & {sign, '"', "\r", "\n"})


def _new(one: Written, style: Style) -> str:
    return one.correction.new if style.how is How.SWAP else style.behind(one.correction)


def _cells(text: str, sign: str) -> Iterator[tuple[int, int]]:
    """Where each cell begins and ends, its quotation marks included."""
    cell = re.compile(rf'"(?:[^"]|"")*"[^{re.escape(sign)}\r\n]*|[^{re.escape(sign)}\r\n]+')
    return (match.span() for match in cell.finditer(text))


def _flow(text: str, start: int, end: int, *, quoted: bool) -> Flow:
    flow = Flow()
    position = start + quoted
    while position < end:
        if quoted and text[position] == '"':
            if text[position + 1 : position + 2] != '"' or position + 1 >= end:
                break
            flow.add('"', position, position + 2)
            position += 2
        else:
            flow.add(text[position], position, position + 1)
            position += 1
    return flow


def _put(edits: Edits, flow: Flow, one: Written, style: Style, *, left: bool) -> Place:
    old, new = one.correction.old, one.correction.new
    if one.is_told or left or style.how is How.LINK:
        return Place(old, new, What.TOLD if one.is_told else What.LEFT, "", one.context)
    start, end = flow.starts[one.found.start], flow.ends[one.found.end - 1]
    words = _new(one, style)
    if style.how is How.SWAP:
        edits.replace(start, end, words.replace('"', '""'))
        return Place(old, new, What.ADDRESS, "", one.context)
    edits.insert(end, words.replace('"', '""'))
    return Place(old, new, What.WORDS, words, one.context)
