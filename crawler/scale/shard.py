"""One shard of a night, walked by a run of its own: the looks at what it was given, and nothing around them.

What concerns the whole night is left to who leads it: sources, web archives, where what is lost may stand,
what was ours to blame over several shards, the run's end and its seal.
"""

from __future__ import annotations

import math
import threading
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from crawler.run import holding
from crawler.run.frontier import Frontier
from crawler.run.heard import Said
from crawler.run.night import Night
from crawler.run.sitemaps import site_of
from crawler.scale.tail import Tail
from crawler.spiders.walk import walk
from crawler.wire import connectivity
from evidence.custody.log import seals
from evidence.errors import Offline
from evidence.folder import EvidenceFolder
from evidence.store import Store, due, runs
from evidence.vocabulary import RunState, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Sequence
    from pathlib import Path

    from crawler.scale.split import Owners
    from evidence.config import Config
    from evidence.store.records import Run
    from evidence.verdicts.outage import Outage

_NOTHING = Said()
_SAY = 0.3
"""Seconds between two words of how far a walk has come: enough to look alive."""


@dataclass(frozen=True, slots=True)
class Task:
    """What whoever walks a shard has to know; it travels with the call, and none of it lies in the shard."""

    place: str
    """of the shard: a path, or an address that fsspec knows"""
    number: int
    """of its lane"""
    owners: Owners
    config: Config
    run: Run
    urls: tuple[str, ...]
    """ids, the most pressing first"""
    sample: tuple[str, ...]
    """addresses of different hosts, of the whole night: is our own network up?"""
    key: str
    """fingerprint of the shard's key"""
    pem: bytes
    """the private key, for a machine that does not have it"""
    seconds: float = 0.0
    """how long to look at most; 0 is no limit"""
    heard: Said = _NOTHING
    """what hosts told other walks of the night"""
    patience: float = math.inf
    """seconds after which a tail of few hosts is left for later, where another shard of its lane waits"""
    others: Container[str] = ()
    """addresses of its domains that are looked at tonight, by which shard of its lane soever"""

    @property
    def name(self) -> str:
        """The shard's own."""
        return self.place.rstrip("/").rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Walked:
    """What became of a shard; what it kept lies in it."""

    given_back: dict[str, str]
    """id of each URL that leads to a domain which others ask tonight, or to what they look at -> its domain"""
    is_whole: bool
    """whether nothing is left but what was given back"""
    offline: Offline | None = None
    """our own network was down, or the clock wrong"""
    outage: Outage | None = None
    """what of ours was at fault, where that is so"""
    verdicts: dict[str, int] = field(default_factory=dict)
    """how many of its looks ended in which verdict"""
    processor: float = 0.0
    """seconds that its process and those that this started were at work"""
    heard: Said = _NOTHING
    """what hosts told it"""
    shown: dict[str, list[str]] = field(default_factory=dict)
    """id of each URL that was given back because its page shows addresses at which others look -> those"""


