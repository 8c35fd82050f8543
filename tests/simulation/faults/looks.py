"""Faults in what is looked at, and in what is said of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from crawler.run import clock_watch, keeper, own_faults
from crawler.run import night as nights
from crawler.run.keeper import Keeper
from crawler.spiders.citations import CitationsSpider
from crawler.wire import endpoint, exchange
from evidence.store import due, runs
from evidence.verdicts.series import Confirmation

if TYPE_CHECKING:
    from collections.abc import Callable


def confirmed_at_first_sight() -> None:
    """One look confirms a loss."""
    _confirmed_by(Confirmation(1, timedelta(0)))


def never_confirmed() -> None:
    """A loss takes a hundred looks to be confirmed."""
    _confirmed_by(Confirmation(100, timedelta(0)))


def _confirmed_by(rule: Confirmation) -> None:
    rules_of = nights.rules_of
    night: Any = nights
    night.rules_of = lambda config: replace(rules_of(config), missing=rule)


def no_other_eyes() -> None:
    """A loss is confirmed without asking once more as a browser does."""
    keeper: Any = Keeper
    keeper.wants_other_eyes = lambda *_: False


def looked_at_again() -> None:
    """A run that is gone on with looks again at what it has looked at."""
    store: Any = due
    kept, _, order = due._SELECT.partition("  AND NOT EXISTS")
    store._SELECT = kept + "\nORDER" + order.partition("ORDER")[2]


def one_of_a_host() -> None:
    """Of each host only one address is due."""
    due_urls = due.due_urls

    def fewer(*values: Any, **named: Any) -> Any:
        return iter({row.host: row for row in due_urls(*values, **named)}.values())

    store: Any = due
    store.due_urls = fewer


def failures_forgotten() -> None:
    """A look that gets no answer is dropped, and nobody counts."""

    async def failed(_self: Any, _failure: Any) -> list[Any]:
        return []

    end = nights.Night.end_walk

    def ended(self: Any, *, finished: bool) -> None:
        self.looks.open.clear()
        end(self, finished=finished)

    spider: Any = CitationsSpider
    night: Any = nights.Night
    spider.failed, night.end_walk = failed, ended


def outage_forgotten() -> None:
    """Nobody asks whether our own network is up."""
    night: Any = nights.connectivity
    night.require_network = lambda *_: None


def inner_addresses() -> None:
    """Addresses of our own network are asked like any other."""
    guarded: Any = endpoint
    guarded.refusal = lambda _address, **_named: None


def body_without_end() -> None:
    """An answer is read for as long as it comes."""
    begin = exchange.Exchange.__init__

    def unbounded(self: Any, url: str, limit: int, *more: Any, **named: Any) -> None:
        begin(self, url, limit + 10**12, *more, **named)

    wire: Any = exchange.Exchange
    wire.__init__ = unbounded


def resumption_forgotten() -> None:
    """A run that was cut off is over, and another is begun in its place."""
    kept: Any = runs
    last = kept._last_of_ours

    def none(store: Any) -> Any:
        found = last(store)
        return None if found and found.state == "running" else found

    kept._last_of_ours = none


def clock_believed() -> None:
    """Nobody asks whether our own clock is right."""
    watch: Any = clock_watch.ClockWatch
    watch.outage = watch.askew = lambda _self: None
    watch.set_right = watch.take_back_doubted = lambda *_: None


def dated_by_the_document() -> None:
    """A loss is dated by the document that is gone, and not by the look that found it gone."""
    record_of = keeper.record_of

    def dated(*values: Any) -> Any:
        made = record_of(*values)
        return replace(made, since="2019-03-01T00:00:00Z") if made.verdict == "missing" else made

    kept: Any = keeper
    kept.record_of = dated


def outage_kept() -> None:
    """What was seen while our own network was down counts."""
    faults: Any = own_faults
    faults.take_back = lambda _store, _run, found, _rules: len(found.coloured)


FAULTS: tuple[Callable[[], None], ...] = (
    confirmed_at_first_sight,
    never_confirmed,
    no_other_eyes,
    looked_at_again,
    one_of_a_host,
    failures_forgotten,
    outage_forgotten,
    inner_addresses,
    body_without_end,
    resumption_forgotten,
    clock_believed,
    dated_by_the_document,
    outage_kept,
)
