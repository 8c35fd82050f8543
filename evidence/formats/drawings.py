"""What the drawings of Office say: text boxes and shapes of a sheet, and of two doubles the one that is read.

Newer programs write a drawing twice, for those that know its kind and for those that don't (ECMA-376 part 3,
10.2.1): the second is read only where the first says nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.formats.package import Relation, relation_id

if TYPE_CHECKING:
    from collections.abc import Mapping

LINKS = frozenset({"hlinkClick", "hlinkHover"})
"""Where a click on words, a shape or a picture leads, and where pointing at it does (21.1.2.3.5)."""
SHAPES = frozenset("shape rect roundrect oval line polyline arc curve image group".split())
"""Of VML, which older programs draw with."""
_NOTHING = Relation("", "", outside=False)
_SHAPES = frozenset({"sp", "pic", "cxnSp", "graphicFrame"})


class Doubles:
    """Which of the forms of a drawing are left out."""

    def __init__(self) -> None:
        self._said: list[int] = []
        """of each choice that is open, how much was said before it"""

    def start(self, word: str, said: int) -> bool:
        """Whether an element is left out; ``said`` counts what was read up to here."""
        if word == "AlternateContent":
            self._said.append(said)
        return word == "Fallback" and (not self._said or said > self._said[-1])

    def end(self, word: str) -> None:
        """One ended that was not left out."""
        if word == "AlternateContent" and self._said:
            self._said.pop()


class Drawing:
    """Takes the events of the drawings of one sheet (SpreadsheetML, 20.5)."""

    def __init__(self, related: Mapping[str, Relation]) -> None:
        self.shapes: list[tuple[str, tuple[tuple[str, str], ...]]] = []
        """of each its text, and its links: the words that carry one, "" for all, and where it leads"""
        self._related = related
        self._doubles = Doubles()
        self._skip = 0
        self._text: list[str] = []
        self._links: list[tuple[str, str]] = []
        self._run = 0
        self._target = ""
        self._in_run = self._in_text = False

    def start(self, tag: str, attrib: Mapping[str, str]) -> None:
        word = tag.rpartition("}")[2]
        if self._skip or self._doubles.start(word, len(self.shapes)):
            self._skip += 1
        elif word in _SHAPES:
            self._text, self._links = [], []
        elif word in ("r", "fld"):
            self._run, self._target, self._in_run = len(self._text), "", True
        elif word in LINKS:
            relation = self._related.get(relation_id(attrib), _NOTHING)
            if relation.outside and self._in_run:
                self._target = relation.target
            elif relation.outside:
                self._links.append(("", relation.target))
        self._in_text = word == "t"

    def end(self, tag: str) -> None:
        if self._skip:
            self._skip -= 1
            return
        word = tag.rpartition("}")[2]
        self._in_text = False
        self._doubles.end(word)
        if word in ("r", "fld"):
            self._in_run = False
            if self._target:
                self._links.append(("".join(self._text[self._run :]), self._target))
        elif word in ("p", "br"):
            self._text.append(" ")
        elif word in _SHAPES and ((text := "".join(self._text).strip()) or self._links):
            self.shapes.append((text, tuple(self._links)))
            self._text, self._links = [], []

    def data(self, data: str) -> None:
        if self._in_text and not self._skip:
            self._text.append(data)
