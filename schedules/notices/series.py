"""A new version of a plan that says less, for the next digest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence import clock
from evidence.reports.safe import short
from evidence.reports.series.words import FATES, sentence
from evidence.store import notices
from evidence.vocabulary import TroubleKind

if TYPE_CHECKING:
    from evidence.bilingual import Language
    from evidence.series.chains import Became, Chain, Series
    from evidence.store import Store

_MOST = 300
"""Characters of the first commitment that a digest tells of."""


def note(store: Store, series: Series, language: Language) -> bool:
    """Let the next digest tell what the last version of a plan weakened, reduced or dropped, once;
    False where it did nothing of these. Raises StoreError."""
    if not series.steps:
        return False
    old, new, _ = series.steps[-1]
    found = [
        (chain, became)
        for chain in series.chains
        for became in chain.became
        if became.new == new and became.outcome.is_alarming
    ]
    if not found:
        return False
    facts = {
        "series": series.name,
        "old": series.versions[old].label,
        "new": series.versions[new].label,
        "counts": _counted(found, language),
        "first": _first(*max(found, key=_weight), language),
    }
    key = f"{series.name} {series.versions[old].plan.sha256} {series.versions[new].plan.sha256}"
    notices.note(store, TroubleKind.SERIES, facts, key, clock.stamp(clock.now()))
    return True


def _counted(found: list[tuple[Chain, Became]], language: Language) -> str:
    fates = [became.outcome.fate for _, became in found]
    return ", ".join(
        f"{FATES[fate].text(language)}: {fates.count(fate)}" for fate in dict.fromkeys(fates)
    )


def _weight(one: tuple[Chain, Became]) -> float:
    """The gravest first."""
    return max((finding.severity for finding in one[1].outcome.findings), default=0.5)


def _first(chain: Chain, became: Became, language: Language) -> str:
    return short(f"{chain.title}: {sentence(became.outcome, language)}", _MOST)
