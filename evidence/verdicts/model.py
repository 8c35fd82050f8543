"""The facts that a verdict rests on, and what the rules say of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING

from evidence.vocabulary import VERDICT_OF, Cause, Certainty

if TYPE_CHECKING:
    from datetime import datetime

    from evidence.changes.model import Change
    from evidence.content.model import Content
    from evidence.vocabulary import Manner, PartRole, Shows, Silence, Stage, Verdict


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an exchange gave no complete answer."""

    stage: Stage
    kind: str
    """a short fixed word; dns: nxdomain, no-answer; tcp: refused, unreachable; timeout: timeout;
    tls: handshake; http: broken, no-http; url: malformed, scheme"""
    detail: str = ""
    """what the system said"""


@dataclass(frozen=True, slots=True)
class Hop:
    """One redirect that was followed."""

    url: str
    status: int
    """0 for a ``<meta http-equiv=refresh>``"""


@dataclass(frozen=True, slots=True)
class Baseline:
    """The capture that a look is compared with."""

    kind: str
    """as-cited or first-good"""
    capture_id: str
    captured_at: str
    final_url: str
    media_type: str
    payload_sha256: str
    text_sha256: str | None
    content: Content | None = None
    """read back from the WARC only when the digests differ"""
    words: int | None = None
    """words of the main text, where known without ``content``"""

    @property
    def main_words(self) -> int | None:
        """Words of the baseline's main text; None where nobody counted them."""
        return self.content.main_words if self.content is not None else self.words


@dataclass(frozen=True, slots=True)
class Probe:
    """The answer of a random sibling URL that can't exist, or of the control (see :mod:`evidence.verdicts.probe`)."""

    url: str
    status: int | None = None
    """None: no complete answer"""
    final_url: str = ""
    content: Content | None = None
    id: str = ""
    """of its row"""


@dataclass(frozen=True, slots=True)
class Look:
    """The recorded facts of one look at one URL; judging reads nothing else."""

    url: str
    at: datetime
    observer: str = "us"
    final_url: str = ""
    status: int | None = None
    reason: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    """of the last answer, names in lower case, in the order received"""
    hops: tuple[Hop, ...] = ()
    failure: Failure | None = None
    tls_problem: str | None = None
    """why the certificate did not verify, when the answer was read all the same"""
    content: Content | None = None
    """of the last answer's body; None when there is none or it equals the baseline's"""
    payload_sha256: str | None = None
    truncated: str | None = None
    """``length``, ``time`` or ``disconnect``: the body was cut"""
    baseline: Baseline | None = None
    change: Change | None = None
    """against the baseline, when there is one and both have a body"""
    alternating: bool = False
    """the text is one of a few between which the page flips"""
    moving: tuple[str, ...] = ()
    """places at which it is known to show now this, now that"""
    claims: str = ""
    """what the citing sources say of it, one claim a line"""
    probes: tuple[Probe, ...] = ()
    """two, when the judgement asked for them (see :func:`evidence.verdicts.wants.wants`), and the
    control where a parameter is probed"""
    second: Second | None = None
    """the same look with a browser's request, when the judgement asked for it"""
    parts: tuple[PartSeen, ...] = ()
    """what the document is made of beside this answer"""
    observations: tuple[Observation, ...] = ()
    """what observers say who looked at the same time, when they were asked"""
    doubted: bool = False
    """when observers were last heard, they were shown the document that we were not"""

    def header(self, name: str) -> str:
        """The first value of header ``name`` (lower case), or an empty text."""
        return next((value for key, value in self.headers if key == name), "")


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule that fired, with the facts that made it; the wording is made from these."""

    rule: str
    facts: dict[str, str | int | float] = field(default_factory=dict)


class Strength(IntEnum):
    """How strong the evidence of a judgement is: of several for one look, the strongest counts."""

    NOTHING = 0
    """nothing speaks against the page"""
    COMPARED = 1
    """another text than the baseline's, whatever it is"""
    LACKING = 2
    """what is not there: a page without the text that was expected. Why, is a guess"""
    SHOWN = 3
    """a status, a failure, an address, or what the page itself says or is"""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the rules say of one look."""

    cause: Cause
    reasons: tuple[Reason, ...]
    at_most: Certainty = Certainty.CONFIRMED
    """the highest certainty that looks like this one reach by themselves, however many there are"""
    strength: Strength | None = None
    """of its evidence; None: that of its rule"""
    at_least: Certainty = Certainty.SUSPECTED
    """the certainty that a look like this one reaches by itself"""

    @property
    def verdict(self) -> Verdict:
        """The verdict that the cause belongs to."""
        return VERDICT_OF[self.cause]


@dataclass(frozen=True, slots=True)
class Second:
    """What the rules say of a look that was made once more, with a browser's request."""

    judgement: Judgement
    status: int | None = None
    """of its last answer"""


@dataclass(frozen=True, slots=True)
class PartSeen:
    """What the rules say of a part of the document, by a look of its own."""

    role: PartRole
    url: str
    judgement: Judgement
    is_named: bool = True
    """whether the page still names it"""
    was_seen: bool = True
    """whether an earlier look saw it; else nothing says that it was ever there"""
    check_id: str = ""
    change_id: str | None = None
    hunks: tuple[str, ...] = ()
    """what changed in it (:mod:`evidence.changes.hunks`)"""
    text_sha256: str = ""


@dataclass(frozen=True, slots=True)
class Sighting:
    """One look of an observer, by our rules and beside our own look."""

    manner: Manner
    shows: Shows
    judgement: Judgement
    """against the same baseline as ours"""
    status: int | None = None
    """of its last answer"""


@dataclass(frozen=True, slots=True)
class Observation:
    """What one observer says of a URL that we looked at within the same minute."""

    name: str
    """as the configuration calls it"""
    country: str = ""
    network: str = ""
    is_elsewhere: bool = True
    """whether it looks from another network than we do"""
    is_abroad: bool = False
    """whether it looks from another country than we do, as far as both are told"""
    problem: Silence | None = None
    """why it counts as silent"""
    sightings: tuple[Sighting, ...] = ()
    """in the order in which they were made; none of a silent one"""

    @property
    def place(self) -> str:
        """Who it is, for a sentence: ``norte (MX, Uninet)``."""
        where = ", ".join(filter(None, (self.country, self.network)))
        return f"{self.name} ({where})" if where else self.name
