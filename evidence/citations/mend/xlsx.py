"""XLSX: targets of links, and words behind the addresses in cells.

Texts stand in one place for all cells that show them; so what is written under a link without an
address stays, as another cell may show the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.citations.mend.edits import Edits, written
from evidence.citations.mend.flow import Flow
from evidence.citations.mend.model import How, Place, What
from evidence.citations.mend.parts import Parts, retarget
from evidence.citations.mend.xml import add_text, escaped, walk
from evidence.formats.hyperlinks import WRITTEN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evidence.citations.mend.model import Corrections, Style

_TEXTS = frozenset({"si", "is", "f"})
"""A shared text, one in its cell, a formula (ECMA-376 part 1, 18.4.8, 18.3.1.53, 18.3.1.40)."""


def mend(data: bytes, corrections: Corrections, style: Style) -> tuple[bytes, list[Place]]:
    """The workbook with its references put right."""
    parts = Parts(data)
    book = parts.package.main_part("xl/workbook.xml")
    related = parts.package.relations(book).values()
    wanted = [
        part
        for kind, part, outside in related
        if kind in ("sharedStrings", "worksheet") and not outside
    ]
    places: list[Place] = []
    for name in sorted(parts.package.members & set(wanted)):
        part = parts.read(name) or b""
        cells = _Cells(part, corrections, style)
        walk(part, cells)
        places += cells.places
        if cells.edits:
            parts.put(name, cells.edits.apply_bytes(part))
        aims = {}
        for key, (kind, target, outside) in parts.package.relations(name).items():
            correction = corrections.of(target) if outside and kind == "hyperlink" else None
            if correction:
                aims[key] = correction.new
                places.append(Place(correction.old, correction.new, What.LINK))
        if aims:
            retarget(parts, name, aims)
    return parts.result(), places


class _Cells:
    """Takes the events of shared texts, or of a sheet."""

    def __init__(self, data: bytes, corrections: Corrections, style: Style) -> None:
        self.edits = Edits()
        self.places: list[Place] = []
        self._data, self._corrections, self._style = data, corrections, style
        self._flow: Flow | None = None
        self._phonetic = 0
        self._inner = ""

    def start(self, name: str, attributes: Mapping[str, str], start: int, end: int) -> None:  # noqa: ARG002
        if name in _TEXTS:
            self._flow = Flow()
        self._phonetic += name == "rPh"
        self._inner = name

    def end(self, name: str, start: int, end: int) -> None:  # noqa: ARG002
        self._phonetic -= name == "rPh"
        self._inner = ""
        if name in _TEXTS and self._flow is not None:
            (self._formula if name == "f" else self._mend)(self._flow)
            self._flow = None

    def text(self, text: str, start: int) -> None:
        if self._flow is not None and not self._phonetic and self._inner in ("t", "f"):
            add_text(self._flow, self._data, text, start)

    def _mend(self, flow: Flow) -> None:
        """Put right the addresses of a text."""
        text, style = flow.text, self._style
        for one in written(text, self._corrections) if text else ():
            correction, what, words = one.correction, What.TOLD, ""
            if not one.is_told and style.how is How.LINK:
                what = What.LEFT
            elif not one.is_told and style.how is How.SWAP:
                what = What.ADDRESS
                self.edits.swap(
                    flow.pieces(one.found.start, one.found.end), escaped(correction.new)
                )
            elif not one.is_told:
                what, words = What.WORDS, style.behind(correction)
                self.edits.insert(flow.ends[one.found.end - 1], escaped(words))
            self.places.append(Place(correction.old, correction.new, what, words, one.context))

    def _formula(self, flow: Flow) -> None:
        """Put right the target of the function HYPERLINK; any other formula is left alone."""
        found = WRITTEN.search(flow.text)
        correction = self._corrections.of(found[1].replace('""', '"')) if found else None
        if found and correction:
            new = escaped(correction.new.replace('"', '""'))
            self.edits.swap(flow.pieces(*found.span(1)), new)
            self.places.append(Place(correction.old, correction.new, What.LINK))
