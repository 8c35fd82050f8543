"""Shards are made of what is due, and put where they are to be walked."""

from __future__ import annotations

import math
import shutil
import time
from array import array
from collections import defaultdict
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.scale import tail
from crawler.scale.others import digest
from crawler.scale.places import AWAY, SHARDS, note_where
from crawler.scale.shard import Task
from crawler.scale.split import Owners, Split, split
from evidence import clock, signing
from evidence.custody.log.seals import chain_of
from evidence.custody.shards import give, out, take
from evidence.errors import StoreError
from evidence.folder import EvidenceFolder
from evidence.store import due, observations, runs
from evidence.store.sources import known_id
from evidence.verdicts.probe import KEEP

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from crawler.run.night import Night
    from crawler.scale.places import Around
    from crawler.scale.team import Team
    from evidence.config import Config
    from evidence.store import Store

_SPREAD = 20
"""Times as many numbers as rows from which on a table by number is no longer smaller than one by name."""
_MOST_SHOWN = 500
"""Addresses that several pages of a lane show, of which each of its shards is given what came of them: a site has a
menu or two in frames, and what one has beside that is looked at in the next round."""


class Making:
    """Makes those of one night."""

    def __init__(self, night: Night, team: Team, around: Around) -> None:
        """They are walked ``around``."""
        self._night = night
        self._team = team
        self._around = around
        self.own = night.folder.path / SHARDS
        """where they are made that go elsewhere from there, and where it stands which are out"""
        self.here = self.own if around.is_far else Path(around.root)
        """where they are made, and taken in"""
        self._shown: defaultdict[str, set[str]] = defaultdict(set)
        """id of a URL that was given back -> the addresses that its page shows and at which others look"""
        self._known = 0
        """number of the check up to which lanes know what was looked at"""

    def _note(self, name: str) -> Path | None:
        """The word in the evidence folder that says where a shard lies; None for one that lies there."""
        if self._around.is_far or self.here != self.own:
            return self.own / f"{name}{AWAY}"
        return None

    def _say_where(self, name: str, *, is_there: bool) -> None:
        if note := self._note(name):
            note_where(note, self._around.of(name), is_there=is_there)

    def split(self, together: Iterable[tuple[str, str]], until: Callable[[], bool]) -> Split:
        """What is not looked at yet, in lanes; domains that are ``together`` in a pair go into one. It is left
        where it is as soon as ``until`` says so: a million take seconds."""
        night, size = self._night, self._team.size
        self._known = runs.before_first_look(night.store, night.run.id)
        numbers, hosts = night.waiting()
        digests = _digests(
            takewhile(lambda _: not until(), due.surts(night.store, numbers)), numbers
        )
        if until():
            return Split(Owners(size), [])
        # one lane for each who walks: all hosts of a lane are asked at once
        return split(numbers, _domains(night.store, numbers, hosts), digests, size, together)

    def note_shown(self, shown: Mapping[str, Iterable[str]]) -> None:
        """URLs (ids) were given back because their pages show addresses at which others look: a shard that has one is
        given what came of that."""
        for url_id, addresses in shown.items():
            self._shown[url_id].update(addresses)

    def questions(self, lanes: int) -> int:
        """How many of the questions to observers that the night has left the next shard of each of so many lanes has;
        a share stays for the night's own walk."""
        if not self._night.config.observer:
            return 0
        asked = observations.asked_in(self._night.store, self._night.run.id)
        return max(0, self._night.config.observe.nightly - asked) // (lanes + 1)

    def task(self, made: Split, number: int) -> Task:
        """The next shard of the lane with this number. Raises FolderError, StoreError, OSError, and nothing is left of
        it."""
        name = f"{self._night.run.id[:8]}-{int(time.time() * 1000):x}-{number}"
        try:
            return self._task(made, number, name, self._config(self.questions(len(made.lanes))))
        except BaseException:
            with suppress(StoreError, OSError):
                self.remove(name)
            shutil.rmtree(self.here / name, ignore_errors=True)
            raise

    def _task(self, made: Split, number: int, name: str, config: Config) -> Task:
        night, lane = self._night, made.lanes[number]
        self._tell(made)
        urls = tuple(one.url_id for one in due.in_rows(night.store, lane.next()))
        shown = {known_id(night.store, url) for one in urls for url in self._shown.get(one, ())}
        shard = EvidenceFolder(self.here / name)
        self._say_where(name, is_there=False)
        made_of = out.Out(name, chain_of(night.store), self._around.of(name))
        out.note(made_of)
        key = give.give(
            night.folder,
            night.store,
            shard,
            urls,
            run=night.run.id,
            probes_since=clock.stamp(clock.now() - KEEP - timedelta(hours=1)),
            beside=shown | lane.shown,
        )
        out.note(replace(made_of, key=key))
        if self._around.is_far:
            self._around.send(name, shard.path)
        self._say_where(name, is_there=True)
        return Task(
            place=self._around.of(name),
            number=number,
            owners=made.owners,
            config=config,
            run=night.run,
            urls=urls,
            sample=night.sample,
            key=key,
            pem=signing.file_of(key).read_bytes(),
            others=lane.others,
            patience=tail.PATIENCE if lane else math.inf,
        )

    def _tell(self, made: Split) -> None:
        """Have lanes know what was looked at meanwhile."""
        for look in runs.looks_since(self._night.store, self._night.run.id, self._known):
            lane = made.lanes[made.owners.of(look.domain)]
            lane.others.note(look.surt)
            if look.is_shared and len(lane.shown) < _MOST_SHOWN:
                lane.shown.add(look.url_id)
            self._known = look.number

    def _config(self, questions: int) -> Config:
        """What is configured, for one of many: those of this machine share its line."""
        config, crawl = self._night.config, self._night.config.crawl
        if self._team.is_here:
            crawl = replace(crawl, concurrency=max(1, crawl.concurrency // self._team.size))
        return replace(config, crawl=crawl, observe=replace(config.observe, nightly=questions))

    def remove(self, name: str) -> None:
        """Remove a shard that was taken in, or is not whole, wherever it lies. Raises StoreError, OSError."""
        if self._around.is_far:
            self._say_where(name, is_there=False)
            self._around.remove(name)
        made = out.known(name)
        take.discard(EvidenceFolder(self.here / name), made.key if made else "")
        if note := self._note(name):
            note.unlink(missing_ok=True)
        out.forget(name)


def _digests(surts: Iterable[tuple[int, str]], numbers: array[int]) -> array[int]:
    """The digests of the addresses in the rows with these numbers, in their order, by their SURTs in any.

    What it takes goes by how many there are: the numbers themselves are whatever a folder's rows say.
    """
    of: array[int] | dict[int, int]
    span = max(numbers, default=-1) + 1
    of = array("I", [0]) * span if span <= _SPREAD * len(numbers) else dict.fromkeys(numbers, 0)
    for number, surt in surts:
        of[number] = digest(surt)
    return array("I", (of[number] for number in numbers))


def _domains(store: Store, numbers: array[int], hosts: array[int]) -> list[str]:
    """The domain of each of these rows, whose hosts have the numbers ``hosts``: read once for each host."""
    one_of = dict(zip(hosts, numbers, strict=True))
    rows = due.in_rows(store, one_of.values())
    domain_of = {host: row.domain for host, row in zip(one_of, rows, strict=True)}
    return [domain_of[host] for host in hosts]
