"""What becomes of one look: it is judged and kept, or waits for what would settle its verdict.

It may wait for probes of its route, for the same page with a browser's request, for the parts that its
document is made of, for what observers see. Those are looks, too, and come back here.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from crawler.run.drawing import Drawing
from crawler.run.drawn_probes import DrawnProbes
from crawler.run.journey import Journey
from crawler.run.keeper import Keeper
from crawler.run.parts import Parts
from crawler.run.pictures import Pictures
from crawler.run.prober import Prober
from crawler.run.reading import Reading
from crawler.run.requisites import Requisites
from crawler.run.shelf import Shelf
from crawler.run.sitemaps import Sitemaps
from crawler.run.together import LookingTogether
from evidence import clock
from evidence.errors import TestigoError
from evidence.looks.observed import Against, SecondLook
from evidence.store import parts, renderings
from evidence.store.sources import known_id
from evidence.verdicts.facts import unchanged
from evidence.verdicts.model import Failure
from evidence.views import page_of
from evidence.vocabulary import Cause, Stage, Verdict

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Container, Sequence
    from contextlib import ExitStack
    from datetime import datetime
    from pathlib import Path

    from crawler.run.own_faults import OwnFaults
    from crawler.run.prober import Key
    from evidence.config import Config
    from evidence.custody.warc.files import WarcFiles
    from evidence.looks.finding import Finding
    from evidence.looks.listing import Listing
    from evidence.looks.parts import Wanted
    from evidence.store import Store
    from evidence.store.due import Due
    from evidence.store.records import Check, Run
    from evidence.verdicts.model import PartSeen, Probe
    from evidence.verdicts.series import Rules


async def _nowhere(_: Journey) -> None:
    """Where no spider walks nothing can be looked at."""


class Looking:
    """The looks of one run."""

    def __init__(
        self,
        folder: Path,
        config: Config,
        store: Store,
        run: Run,
        warcs: WarcFiles,
        rules: Rules,
        faults: OwnFaults,
        listing: Listing,
        stack: ExitStack,
        *,
        observers: bool = False,
        pictures: bool = False,
    ) -> None:
        """``faults`` hears of every look, ``listing`` of what sitemaps name; ``stack`` ends what works
        beside the loop."""
        self.on_check: Callable[[str, Verdict], None] = lambda *_: None
        """called after every finished check with the address as cited, and its verdict: progress"""
        self.oldest_under_way: Callable[[], datetime | None] = lambda: None
        """when the oldest look began that is not finished yet"""
        self.look_again: Callable[[Journey], Awaitable[None]] = _nowhere
        """makes one more look from its first request to its last answer, while another waits for it"""
        self.open: set[str] = set()
        """ids of the URLs whose looks were begun and have no verdict in this run yet"""
        self.is_to_come: Callable[[str], bool] = lambda _: False
        """whether the URL with an id is to be looked at for its own sake, and that is not begun yet"""
        self.elsewhere: Container[str] = ()
        """addresses at which others look tonight too, or have: what came of it may not be known here"""
        self.give_away: Callable[[Journey, Sequence[str]], None] = lambda *_: None
        """takes a page that shows some of those: their addresses, and those of all that it shows"""
        self._config, self._store, self._run = config, store, run.id
        most = config.crawl.max_body
        self._keeper = Keeper(store, warcs, run.id, rules)
        self.writer = self._keeper.writer
        self._reading = Reading(self._keeper, folder, most)
        self.forwards = self._reading.forwards
        self._prober = Prober(store, self._keeper, folder, most, run.id)
        self._shelf = Shelf(self._reading, self._prober)
        self._drawing = Drawing(config, asked=pictures)
        self._drawn_probes = DrawnProbes(
            store, self._keeper, folder, most, run.id, self._drawing, self._reading
        )
        self.close_browser = self._drawing.close
        self.pictures = Pictures(
            store, run, config, self._drawing, self._reading, self._keeper, asked=pictures
        )
        """taken when all looks are made"""
        has_browser = self._drawing.is_there
        self._parts = Parts(store, run.id, folder, most, self._shelf.put, has_browser=has_browser)
        self._together = LookingTogether(
            store,
            config,
            self._keeper,
            folder,
            run=run.id,
            on_demand=observers,
            in_thread=self._reading.in_thread,
        )
        self.requisites = Requisites(store, run, folder, config.crawl, self._keeper)
        self.sitemaps = Sitemaps(listing, most)
        self._faults = faults
        stack.callback(self._drawing.end)
        stack.callback(self.writer.close)
        stack.callback(self._reading.close)

    async def finish(self, journey: Journey) -> list[Journey]:
        """Judge a journey and keep it; returns what to look at first, when it would settle the
        verdict: probes, or the same page with a browser's request.

        What may take seconds to read is read in a thread, so that a hostile PDF does not make live
        pages time out. Raises StoreError when the journey can't be kept.
        """
        try:
            first = await self._finished(journey)
        except (OSError, TestigoError):
            raise
        except Exception:
            if not journey.kept:  # what is written of it must have its rows all the same
                self._keeper.let_go(journey)
            raise
        if self.writer.is_due:
            await self.writer.flush()
        return first

    async def _finished(self, journey: Journey) -> list[Journey]:
        if journey.sitemap_of is not None:
            journey.kept = True
            return await self._reading.in_thread(self.sitemaps.answer, journey)
        await self._reading.record(journey)
        if journey.requisite_of is not None:
            journey.kept = True
            return self.requisites.answer(journey)
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
        await self.writer.flush()
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
        may = self._config.crawl.second_look and not journey.is_drawing
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
        await self.writer.written([known_id(self._store, part.url) for part in asked])
        if strange := [part.url for part in asked if self._is_strange(part)]:
            self.give_away(journey, [*strange, *(part.url for part in asked)])
            return []
        journeys, whole = self._parts.ask(journey, finding, asked, self._is_awaited)
        if whole:
            return await self._put_together(*whole)
        first = [one for one in journeys if not one.is_drawing]
        for one in journeys:
            if one.is_drawing:
                is_door = finding.judgement.cause is Cause.WAF
                first += await self._draw(one, is_door=is_door)
        return first

    def _is_awaited(self, url_id: str) -> bool:
        """Whether this run looks at a URL for its own sake, and has not kept it yet."""
        return url_id in self.open or self.is_to_come(url_id)

    def _is_strange(self, part: Wanted) -> bool:
        """Whether others look at a part, and of their look nothing is known here; nor is one to come."""
        return (
            part.url in self.elsewhere
            and not self._is_awaited(known_id(self._store, part.url))
            and parts.in_run(self._store, self._run, part.url) is None
        )

    async def _draw(self, journey: Journey, *, is_door: bool) -> list[Journey]:
        """Look at a page as a browser draws it."""
        page = page_of(journey.due.url)
        page_id = known_id(self._store, page)
        journey.begin(None)
        journey.drawn = await self._drawing.open(
            page, renderings.language(self._store, page_id), is_door=is_door
        )
        finding = await self._reading.examined(journey, Against.of(journey.due))
        if finding.wants_probes:
            language = renderings.language(self._store, page_id)
            probes = await self._drawn_probes.of(page, page_id, language)
            finding = await self._reading.in_thread(finding.with_probes, probes)
        if journey.drawn.rendered is not None:
            pictures = not unchanged(finding.look) or self.pictures.are_wanted_of(page_id)
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
            await self.writer.put(partial(parts.put_urls, urls=urls, now=now))
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

    def _keep(self, journey: Journey, finding: Finding, beside: Sequence[Journey] = ()) -> Check:
        check = self._keeper.keep(journey, finding, beside)
        journey.kept = True
        self.open.discard(journey.due.url_id)
        settled = self.oldest_under_way()
        if not journey.is_drawing:  # how hosts answer us tells the look at the page itself
            self._faults.note(check, journey, finding, settled)
        if not journey.is_part:
            self.on_check(journey.due.url, check.verdict)
        return check

    def end_waiting(self, *, whole: bool) -> None:
        """Keep what still waits when the walk is over. Where that is not ``whole`` nobody waits for a look
        to be read again: it is made anew when the run goes on."""
        for journey, finding in self._prober.orphans():
            self._keep_last(journey, finding, None, whole=whole)
        for page in self._parts.orphans():
            self._keep_last(*page, whole=whole)

    def give_back(self, journey: Journey) -> list[Journey]:
        """Let go of a look that can't be made here, and of all that wait for it; returns those that were
        begun for their own sake."""
        given, left = [], [journey]
        while left:
            one = left.pop()
            if one.kept:
                continue
            one.kept = True
            self._keeper.let_go(one)
            if one.second_of is not None:
                left.append(one.second_of[0])
            elif one.probe_of is not None:
                left += self._prober.give_up(one.probe_of)
            else:
                self.open.discard(one.due.url_id)
                left += self._parts.give_up(one.due.url_id)
                given.append(one)
        return [one for one in given if not one.is_part]

    def lost(self, due: Due) -> None:
        """Keep that a look came back with neither an answer nor an error."""
        failure = Failure(Stage.INTERNAL, "lost", "no answer and no error")
        journey = Journey(due, failure=failure)
        self._keep(journey, self._reading.examine(journey, Against.of(due)))

    def _keep_last(
        self, journey: Journey, finding: Finding, seen: tuple[PartSeen, ...] | None, *, whole: bool
    ) -> None:
        """Keep a look that still waits, with the parts that were ``seen``."""
        if finding.is_bare and not whole:
            return
        if finding.is_bare:
            finding = self._shelf.take_now(journey, finding)
        finding = finding if seen is None else finding.with_parts(seen)
        check = self._keep(journey, finding)
        for page in self._parts.answer(journey.due.url_id, check, finding):
            self._keep_last(*page, whole=whole)
