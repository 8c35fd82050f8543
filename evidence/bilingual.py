"""What readers see in both of their languages: a text in English and in Spanish.

Which language somebody else's text is written in is another question, and answered elsewhere.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Language = Literal["en", "es"]
LANGUAGES: tuple[Language, ...] = ("en", "es")


def language_of_readers(code: str) -> Language:
    """The language with this code; English for one that is not ours."""
    return "es" if code == "es" else "en"


@dataclass(frozen=True, slots=True)
class Words:
    """One text in both languages; ``{fact}`` stands for a fact by its name."""

    en: str
    es: str

    @classmethod
    def each(cls, write: Callable[[Language], str]) -> Words:
        """What ``write`` makes of each language."""
        return cls(*map(write, LANGUAGES))

    def text(self, language: Language) -> str:
        """The text in one language, as it stands."""
        return self.es if language == "es" else self.en

    def filled(self, language: Language, facts: Mapping[str, object]) -> str:
        """The text in one language with its facts; a fact that is not known is a question mark."""
        return self.text(language).format_map(defaultdict(lambda: "?", facts))


def counted(one_and_many: tuple[Words, Words], count: int, language: Language) -> str:
    """A number with its noun, the first of the pair for one; ``{count}`` stands for the number."""
    return one_and_many[count != 1].filled(language, {"count": count})
