"""One pass over what is due: prepare, walk, keep, close. The spider walks, each look goes its way in
:mod:`crawler.run.looking`; this is all around them."""

from __future__ import annotations

import logging
from contextlib import ExitStack
from functools import partial
from itertools import chain, repeat
from typing import TYPE_CHECKING

from crawler.run import holding, timestamps, witnesses
from crawler.run.collector import collector
from crawler.run.follow import follow, limits
from crawler.run.frontier import Frontier
from crawler.run.heard import Heard
from crawler.run.journey import Journey
from crawler.run.looking import Looking
from crawler.run.own_faults import OwnFaults
from crawler.run.requisites import ROUNDS
from crawler.run.search import Search
from crawler.wire import connectivity
from evidence import config as configuration
from evidence.bilingual import Words
from evidence.custody.log import keys, seals
from evidence.custody.warc import files, recovery
from evidence.domains import domain_of
from evidence.errors import Offline
from evidence.store import Store, candidates, due, followed, ignored, parts, runs
from evidence.verdicts import RULES_VERSION
from evidence.verdicts.settings import rules_of
from evidence.verdicts.standing import GOOD
from evidence.version import SOFTWARE, VERSION
from evidence.views import page_of
from evidence.vocabulary import RunKind, RunState, Verdict

if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from evidence.config import Config
    from evidence.folder import EvidenceFolder
    from evidence.store.due import Only
    from evidence.store.records import Run

log = logging.getLogger(__name__)
_SAMPLE = 24
"""Addresses of different hosts by which it is seen whether our own network is up: twice as many as are
asked, since some can't be."""


