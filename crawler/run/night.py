"""One pass over what is due: prepare, walk, keep, close. The spider walks; this is all around
it."""

from __future__ import annotations

import logging
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from crawler.run import holding, timestamps, witnesses
from crawler.run.collector import collector
from crawler.run.drawing import Drawing
from crawler.run.follow import follow, limits
from crawler.run.journey import Journey
from crawler.run.keeper import Keeper
from crawler.run.own_faults import OwnFaults
from crawler.run.parts import Parts
from crawler.run.pictures import Pictures
from crawler.run.prober import Prober
from crawler.run.reading import Reading
from crawler.run.requisites import Requisites
from crawler.run.search import Search
from crawler.run.shelf import Shelf
from crawler.run.sitemaps import Sitemaps
from crawler.run.together import LookingTogether
from crawler.wire import connectivity
from evidence import clock
from evidence import config as configuration
from evidence.custody.log import keys, seals
from evidence.custody.warc import files, recovery
from evidence.errors import Offline
from evidence.looks.observed import Against, SecondLook
from evidence.store import Store, candidates, due, followed, parts, renderings, runs
from evidence.store.sources import known_id
from evidence.verdicts import RULES_VERSION
from evidence.verdicts.facts import unchanged
from evidence.verdicts.model import Failure
from evidence.verdicts.settings import rules_of
from evidence.verdicts.standing import GOOD
from evidence.version import SOFTWARE, VERSION
from evidence.views import page_of
from evidence.vocabulary import RunKind, RunState, Stage, Verdict

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
    from datetime import datetime

    from crawler.run.prober import Key
    from evidence.config import Config
    from evidence.folder import EvidenceFolder
    from evidence.looks.finding import Finding
    from evidence.looks.parts import Wanted
    from evidence.store.due import Due, Only
    from evidence.store.records import Check, Run
    from evidence.verdicts.model import PartSeen, Probe

P = ParamSpec("P")
T = TypeVar("T")
log = logging.getLogger(__name__)


