"""Looks at the parts of a page in the same night, and the page that waits for them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from crawler.run.journey import Journey
from crawler.wire.urls import problem_of
from evidence.domains import domain_of
from evidence.looks.contents import stored_content
from evidence.looks.parts import Wanted, to_draw, wanted
from evidence.looks.stored import seen_part
from evidence.store import due, parts
from evidence.store.sources import known_id
from evidence.verdicts.document import FEW, SHOWING
from evidence.verdicts.model import PartSeen
from evidence.vocabulary import PartRole

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from evidence.content import Content
    from evidence.looks.finding import Finding
    from evidence.store import Store
    from evidence.store.due import Due
    from evidence.store.records import Check, Part

_MOMENT = 65_536
"""Characters of a page that are searched between two answers."""
_FEW_WORDS = 40
"""Main words below which an answer shows no text to compare with, as for the rule ``unrendered``."""
_PAGES = ("text/html", "application/xhtml+xml")
Ready = tuple[Journey, "Finding", tuple[PartSeen, ...]]
"""a page, what it showed, and its parts that came"""


@dataclass(eq=False, slots=True)
class _Page:
    """A page that waits for its parts."""

    journey: Journey
    finding: Finding
    asked: dict[str, Wanted] = field(default_factory=dict)
    """id of its URL -> part"""
    left: set[str] = field(default_factory=set)
    """ids of the URLs that have not answered yet"""
    seen: dict[str, PartSeen] = field(default_factory=dict)

    def whole(self) -> Ready:
        """The page with all the parts that came."""
        seen = tuple(self.seen[key] for key in self.asked if key in self.seen)
        return self.journey, self.finding, seen


class Parts:
    """Knows which pages wait, and for which looks."""

    def __init__(
        self,
        store: Store,
        run_id: str,
        folder: Path,
        max_body: int,
        on_waiting: Callable[[Finding], Finding],
        *,
        has_browser: bool = False,
    ) -> None:
        """``on_waiting`` makes of a finding what is to wait of it."""
        self._store = store
        self._on_waiting = on_waiting
        self._has_browser = has_browser
        self._run = run_id
        self._folder = folder
        self._max_body = max_body
        self._waiting: dict[str, list[_Page]] = {}

    def is_brief(self, journey: Journey, finding: Finding) -> bool:
        """Whether searching a page for its parts takes no more than a moment."""
        content, page = finding.look.content, journey.due
        if content is None:
            return page.is_searched or page.baseline is None
        if content.media_type not in _PAGES:
            return True  # it has none
        return 0 < len(content.html) <= _MOMENT

    def found(self, journey: Journey, finding: Finding) -> list[Wanted] | None:
        """The parts of a page; None where the answer shows no page to search. Asks the database
        nothing."""
        page, look, judgement = journey.due, finding.look, finding.judgement
        found = wanted(look, judgement, page.parts, lambda: self._baseline(page))
        before = next((part for part in page.parts if part.role is PartRole.RENDERED), None)
        drawn = None if journey.is_drawing else to_draw(look, judgement, page.parts)
        if drawn is not None and (self._has_browser or before is not None):
            return [*(found or ()), drawn]
        if before is not None and before.gone_at is None and look.content is not None:
            # the answer itself shows the document by now
            return [*(found or ()), Wanted(PartRole.RENDERED, before.url, is_named=False)]
        return found

    def note(self, journey: Journey, found: list[Wanted] | None) -> list[Wanted] | None:
        """Those :meth:`found` that are to be looked at with the page; None where none were searched
        for."""
        if found is None:
            return None
        known = {part.url for part in journey.due.parts}
        journey.wanted = [
            one
            for one in found
            if (one.role is PartRole.RENDERED or problem_of(one.url) is None)
            # a menu in a frame may offer a file: that is not what the page around it shows
            and (one.role is not PartRole.DOWNLOAD or not journey.is_part or one.url in known)
        ]
        return [
            one
            for one in journey.wanted
            if not one.is_extra and (one.role is not PartRole.RENDERED or one.is_named)
        ]

    def _baseline(self, page: Due) -> Content | None:
        """What the baseline shows; read only where no look has searched it yet."""
        if page.is_searched or page.baseline is None:
            return None
        return stored_content(self._folder, page.baseline, self._max_body)

    def ask(
        self,
        journey: Journey,
        finding: Finding,
        asked: Sequence[Wanted],
        is_awaited: Callable[[str], bool],
    ) -> tuple[list[Journey], Ready | None]:
        """Let the page wait. Returns the looks to make, or the whole document where all of its parts
        have been looked at in this run. ``is_awaited`` says of the id of a URL whether this run looks at it
        anyway and has not kept it yet.
        """
        page = _Page(journey, finding)
        journeys = []
        levels = max(journey.levels - 1, 0) if len(asked) <= FEW else 0
        for one in asked:
            identifier = known_id(self._store, one.url)
            # two spellings of one address are one part
            if identifier in page.asked or self._is_around(identifier, journey):
                continue
            page.asked[identifier] = one
            done = parts.in_run(self._store, self._run, one.url)
            if done is not None:
                seen = seen_part(self._store, done, one.role, is_named=one.is_named)
                page.seen[identifier] = seen
                continue
            page.left.add(identifier)
            # it may be under way for nobody: the page that asked for it was given back
            is_begun = identifier in self._waiting or is_awaited(identifier)
            if not is_begun:
                deeper = levels if one.role in SHOWING else 0
                made = Journey(self._due(one, finding), is_part=True, levels=deeper)
                journeys.append(made)
            self._waiting.setdefault(identifier, []).append(page)
        if not page.left:
            return journeys, page.whole()
        page.finding = self._on_waiting(finding)
        return journeys, None

    def _is_around(self, identifier: str, journey: Journey) -> bool:
        """Whether what a page shows stands around it: two pages that frame one another."""
        own = journey.due.url_id
        if parts.frames_back(self._store, identifier, own):
            return True
        return journey.is_part and self._waits_for(identifier, own)

    def _waits_for(self, page_id: str, part_id: str) -> bool:
        """Whether a page waits for a part, or for one that does."""
        seen, left = {part_id}, [part_id]
        while left:
            for page in self._waiting.get(left.pop(), ()):
                above = page.journey.due.url_id
                if above == page_id:
                    return True
                if above not in seen:
                    seen.add(above)
                    left.append(above)
        return False

    def _due(self, part: Wanted, page: Finding) -> Due:
        """What is known of a part; what took another's place is compared with that one, and a page that a
        browser draws for the first time with what it showed before scripts drew it."""
        found = self._known(part.url)
        if part.role is PartRole.RENDERED and found.baseline is None:
            before = page.look.baseline
            if before is not None and (before.main_words or 0) >= _FEW_WORDS:
                return replace(found, baseline=due.capture(self._store, before.capture_id))
        if part.instead_of is None or found.baseline is not None:
            return found
        return replace(found, baseline=self._known(part.instead_of).baseline)

    def _known(self, url: str) -> Due:
        domain = domain_of(url)
        return next(due.known(self._store, [due.Target(known_id(self._store, url), url, domain)]))

    def answer(self, identifier: str, check: Check, finding: Finding) -> list[Ready]:
        """Take in a look that was kept; returns the pages that waited for nothing else."""
        ready = []
        for page in self._waiting.pop(identifier, ()):
            part = page.asked[identifier]
            change = finding.look.change
            page.seen[identifier] = PartSeen(
                part.role,
                part.url,
                finding.judgement,
                part.is_named,
                check.baseline_id is not None,
                check.id,
                check.change_id,
                change.hunks if change and change.substantial else (),
                finding.text_sha256 or "",
            )
            page.left.discard(identifier)
            if not page.left:
                ready.append(page.whole())
        return ready

    def give_up(self, identifier: str) -> list[Journey]:
        """Nobody waits any more for the URL with this id; returns the looks at the pages that did, which wait
        for nothing else either."""
        pages = self._waiting.pop(identifier, [])
        for page in pages:
            for other in page.left - {identifier}:
                self._waiting[other].remove(page)
        return [page.journey for page in pages]

    def orphans(self) -> list[Ready]:
        """The pages that still wait when the walk is over, with the parts that came."""
        pages = dict.fromkeys(page for group in self._waiting.values() for page in group)
        self._waiting.clear()
        return [page.whole() for page in pages]


def records_of(store: Store, page: Due, found: Sequence[Wanted], at: str) -> list[Part]:
    """The rows of a page's parts that are new or not what they were; ``at`` is when it was looked at."""
    known = {part.url: part for part in page.parts}
    made = []
    for one in found:
        before = known.get(one.url)
        if before is None or (before.gone_at is None) != one.is_named:
            made.append(
                parts.part(
                    store,
                    page.url_id,
                    one.url,
                    one.role,
                    at,
                    is_extra=one.is_extra,
                    known=before,
                    is_named=one.is_named,
                    instead_of=one.instead_of,
                )
            )
    return made
