"""What will happen in one seed's world: the truth, written before the program sees any of it.

Times are hours since the story began. A script says all: the same script is the same story.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Mode(StrEnum):
    """How an address answers for a while."""

    HERE = "here"
    NOT_FOUND = "404"
    GONE = "410"
    SOFT = "soft 404"
    MOVED = "moved"
    FORBIDDEN = "403"
    ERROR = "500"
    BUSY = "429"
    GARBAGE = "garbage"
    STALL = "stall"
    CUT = "cut short"
    RESET = "reset"
    ENDLESS = "endless"
    LIES = "404 to programs only"
    INWARDS = "redirects into our network"


_MOMENT = 1e-6
LOST = frozenset({Mode.NOT_FOUND, Mode.GONE, Mode.SOFT})
"""Nobody can read the document while its address answers so."""
SHOWN = frozenset({Mode.HERE, Mode.MOVED})
"""Everybody can."""


@dataclass(frozen=True)
class Phase:
    """From ``since`` on."""

    since: float
    mode: Mode
    version: int = 0
    """of the document's text"""


@dataclass(frozen=True)
class Document:
    """One cited address."""

    path: str
    phases: tuple[Phase, ...]
    dress: str = "plain"
    """how its page travels: plain, gzip, chunked, closing, dripping"""
    validators: bool = False
    """whether it is given with an ETag, and 304 answered"""
    archived: bool = False
    """whether the web archive has an old copy"""

    def at(self, hour: float) -> Phase:
        """How it answers at an hour."""
        return [phase for phase in self.phases if phase.since <= hour][-1]


@dataclass(frozen=True)
class Weather:
    """Something is wrong for a while."""

    begin: float
    end: float
    kind: str

    def is_now(self, hour: float) -> bool:
        return self.begin <= hour < self.end


@dataclass(frozen=True)
class Listing:
    """An entry of a results board, for as long as it leads to one document."""

    label: str
    path: str
    begin: float = 0.0
    end: float = float("inf")

    def is_now(self, hour: float) -> bool:
        return self.begin <= hour < self.end


@dataclass(frozen=True)
class Host:
    """One server, and what it has."""

    name: str
    address: str
    documents: tuple[Document, ...]
    weather: tuple[Weather, ...] = ()
    """down, refused, unreachable, silent names, busy"""
    died: float | None = None
    """since when there is no such name"""
    robots: str = "none"
    """none, open, error, odd"""
    is_soft: bool = False
    """whether it answers 200 for what it does not have"""
    clock: float = 0.0
    """hours by which its own clock is ahead"""
    board: tuple[Listing, ...] = ()
    """what its first page lists, where that is a results board; its documents are cited by nobody else"""

    def listed(self, hour: float) -> dict[str, str]:
        """The board's entries at an hour, each with where it leads."""
        return {one.label: one.path for one in self.board if one.is_now(hour)}

    def is_lost(self, document: Document, hour: float) -> bool:
        """Whether a reader finds nothing there at an hour."""
        dead = self.died is not None and self.died <= hour
        return dead or document.at(hour).mode in LOST

    def is_shown(self, document: Document, hour: float) -> bool:
        """Whether everybody finds it there at an hour."""
        bad = any(one.begin <= hour < one.end for one in self.weather)
        return not bad and not self.is_lost(document, hour) and document.at(hour).mode in SHOWN

    def is_well(self, document: Document, begin: float, end: float) -> bool:
        """Whether it answers as it should all the time between two hours."""
        phases = {document.at(begin), *(p for p in document.phases if begin < p.since < end)}
        bad = any(one.begin < end and one.end > begin for one in self.weather)
        return not bad and self.died is None and {phase.mode for phase in phases} == {Mode.HERE}

    def lost_since(self, document: Document, hour: float) -> float | None:
        """Since when it is lost without a break, seen from ``hour``; None where it is not."""
        if not self.is_lost(document, hour):
            return None
        begins = sorted(
            {phase.since for phase in document.phases} | {self.died or 0.0}, reverse=True
        )
        since = hour
        for begin in begins:
            if begin > hour:
                continue
            if not self.is_lost(document, begin):
                break
            since = begin
        return since

    def unseen_since(self, document: Document, hour: float) -> float:
        """The hour, or since when it was refused to programs until then."""
        refused = [one.since for one in document.phases if one.mode is Mode.LIES]
        is_refused = document.at(hour - _MOMENT).mode is Mode.LIES
        return (
            max((since for since in refused if since < hour), default=hour) if is_refused else hour
        )


@dataclass(frozen=True)
class Trouble:
    """What goes wrong with the machine in one attempt at a night."""

    night: int
    attempt: int
    kind: str
    """kill, power, full, sync, stop, offline; outage: no network for ``size`` seconds; hang: it never
    goes on; others: it stands still while another run wants the folder, and goes on. While it stands
    still the service is killed, where ``size`` is odd"""
    at: float = 0.5
    """where, as a share of the steps that a night takes"""
    size: int = 0
    on: str = ""
    """the kind of steps that are counted: write, sync, rename, commit; empty: all"""


@dataclass(frozen=True)
class Between:
    """What is done to the folder after a night."""

    night: int
    kind: str
    """second-service, service-killed; merge: another organisation's evidence is taken in"""
    size: float = 0.0


@dataclass(frozen=True)
class Jump:
    """Somebody or something sets the machine's clock."""

    hour: float
    by: float
    """hours; ahead where positive"""


@dataclass(frozen=True)
class Script:
    """The whole story of a seed."""

    seed: int
    start: datetime
    zone: str
    nightly: bool
    """a night every day, and losses confirmed within days; else twice a week by the default rules"""
    nights: int
    hosts: tuple[Host, ...]
    troubles: tuple[Trouble, ...] = ()
    between: tuple[Between, ...] = ()
    archive: tuple[Weather, ...] = ()
    """down, garbage, silent, busy, closed"""
    jumps: tuple[Jump, ...] = ()
    """that add up to a clock that is right"""
    readers: tuple[Weather, ...] = ()
    """down, refused, silent, deaf (takes it and says nothing)"""
    mail: tuple[Weather, ...] | None = None
    """what is wrong with the mail server; None where nobody is told by mail"""

    @property
    def calm(self) -> int:
        """The first of the last nights, in which nothing goes wrong with the machine any more."""
        return self.nights - CALM

    @property
    def step(self) -> float:
        """Hours from one night to the next, on the average."""
        return 24.0 if self.nightly else 84.0

    @property
    def apart(self) -> float:
        """Hours between two looks at what may be lost, at least."""
        return 24.0 if self.nightly else 72.0

    def is_odd(self, begin: float, end: float) -> bool:
        """Whether the clock is set, or behind by hours, between two hours of the story."""
        wrong = 0.0
        for number, one in enumerate(self.jumps):
            wrong += one.by
            later = self.jumps[number + 1 : number + 2]
            is_behind = wrong < -1.0 and (not later or later[0].hour > begin)
            if one.hour < end and (one.hour > begin or is_behind):
                return True
        return False

    def url(self, host: Host, document: Document) -> str:
        return f"http://{host.name}{document.path}"

    @property
    def board(self) -> Host | None:
        """The host with the results board, where there is one."""
        return next((host for host in self.hosts if host.board), None)

    def cited(self) -> dict[str, tuple[Host, Document]]:
        """Every cited address."""
        return {self.url(host, one): (host, one) for host in self.hosts for one in host.documents}


CALM = 3
"""Nights in which a loss must be confirmed: as many looks as the rules ask."""
