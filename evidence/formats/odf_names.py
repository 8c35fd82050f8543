"""What texts and sheets of OpenDocument share: names, counts, and what is hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_NS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
TEXT, TABLE, STYLE, OFFICE = _NS % "text", _NS % "table", _NS % "style", _NS % "office"
HREF = "{http://www.w3.org/1999/xlink}href"


def times(value: str | None, most: int) -> int:
    """A number of repetitions as the file gives it: 1 where it gives none, ``most`` at most."""
    return min(int(value), most) if value is not None and value.isdecimal() else 1


def is_hidden(word: str, attrib: Mapping[str, str]) -> bool:
    """Whether an element says of itself that it is not shown (part 3, 7.7 and 19.880)."""
    if word in ("hidden-text", "hidden-paragraph"):
        return attrib.get(TEXT + "is-hidden") == "true"
    return word == "section" and attrib.get(TEXT + "display") == "none"


class HiddenStyles:
    """Takes the events of styles, and knows those whose text is not shown (20.322)."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self._style = ""

    def start(self, tag: str, attrib: Mapping[str, str]) -> None:
        if tag == STYLE + "style":
            self._style = attrib.get(STYLE + "name", "")
        elif self._style and attrib.get(TEXT + "display") == "none":
            self.names.add(self._style)

    def end(self, tag: str) -> None:
        if tag == STYLE + "style":
            self._style = ""

    def data(self, data: str) -> None:
        """Styles have no text."""