async def _nowhere(_: Journey) -> None:
    """Where no spider walks nothing can be looked at."""


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
    ) -> None:
        self.folder = folder
        self.config = config
        self.store = store
        self.run = run
        self.on_check: Callable[[Finding], None] = lambda _: None
        """called after every finished check: progress"""
        self.oldest_under_way: Callable[[], datetime | None] = lambda: None
        """when the oldest look began that is not finished yet"""
        self.named_sitemaps: Callable[[str], Iterable[str]] = lambda _: ()
        """the sitemaps that a site's robots.txt names"""
        self.look_again: Callable[[Journey], Awaitable[None]] = _nowhere
        """makes one more look from its first request to its last answer, while another waits for it"""
        self.is_beside = False
        """whether another run holds the folder, and seals what this one leaves"""
        self._strange: set[str] = set()
        """WARC files that are none of ours"""
        self.time_is_up = False
        """whether the walk is ended by the night's time budget"""
        self._stack = stack
        self._warcs = files.WarcFiles(folder, store, run.id, SOFTWARE)
        self._rules = rules_of(config.standing)
        self._keeper = Keeper(store, self._warcs, run.id, self._rules)
        self._writer = self._keeper.writer
        self._reading = Reading(self._keeper, folder.path, config.crawl.max_body)
        self.forwards = self._reading.forwards
        self._prober = Prober(store, self._keeper, folder.path, config.crawl.max_body, run.id)
        self._shelf = Shelf(self._reading, self._prober)
        self._drawing = Drawing(config, asked=pictures)
        self.pictures = Pictures(
            store, run, config, self._drawing, self._reading, self._keeper, asked=pictures
        )
        """taken when all looks are made"""
        self._parts = Parts(
            store,
            run.id,
            folder.path,
            config.crawl.max_body,
            self._shelf.put,
            has_browser=self._drawing.is_there,
        )
        self._search = Search(store, run.id, folder.path, config.crawl.max_body)
        self._together = LookingTogether(
            store,
            config,
            self._keeper,
            folder.path,
            on_demand=observers,
            in_thread=self._reading.in_thread,
        )
        self._requisites = Requisites(
            store,
            run.id,
            folder.path,
            config.crawl.max_body,
            self._keeper,
            config.crawl.requisites if run.kind is RunKind.NIGHT else "none",
        )
        self._sitemaps = Sitemaps(self._search.listing, config.crawl.max_body)
        self.faults = OwnFaults(store, config.crawl, self._rules)
        self._targets: list[due.Target] = []
        self._held: list[due.Target] = []
        """another address of their document is looked at for them"""
        self._rounds = [
            self._parted,
            self._readings,
            self._listings,
            self._places,
            self._requisites.ask,
        ]
        self._open: set[str] = set()
        stack.callback(self._drawing.end)
        stack.callback(self._writer.close)
        stack.callback(self._reading.close)

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
        done = runs.looked_at(self.store, self.run.id)
        if urls:
            targets = due.targets(self.store, urls)
            self._targets = [target for target in targets if target.url_id not in done]
            total = len(targets)
        else:
            followed.keep_only(self.store, limits(self.store, self.config))
            now = self.run.started_at
            self._targets = due.due_urls(
                self.store, only=only, now=now, sources=sources, run=self.run.id
            )
            if only == "due":
                self._targets, self._held = due.in_turn(self.store, self._targets, now)
            total = len(self._targets) + due.done(self.store, self.run.id)
        self._open = {target.url_id for target in self._targets}
        if total != self.run.due:
            self.run = runs.plan(self.store, self.run, total)
        try:
            connectivity.require_network(
                (target.url for target in self._targets), self.config.crawl
            )
        except Offline:
            self.run = runs.end(self.store, self.run, RunState.OFFLINE)
            raise

    @property
    def left(self) -> int:
        """URLs that have no verdict in this run yet."""
        return len(self._open)

    def targets(self) -> Iterator[Due]:
        """What is known of each URL to look at."""
        return due.known(self.store, self._targets)

    async def finish(self, journey: Journey) -> list[Journey]:
        """Judge a journey and keep it; returns what to look at first, when it would settle the
        verdict: probes, or the same page with a browser's request.

        What may take seconds to read is read in a thread, so that a hostile PDF does not make live
        pages time out. Raises StoreError when the journey can't be kept.
        """
        first = await self._finished(journey)
        if self._writer.is_due:
            await self._writer.flush()
        return first

    async def _finished(self, journey: Journey) -> list[Journey]:
        if journey.sitemap_of is not None:
            journey.kept = True
            return await self._reading.in_thread(self._sitemaps.answer, journey)
        await self._reading.record(journey)
        if journey.requisite_of is not None:
            journey.kept = True
            return self._requisites.answer(journey)
        if journey.probe_of is not None:
            return await self._probed(journey.probe_of, self._prober.take(journey))
        if journey.second_of is not None:
            looked, finding = journey.second_of
            twice = await self._seen_twice(journey, looked, finding)
            return await self._with_parts(looked, twice, journey)
        against = Against.of(journey.due)
        finding = await self._reading.examined(journey, against, begins=not journey.is_part)
        if finding.wants_probes:
            near, url = self._prober.near(journey.due.url), journey.due.url
            known = await self._reading.in_thread(self._prober.known, url, near) if near else ()
            if not known:
                return self._prober.ask(journey, self._shelf.put(finding))
            finding = await self._reading.in_thread(finding.with_probes, known)
        return await self._settle(journey, finding)

    async def _probed(self, route: Key, kept: list[str]) -> list[Journey]:
        """Go on with those who waited for the probes of a route; nothing is ``kept`` while some are
        out."""
        if not kept:
            return []
        await self._writer.flush()
        waiting, captured = self._prober.answer(route, kept)
        probes = await self._reading.in_thread(self._prober.read, captured)
        more: list[Journey] = []
        while waiting:  # each is let go of when it is judged
            more += await self._judged(*waiting.popleft(), probes)
        return more

    async def _judged(
        self, journey: Journey, finding: Finding, probes: tuple[Probe, ...]
    ) -> list[Journey]:
        """Go on with one that waited for probes."""
        whole = await self._shelf.take(journey, finding)
        judged = await self._reading.in_thread(whole.with_probes, probes)
        return await self._settle(journey, judged)

    async def _settle(self, journey: Journey, finding: Finding) -> list[Journey]:
        """Keep a look; or return what is to be looked at before: the same page with other eyes, before
        it confirms a loss, or the parts that its document is made of."""
        if finding.judgement.verdict is Verdict.MISSING and self._wants_other_eyes(
            journey, finding
        ):
            return [journey.again_as_a_browser(self._shelf.put(finding))]
        return await self._with_parts(journey, finding)

    def _wants_other_eyes(self, journey: Journey, finding: Finding) -> bool:
        may = self.config.crawl.second_look and not journey.is_drawing
        return may and self._keeper.wants_other_eyes(journey, finding)

    async def _with_parts(
        self, journey: Journey, finding: Finding, second: Journey | None = None
    ) -> list[Journey]:
        """Keep a look, or return the looks at the parts of its document that it waits for."""
        # a cited page may stand in another's frame: its document is made of its parts there, too
        alone = journey.is_part and not (journey.levels or journey.due.parts)
        if second is not None:
            return await self._kept_together(journey, finding, second)
        asked = None if alone else await self._parts_of(journey, finding)
        if not asked:
            finding = replace(finding, searched=asked is not None)
            # a page that is made of parts may change around them
            if self._wants_other_eyes(journey, finding):
                return [journey.again_as_a_browser(self._shelf.put(finding))]
            return await self._kept_together(journey, finding)
        # one may have been looked at a moment ago
        await self._writer.written([known_id(self.store, part.url) for part in asked])
        journeys, whole = self._parts.ask(journey, finding, asked, self._open)
        if whole:
            return await self._put_together(*whole)
        first = [one for one in journeys if not one.is_drawing]
        for one in journeys:
            if one.is_drawing:
                first += await self._draw(one)
        return first

    async def _draw(self, journey: Journey) -> list[Journey]:
        """Look at a page as a browser draws it."""
        page = page_of(journey.due.url)
        page_id = known_id(self.store, page)
        journey.begin(None)
        journey.drawn = await self._drawing.open(page, renderings.language(self.store, page_id))
        finding = await self._reading.examined(journey, Against.of(journey.due))
        if journey.drawn.rendered is not None:
            # a picture of what looks the same is there already
            pictures = self.pictures.are_asked or not unchanged(finding.look)
            await self._reading.draw(journey.drawn, page_id, pictures=pictures)
        return await self._with_parts(journey, finding)

    async def _parts_of(self, journey: Journey, finding: Finding) -> list[Wanted] | None:
        """The parts of a page that are to be looked at with it; None where it shows none."""
        found = (
            self._parts.found(journey, finding)
            if self._parts.is_brief(journey, finding)
            else await self._reading.in_thread(self._parts.found, journey, finding)
        )
        noted = self._parts.note(journey, found)
        if journey.wanted:
            urls, now = [one.url for one in journey.wanted], clock.stamp(clock.now())
            await self._writer.put(partial(parts.put_urls, urls=urls, now=now))
        return noted

    async def _kept_together(
        self, journey: Journey, finding: Finding, second: Journey | None = None
    ) -> list[Journey]:
        """Keep a look with what observers say of it, where they are to be asked."""
        finding, more = await self._together.looked(journey, finding, self.look_again)
        return await self._kept(journey, finding, [*([second] if second else []), *more])

    async def _kept(
        self, journey: Journey, finding: Finding, beside: Sequence[Journey] = ()
    ) -> list[Journey]:
        """Keep a look, and those that waited for it alone; ``beside`` are the looks made once more."""
        check = self._keep(journey, finding, beside)
        for page in self._parts.answer(journey.due.url_id, check, finding):
            await self._put_together(*page)
        return []

    async def _put_together(
        self, page: Journey, finding: Finding, seen: tuple[PartSeen, ...]
    ) -> list[Journey]:
        """Judge a page with its parts, and keep it."""
        whole = await self._shelf.take(page, finding)
        return await self._kept(page, whole.with_parts(seen))

    async def _seen_twice(self, second: Journey, first: Journey, finding: Finding) -> Finding:
        """``finding``, judged together with what a browser's request came to."""
        finding = await self._shelf.take(first, finding)
        against = replace(Against.of(first.due), latest=None, probes=finding.look.probes)
        again, observed = await self._reading.examined(second, against), second.observed()
        failure = again.look.failure
        if failure is not None and failure.stage is Stage.INTERNAL:  # it could not be read
            observed = replace(observed, failure=failure, message=None, truncated=None)
        return finding.with_second(SecondLook(observed, unread=again.unread), again)

    def further(self) -> list[Journey]:
        """The looks to make once all before are made; none: the walk is through.

        First those at the other addresses of a document that an address parted from tonight, and at
        the other readings of what is missing as it was most likely meant; then the sitemaps of sites
        that lost something, and the places where that may stand.
        """
        self._writer.finish()
        found: list[Journey] = []
        while self._rounds and not found:
            found = self._rounds[0]()
            if not found or self._rounds[0] != self._requisites.ask:
                del self._rounds[0]
        return found

    def _parted(self) -> list[Journey]:
        if not self._held:
            return []
        found, self._held = due.in_turn(self.store, self._held, self.run.started_at)
        return self._planned(found)

    def _readings(self) -> list[Journey]:
        return self._planned(due.other_readings(self.store, self.run.id, Verdict.MISSING))

    def _planned(self, found: list[due.Target]) -> list[Journey]:
        """Journeys to more of what is due."""
        if not found:
            return []
        self._targets += found
        self._open.update(target.url_id for target in found)
        self.run = runs.plan(self.store, self.run, self.run.due + len(found))
        return [Journey(known) for known in due.known(self.store, found)]

    def _listings(self) -> list[Journey]:
        return self._sitemaps.ask(self._search.sought(), self.named_sitemaps)

    def _places(self) -> list[Journey]:
        return [Journey(known) for known in due.known(self.store, self._search.begin())]

    async def flush(self) -> None:
        """Put what waits for the disk there; raises StoreError when it refuses."""
        await self._writer.flush()

    def _keep(self, journey: Journey, finding: Finding, beside: Sequence[Journey] = ()) -> Check:
        check = self._keeper.keep(journey, finding, beside)
        journey.kept = True
        self._open.discard(journey.due.url_id)
        settled = self.oldest_under_way()
        if not journey.is_drawing:  # how hosts answer us tells the look at the page itself
            self.faults.note(check, journey, finding, settled)
        if not journey.is_part:
            self.on_check(finding)
        return check

    async def close_browser(self) -> None:
        """End the browser, if one was started."""
        await self._drawing.close()

    def end_walk(self, *, finished: bool) -> None:
        """Write what waits. After a whole walk every input has exactly one verdict: see to it.

        Raises Offline when our own network was down; what that coloured is then taken back.
        """
        whole = finished or self.time_is_up
        for journey, finding in self._prober.orphans():
            self._keep_last(journey, finding, None, whole=whole)
        for page in self._parts.orphans():
            self._keep_last(*page, whole=whole)
        if finished and self._open:
            log.error("%d URLs came back without an answer or an error", len(self._open))
            lost = [target for target in self._targets if target.url_id in self._open]
            failure = Failure(Stage.INTERNAL, "lost", "no answer and no error")
            for target in due.known(self.store, lost):
                journey = Journey(target, failure=failure)
                self._keep(journey, self._reading.examine(journey, Against.of(target)))
        self._writer.finish()
        self._warcs.close()
        if whole or self.faults.outage:
            found = self.faults.of_whole(target.url for target in self._targets)
            if found:
                self.run, problem = self.faults.take_back(self.run, found)
                raise problem
        if whole:
            self.faults.set_right(self.run)
            self._search.end(self._rules)
        candidates.decide(self.store, Verdict.MISSING, GOOD)
        if self.run.kind == RunKind.NIGHT and whole:
            follow(self.folder.path, self.store, self.config, self.run.id)
        state = RunState.FINISHED if finished else RunState.INTERRUPTED
        by = runs.TIME_BUDGET if self.time_is_up and not finished else None
        self.run = runs.end(self.store, self.run, state, by)

    def _keep_last(
        self, journey: Journey, finding: Finding, seen: tuple[PartSeen, ...] | None, *, whole: bool
    ) -> None:
        """Keep a look that still waits when the walk is over, with the parts that were ``seen``. Where the
        walk is not ``whole`` nobody waits for it to be read again: it is made anew when the run goes on."""
        if finding.is_bare and not whole:
            return
        if finding.is_bare:
            finding = self._shelf.take_now(journey, finding)
        finding = finding if seen is None else finding.with_parts(seen)
        check = self._keep(journey, finding)
        for page in self._parts.answer(journey.due.url_id, check, finding):
            self._keep_last(*page, whole=whole)

    def close(self) -> None:
        """Seal the night and let go of the folder. Raises StoreError when it can't be sealed, and
        RolledBack where a witness saw another history of it; of a check witnesses hear with the next
        night."""
        if self.is_beside:
            self._stack.close()
            holding.seal_unless_held(self.folder, self.config)
            return
        try:
            if self._warcs.current is None:  # else it was cut off, and the next run seals that, too
                recovery.seal_those_beside(self.folder, self.store, self._strange)
            if self.run.kind == RunKind.NIGHT:
                witnesses.seal(self.folder, self.store, self.config)
            else:
                authorities = timestamps.authorities(self.folder, self.config)
                seals.seal(self.folder, self.store, authorities)
        finally:
            self._stack.close()
