"""What a run changed in how cited documents stand: what is lost or altered since, what is surer, what is back.

It compares how things stood when the run began with how they stand when it has ended. What readers of notices were
told is another question (:mod:`evidence.reports.news`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from evidence.store import overview
from evidence.verdicts.transition import SOUND

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from evidence.store import Store
    from evidence.store.overview import UrlStanding


class Turn(StrEnum):
    """What a run made of one URL, in the order in which it is told."""

    LOST = "lost"
    """missing, or changed in substance, and was not when the run began"""
    SURER = "surer"
    """it was so already, and is now more certain"""
    BACK = "back"
    """it was missing or changed, and the document is seen again"""


@dataclass(frozen=True, slots=True)
class RunNews:
    """One URL that stands otherwise than when the run began."""

    turn: Turn
    now: UrlStanding


def run_news(
    store: Store, before: Mapping[str, UrlStanding], after: Mapping[str, UrlStanding]
) -> list[RunNews]:
    """The news between what was broken ``before`` a run and ``after`` it, both by address."""
    order = list(Turn)
    return sorted(
        _news(store, before, after),
        key=lambda one: (order.index(one.turn), -one.now.certainty.rank, one.now.url),
    )


def _news(
    store: Store, before: Mapping[str, UrlStanding], after: Mapping[str, UrlStanding]
) -> Iterator[RunNews]:
    for url, now in after.items():
        was = before.get(url)
        if was is None or was.verdict is not now.verdict:
            yield RunNews(Turn.LOST, now)
        elif now.certainty.rank > was.certainty.rank:
            yield RunNews(Turn.SURER, now)
    for url in before.keys() - after.keys():
        standing = overview.standing_of(store, url)
        # what can't be seen is not back, and what was taken off the source was only not cited again
        if standing is not None and standing.verdict in SOUND:
            yield RunNews(Turn.BACK, standing)
