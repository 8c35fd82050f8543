"""What else would settle a judgement: the crawler fetches it, and the look is judged again."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from evidence.verdicts.facts import (
    answered,
    is_not_shown,
    is_page,
    is_scripted,
    page_instead,
    unchanged,
)
from evidence.verdicts.probe import probe_urls
from evidence.vocabulary import Cause, Certainty, Verdict

if TYPE_CHECKING:
    from evidence.verdicts.model import Judgement, Look
    from evidence.verdicts.series import Standing

_SPARSE = 300
"""Main words: of recorded error pages with status 200, 19 in 20 have fewer."""


TWICE = frozenset({Verdict.MISSING, Verdict.CHANGED})
"""What is said of a page in public, once it is more than a suspicion."""


class Want(StrEnum):
    """Facts that a look lacks."""

    PROBES = "probes"
    """the answers of :func:`evidence.verdicts.probe.probe_urls`, as ``Look.probes``"""
    BROWSER = "browser"
    """the page as a browser renders it, or another way in (an archive's capture)"""
    OTHER_EYES = "other-eyes"
    """the same look with a browser's request, as ``Look.second``"""
    OBSERVERS = "observers"
    """what observers are shown at the same time, as ``Look.observations``"""


def wants(
    look: Look,
    judgement: Judgement,
    before: Standing | None = None,
    after: Standing | None = None,
) -> frozenset[Want]:
    """What would make ``judgement`` firmer; empty for most looks, and once the facts are there.

    ``before`` and ``after`` are the URL's standing without and with this look, where it is asked
    whether a loss is one.
    """
    wanted = set()
    if (
        not look.probes
        and _probes_would_tell(look, judgement)
        and probe_urls(look.url, "") is not None
    ):
        wanted.add(Want.PROBES)
    hidden = judgement.cause in {Cause.UNRENDERED, Cause.WAF}
    if hidden or (is_not_shown(judgement) and is_scripted(look)):
        wanted.add(Want.BROWSER)
    if look.second is None and _other_eyes_would_tell(look, judgement, before, after):
        wanted.add(Want.OTHER_EYES)
    if not look.observations and _observers_would_tell(judgement, before, after):
        wanted.add(Want.OBSERVERS)
    return frozenset(wanted)


def _other_eyes_would_tell(
    look: Look, judgement: Judgement, before: Standing | None, after: Standing | None
) -> bool:
    """Whether an answer to us would make a loss or a change more than a suspicion, or may be another
    one than browsers get. Losses that are probable are told to readers, so those are seen twice, too;
    a change is, until it is more than a suspicion."""
    if judgement.verdict not in TWICE or look.failure is not None:
        return False
    if before is not None and judgement.verdict is Verdict.MISSING:
        if before.cause is Cause.SHOWN_TO_SOME:
            return True
    elif _is_more_than_suspected(before, Verdict.CHANGED):
        return False
    return _is_more_than_suspected(after, judgement.verdict)


def _observers_would_tell(
    judgement: Judgement, before: Standing | None, after: Standing | None
) -> bool:
    """Whether a look makes a new loss or alteration, or the one that confirms it; or whether the loss may
    be one for us alone, as it was. Losses that nobody answered for count, too."""
    if after is None or not (after.verdict in TWICE or judgement.verdict in TWICE):
        return False
    if before is None or before.cause is Cause.SHOWN_TO_SOME:
        return True
    if not after.verdict.is_broken:
        return False
    firmer = after.certainty is Certainty.CONFIRMED and before.certainty is not Certainty.CONFIRMED
    return before.verdict is not after.verdict or firmer


def _is_more_than_suspected(standing: Standing | None, verdict: Verdict) -> bool:
    return (
        standing is not None
        and standing.verdict is verdict
        and standing.certainty is not Certainty.SUSPECTED
    )


def _probes_would_tell(look: Look, judgement: Judgement) -> bool:
    if not answered(look) or look.content is None or unchanged(look):
        return False
    if judgement.cause in {Cause.SOFT_404, Cause.UNRENDERED, Cause.REPLACED, Cause.REMOVED}:
        return True
    if page_instead(look):
        return judgement.verdict is not Verdict.BLOCKED
    first = judgement.cause is Cause.FIRST_LOOK
    return (
        first
        and is_page(look)
        and (look.content.main_words < _SPARSE or bool(look.hops) or "?" in look.url)
    )
