"""Who leads a night that several walk: hands out shards, takes them in as they end, stops them when it must.

What comes back with less than all is no failure of the night: a URL that leads into a domain of another lane is
handed out again, together with that domain, and a page that shows what another shard looks at, with what came of
that; what is left after that, and what a shard could not do, the night's own walk looks at in the end, when no other is
under way.
"""

from __future__ import annotations

import logging
import math
import signal
import threading
import time
from collections import Counter, deque
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from crawler.run.heard import Said
from crawler.run.outage_watch import GRACE
from crawler.scale.making import Making
from crawler.scale.places import BEAT, SHARDS, TOLD, Around
from crawler.scale.shard import Task, Walked
from crawler.scale.signs import Signs
from crawler.scale.taking import settle_for, taken_once_free
from crawler.scale.worker import work
from evidence.bilingual import Words
from evidence.custody.shards import take
from evidence.errors import FolderError, Offline, StoreDamaged, StoreError
from evidence.folder import EvidenceFolder
from evidence.looks import settle
from evidence.store import due
from evidence.verdicts.settings import rules_of
from evidence.vocabulary import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from types import FrameType

    from crawler.run.night import Night
    from crawler.scale.split import Split
    from crawler.scale.team import Team
    from evidence.errors import TestigoError
    from evidence.verdicts.outage import Outage

log = logging.getLogger(__name__)

_ROUNDS = 3
"""How often what was given back is handed out again, in groups of domains that lead to one another."""
_FEW = 25
"""URLs a worker below which the night's own walk is done sooner: a shard costs a fifth of a
second and has to be made and taken in, and they half a second in all where no host is slow."""
_TRIES = 3
"""How often a shard is handed out whose workers were lost, before what it kept is taken in as it is."""
_POLL = 0.2
"""Seconds between two looks at whether we were told to stop."""
_GONE = 10.0
"""Seconds without a scheduler after which what it has under way is taken in without it."""
_HASTE = 3.5
"""Seconds after a signal in which shards are still taken in; what is left then the next run takes in. A command
that is told to stop is over within five, and the last one begun may be late."""
_TAKING = 0.0005
"""Seconds in which a look is taken in, also where the machine is busy: quiet it takes a fifth (docs/performance.md)."""

_NONE: Mapping[str, int] = {}


