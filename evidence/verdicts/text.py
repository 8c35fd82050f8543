"""Reading a page for what it says of itself: folded text, title segments, sentences, phrases."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from evidence.folding import caseless, unaccented

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evidence.content.model import Content

SHORT = 200
"""Main words; a page with more has a text of its own and is not just a notice."""
_TITLE = 300
_HEADINGS = 8
_OPENING = 4000
"""Characters that are read of a title, numbers of headings, characters of a text: a notice stands
at the top, and hostile pages are long."""

_SEGMENT = re.compile(
    r"(?:(?<!\s)\s++)?+(?:(?:[|·•–—»«:()]|(?<!\w)/|/(?!\d))+|>)\s*+|(?<!\s)\s++-+\s+"
)
"""A stroke before a number numbers an act: ``Acuerdo/404``, ``INE/404/2021``."""
_SENTENCE = re.compile(r"(?:[!?¡¿…\n|]|\.(?!\w))+\s*")
"""A full stop within a word (``plan.pdf``, ``agua.example``) ends no sentence."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """Two patterns over folded text. ``labels`` need to be at least half of the place they stand in
    (a title's segment, a heading, a line); ``sentences`` are so plain that they may stand in any
    sentence."""

    labels: re.Pattern[str]
    wording: str
    """a regular expression a line"""
    stems: re.Pattern[str] | None = None
    """one of these words is in every sentence, where looking for it is cheaper"""

    @property
    def sentences(self) -> re.Pattern[str]:
        """The pattern of ``wording``; some take a fifth of a second to compile, and few pages need
        them."""
        return _pattern(self.wording)

    def in_sentence(self, place: str) -> re.Match[str] | None:
        """The first plain sentence in a (folded) place."""
        if self.stems is not None and not self.stems.search(place):
            return None
        return self.sentences.search(place)

    def label(self, places: Iterable[str]) -> str:
        """The first match that is at least half of its (folded) place, or an empty text."""
        for place in places:
            for match in (self.in_sentence(place), self.labels.search(place)):
                if match and 2 * len(match[0].split()) >= len(place.split()):
                    return match[0]
        return ""

    def sentence(self, content: Content) -> str:
        """The first plain sentence in the opening of the text, or an empty text."""
        return self.within(sentences(content))

    def within(self, places: Iterable[str]) -> str:
        """The first plain sentence in (folded) ``places``, or an empty text."""
        return next((m[0] for place in places if (m := self.in_sentence(place))), "")

    def notice(self, content: Content) -> str:
        """What a short page says in its title, a heading, a line or a sentence; empty for a long
        page."""
        if content.main_words >= SHORT:
            return ""
        return self.label(
            (*segments(content), *headings(content), *sentences(content))
        ) or self.sentence(content)


def phrases(labels: str, sentences: str = r"(?!)", stems: str = "") -> Phrases:
    """Patterns from one regular expression a line, in lower case; accents are folded here."""
    return Phrases(_pattern(labels), sentences, re.compile(stems) if stems else None)


@cache
def _pattern(lines: str) -> re.Pattern[str]:
    alternatives = filter(None, (unaccented(line).strip() for line in lines.splitlines()))
    return re.compile(r"(?<!\w)(?:" + "|".join(alternatives) + r")(?!\w)")


def segments(content: Content) -> list[str]:
    """The folded parts of the title: 'Error 404 – Site' has two."""
    return [part for piece in _SEGMENT.split(content.title[:_TITLE]) if (part := _plain(piece))]


def headings(content: Content) -> tuple[str, ...]:
    """The first headings, folded, their parts apart."""
    return _headings(content.headings[:_HEADINGS])


@lru_cache(maxsize=8)  # several rules ask for those of one page
def _headings(written: tuple[str, ...]) -> tuple[str, ...]:
    pieces = (p for heading in written for p in _SEGMENT.split(heading[:_TITLE]))
    return tuple(part for piece in pieces if (part := _plain(piece)))


def sentences(content: Content) -> Iterator[str]:
    """The sentences at the top of the main text, folded."""
    for piece in _SENTENCE.split("\n".join(content.shown)[:_OPENING]):
        if part := _plain(piece):
            yield part


def _plain(piece: str) -> str:
    return caseless(piece).strip(" .,;:!?¡¿()[]{}<>*#←→\"'=-_")