class ShardNight(Night):
    """A night in one shard."""

    _leaves_the_tail = False

    @classmethod
    def of(cls, task: Task, folder: EvidenceFolder) -> ShardNight:
        """Hold the shard, mend what a killed walk left, and go on where that stood.

        Raises FolderBusy where somebody walks it, FolderError, StoreError, and Offline when nothing at all
        can be reached.
        """
        with ExitStack() as stack:
            holding.held(folder, stack, alone=True)
            store = Store(folder.database)
            stack.callback(store.close)
            strange = holding.begun(folder, store)
            night = cls(folder, task.config, store, task.run, stack, named_after=task.name)
            night._strange = strange
            night._begin(task)
            night._stack = stack.pop_all()
            return night
        raise AssertionError("unreachable")

    def _begin(self, task: Task) -> None:
        done = runs.looked_at(self.store, self.run.id)
        wanted = (one for one in due.of_ids(self.store, task.urls) if one.url_id not in done)
        self._frontier = Frontier(due.queued(self.store, wanted), self.config.crawl)
        self.looks.is_to_come = self._is_to_come
        self.owns = lambda domain: task.owners.of(domain) == task.number
        self.looks.elsewhere, self.looks.give_away = task.others, self.give_away
        self.heard.note(task.heard)
        self.takes_pictures = False
        self._rounds = []
        self._sample = list(task.sample)
        if self._frontier:
            connectivity.require_network(self._sample, self.config.crawl)

    def leave_the_tail(self) -> None:
        """End the walk; the rest is looked at later tonight. Any thread may call it, as often as it likes."""
        if not self._leaves_the_tail and not self.time_is_up:
            self._leaves_the_tail = True
            self.end_early()

    def end_walk(self, *, finished: bool) -> None:
        """Write what waits. Raises Offline when our own network was down."""
        if self._leaves_the_tail:
            self.time_is_up = (
                False  # what waits for a part of its document is looked at with the rest
            )
        finished = self._is_through(finished=finished)
        self._end_looks(finished=finished)
        self.faults.set_right(self.run, whole=False)
        state = RunState.FINISHED if finished else RunState.INTERRUPTED
        self.run = replace(self.run, state=state)  # for whoever asks here: the run itself goes on

    def close(self) -> None:
        """Seal the shard and let go of it. Raises StoreError."""
        try:
            seals.seal(self.folder, self.store)
        finally:
            self._stack.close()


class _Counting:
    """Counts what looks end in, and says so a few times a second, also while all wait for one host."""

    def __init__(
        self,
        night: ShardNight,
        urls: Sequence[str],
        said: Callable[[dict[str, int]], None],
        *,
        patience: float,
    ) -> None:
        """``urls``: ids of those that the shard was given; some may have been looked at before a walk was cut off.
        ``patience``: seconds after which a tail of few hosts is left for later."""
        before = runs.verdicts_at(night.store, night.run.id, urls)
        self.counts = Counter({str(verdict): count for verdict, count in before.items()})
        self.lost: set[str] = set()
        """sites that miss something"""
        self._night = night
        self._tail = Tail(patience)
        self._began = time.monotonic()
        self._said = said
        self._over = threading.Event()
        self._saying = threading.Thread(target=self._say, daemon=True)

    def __enter__(self) -> _Counting:
        self._saying.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._saying.join()

    def count(self, url: str, verdict: Verdict) -> None:
        """A look has ended."""
        self.counts[str(verdict)] += 1
        if verdict is Verdict.MISSING:
            self.lost.add(site_of(url))

    def _say(self) -> None:
        last: Counter[str] = Counter()
        while not self._over.wait(_SAY):
            now = self.counts.copy()
            self._leave_the_tail(now.total() + len(self._night.given_back))
            if now == last:
                continue
            last = now
            try:
                self._said(dict(now))
            except OSError:  # nobody listens any more: the walk hears of that elsewhere
                return

    def _leave_the_tail(self, done: int) -> None:
        if self._tail.is_all_there_is(time.monotonic() - self._began, done):
            self._night.leave_the_tail()


def walk_here(task: Task, place: Path, said: Callable[[dict[str, int]], None]) -> Walked:
    """Walk the shard at ``place`` in this process; ``said`` hears now and then how many of its looks ended in
    which verdict. Raises FolderBusy, FolderError, StoreError."""
    crawl = replace(task.config.crawl, night_hours=task.seconds / 3600)
    task = replace(task, config=replace(task.config, crawl=crawl))
    try:
        night = ShardNight.of(task, EvidenceFolder(place))
    except Offline as problem:
        return Walked({}, is_whole=False, offline=problem)
    try:
        with _Counting(night, task.urls, said, patience=task.patience) as counting:
            night.looks.on_check = counting.count
            finished = walk(night) if night.left else True
    except Offline as problem:
        outage = night.faults.taken_back
        return Walked(night.given_back, is_whole=False, offline=problem, outage=outage)
    finally:
        night.close()
    named = {site: tuple(found) for site in counting.lost if (found := night.named_sitemaps(site))}
    heard = Said(night.heard.said().peace, named)
    return Walked(
        night.given_back,
        is_whole=finished,
        verdicts=dict(counting.counts),
        heard=heard,
        shown=night.shown,
    )
