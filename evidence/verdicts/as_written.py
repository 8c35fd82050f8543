"""What a page says, in the spelling in which it says it.

Rules read pages without case and accents; who reads a reason checks it against the page.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from evidence.folding import caseless, unaccented

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.content.model import Content
    from evidence.verdicts.model import Judgement

_LINES = 400
_LONGEST = 4_000
"""Lines of a page, and characters of a line, in which its words are looked for again: as much as notices
are read in (:mod:`evidence.verdicts.text`)."""


def with_written_words(judgement: Judgement, content: Content | None) -> Judgement:
    """``judgement`` with the words of the page that it quotes as the page has them."""
    if content is None or not any(_words(reason.facts) for reason in judgement.reasons):
        return judgement
    made = tuple(
        replace(reason, facts={**reason.facts, "words": as_written(words, content)})
        if (words := _words(reason.facts))
        else reason
        for reason in judgement.reasons
    )
    return replace(judgement, reasons=made)


def as_written(words: str, content: Content) -> str:
    """The stretch of the page that is ``words`` once it is folded (:func:`caseless`); ``words`` as they are
    where none is found."""
    for line in _lines(content) if words else ():
        if words in caseless(line):
            return _stretch(line, words) or words
    return words


def _words(facts: dict[str, str | int | float]) -> str:
    words = facts.get("words")
    return words if isinstance(words, str) else ""


def _lines(content: Content) -> Iterator[str]:
    yield content.title[:_LONGEST]
    for several in (content.headings, content.shown):
        yield from (line[:_LONGEST] for line in several[:_LINES])


def _stretch(line: str, words: str) -> str:
    folded: list[str] = []
    places: list[int] = []
    for place, character in enumerate(line):
        for one in unaccented(character).casefold():
            if one.isspace() and (not folded or folded[-1] == " "):
                continue
            folded.append(" " if one.isspace() else one)
            places.append(place)
    start = "".join(folded).find(words)
    if start < 0:
        return ""
    end = places[start + len(words) - 1] + 1
    while end < len(line) and unicodedata.combining(line[end]):
        end += 1
    return " ".join(line[places[start] : end].split())
