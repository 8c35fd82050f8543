"""Where the documents stand that are gone at their address: as a fact where they were found by what they
are, else as addresses to look at."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import asdict
from functools import cached_property
from typing import TYPE_CHECKING

from evidence.domains import domain_of
from evidence.reports.answer import StandsAt, reasons
from evidence.store import whereabouts
from evidence.verdicts.rule import reason
from evidence.vocabulary import VERDICT_OF, Cause, Verdict

if TYPE_CHECKING:
    from evidence.store import Store
    from evidence.store.answers import CheckView
    from evidence.store.whereabouts import Place
    from evidence.verdicts.model import Reason

_LONGEST = 2_000
"""Characters of an address that is told; browsers take no longer ones everywhere."""


class Elsewhere:
    """Tells where lost documents of one folder stand; what it knows is read once, when it is
    needed."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, url_id: str, cause: Cause) -> tuple[StandsAt, ...]:
        """The places of a document whose address stands for ``cause``, certain ones first."""
        return tuple(map(_stands_at, self._told(url_id, cause)))

    def check_id(self, url_id: str, cause: Cause) -> str | None:
        """The look at a document at the place where it was found; None where it is not elsewhere."""
        if cause is not Cause.ELSEWHERE:
            return None
        return next((one.check_id for one in self._told(url_id, cause) if one.certain), None)

    def explained(self, check: CheckView, cause: Cause) -> CheckView:
        """``check``, behind a standing for ``cause``, with where the document stands: it moved there
        if that is certain."""
        places = self._told(check.url_id, cause)
        if not places:
            return check
        said = list(reasons(check))
        certain = [place for place in places if place.certain]
        if cause is not Cause.ELSEWHERE or not certain:
            return because(check, [*said, *(_stands_at(place).reason for place in places)])
        here = certain[0]
        fact = _stands_at(here).reason
        told = check._replace(verdict=Verdict.MOVED, cause=cause, final_url=here.url)
        return because(told, [fact, *_owner(check.final_url, here), *said])

    def _told(self, url_id: str, cause: Cause) -> list[Place]:
        if cause is not Cause.ELSEWHERE and VERDICT_OF[cause] is not Verdict.MISSING:
            return []
        places = self._places.get(url_id, [])
        # who knows where it stands need not look at where it might
        return [place for place in places if place.certain] or places

    @cached_property
    def _places(self) -> dict[str, list[Place]]:
        found: dict[str, list[Place]] = defaultdict(list)
        for place in whereabouts.places(self._store):
            if len(place.url) <= _LONGEST:
                found[place.url_id].append(place)
        return dict(found)


def because(check: CheckView, said: list[Reason]) -> CheckView:
    """``check`` with these reasons in place of its own."""
    return check._replace(reasons_json=json.dumps([asdict(told) for told in said]))


def _stands_at(place: Place) -> StandsAt:
    return StandsAt(place.url, place.how, place.since, bool(place.certain))


def _owner(url: str, place: Place) -> list[Reason]:
    """Whose the place is, where it is somebody else's."""
    own = domain_of(url)
    return [] if place.domain == own else [reason("elsewhere.of-another", owner=place.domain)]
