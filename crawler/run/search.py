"""The search for documents that are gone at their address: at the end of a walk, before the night is
over, by ordinary looks at a few other addresses."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import islice
from typing import TYPE_CHECKING

from crawler.wire.urls import problem_of
from evidence import clock
from evidence.bilingual import Words
from evidence.domains import domain_of
from evidence.errors import RecordError
from evidence.identity import identity_key
from evidence.looks.contents import stored_content
from evidence.looks.listing import Listing, names
from evidence.looks.settle import resettle
from evidence.looks.siblings import expected
from evidence.looks.sketch import sketch_of
from evidence.looks.standings import record_of, standing_of
from evidence.looks.stored import Looks
from evidence.looks.whereabouts import MOST, Identity, SeenThere, name_of, seen_alone
from evidence.store import checks, due, looks, parts, whereabouts
from evidence.store.sources import known_id
from evidence.verdicts.series import Seen
from evidence.verdicts.standing import advance
from evidence.vocabulary import Cause, PlaceKind, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from evidence.looks.sketch import Sketch
    from evidence.store import Store
    from evidence.store.checks import StoredCheck
    from evidence.store.records import Standing, Whereabouts
    from evidence.store.whereabouts import LostUrl, Move, Place
    from evidence.verdicts.series import Rules

_NEIGHBOURS = 300
"""Pages of one owner that are compared with one lost page."""
_SKETCHES = 2_000
"""Pages that are read for comparing in one run: some ten seconds."""
_LOOKS = 2_000
"""Addresses that one run looks at for lost documents: a night of 100,000 that loses a whole portal is
not made half as long again."""
_ANOTHERS = frozenset({Cause.PARKED, Cause.TAKEN_OVER, Cause.DOMAIN_GONE})
"""Whoever answers for the site now, if anybody does, knows nothing of the document."""
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Lost:
    """A document that is looked for."""

    standing: Standing
    url: LostUrl
    identity: Identity | None
    """None where nothing is known of what it showed"""
    found: list[Place]
    """where the search before found it"""
    candidates: dict[str, PlaceKind] = field(default_factory=dict)
    """address -> how it was come upon"""


class Search:
    """Knows what a run lost, and where that may stand. Used twice: :meth:`begin` when the walk is
    through, and :meth:`end` when the looks that it asked for are kept."""

    def __init__(self, store: Store, run_id: str, folder: Path, max_body: int) -> None:
        self._store = store
        self._run = run_id
        self._folder = folder
        self._max_body = max_body
        self._looks = Looks(folder, store, max_body)
        self._begun = False
        self._moved: dict[str, list[Move]] = {}
        self._sketches: dict[str, Sketch | None] = {}
        self.listing = Listing()
        """what sitemaps name, as far as it bears the name of something lost"""

    def sought(self) -> list[str]:
        """The addresses of what is not found yet and may stand under its name at another, which
        :attr:`listing` looks out for from now on."""
        sought = [
            one for one in self._lost if not one.found and one.standing.cause not in _ANOTHERS
        ]
        for one in sought:
            self.listing.seek(one.url.domain, self._names(one))
        return [one.url.url for one in sought]

    def _names(self, one: _Lost) -> tuple[str, ...]:
        titles = whereabouts.labels(self._store, one.standing.url_id)
        if one.identity is not None:
            titles.append(self._title(one.identity))
        return names(one.url.url, titles)

    def _title(self, one: Identity) -> str:
        try:
            return one.title
        except RecordError:
            return ""

    def begin(self) -> list[due.Target]:
        """The addresses to look at, that this run has not looked at yet."""
        self._choose()
        found = (place.url for one in self._lost for place in one.found)
        wanted = dict.fromkeys((*found, *(url for one in self._lost for url in one.candidates)))
        new = (url for url in wanted if parts.in_run(self._store, self._run, url) is None)
        asked = list(islice(new, _LOOKS))
        parts.put_urls(self._store, asked, clock.stamp(clock.now()))
        targets = (due.Target(known_id(self._store, url), url, domain_of(url)) for url in asked)
        # two spellings of one address are one
        return list({target.url_id: target for target in targets}.values())

    @cached_property
    def _lost(self) -> list[_Lost]:
        """All that the walk found lost, when it is over."""
        return [self._known(*found) for found in whereabouts.lost(self._store, self._run)]

    def _known(self, standing: Standing, url: LostUrl) -> _Lost:
        places = whereabouts.places(self._store, standing.url_id)
        found = [place for place in places if place.certain]
        return _Lost(standing, url, self._identity(standing, url), found)

    def _choose(self) -> None:
        """Which addresses each is looked for at."""
        self._begun = True
        for one in self._lost:
            own = identity_key(one.url.url).partition("#")[0]
            for place, how in self._found(one):
                if len(one.candidates) == MOST:
                    break
                if problem_of(place) is None and identity_key(place).partition("#")[0] != own:
                    one.candidates.setdefault(place, how)

    def _found(self, one: _Lost) -> Iterator[tuple[str, PlaceKind]]:
        """Addresses at which a document may stand, the best first: where it was found before, what
        showed the same, and then what only points there."""
        url_id, url = one.standing.url_id, one.url
        for place in one.found:
            yield place.url, place.how
        for same in one.identity.places() if one.identity else ():
            yield same.url, PlaceKind.SAME_BYTES if same.same_bytes else PlaceKind.SAME_TEXT
        if one.found:  # that is enough to look at, and most nights find it there again
            return
        for target in self._alike(one):
            yield target, PlaceKind.SAME_TEXT
        for target in whereabouts.redirected(self._store, url_id):
            yield target, PlaceKind.REDIRECTED_ONCE
        for target in expected(url.url, self._moves(url)):
            yield target, PlaceKind.SIBLING_PATTERN
        name = name_of(url.url)
        for target in whereabouts.listed(self._store, url_id, url.domain, name):
            yield target, PlaceKind.LISTED
        for target in self.listing.places(url.domain, self._names(one)):
            yield target, PlaceKind.LISTED
        for target in whereabouts.archived(self._store, url_id):
            yield target, PlaceKind.ARCHIVE

    def _moves(self, url: LostUrl) -> list[Move]:
        if url.host not in self._moved:
            self._moved[url.host] = whereabouts.moves(self._store, url.host, url.domain)
        return self._moved[url.host]

    def _alike(self, one: _Lost) -> list[str]:
        """Living addresses of the same owner that showed much the same text."""
        try:
            if one.identity is None or one.identity.sketch is None:
                return []
        except RecordError as error:
            log.warning(
                Words(
                    "{url} is not looked for by its text: {why}",
                    "{url} no se busca por su texto: {why}",
                ).of(url=one.url.url, why=error)
            )
            return []
        near = whereabouts.neighbours(
            self._store, one.standing, one.url.domain, one.identity.media_type, _NEIGHBOURS
        )
        sketches = ((other.url, self._sketch(other.capture_id)) for other in near)
        return one.identity.alike((url, sketch) for url, sketch in sketches if sketch is not None)

    def _sketch(self, capture_id: str) -> Sketch | None:
        """The sketch of what a look captured; None once a run has read enough, or for a damaged
        record."""
        if capture_id not in self._sketches and len(self._sketches) < _SKETCHES:
            capture = due.capture(self._store, capture_id)
            assert capture is not None, "a foreign key holds it"
            try:
                content = stored_content(self._folder, capture, self._max_body)
                self._sketches[capture_id] = sketch_of(content)
            except RecordError as error:
                log.warning(
                    Words(
                        "a capture can't be compared: {why}",
                        "una captura no se puede comparar: {why}",
                    ).of(why=error)
                )
                self._sketches[capture_id] = None
        return self._sketches.get(capture_id)

    def _identity(self, standing: Standing, url: LostUrl) -> Identity | None:
        """What it takes to know a document again: of a viewer, the file that it showed, in however many
        frames. Of a page with several parts nobody can say what all of it is."""
        baseline_id, url_id, within = standing.baseline_id, standing.url_id, {standing.url_id}
        while made := [one for one in parts.of_page(self._store, url_id) if not one.is_extra]:
            url_id = made[0].url_id
            if len(made) > 1 or url_id in within:
                return None
            within.add(url_id)
            shown = looks.standing(self._store, url_id)
            baseline_id = shown.baseline_id if shown else None
        baseline = due.capture(self._store, baseline_id)
        if baseline is None:
            return None
        same = whereabouts.showing(self._store, baseline.payload_sha256, baseline.text_sha256)
        return Identity(url.url, baseline, same, self._folder, self._max_body)

    def end(self, rules: Rules) -> None:
        """Judge what the looks showed, and keep what they say of each document. Where the walk had no
        time to search, what it looked at anyway tells."""
        if not self._begun:
            self._choose()
        at = clock.stamp(clock.now())
        searched = []
        for one in self._lost:
            before = looks.standing(self._store, one.standing.url_id)
            rows = list(self._rows(one, at))
            found = any(row.certain for row in rows)
            told = {row.place_id for row in rows}
            missed = any(place.place_id not in told for place in one.found)
            if before is None or not rows or (missed and not found):
                continue  # where it was found nobody looked: nothing new is known
            seen = Seen(Cause.ELSEWHERE, clock.parse(at), found=found)
            after = advance(standing_of(before), seen, rules)
            made = record_of(after, before.url_id, before.baseline_id, before.check_id, rules)
            searched.append((before, made, rows))
        if searched:
            whereabouts.put(self._store, searched, partial(resettle, rules=rules))

    def _rows(self, one: _Lost, at: str) -> Iterator[Whereabouts]:
        """What the search came to at each candidate."""
        before = {place.url: place for place in one.found}
        for url, how in one.candidates.items():
            check_id = parts.in_run(self._store, self._run, url)
            stored = checks.stored(self._store, check_id) if check_id else None
            if stored is None:
                continue
            seen, place = self._seen(one, stored), before.get(url)
            if place is not None and seen.unseen and self._may_stand(place):
                yield self._row(one, stored, at, place.how, (True, True, place.since))
                continue
            since = one.identity.since(stored.check.url_id) if one.identity else None
            told = (seen.same is not None, seen.is_there, since or stored.check.checked_at)
            yield self._row(one, stored, at, seen.same or how, told)

    def _seen(self, one: _Lost, place: StoredCheck) -> SeenThere:
        if one.identity is None:
            return seen_alone(place)
        try:
            return one.identity.seen(self._looks, place)
        except RecordError as error:
            log.warning(
                Words("{url} can't be compared: {why}", "{url} no se puede comparar: {why}").of(
                    url=place.url, why=error
                )
            )
            return SeenThere(is_there=False, unseen=True)

    def _may_stand(self, place: Place) -> bool:
        """Whether a place that could not be seen is not known to be lost itself."""
        standing = looks.standing(self._store, place.place_id)
        return standing is None or standing.verdict is not Verdict.MISSING

    def _row(
        self, one: _Lost, place: StoredCheck, at: str, how: PlaceKind, told: tuple[bool, bool, str]
    ) -> Whereabouts:
        certain, is_there, since = told
        return whereabouts.row(
            one.standing.url_id,
            place.check.url_id,
            how,
            certain=certain,
            is_there=is_there,
            since=since,
            searched_at=at,
            check_id=place.check.id,
            run_id=self._run,
        )