class Leader:
    """Leads one night."""

    def __init__(
        self,
        night: Night,
        team: Team,
        *,
        told: Callable[[int, Mapping[Verdict, int]], None] = lambda *_: None,
        remark: Callable[[str], None] = log.warning,
    ) -> None:
        """``told`` hears how many URLs have no verdict yet and how many looks ended in which, ``remark`` what a
        person should know. Raises UsageError where the place of the shards can't be used."""
        self.stopped = False
        """by SIGINT or SIGTERM"""
        self._until = math.inf
        """when we must be gone, since we were told to stop"""
        self._night = night
        self._team = team
        self._told, self._remark = told, remark
        # of this run alone: others may have theirs in the same place, and words of their own
        elsewhere = f"{team.root.rstrip('/')}/{night.run.id}" if team.root else ""
        self._around = Around(elsewhere or str(night.folder.path / SHARDS))
        self._signs = Signs(self._around)
        self._making = Making(night, team, self._around)
        self._settle = settle_for(night.folder, night.config)
        self._began = time.monotonic()
        self._left = self._least = night.left
        self._found: Counter[Verdict] = Counter()
        """what the looks of shards that are taken in ended in"""
        self._asked = 0.0
        """when it was last asked how far shards have come"""
        self._ended_last = -math.inf
        """when a walk has ended last: its hosts were asked until then"""
        self._asked_last: dict[int, float] = {}
        """lane -> when its hosts may have been asked last"""
        self._seen = self._began
        """when the executor was there last"""
        self._problem: TestigoError | None = None
        """why the night can't go on"""
        self._is_broken = False
        """the executor takes nothing any more"""
        self._tries: Counter[str] = Counter()
        self._leads: list[tuple[str, str]] = []
        """domain of a URL that was given back, and the one that it leads to"""
        self._files: list[str] = []
        """WARC files that the index knows nothing of yet"""
        self._outages: list[Outage] = []
        """that shards found"""

    @property
    def may_go_on(self) -> bool:
        """Whether the night's own walk is to look at the rest; else the walk is ended."""
        return not (self.stopped or self._night.time_is_up)

    def lead(self) -> None:
        """Have all that is due looked at, as far as shards can, and leave the night ready for the rest; or end
        its walk, where it can't go on. Raises Offline, StoreError."""
        night = self._night
        try:
            with self._hearing(), self._alive():
                for _ in range(_ROUNDS):
                    if self._is_ending or night.left < _FEW * self._team.size:
                        break
                    made = self._making.split(self._leads, until=lambda: self._is_ending)
                    # where all of it leads to one domain, one process asks that alone
                    if self._is_ending or sum(map(bool, made.lanes)) < 2:
                        break
                    self._leads = []
                    self._round(made)
                    if self.stopped:
                        night.leave()
                    else:
                        night.draw_anew()
        finally:
            if not isinstance(self._problem, StoreDamaged):
                take.index(night.folder, night.store, self._files)
        if isinstance(self._problem, Offline):
            self._take_back()
            night.end_offline()
        if self._problem is not None:
            raise self._problem
        night.time_is_up = self.time_is_up
        night.heard.note(Said(rest=self._rest_after(self._ended_last)))
        if not self.may_go_on:
            night.end_walk(finished=False)
        elif self.seconds_left is not None:
            hours = self.seconds_left / 3600
            crawl = replace(night.config.crawl, night_hours=hours)
            night.config = replace(night.config, crawl=crawl)

    @property
    def time_is_up(self) -> bool:
        """Whether the night is over."""
        return self.seconds_left is not None and self.seconds_left <= 0

    @property
    def seconds_left(self) -> float | None:
        """Of the night; None without a limit."""
        hours = self._night.config.crawl.night_hours
        return hours * 3600 - (time.monotonic() - self._began) if hours else None

    @property
    def _is_ending(self) -> bool:
        return self.stopped or self._is_broken or self.time_is_up or self._problem is not None

    def _round(self, made: Split) -> None:
        todo = deque(number for number, lane in enumerate(made.lanes) if lane)
        """lanes whose next shard may be made: the one before it was taken in"""
        out: dict[Future[Walked], Task] = {}
        is_told = False
        self._asked_last = dict.fromkeys(range(len(made.lanes)), self._ended_last)
        while out or (todo and not self._is_ending):
            if todo and not self._is_ending:
                task = self._made(made, todo.popleft())
                if task is not None:
                    self._submit(task, out)
            may_make = todo and not self._is_ending
            ended, _ = wait(out, 0 if may_make else _POLL, FIRST_COMPLETED)
            self._require_sound()
            for one in ended:
                task = out.pop(one)
                if self._ended(one, task, out) and made.lanes[task.number]:
                    todo.append(task.number)
            self._tell(out.values())
            if out and self._is_lost():
                self._broken(ConnectionError("its scheduler is gone"))
                self._signs.stop()
                for task in out.values():
                    self._take(task)
                break
            if self._is_ending and not is_told:
                is_told = True
                self._signs.stop()

    def _require_sound(self) -> None:
        try:
            self._night.require_sound()
        except StoreDamaged as damage:
            self._problem = damage

    def _tell(self, under_way: Collection[Task]) -> None:
        """Say how far the night has come, by what those who walk say of their shards."""
        now = time.monotonic()
        if self._around.is_far and now - self._asked < BEAT:
            return
        self._asked = now
        found = self._found.copy()
        for task in under_way:
            found.update(self._around.told(task.name))
        self._least = min(self._least, self._left - found.total() + self._found.total())
        self._told(max(0, self._least), found)

    def _is_lost(self) -> bool:
        """Whether the executor has not been there for too long."""
        now = time.monotonic()
        if self._team.is_there():
            self._seen = now
        return now - self._seen > _GONE

    def _made(self, made: Split, number: int) -> Task | None:
        """A shard; None where none can be made: what it was to hold, the night's own walk looks at. Raises
        StoreDamaged."""
        try:
            return self._making.task(made, number)
        except StoreDamaged:
            raise
        except (StoreError, FolderError, OSError) as problem:
            self._broken(problem, "no shard can be made")
            return None

    def _submit(self, task: Task, out: dict[Future[Walked], Task]) -> None:
        left = self.seconds_left
        heard = self._night.heard.said()
        seconds = max(left, 1.0) if left is not None else 0.0
        heard = Said(heard.peace, rest=self._rest_after(self._asked_last[task.number]))
        task = replace(task, seconds=seconds, heard=heard)
        self._tries[task.name] += 1
        try:
            out[self._team.executor.submit(work, task)] = task
        except Exception as problem:  # noqa: BLE001 - whatever an executor raises that is broken
            self._broken(problem)
            self._take(task)

    def _rest_after(self, asked: float) -> float:
        """Seconds for which hosts are still left alone that were asked until then."""
        return max(0.0, asked + self._night.config.crawl.delay - time.monotonic())

    def _ended(self, future: Future[Walked], task: Task, out: dict[Future[Walked], Task]) -> bool:
        """Take in what became of a shard; whether that was done, and its lane may go on. One whose worker was lost is
        handed out once more."""
        self._ended_last = self._asked_last[task.number] = time.monotonic()
        try:
            walked = future.result()
        except StoreError as problem:  # a full disk is so for all
            self._problem = self._problem or problem
            walked = Walked({}, is_whole=False)
        except FolderError as problem:
            self._remark(str(problem))
            walked = Walked({}, is_whole=False)
        except Exception as problem:  # noqa: BLE001 - a lost worker, in the words of its executor
            log.info("%s: %s", task.name, problem)
            if self._tries[task.name] < _TRIES and not self._is_ending:
                self._submit(task, out)
                return False
            walked = Walked({}, is_whole=False)
        log.info(
            Words(
                "{task}: {seconds:.2f} s of processor", "{task}: {seconds:.2f} s de procesador"
            ).of(task=task.name, seconds=walked.processor)
        )
        if walked.offline is not None:
            self._problem = self._problem or walked.offline
        if walked.outage is not None:
            self._outages.append(walked.outage)
        self._night.heard.note(walked.heard)
        for url_id, domain in walked.given_back.items():
            self._leads.append((due.of_ids(self._night.store, [url_id])[0].domain, domain))
        self._making.note_shown(walked.shown)
        return self._take(task, walked.verdicts)

    def _take(self, task: Task, verdicts: Mapping[str, int] = _NONE) -> bool:
        """Take a shard in; whether that was done."""
        if isinstance(self._problem, StoreDamaged):
            return False  # it waits for the folder to be mended
        looks = sum((verdicts or self._around.told(task.name)).values())
        if time.monotonic() + looks * _TAKING > self._until:
            self._remark(
                f"shard {task.name} is left to the next run, which takes its {looks} looks in"
            )
            return False
        shard = EvidenceFolder(self._making.here / task.name)
        try:
            if self._around.is_far:
                self._around.fetch(task.name, shard.path)
            taken = taken_once_free(
                self._night.folder, self._night.store, shard, task.key, self._settle
            )
        except (
            FolderError,
            OSError,
        ) as problem:  # the next run tries once more, and keeps it apart
            self._remark(f"shard {task.name} stays where it is for now ({problem})")
            return False
        self._files += taken.files
        log.info(
            Words("{task}: {count} looks taken in", "{task}: revisiones incorporadas, {count}").of(
                task=task.name, count=taken.looks
            )
        )
        self._left -= looks
        self._found.update({Verdict(one): count for one, count in verdicts.items()})
        try:
            self._making.remove(task.name)
            self._around.remove(f"{task.name}{TOLD}")
        except OSError as problem:  # the next run does, and finds nothing new in it
            self._remark(f"shard {task.name} is taken in, and stays where it is ({problem})")
        return True

    def _take_back(self) -> None:
        """What an outage coloured that one shard found, in those that had not found it when they were stopped."""
        night = self._night
        for outage in self._outages:
            settle.take_back_all(
                night.store, night.run, outage, GRACE, rules_of(night.config.standing)
            )

    def _broken(self, problem: Exception, what: str = "nobody takes shards any more") -> None:
        if not self._is_broken:
            self._is_broken = True
            self._remark(f"{what} ({problem}): the rest is looked at here")

    @contextmanager
    def _alive(self) -> Iterator[None]:
        """Say all the while that we are there."""
        try:
            self._signs.begin()
        except Exception as problem:  # noqa: BLE001 - whatever the client of a store raises
            self._broken(problem, f"shards can't lie at {self._around.root}")
        try:
            yield
        finally:
            self._signs.end()
            for place in {self._making.own, self._making.here}:
                with suppress(OSError):
                    place.rmdir()

    @contextmanager
    def _hearing(self) -> Iterator[None]:
        """SIGINT and SIGTERM stop the shards, as they stop a walk; a second one is as it was before."""
        before: dict[signal.Signals, Any] = {}

        def hear(number: int, frame: FrameType | None) -> None:
            if self.stopped:
                handler = before[signal.Signals(number)]
                if callable(handler):
                    handler(number, frame)
            else:
                self._until = time.monotonic() + _HASTE
                self._signs.stop()
            self.stopped = True

        if threading.current_thread() is threading.main_thread():
            before = {one: signal.signal(one, hear) for one in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for one, handler in before.items():
                signal.signal(one, signal.SIG_DFL if handler is None else handler)
