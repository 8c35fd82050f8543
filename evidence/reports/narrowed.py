"""What a report or a status is of, where it is not of all: told in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.reports.safe import short

if TYPE_CHECKING:
    from evidence.bilingual import Language

_NAME = 120
"""Characters of a source's title, and of a tag."""
_QUOTED = Words("“{it}”", "“{it}”")
_ONLY = {
    (True, 0): Words("Only the source {source}.", "Solo la fuente {source}."),
    (False, 1): Words(
        "Only sources with the tag {tags}.", "Solo las fuentes con la etiqueta {tags}."
    ),
    (False, 2): Words(
        "Only sources with one of these tags: {tags}.",
        "Solo las fuentes con alguna de estas etiquetas: {tags}.",
    ),
    (True, 1): Words(
        "Only the source {source} and those with the tag {tags}.",
        "Solo la fuente {source} y las que tienen la etiqueta {tags}.",
    ),
    (True, 2): Words(
        "Only the source {source} and those with one of these tags: {tags}.",
        "Solo la fuente {source} y las que tienen alguna de estas etiquetas: {tags}.",
    ),
}
"""By whether a source is named, and by none, one or more tags."""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Which sources were asked for; neither one nor tags: all."""

    source: str | None = None
    """its id"""
    tags: tuple[str, ...] = ()

    def told(self, title: str = "") -> Words | None:
        """It in a sentence, with the source's ``title`` for its id; None where all were asked for."""
        words = _ONLY.get((self.source is not None, min(len(self.tags), 2)))
        if words is None:
            return None

        def sentence(language: Language) -> str:
            source, *tags = (
                _QUOTED.filled(language, {"it": short(name, _NAME)})
                for name in (title or self.source or "", *self.tags)
            )
            return words.filled(language, {"source": source, "tags": ", ".join(tags)})

        return Words.each(sentence)
