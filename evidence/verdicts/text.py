"""Reading a page for what it says of itself: folded text, title segments, sentences, phrases."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from evidence.content.model import OPENING
from evidence.folding import caseless, unaccented
from evidence.prefilter import Prefilter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from evidence.content.model import Content

SHORT = 200
"""Main words; a page with more has a text of its own and is not just a notice."""
NOTICE = 60
"""Main words of a notice; a page with as many may be a document of its own. Fewer have 106 of 107 challenges, 116
of 129 error pages and 35 of 53 block pages that are recorded, and none of 232 pages of government sites (those of
``benchmarks/verdicts.py``)."""
_LITTLE = 5
"""Words beside *you must log in*: *to read the whole article*."""
_TITLE = 300
_HEADINGS = 8
"""Characters that are read of a title, and numbers of headings."""

_SEGMENT = re.compile(
    r"(?:(?<!\s)\s++)?+(?:(?:[|·•–—»«:()]|(?<!\w)/|/(?!\d))+|>)\s*+|(?<!\s)\s++-+\s+"
)
"""A stroke before a number numbers an act: ``Acuerdo/404``, ``INE/404/2021``."""
_SENTENCE = re.compile(r"(?:[!?¡¿…\n|]|\.(?!\w))+\s*")
"""A full stop within a word (``plan.pdf``, ``agua.example``) ends no sentence."""


_MAY = Prefilter()
"""Of all phrases: most pages say none of them."""
_LONG = 2_000
"""Characters of a wording from which on each place is asked first whether it may have it: searching a place
for all that pages of errors say (90,000 characters) takes 0.1 s for 1,000 sentences, asking first 0.005 s."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """Two patterns over folded text. ``labels`` need to be at least half of the place they stand in
    (a title's segment, a heading, a line); ``sentences`` are so plain that they may stand in any
    sentence."""

    labels: re.Pattern[str]
    wording: str
    """a regular expression a line"""
    numbers: tuple[int, int]
    """of both for :data:`_MAY`"""

    @property
    def sentences(self) -> re.Pattern[str]:
        """The pattern of ``wording``; some take a fifth of a second to compile, and few pages need
        them."""
        return _pattern(self.wording)

    def search(self, place: str) -> re.Match[str] | None:
        """The first plain sentence in a (folded) place."""
        if len(self.wording) > _LONG and self.numbers[0] not in _may_stand(place):
            return None
        return self.sentences.search(place)

    def may_say(self, places: Iterable[str]) -> bool:
        """Whether any of it may stand in (folded) ``places``; of most texts it is known that none does."""
        return not _may_match(tuple(places)).isdisjoint(self.numbers)

    def label(self, places: Iterable[str]) -> str:
        """The first match that is at least half of its (folded) place, or an empty text."""
        places = tuple(places)
        searches = self._possible(places)
        for place in places if searches else ():
            for search in searches:
                match = search(place)
                if match and 2 * len(match[0].split()) >= len(place.split()):
                    return match[0]
        return ""

    def sentence(self, content: Content) -> str:
        """The first plain sentence in the opening of the text, or an empty text."""
        return self.within(sentences(content))

    def within(self, places: Iterable[str]) -> str:
        """The first plain sentence in (folded) ``places``, or an empty text."""
        places = tuple(places)
        if self.numbers[0] not in _may_match(places):
            return ""
        return next((match[0] for place in places if (match := self.search(place))), "")

    def alone(self, places: Iterable[str]) -> str:
        """The first plain sentence whose (folded) place says little else, or an empty text."""
        for place in places:
            match = self.search(place)
            if match and len(place.split()) - len(match[0].split()) <= _LITTLE:
                return match[0]
        return ""

    def notice(self, content: Content) -> str:
        """What a short page says in its title, a heading, a line or a sentence; empty for a long
        page."""
        if content.main_words >= SHORT:
            return ""
        return self.label(
            (*segments(content), *headings(content), *sentences(content))
        ) or self.sentence(content)

    def _possible(self, places: tuple[str, ...]) -> list[Callable[[str], re.Match[str] | None]]:
        """How to look for what may stand somewhere in ``places``, sentences first."""
        may = _may_match(places)
        found: list[Callable[[str], re.Match[str] | None]] = []
        if self.numbers[0] in may:
            found.append(self.search)
        if self.numbers[1] in may:
            found.append(self.labels.search)
        return found


def phrases(labels: str, sentences: str = r"(?!)") -> Phrases:
    """Patterns from one regular expression a line, in lower case; accents are folded here."""
    numbers = (_MAY.add(_alternatives(sentences)), _MAY.add(_alternatives(labels)))
    return Phrases(_pattern(labels), sentences, numbers)


@lru_cache(maxsize=16)  # all kinds of phrases are looked for in the same places of one page
def _may_match(places: tuple[str, ...]) -> frozenset[int]:
    return _MAY.possible("\n".join(places))


@lru_cache(maxsize=256)  # the sentences of a page's opening are asked for two or three times
def _may_stand(place: str) -> frozenset[int]:
    return _MAY.possible(place)


def _alternatives(lines: str) -> str:
    return "|".join(filter(None, (unaccented(line).strip() for line in lines.splitlines())))


@cache
def _pattern(lines: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_alternatives(lines)})(?!\w)")


def segments(content: Content) -> tuple[str, ...]:
    """The folded parts of the title: 'Error 404 – Site' has two."""
    return _headings((content.title,))


def headings(content: Content) -> tuple[str, ...]:
    """The first headings, folded, their parts apart."""
    return _headings(content.headings[:_HEADINGS])


@lru_cache(maxsize=8)  # several rules ask for those of one page
def _headings(written: tuple[str, ...]) -> tuple[str, ...]:
    pieces = (p for heading in written for p in _SEGMENT.split(heading[:_TITLE]))
    return tuple(part for piece in pieces if (part := _plain(piece)))


def parts_of_headings(content: Content, apart: re.Pattern[str]) -> Iterator[tuple[str, ...]]:
    """Each of the first headings, folded, as the parts that ``apart`` makes of it."""
    for heading in content.headings[:_HEADINGS]:
        yield tuple(map(_plain, apart.split(heading[:_TITLE])))


def sentences(content: Content) -> tuple[str, ...]:
    """The sentences at the top of the main text, folded."""
    return _sentences("\n".join(content.opening)[:OPENING])


def pieces(line: str) -> tuple[str, ...]:
    """The sentences of one line, folded."""
    return _split(line[:OPENING])


@lru_cache(maxsize=8)
def _sentences(text: str) -> tuple[str, ...]:
    return _split(text)


def _split(text: str) -> tuple[str, ...]:
    return tuple(part for piece in _SENTENCE.split(text) if (part := _plain(piece)))


def _plain(piece: str) -> str:
    return caseless(piece).strip(" .,;:!?¡¿()[]{}<>*#←→\"'=-_")
