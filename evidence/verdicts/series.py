"""Looks in a row, what they make of a URL, and the rules that they are counted by: what
:mod:`evidence.verdicts.standing` adds up.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from evidence.verdicts.threads import UNKNOWN, Thread, firm
from evidence.vocabulary import Cause, Certainty, Verdict


@dataclass(frozen=True, slots=True)
class Confirmation:
    """How many looks, and over what time from the first to the last, confirm a suspicion."""

    looks: int
    over: timedelta


@dataclass(frozen=True, slots=True)
class Rules:
    """When a suspicion is confirmed, and when to look again; the defaults are the project's."""

    missing: Confirmation = Confirmation(3, timedelta(days=7))
    redirect_home: Confirmation = Confirmation(3, timedelta(days=14))
    changed: Confirmation = Confirmation(2, timedelta(hours=24))
    unreachable: Confirmation = Confirmation(4, timedelta(days=30))
    """from here on unreachable is missing: unreachable-long"""
    apart: timedelta = timedelta(hours=72)
    """looks at something missing or unreachable that are closer than this count as one"""
    moving: Confirmation = Confirmation(4, timedelta(days=7))
    """for what stands at a place that is known to show now this, now that: a week, as weekly boxes
    do"""
    untold: Confirmation = Confirmation(3, timedelta(days=3))
    """for changes of which only the whole text is known, and that is another each time"""
    changed_apart: timedelta = timedelta(hours=24)
    """the same for something changed"""
    slack: timedelta = timedelta(hours=4)
    """how much earlier a look may come in one night than in another: a nightly beat of three nights
    is 72 hours give or take the order of a walk, and would miss them by seconds"""
    probable_after: timedelta = timedelta(hours=24)
    """two looks this far apart make a suspicion probable"""
    never_long: frozenset[Cause] = frozenset({Cause.TLS, Cause.PROTOCOL, Cause.REDIRECT_LOOP})
    """unreachable causes that never become missing: a host that answers is there, and a browser may
    show what could not be read by us. People click through a bad certificate, too"""
    blind: timedelta = timedelta(days=7)
    """after so long without seeing anything a mere suspicion no longer stands: as long as a loss
    takes to be confirmed"""
    look_good_after: timedelta = timedelta(days=7)
    """IABot's pace for live links"""
    look_doubtful_after: timedelta = timedelta(hours=72)
    """less ``slack``: in the third night after a suspicion"""
    look_dead_after: timedelta = timedelta(days=14)
    """of 35 long drops without social networks 10 came back, after 14 to 60 days"""


@dataclass(frozen=True, slots=True)
class Seen:
    """What one look said of a URL, by whomever."""

    cause: Cause
    at: datetime
    observer: str = "us"
    """us, a web archive, or the folder that was merged in"""
    at_most: Certainty = Certainty.CONFIRMED
    """:attr:`evidence.verdicts.model.Judgement.at_most` of the look"""
    text_sha256: str = ""
    """of the text shown; confirms a change where its pieces are not known"""
    hunks: tuple[str, ...] = ()
    """what was taken out and put in against the baseline (:mod:`evidence.changes.hunks`)"""
    at_least: Certainty = Certainty.SUSPECTED
    """:attr:`evidence.verdicts.model.Judgement.at_least` of the look"""
    found: bool | None = None
    """of a search for a lost document: whether it stands at another address; None: a look at the
    address itself"""


@dataclass(frozen=True, slots=True)
class Series:
    """Looks of one kind since the last that reset it."""

    since: datetime
    latest: datetime
    looks: int
    """those that count, spaced as the rules ask"""
    counted_at: datetime
    at_most: Certainty
    causes: frozenset[Cause]
    text_sha256: str
    at_least: Certainty = Certainty.SUSPECTED
    """the highest that any of them reaches by itself"""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A suspicion that nothing confirmed and nothing took back."""

    verdict: Verdict
    cause: Cause
    series: Series


@dataclass(frozen=True, slots=True)
class Lost:
    """What the looks at the address itself say, where the document stands at another."""

    verdict: Verdict
    cause: Cause
    certainty: Certainty
    series: Series


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of one URL after its latest look."""

    verdict: Verdict
    cause: Cause
    certainty: Certainty
    last_look: datetime
    last_good: datetime | None
    series: Series
    """the looks that make this verdict"""
    dark: Series | None = None
    """unreachable looks in a row, whatever the verdict"""
    blind_since: datetime | None = None
    """first of the looks in a row that saw nothing, beside a suspicion"""
    doubt: Doubt | None = None
    """what was suspected when the page could last be seen, where it can't be seen since"""
    altered_since: datetime | None = None
    """first look that showed the document altered, since it was last seen unaltered"""
    last_seen: datetime | None = None
    """last look that showed a document, altered or not"""
    threads: tuple[Thread, ...] = ()
    """what stands at each place that was seen altered"""
    lost: Lost | None = None
    """set where the document is gone at its address and was found at another"""

    @property
    def since(self) -> datetime:
        """First look of the unbroken series of this verdict."""
        return self.series.since

    @property
    def looks(self) -> int:
        """Looks of this series that count."""
        return self.series.looks

    @property
    def latest_step(self) -> datetime:
        """First look that showed the latest of what makes a confirmed change; of other verdicts the
        same as ``since``."""
        steps = [
            thread.since
            for thread in firm(self.threads)
            if not thread.moves and thread.looks > 1 and thread.place != UNKNOWN
        ]
        return max(steps, default=self.since) if self.verdict is Verdict.CHANGED else self.since

    @property
    def counted_at(self) -> datetime:
        """Time of the last look that counted."""
        return self.series.counted_at


DEFAULT = Rules()