class Night:
    """A run under way. Holds the folder's lock from :meth:`open` to :meth:`close`."""

    def __init__(
        self,
        folder: EvidenceFolder,
        config: Config,
        store: Store,
        run: Run,
        stack: ExitStack,
        *,
        observers: bool = False,
        pictures: bool = False,
        named_after: str | None = None,
    ) -> None:
        """``named_after`` is as for :class:`evidence.custody.warc.files.WarcFiles`."""
        self.folder = folder
        self.config = config
        self.store = store
        self.run = run
        self.named_sitemaps: Callable[[str], Iterable[str]] = lambda _: ()
        """the sitemaps that a site's robots.txt names"""
        self.heard = Heard()
        """what hosts told the walks of this night"""
        self.on_draw: Callable[[str], None] = lambda _: None
        """called with the address, as cited, of every look that is begun: progress"""
        self.owns: Callable[[str], bool] | None = None
        """whether a registrable domain may be asked in this run; None: all may"""
        self.takes_pictures = True
        """whether the walk ends with the pictures that a browser takes"""
        self.is_beside = False
        """whether another run holds the folder, and seals what this one leaves"""
        self._strange: set[str] = set()
        """WARC files that are none of ours"""
        self.left_out: frozenset[int] = frozenset()
        """numbers of the rows of known addresses that are left out on purpose (``[[ignore]]``)"""
        self.end_early: Callable[[], object] = lambda: None
        """ends its walk as at the end of its time; any thread may call it"""
        self.time_is_up = False
        """whether the walk is ended by the night's time budget"""
        self._stack = stack
        self._warcs = files.WarcFiles(folder, store, run.id, SOFTWARE, named_after=named_after)
        self._rules = rules_of(config.standing)
        self.faults = OwnFaults(store, config.crawl, self._rules)
        self._search = Search(store, run.id, folder.path, config.crawl.max_body)
        self.looks = Looking(
            folder.path,
            config,
            store,
            run,
            self._warcs,
            self._rules,
            self.faults,
            self._search.listing,
            stack,
            observers=observers,
            pictures=pictures,
        )
        self._frontier = Frontier((), config.crawl)
        self._rest = 0
        """URLs that nobody will look at in this run any more"""
        self._numbers: dict[str, int] = {}
        """id -> number of the row, of the URLs that were drawn from the frontier and are under way"""
        self._sample: list[str] = []
        """a few of the addresses to look at"""
        self._sought: set[str] = set()
        """ids of the addresses where what is lost may stand, of which one may show another"""
        self.given_back: dict[str, str] = {}
        """id of each URL whose look was begun and can't be made here -> the domain that it led to"""
        self.shown: dict[str, list[str]] = {}
        """id of each of these that shows addresses at which others look tonight -> those"""
        self._asked: tuple[Only, Sequence[str]] = ("due", ())
        """what of it all is to be looked at"""
        self._held: list[due.Target] = []
        """another address of their document is looked at for them"""
        self._rounds = [
            self._parted,
            self._readings,
            self._listings,
            self._places,
            *repeat(self.looks.requisites.ask, ROUNDS),
        ]

    @classmethod
    def open(
        cls,
        folder: EvidenceFolder,
        config: Config | None = None,
        *,
        only: Only = "due",
        sources: Sequence[str] = (),
        urls: Sequence[str] = (),
        observers: bool = False,
        pictures: bool = False,
    ) -> Night:
        """Hold the folder, mend what a killed run left, and begin a run or go on with it.

        With ``urls`` the run is a single check of those, whatever is due; while another run holds the
        folder it looks beside that one (:mod:`crawler.run.holding`). With ``observers`` these are asked about
        every one, and with ``pictures`` a browser takes one of each. Raises FolderBusy where no ``urls``
        are given, FolderError for a folder that is not as this machine left it, StoreError, and Offline
        when nothing at all can be reached.
        """
        config = config or configuration.load(folder.config)
        with ExitStack() as stack:
            is_beside = not holding.held(folder, stack, alone=not urls)
            store = Store(folder.database)
            stack.callback(store.close)
            keys.require_here(folder, store)
            store.before_first = partial(keys.make_first, folder, store)
            strange = set() if is_beside else holding.begun(folder, store)
            run = runs.begin(
                store,
                kind=RunKind.SINGLE if urls else RunKind.NIGHT,
                options={"only": only, "sources": list(sources), "urls": list(urls)},
                tool=VERSION,
                rules=RULES_VERSION,
                collector=collector(config.crawl),
                config_sha256=config.sha256,
                is_beside=is_beside,
            )
            night = cls(folder, config, store, run, stack, observers=observers, pictures=pictures)
            night.is_beside, night._strange = is_beside, strange
            night._choose(only, sources, urls)
            night._stack = stack.pop_all()
            return night
        raise AssertionError("unreachable")

    def _choose(self, only: Only, sources: Sequence[str], urls: Sequence[str]) -> None:
        crawl, store, run = self.config.crawl, self.store, self.run.id
        if urls:
            known = due.targets(store, urls)
            done = runs.looked_at(store, run)
            wanted = (target for target in known if target.url_id not in done)
            self._frontier = Frontier(due.queued(store, wanted), crawl)
            total = len(known)
        else:
            self._asked = only, sources
            followed.keep_only(store, limits(store, self.config))
            now = self.run.started_at
            held = due.held(store, now=now, sources=sources, run=run) if only == "due" else {}
            self._held = list(held.values())
            rows = due.due_urls(store, only=only, now=now, sources=sources, run=run)
            patterns = [one.pattern for one in self.config.ignored(now[:10])]
            self.left_out = frozenset(ignored.numbers(store, patterns))
            self._frontier = Frontier(rows, crawl, without=self.left_out | held.keys())
            total = len(self._frontier) + due.done(store, run)
        self.looks.is_to_come = self._is_to_come
        if total != self.run.due:
            self.run = runs.plan(store, self.run, total)
        drawn = self._frontier.sample(_SAMPLE)
        self._sample = [due.target(store, number).url for number in drawn]
        try:
            connectivity.require_network(self._sample, crawl)
        except Offline:
            self.run = runs.end(store, self.run, RunState.OFFLINE)
            raise

    @property
    def require_sound(self) -> Callable[[], None]:
        """Asked before more is written; raises StoreDamaged where the database was found to be damaged."""
        return self.looks.writer.require_sound

    @require_sound.setter
    def require_sound(self, require: Callable[[], None]) -> None:
        self.looks.writer.require_sound = require

    def waiting(self) -> tuple[array[int], array[int]]:
        """As :meth:`crawler.run.frontier.Frontier.waiting`: what is not begun yet."""
        return self._frontier.waiting()

    @property
    def sample(self) -> tuple[str, ...]:
        """A few of the addresses to look at, of different hosts."""
        return tuple(self._sample)

    def draw_anew(self) -> None:
        """Others have looked at some of what is due, and kept it in the folder: the rest is to be drawn."""
        only, sources = self._asked
        numbers = (due.number_of(self.store, target.url_id) for target in self._held)
        held = {number for number in numbers if number is not None}
        now, run = self.run.started_at, self.run.id
        rows = due.due_urls(self.store, only=only, now=now, sources=sources, run=run)
        self._frontier = Frontier(rows, self.config.crawl, without=self.left_out | held)

    def leave(self) -> None:
        """Others have looked at some of what is due, and nobody looks at the rest: how much it is, is counted."""
        looked_at = due.numbers_looked_at(self.store, self.run.id)
        self._rest = len(self._frontier) - sum(number in self._frontier for number in looked_at)
        self._frontier = Frontier((), self.config.crawl)

    def give_back(self, journey: Journey, domain: str) -> None:
        """Let go of a look that led to a ``domain`` which is not asked here, and of those that wait for it."""
        for one in self.looks.give_back(journey):
            self.given_back[one.due.url_id] = domain

    def give_away(self, journey: Journey, shown: Sequence[str]) -> None:
        """Let go of a page that shows addresses which others look at tonight, and of those that wait for it."""
        for one in self.looks.give_back(journey):
            self.given_back[one.due.url_id] = domain_of(page_of(shown[0]))
            self.shown[one.due.url_id] = list(shown)

    def _is_to_come(self, url_id: str) -> bool:
        """Whether this run has yet to look at a URL for its own sake."""
        if url_id in self._sought:
            return True
        number = due.number_of(self.store, url_id) if self._frontier else None
        return number is not None and number in self._frontier

    @property
    def left(self) -> int:
        """URLs that have no verdict in this run yet."""
        return self._rest + len(self._frontier) + len(self.looks.open)

    @property
    def busiest(self) -> int:
        """How many of the URLs that were due one host has, where that has most."""
        return self._frontier.busiest

    @property
    def is_begun(self) -> bool:
        """Whether every URL that was due when the run began has been handed out."""
        return not self._frontier

    def draw(self) -> Journey | None:
        """The next look at a URL that is due; None where nothing can be begun now."""
        number = self._frontier.draw()
        if number is None:
            return None
        target = due.target(self.store, number)
        self._numbers[target.url_id] = number
        self.looks.open.add(target.url_id)
        self.on_draw(target.url)
        return Journey(next(due.known(self.store, [target])))

    def drawn_is_through(self, journey: Journey) -> None:
        """The wire is not asked any more for a look that was drawn: another may be."""
        number = self._numbers.pop(journey.due.url_id, None)
        if number is not None:
            self._frontier.ended(number)

    def wait(self) -> float | None:
        """Seconds until :meth:`draw` may give another; None where that is when a look is through."""
        return self._frontier.wait()

    def further(self) -> Iterator[Journey]:
        """The looks to make once all before are made, one after another; none: the walk is through.

        First those at the other addresses of a document that an address parted from tonight, and at
        the other readings of what is missing as it was most likely meant; then the sitemaps of sites
        that lost something, the places where that may stand, and what pages at risk need to look as they
        do.
        """
        while self._rounds:
            self.looks.writer.finish()
            found = iter(self._rounds.pop(0)())
            for first in found:
                return chain([first], found)
        return iter(())

    def _parted(self) -> Iterable[Journey]:
        if not self._held:
            return ()
        found, self._held = due.in_turn(self.store, self._held, self.run.started_at)
        # a page may have shown one of them
        new = (one for one in found if parts.in_run(self.store, self.run.id, one.url) is None)
        return self._planned(list(new))

    def _readings(self) -> Iterable[Journey]:
        return self._planned(due.other_readings(self.store, self.run.id, Verdict.MISSING))

    def _planned(self, found: list[due.Target]) -> Iterable[Journey]:
        """Journeys to more of what is due."""
        if not found:
            return ()
        self.looks.open.update(target.url_id for target in found)
        self.run = runs.plan(self.store, self.run, self.run.due + len(found))
        return map(Journey, due.known(self.store, found))

    def _listings(self) -> Iterable[Journey]:
        return self.looks.sitemaps.ask(self._search.sought(), self.named_sitemaps)

    def _places(self) -> Iterable[Journey]:
        found = self._search.begin()
        self._sought.update(target.url_id for target in found)
        return map(Journey, due.known(self.store, found))

    def end_walk(self, *, finished: bool) -> None:
        """Write what waits. After a whole walk every input has exactly one verdict: see to it.

        Raises Offline when our own network was down; what that coloured is then taken back.
        """
        finished = self._is_through(finished=finished)
        whole = self._end_looks(finished=finished)
        back = self.faults.set_right(self.run, whole=whole)
        if whole:
            self._search.end(self._rules)
        candidates.decide(self.store, Verdict.MISSING, GOOD)
        if self.run.kind == RunKind.NIGHT and whole:
            follow(self.folder.path, self.store, self.config, self.run.id)
        state = RunState.FINISHED if finished else RunState.INTERRUPTED
        if back and not finished:
            state = RunState.OFFLINE  # else the next would go on with it, and not look again
        by = runs.TIME_BUDGET if self.time_is_up and not finished else None
        self.run = runs.end(self.store, self.run, state, by)

    def _is_through(self, *, finished: bool) -> bool:
        """Whether a walk that says that it came to its end did: while something is due that nobody has begun, it
        did not."""
        if finished and self._frontier:
            log.error(
                Words(
                    "the walk ended before {count} URLs were begun; run again to go on",
                    "la revisión terminó sin empezar todas las direcciones (faltan {count}); ejecútelo de nuevo para "
                    "seguir",
                ).of(count=len(self._frontier))
            )
        return finished and not self._frontier

    def _end_looks(self, *, finished: bool) -> bool:
        """Write what waits, and take back what an outage of ours coloured; whether the walk came to its end,
        or to that of its time. Raises Offline."""
        whole = finished or self.time_is_up
        self.looks.end_waiting(whole=whole)
        if finished and self.looks.open:
            log.error(
                Words(
                    "{count} URLs came back without an answer or an error",
                    "direcciones que volvieron sin respuesta ni error: {count}",
                ).of(count=len(self.looks.open))
            )
            lost = due.of_ids(self.store, self.looks.open)
            for target in due.known(self.store, lost):
                self.looks.lost(target)
        self.looks.writer.finish()
        self._warcs.close()
        if whole or self.faults.outage:
            found = self.faults.of_whole(self._sample)
            if found:
                self.run, problem = self.faults.take_back(self.run, found)
                raise problem
        return whole

    def end_offline(self) -> None:
        """Others who look for this run have found that our own network is down, and have taken back what that
        coloured: it ends so."""
        self.run = runs.end(self.store, self.run, RunState.OFFLINE)

    def close(self) -> None:
        """Seal the night and let go of the folder. Raises StoreError when it can't be sealed, or is damaged, and
        RolledBack where a witness saw another history of it; of a check witnesses hear with the next
        night."""
        if self.is_beside:
            self._stack.close()
            holding.seal_unless_held(self.folder, self.config)
            return
        try:
            self.require_sound()
            if self._warcs.current is None:  # else it was cut off, and the next run seals that, too
                recovery.seal_those_beside(self.folder, self.store, self._strange)
            if self.run.kind == RunKind.NIGHT:
                witnesses.seal(self.folder, self.store, self.config)
            else:
                authorities = timestamps.authorities(self.folder, self.config)
                seals.seal(self.folder, self.store, authorities)
        finally:
            self._stack.close()
