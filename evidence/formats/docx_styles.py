"""What the styles of a DOCX say: which of them are headings, and which hide what they are set on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_NAME = re.compile(r"(?:heading ([1-9])|title)$", re.IGNORECASE)
"""Word keeps the names of its own styles in English, in whatever language it runs."""
_ID = re.compile(
    r"(?:heading|t[ií]?tulo|titre|titolo|titel|[üu]?berschrift|title|ttl)[ _]?([1-9])?$",
    re.IGNORECASE,
)
"""The ids it gives them are translated and lose their accents: Ttulo1, Titre1, berschrift1. They
tell something only in a file that does not say what its styles are called."""
_OFF = frozenset({"0", "false", "off"})
_LEVELS = 9
"""Outline levels 0 to 8 are headings, 9 is body text (ECMA-376 part 1, 17.3.1.20)."""
_DEEPEST = 30
"""Styles that one may be based on, one on the other: Word's own go four deep."""


def local(tag: str) -> str:
    """A tag without its namespace."""
    return tag.rpartition("}")[2]


def value(attrib: Mapping[str, str], name: str) -> str:
    """An attribute of WordprocessingML, transitional or strict; "" where there is none."""
    return attrib.get(_W + name) or attrib.get(_STRICT + name, "")


def is_on(attrib: Mapping[str, str]) -> bool:
    """What a property that can be on or off says; one without a value is on."""
    return value(attrib, "val") not in _OFF


def outline_level(attrib: Mapping[str, str]) -> int:
    """The heading level that an outline level is, 1 the highest; 0 for body text."""
    level = value(attrib, "val")
    return int(level) + 1 if level.isdecimal() and int(level) < _LEVELS else 0


class Styles:
    """Takes the events of ``styles.xml``; answers by a style's id."""

    def __init__(self) -> None:
        self._names: dict[str, int] = {}
        self._outlines: dict[str, int] = {}
        self._hidden: dict[str, bool] = {}
        self._parents: dict[str, str] = {}
        self._style = ""

    def start(self, tag: str, attrib: Mapping[str, str]) -> None:
        """Within one style: its name, what it is based on, and the two properties asked for."""
        word = local(tag)
        if word == "style":
            self._style = value(attrib, "styleId")
            self._parents[self._style] = ""
        elif not self._style:
            return
        elif word == "name":
            match = _NAME.match(value(attrib, "val"))
            if match:
                self._names[self._style] = int(match[1] or 1)
        elif word == "basedOn":
            self._parents[self._style] = value(attrib, "val")
        elif word == "outlineLvl":
            self._outlines[self._style] = outline_level(attrib)
        elif word == "vanish":
            self._hidden[self._style] = is_on(attrib)

    def end(self, tag: str) -> None:
        """Styles don't nest."""
        if local(tag) == "style":
            self._style = ""

    def data(self, data: str) -> None:
        """They have no text."""

    def level(self, style: str) -> int:
        """The heading level of a paragraph style, 1 the highest; 0 for body text."""
        if style not in self._parents:
            match = _ID.match(style)
            return int(match[1] or 1) if match else 0
        for name in self._lineage(style):
            if name in self._names:
                return self._names[name]
            if name in self._outlines:
                return self._outlines[name]
        return 0

    def hides(self, style: str) -> bool:
        """Whether text in this style is neither shown nor printed."""
        return next((self._hidden[n] for n in self._lineage(style) if n in self._hidden), False)

    def _lineage(self, style: str) -> list[str]:
        """The style, and those that it is based on; a circle of them ends."""
        found: list[str] = []
        while style and len(found) < _DEEPEST:
            found.append(style)
            style = self._parents.get(style, "")
        return found
