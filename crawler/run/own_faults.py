"""What of ours may be at fault in a run: the network, the names, a portal before it, the clock."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from crawler.run import clock_watch
from crawler.run.clock_watch import ClockWatch
from crawler.run.outage_watch import OutageWatch
from crawler.wire import connectivity
from evidence.bilingual import Words
from evidence.errors import ClockWrong, Offline
from evidence.looks.settle import take_back
from evidence.store import runs
from evidence.verdicts.outage import Fault
from evidence.vocabulary import RunState

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from crawler.run.journey import Journey
    from evidence.config import Crawl
    from evidence.looks.finding import Finding
    from evidence.store import Store
    from evidence.store.records import Check, Run
    from evidence.verdicts.outage import Outage
    from evidence.verdicts.series import Rules

log = logging.getLogger(__name__)


class OwnFaults:
    """Watches one run; made when it begins."""

    def __init__(self, store: Store, crawl: Crawl, rules: Rules) -> None:
        self.outage: Outage | None = None
        """of our own, as far as the walk shows"""
        self.taken_back: Outage | None = None
        """that of which the looks were taken back"""
        self._store = store
        self._crawl = crawl
        self._rules = rules
        self._watch = OutageWatch()
        self._clock = ClockWatch(clock_watch.later(store), allow_private=crawl.allow_private)

    def note(
        self, check: Check, journey: Journey, finding: Finding, settled: datetime | None
    ) -> None:
        """Take in one check; ``settled`` is as for :meth:`OutageWatch.note`."""
        outage = self._watch.note(check.id, journey, finding, settled)
        self.outage = self._clock.note(check, journey) or outage or self.outage

    async def is_ours(self) -> bool:
        """Whether the outage that the walk shows is one of ours, and the walk must end. Hosts are asked
        in threads, so that the loop goes on."""
        found = self.outage
        if found is None:
            return False
        loop = asyncio.get_running_loop()
        if not await loop.run_in_executor(None, self._is_none, found):
            return True
        log.info(
            Words(
                "what looked like an outage of ours ({fault}) is none",
                "lo que parecía una falla de nuestra conexión ({fault}) no lo es",
            ).of(fault=found.fault.words)
        )
        if found.fault is not Fault.CLOCK:
            self._watch.acquit(found)
        self.outage = None
        return False

    def _is_none(self, found: Outage) -> bool:
        """Whether others, asked anew, say that the fault is not ours. Takes seconds."""
        if found.fault is Fault.CLOCK:
            return self._clock.is_vouched_for(self._crawl.neutral_hosts)
        return self._watch.is_theirs(found, self._crawl)

    def of_whole(self, urls: Iterable[str]) -> Outage | None:
        """The outage that the whole run shows; ``urls`` are those that it had to look at. When nothing
        was reached, the network is tried again."""
        self._clock.settle(self._crawl.neutral_hosts)
        wrong = self._clock.outage()
        if wrong is not None:
            return wrong
        found = self._seen(urls)
        while found and self._is_none(found):
            self._watch.acquit(found)
            found = self._watch.verdict(network_up=True)
        return found

    def _seen(self, urls: Iterable[str]) -> Outage | None:
        if self.outage is None and self._watch.all_failed:
            try:
                connectivity.require_network(urls, self._crawl)
            except Offline:
                return self._watch.verdict(network_up=False)
        return self._watch.verdict(network_up=True)

    def take_back(self, run: Run, found: Outage) -> tuple[Run, Offline]:
        """End the run with nothing of what an outage coloured; returns it, and what to raise. Raises
        StoreError."""
        wrong = self._clock.names(found, self._crawl.neutral_hosts)
        if wrong:
            found = replace(found, fault=Fault.CLOCK)
        else:
            self._clock.take_back_doubted(self._store, run, self._rules)
        self.taken_back = found
        back = take_back(self._store, run.id, found, self._rules)
        ended = runs.end(self._store, run, RunState.OFFLINE)
        if wrong:
            return ended, ClockWrong(
                Words(
                    "the clock of this machine is {wrong}: {back} checks were taken back and none of them counts; set "
                    "the clock (NTP) and run again",
                    "el reloj de este equipo está mal ({wrong}), así que ninguna revisión "
                    "cuenta (anuladas: {back}); ajuste el reloj (NTP) y vuelva a intentarlo",
                ),
                wrong=wrong,
                back=back,
            )
        return ended, Offline(
            Words(
                "offline: our own connection failed ({fault}) at {since} UTC; {back} checks were taken back and "
                "nothing of them is recorded; run again later",
                "sin red: nuestra propia conexión falló ({fault}) a las {since} UTC; de las "
                "revisiones anuladas ({back}) no queda nada asentado; inténtelo más tarde",
            ),
            fault=found.fault.words,
            since=f"{found.since:%H:%M}",
            back=back,
        )

    def set_right(self, run: Run, *, whole: bool) -> int:
        """After a walk by a clock that nobody calls wrong: take back what was seen before that was set in
        it and, where the walk was a ``whole`` one, what earlier ones wrote by one that was wrong. Returns how
        many looks of this one are taken back; raises StoreError."""
        back = self._clock.take_back_doubted(self._store, run, self._rules)
        if whole:
            self._clock.set_right(self._store, run, self._rules)
        return back
