"""Read a report out of the store: which citations it lists, and what comes first."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from dataclasses import replace
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from evidence import clock
from evidence.reports import together
from evidence.reports.citations import InOrder
from evidence.reports.listed import Citations
from evidence.reports.model import Counted, OnPurpose, Report
from evidence.reports.narrowed import Narrowed
from evidence.reports.persons import Person
from evidence.reports.summary import CERTAINTIES, RANK
from evidence.store import ignored, persons, registered, reporting, runs
from evidence.store.reporting import Brief
from evidence.store.scope import Scope
from evidence.version import VERSION
from evidence.vocabulary import Cause, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from evidence.bilingual import Language
    from evidence.config import Ignore
    from evidence.reports.excerpts import Progress
    from evidence.store import Store
    from evidence.vocabulary import Certainty

SOUND = frozenset({Verdict.ALIVE})
"""Verdicts left out of a report unless all are asked for."""


def build(
    store: Store,
    *,
    source: str | None = None,
    tags: Sequence[str] = (),
    everything: bool = False,
    language: Language = "en",
    folder: Path | None = None,
    progress: Progress | None = None,
    ignore: Sequence[Ignore] = (),
    counted: bool = True,
) -> Report:
    """Read the report out of the store, which stays open until the report is written.

    It is of the ``source`` with this id and of those that bear one of ``tags``, or of all; raises UsageError
    for one that is not there. ``folder`` is the evidence folder: with it, what changed is read back from the WARC
    files. Damaged records are told in the report. What fits one of ``ignore`` is told as left out on purpose.
    Without ``counted`` the citations are put in order only, and counted when a form asks for it.
    """
    narrowed = Narrowed(source, tuple(sorted(set(tags))))
    asked = Scope(registered.chosen(store, narrowed.source, narrowed.tags))
    out = ignored.matching(store, [one.pattern for one in ignore])
    scope = replace(asked, without=frozenset(out))
    events = together.in_folder(store, scope)
    event_of = {one.url_id: n for n, event in enumerate(events, 1) for one in event.cited}
    run = runs.latest_to_report(store)
    before = reporting.last_reported_at(
        store, narrowed.source, narrowed.tags, run.id if run else None
    )
    said = {url: Person.of(word) for url, word in persons.last_words(store).items()}
    counting = Counted() if counted else None
    overruled, order = 0, _Order()
    for one in reporting.briefs(store, scope) if counted else reporting.order(store, scope):
        if counting is not None and isinstance(one, Brief):
            counting.add(one)
        if one.url_id in said and one.verdict is not None and one.verdict.is_broken:
            overruled += said[one.url_id].silences
        # what a person accepted stands well, and is told all the same: it is no secret
        if everything or one.verdict not in SOUND or one.url_id in said:
            order.add(one, event_of.get(one.url_id, 0))
    left_out = Counter(
        out[one.url_id]
        for one in (reporting.order(store, asked) if out else ())
        if one.url_id in out
    )
    places, listed = order.ended()
    return Report(
        generated_at=clock.stamp(clock.now()),
        tool=f"Testigo {VERSION}",
        run=run,
        sources=registered.sources(store, scope),
        since=before or (run.started_at if run else None),
        citations=Citations(InOrder(store, listed), places, store, scope, said, progress),
        counted_first=counting,
        together=events,
        language=language,
        everything=everything,
        folder=folder,
        progress=progress,
        overruled=overruled,
        on_purpose=tuple(OnPurpose(one, left_out[n]) for n, one in enumerate(ignore)),
        narrowed=narrowed,
    )


class _Order:
    """Citations put in order, what matters first, as they come: a number each, for there may be a million."""

    def __init__(self) -> None:
        self._numbers = array("q")
        self._alike: defaultdict[int, array[int]] = defaultdict(lambda: array("q"))
        """weight -> which of them"""

    def add(self, one: Brief | reporting.Order, event: int) -> None:
        """``event`` is as for :func:`_weight`."""
        weight = _weight(one.verdict, one.cause, one.certainty, event)
        self._alike[weight].append(len(self._numbers))
        self._numbers.append(one.number)

    def ended(self) -> tuple[array[int], array[int]]:
        """In their order: as how many-th each came, from 0, and the number of its row."""
        places = array("q", chain.from_iterable(self._alike[one] for one in sorted(self._alike)))
        return places, array("q", (self._numbers[place] for place in places))


_EVENTS = 40
"""Bits for the number of an event among all: a trillion."""
_WHYS = {why: rank for rank, why in enumerate(sorted([*Cause, reporting.NOT_YET]))}
_CERTAIN = {certainty: rank for rank, certainty in enumerate(CERTAINTIES)}


@lru_cache(maxsize=10_000)
def _weight(
    verdict: Verdict | None, cause: Cause | None, certainty: Certainty | None, event: int
) -> int:
    """What matters first, as a number: by verdict; what went alone before what went with others (``event``, its
    number from 1); then by certainty, and alike causes together."""
    shown = verdict or Verdict.UNCHECKED
    certain = _CERTAIN[certainty] if certainty and shown.is_broken else 0
    found = RANK[shown] << _EVENTS | event
    return (found * len(_CERTAIN) + certain) * len(_WHYS) + _WHYS[cause or reporting.NOT_YET]
