"""DOCX: targets of links, and words behind them, as tracked changes where that is asked for.

A part is changed where a reference stands, and nowhere else. Of links nothing can be tracked but their
words: where changes are tracked a link stays, and the new one is in the words behind it or, without
any, in a second link in the place of the first.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence.citations.mend.docx_marks import Marks
from evidence.citations.mend.docx_text import Reader
from evidence.citations.mend.edits import Edits, context, day_of, written
from evidence.citations.mend.model import How, Place, What, is_told
from evidence.citations.mend.parts import Parts, retarget
from evidence.citations.mend.xml import escaped, walk

if TYPE_CHECKING:
    from evidence.citations.mend.docx_text import Link, Paragraph
    from evidence.citations.mend.edits import Written
    from evidence.citations.mend.model import Correction, Corrections, Style

_PARTS = ("footnotes", "endnotes", "header", "footer")
_ID = re.compile(rb'\w:id="(\d{1,9})"')


def mend(data: bytes, corrections: Corrections, style: Style) -> tuple[bytes, list[Place]]:
    """The document with its references put right."""
    parts = Parts(data)
    main = parts.package.main_part("word/document.xml")
    related = parts.package.relations(main)
    others = {part for kind, part, outside in related.values() if kind in _PARTS and not outside}
    read = {
        name: parts.read(name) or b"" for name in [main, *sorted(others & parts.package.members)]
    }
    used = (int(one[1]) for part in read.values() for one in _ID.finditer(part))
    last = [max(used, default=0)]
    places: list[Place] = []
    for name, part in read.items():
        mender = _Part(part, corrections, style, last, places)
        walk(part, Reader(part, parts.package.relations(name), mender.paragraph), own=True)
        if mender.edits:
            parts.put(name, mender.edits.apply_bytes(part))
        if mender.aims:
            retarget(parts, name, mender.aims)
    return parts.result(), places


class _Part:
    """Puts right the paragraphs of one part."""

    def __init__(
        self,
        data: bytes,
        corrections: Corrections,
        style: Style,
        last: list[int],
        places: list[Place],
    ) -> None:
        self.edits = Edits()
        self.aims: dict[str, str] = {}
        """relationships of its links, and where they are to lead"""
        self._data, self._corrections, self._style = data, corrections, style
        self._marks = Marks(data, self.edits, style, last)
        self._places = places

    def paragraph(self, paragraph: Paragraph) -> None:
        """Put right one paragraph."""
        text = paragraph.flow.text
        for one in written(text, self._corrections) if text else ():
            what, words = self._written(paragraph, one)
            self._tell(paragraph, one.correction, what, words, one.context)
        for link in paragraph.links:
            correction = self._corrections.of(link.target) if link.target else None
            if correction and not link.done:
                day = day_of(text, link.begin, link.end or link.begin)
                correction = self._corrections.of(link.target, day) or correction
                what, words = self._label(paragraph, link, correction)
                self._tell(paragraph, correction, what, words, context(text, link.begin))

    def _tell(
        self, paragraph: Paragraph, correction: Correction, what: What, words: str, before: str
    ) -> None:
        if not paragraph.is_double:
            self._places.append(Place(correction.old, correction.new, what, words, before))

    def _written(self, paragraph: Paragraph, one: Written) -> tuple[What, str]:
        """An address that is written out, within a link to it or not."""
        found, correction, how = one.found, one.correction, self._style.how
        last = found.end - 1
        over = [link for link in paragraph.links if link.begin <= last < (link.end or 0)]
        same = (link for link in over if self._corrections.same(link.target, correction))
        link = next(same, None)
        run, tracked = paragraph.runs[found.end - 1], self._style.tracked
        again = link is not None and link.done
        if link:
            link.done = True
        if one.is_told:
            return What.TOLD, ""
        if run is None or (how is How.LINK and not link):
            return What.LEFT, ""
        if tracked and how is How.SWAP and over and not link:  # the words of a link to elsewhere
            return What.LEFT, ""
        if link and tracked and how is not How.NOTE:
            if again:
                return What.ADDRESS if how is How.SWAP else What.LINK, ""
            swap = {found.url: correction.new, found.raw: correction.new} if how is How.SWAP else {}
            return self._second(paragraph, link, correction, swap)
        if link:
            self._aim(link, correction)
        if how is How.SWAP:
            self._marks.swap(paragraph, found.start, found.end, correction.new)
            return What.ADDRESS, ""
        if how is How.LINK:
            return What.LINK, ""
        words = self._style.behind(correction)
        if link and link.end is not None:
            self._marks.words_behind(run, link.behind, words, correction.new if tracked else "")
        else:
            self._marks.words_in(run, paragraph.flow.ends[found.end - 1], words)
        return (What.BOTH if link and not tracked else What.WORDS), words

    def _label(self, paragraph: Paragraph, link: Link, correction: Correction) -> tuple[What, str]:
        """A link that shows no address."""
        text, tracked = paragraph.flow.text, self._style.tracked
        words = self._style.label(correction) if self._style.how is How.NOTE else ""
        end = len(text) if link.end is None else link.end
        run = paragraph.runs[end - 1] if end > link.begin else None
        if is_told(correction, text[end:]):
            return What.TOLD, ""
        if run is None or link.end is None:
            self._aim(link, correction)
            return (What.LEFT if tracked else What.LINK), ""
        if tracked and not words:
            return self._second(paragraph, link, correction, {})
        self._aim(link, correction)
        if words:
            self._marks.words_behind(run, link.behind, words, correction.new if tracked else "")
        return (What.LINK if not words else What.WORDS if tracked else What.BOTH), words

    def _aim(self, link: Link, correction: Correction) -> None:
        """Let a link lead to the new address: by its relationship, or in a field's code. Where changes
        are tracked the old one stays."""
        if self._style.tracked:
            return
        if link.code is None:
            self.aims[link.relation] = correction.new
            return
        start, end = link.code
        for old in (link.coded.replace("&", "&amp;").encode(), escaped(link.coded).encode()):
            at = self._data.find(old, start, end)
            if at >= 0:
                self.edits.replace(at, at + len(old), escaped(correction.new))
                return

    def _second(
        self, paragraph: Paragraph, link: Link, correction: Correction, swap: dict[str, str]
    ) -> tuple[What, str]:
        """Tracked: the words of a link are deleted, and inserted as a link to the new address, with
        what is to be swapped in them."""
        end = link.end or link.begin
        run = paragraph.runs[end - 1] if end > link.begin else None
        if run is None:
            return What.LEFT, ""
        text = paragraph.flow.text[link.begin : end]
        for old, new in swap.items():
            text = text.replace(old, new)
        self._marks.delete(paragraph, link.begin, end)
        self._marks.words_behind(run, link.behind, text, correction.new)
        return (What.ADDRESS if swap else What.LINK), ""
