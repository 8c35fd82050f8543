"""What happened to one citation, and when: looks, archived copies, people's words, boards, in one line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.reports import board_words
from evidence.reports.causes import CAUSES
from evidence.reports.words import WORDS
from evidence.vocabulary import MementoState

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from evidence.reports.answer import Answer, Copy
    from evidence.reports.persons import Person
    from evidence.store.answers import Kept
    from evidence.store.board_views import EntryEvent
    from evidence.vocabulary import Verdict

_SHOWS = (MementoState.KEPT, MementoState.VERIFIED, MementoState.CAPTURED)
"""States of an archive's copy that a reader can open."""
_CITED = Words("Date of the text that cites it", "Fecha del texto que la cita")
_CITED_MONTH = Words("Month of the text that cites it", "Mes del texto que la cita")
_COPY = Words("Copy in {archive}", "Copia en {archive}")


class Kind(StrEnum):
    """What a moment is about."""

    CITED = "cited"
    LOOK = "look"
    COPY = "copy"
    PERSON = "person"
    BOARD = "board"


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened, or several looks in a row that found the same."""

    at: str
    """ISO 8601; a day, or a month, where no more is known"""
    kind: Kind
    text: Words
    until: str | None = None
    """the last of several looks"""
    count: int = 1
    """looks"""
    verdict: Verdict | None = None
    url: str | None = None
    """of an archive's copy"""
    capture: Kept | None = None
    """what the look was shown; of several the last's"""


def timeline(
    answer: Answer,
    looks: Iterable[Answer],
    persons: Iterable[Person],
    events: Iterable[EntryEvent],
) -> tuple[Moment, ...]:
    """All that happened to the citation that ``answer`` is of, oldest first; ``looks`` come oldest first,
    too."""
    told = [
        *_cited(answer),
        *_copies(answer.mementos),
        *_looks(tuple(looks)),
        *(Moment(one.at, Kind.PERSON, Words.each(one.sentence)) for one in persons),
        *map(_event, events),
    ]
    return tuple(sorted(told, key=lambda one: one.at))


def _cited(answer: Answer) -> Iterable[Moment]:
    if answer.cited_on:
        is_day = len(answer.cited_on) > len("2019-09")
        yield Moment(answer.cited_on, Kind.CITED, _CITED if is_day else _CITED_MONTH)


def _copies(copies: Iterable[Copy]) -> Iterable[Moment]:
    for one in copies:
        if one.url and one.captured_at and one.state in _SHOWS:
            text = Words.each(partial(_COPY.filled, facts={"archive": one.archive}))
            yield Moment(one.captured_at, Kind.COPY, text, url=one.url)


def _looks(looks: Sequence[Answer]) -> Iterable[Moment]:
    """Looks in a row with the same verdict for the same cause are one moment."""
    last: Moment | None = None
    before: Answer | None = None
    for look in looks:
        same = before is not None and (before.verdict, before.cause) == (look.verdict, look.cause)
        if last is not None and same:
            until, count = look.checked_at, last.count + 1
            last = replace(last, until=until, count=count, capture=look.capture or last.capture)
        else:
            if last is not None:
                yield last
            text = CAUSES.get(look.cause) or WORDS[look.verdict]
            last = Moment(
                look.checked_at, Kind.LOOK, text, verdict=look.verdict, capture=look.capture
            )
        before = look
    if last is not None:
        yield last


def _event(event: EntryEvent) -> Moment:
    said = Words.each(lambda language: f"{event.board}: {board_words.word(event.kind, language)}")
    return Moment(event.at, Kind.BOARD, said)
