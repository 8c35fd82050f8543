"""What one look observed, and what it is judged against: all that a judgement is made from.

A look that is under way and one that is read back from the store both come to these two records, and
:func:`evidence.looks.examine.examine` makes the judgement of them. So the same bytes are judged the
same way, whoever asks and however late.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.changes.cited import statements
from evidence.changes.quote import quotations
from evidence.looks.standings import known_to_move

if TYPE_CHECKING:
    from datetime import datetime

    from evidence.custody.warc.http import Message
    from evidence.store.due import Due, KnownCapture
    from evidence.verdicts.model import Failure, Hop, Probe

US = "us"
"""The observer of our own looks."""


@dataclass(frozen=True, slots=True)
class Observed:
    """How one look went, from the address as cited to its last answer."""

    url: str
    """as cited"""
    at: datetime
    final_url: str
    """of the last answer; the cited one where there is none"""
    hops: tuple[Hop, ...] = ()
    failure: Failure | None = None
    """why there is no last answer"""
    tls_problem: str | None = None
    message: Message | None = None
    """the last answer; None where there is none, or where a failure of ours kept it from being
    read"""
    headers: tuple[tuple[str, str], ...] | None = None
    """of the last answer, where they are not the message's own: those that an archive received"""
    truncated: str | None = None
    """``length``, ``time`` or ``disconnect``: its body was cut"""
    conditional: bool = True
    """we asked for the answer only if it had changed; else a 304 says nothing"""
    observer: str = US


@dataclass(frozen=True, slots=True)
class SecondLook:
    """The same look once more, with a browser's request."""

    observed: Observed
    capture_id: str | None = None
    """of its last answer; None where there was none that could be read, or before it is kept"""
    unread: str = ""
    """why its body could not be read within the fence's limits"""


@dataclass(frozen=True, slots=True)
class Against:
    """What a look is judged against beside its own bytes."""

    baseline: KnownCapture | None = None
    latest: KnownCapture | None = None
    """the stored capture that an answer with status 304 stands for"""
    quoted: tuple[str, ...] = ()
    """passages that the citing sources quote from the page"""
    stated: tuple[str, ...] = ()
    """what they say of it unquoted: where it stands there word for word, it counts like a quotation"""
    claims: str = ""
    """what the citing sources say of the page, one claim a line"""
    texts: tuple[str, ...] = ()
    """digests of the text at earlier looks, oldest first"""
    alternating: bool = False
    """it is known already that the text is one of a few between which the page flips"""
    moving: tuple[str, ...] = ()
    """places at which the page is known to show now this, now that (see
    :mod:`evidence.verdicts.threads`)"""
    unread: str = ""
    """why the body could not be read within the fence's limits, when that was so"""
    probes: tuple[Probe, ...] = ()

    @classmethod
    def of(cls, due: Due) -> Against:
        """What a look that is due is judged against."""
        return cls(
            baseline=due.baseline,
            latest=due.latest,
            quoted=tuple(quotations(due.claims)) if due.claims else (),
            stated=statements(due.claims) if due.claims else (),
            claims=due.claims,
            texts=due.texts,
            moving=known_to_move(due.standing),
        )
