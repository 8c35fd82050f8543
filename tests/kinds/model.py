"""What a row of the table is: an address, what it shows by night, and what is true of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from evidence.vocabulary import Certainty


class Truth(StrEnum):
    """What is true of a cited address in one night, whatever anybody sees of it."""

    SAME = "same"
    """the document that was cited is there for readers"""
    CHANGED = "changed"
    """it is there, and says something else"""
    LOST = "lost"
    UNTOLD = "untold"
    """nobody can tell from outside"""


@dataclass(frozen=True, slots=True)
class Ask:
    """One request, as the world sees it."""

    night: int
    """0 is the first"""
    path: str
    head: str
    """the request's lines"""

    @property
    def by_browser(self) -> bool:
        """Whether it looks like a browser's."""
        return "Mozilla/" in self.head


Show = Callable[[Ask], bytes]
"""The bytes that are sent; none: the connection is closed."""


@dataclass(frozen=True, slots=True)
class Period:
    """What is true from one night on, and what our program has to come to say of it."""

    since: int
    truth: Truth
    says: str = ""
    """the verdict or cause that must stand at the period's end; empty: any that breaks no law"""
    within: int = 0
    """nights within which it must stand; 0: as soon as the rules let it"""
    least: Certainty = Certainty.CONFIRMED
    """as far as it has to come"""


@dataclass(frozen=True, slots=True)
class Kind:
    """One address."""

    name: str
    """of its host, too"""
    why: str
    """what readers see, in a word"""
    show: Show
    periods: tuple[Period, ...]
    path: str
    claim: str = (
        "El informe reconoce que la dependencia no publicó los contratos de obra que prometió."
    )
    secure: bool = False
    """over TLS, with a chain that lacks a link"""
    names: tuple[tuple[int, str], ...] = ()
    """from which night on its name servers say ``nxdomain`` or ``no-answer``, or ``ok`` again"""
    news: tuple[str, ...] | None = None
    """what readers are told of it, where the periods don't say it"""
    refuses: bool = False
    """nobody listens there"""

    def true_at(self, night: int) -> Period:
        """The period that a night lies in."""
        return [period for period in self.periods if period.since <= night][-1]


def same(says: str = "") -> tuple[Period, ...]:
    """It is there, every night."""
    return (Period(0, Truth.SAME, says),)


def untold(says: str = "") -> tuple[Period, ...]:
    """Nobody can tell, any night."""
    return (Period(0, Truth.UNTOLD, says),)


def lost(since: int, says: str, within: int = 0, least: Certainty = Certainty.CONFIRMED) -> Period:
    """Lost from a night on."""
    return Period(since, Truth.LOST, says, within, least)


def changed(since: int, says: str = "", within: int = 0) -> Period:
    """It says something else from a night on."""
    return Period(since, Truth.CHANGED, says, within)


def there(since: int = 0, says: str = "") -> Period:
    """As it was cited, from a night on."""
    return Period(since, Truth.SAME, says)


def unseen(since: int, says: str = "") -> Period:
    """Nobody can tell, from a night on."""
    return Period(since, Truth.UNTOLD, says)
