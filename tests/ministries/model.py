"""What stands in the table of truth: addresses and boards, what is planted in them, and the word
under which it must be told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from evidence.verdicts.transition import Step
from evidence.vocabulary import VERDICT_OF, Cause, Verdict
from tests.kinds.model import Ask

Show = Callable[[Ask], bytes]
"""What a host answers."""
THERE: frozenset[str] = frozenset(
    cause for cause, verdict in VERDICT_OF.items() if verdict is Verdict.ALIVE
)
"""What stands at an address whose document is there as it was cited."""
MOVED: frozenset[str] = frozenset({Cause.REDIRECT})
ELSEWHERE: frozenset[str] = frozenset({"elsewhere"})
"""Gone at its address without a redirect, and found by its bytes at another."""
HIDDEN: frozenset[str] = frozenset({Cause.LOGIN})


@dataclass(frozen=True, slots=True)
class Word:
    """How an event must be told: the kind of news, the causes that say it, and words (in small letters)
    that must stand in what English and Spanish readers get."""

    news: Step
    causes: frozenset[str]
    en: str
    es: str


def _broken(*causes: Cause, en: str, es: str) -> Word:
    return Word(Step.BROKEN, frozenset(causes), en, es)


def _changed(*causes: Cause, en: str, es: str) -> Word:
    return Word(Step.CHANGED, frozenset(causes), en, es)


FILE_GONE = _broken(
    Cause.HTTP_404,
    en="the document that it shows is gone",
    es="el documento que muestra ya no está disponible",
)
FILE_OTHER = _changed(
    Cause.REPLACED,
    Cause.EDITED,
    Cause.REMOVED,
    en="the document that it shows is another or was altered",
    es="el documento que muestra es otro o fue alterado",
)
NOT_SHOWN = _changed(
    Cause.LINKS, en="no longer shows the document", es="ya no muestra el documento"
)
PAGE_GONE = _broken(Cause.HTTP_404, en="there is no such page (404", es="la página no existe (404")
ERROR_PAGE = _broken(Cause.SOFT_404, en="says all is well", es="dice que todo está bien")
HOST_GONE = _broken(Cause.DOMAIN_GONE, en="domain name system", es="sistema de nombres de dominio")
TO_HOME = _broken(Cause.REDIRECT_HOME, en="front page", es="página de inicio")
REWRITTEN = _changed(Cause.EDITED, en="was rewritten", es="se reescribió")
ROW_GONE = _changed(Cause.REMOVED, en="text was taken out", es="se quitó texto")
BACK = Word(Step.RECOVERED, THERE, "the same", "mismo")


@dataclass(frozen=True, slots=True)
class Planted:
    """One thing that happens to a document."""

    night: int
    """in which it can be seen first; 0 is the first of all"""
    word: Word
    told: int
    """the night whose digest tells it: a second look must have shown it, and what was told lately must
    have stood for a week"""


@dataclass(frozen=True, slots=True)
class Row:
    """One cited address."""

    url: str
    why: str
    """what becomes of it, in a few words"""
    planted: tuple[Planted, ...] = ()
    ends: frozenset[str] = THERE
    """what may stand after the last night where nothing was planted, or what was is over"""
    written: str = ""
    """how the report prints the address, where that is another"""
    stands_at: str = ""
    """where else it stands at the end, which is said as a fact"""
    cited: bool = True
    """by a report; else it is known from a board alone"""

    @property
    def name(self) -> str:
        """Short, for the names of tests."""
        return self.url.partition("://")[2]

    def may_end(self) -> frozenset[str]:
        """What may stand after the last night."""
        return self.planted[-1].word.causes if self.planted else self.ends


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that a board's visit must tell, once."""

    night: int
    kind: str
    """the event's word: ``dropped``, ``added`` …"""
    what: str
    """address of the entry, last label of a section, or how many entries a redesign took along"""


@dataclass(frozen=True, slots=True)
class Board:
    """One results board that is walked every night."""

    id: str
    start: str
    entries: int
    """that it lists in the first night"""
    planted: tuple[Told, ...] = ()
    unseen: tuple[int, ...] = ()
    """nights in which it can't be seen whole, which is told once"""


@dataclass(frozen=True, slots=True)
class Whole:
    """A host or folder that goes in one night, which is told once, and not document by document."""

    told: int
    place: str
    """``host`` or ``folder``"""
    name: str
    """host, or host and folder, without ``www.``"""
    count: int
    """documents that are lost with it"""
    en: str
    es: str
    """words that must stand in what readers get"""


@dataclass(frozen=True, slots=True)
class System:
    """One ministry's site, or another that the reports cite."""

    hosts: dict[str, Show]
    rows: tuple[Row, ...] = ()
    boards: tuple[Board, ...] = ()
    wholes: tuple[Whole, ...] = ()
    names: dict[str, tuple[int, str]] = field(default_factory=dict)
    """host -> from which night on its name leads nowhere (empty) or to this address"""
