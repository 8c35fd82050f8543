"""The machine's processes: forks of one that has imported everything, killed without a last word."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import traceback
import uuid
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Any

from tests.simulation import network
from tests.simulation.disk import DISK
from tests.simulation.shared import CELLS, PROCESSES
from tests.simulation.steps import taken

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.simulation.network import World


@dataclass(frozen=True)
class Done:
    """A process that is over."""

    pid: int
    code: int
    """its exit code, negative for a signal"""
    counts: dict[str, int]
    """steps of each kind"""
    peak: int
    """kilobytes of memory"""

    @property
    def steps(self) -> int:
        """All of them."""
        return self.counts.get("", 0)


def kill() -> None:
    """This process is gone, in the middle of whatever it did."""
    os.kill(os.getpid(), signal.SIGKILL)


def cut_power(chance: Random) -> Callable[[], None]:
    """The machine is off, with all that the disk did not hold for certain."""

    def off() -> None:
        DISK.lose(chance)
        kill()

    return off


class Spawner:
    """A process that has never opened a database, from which the others are forked: SQLite's
    connections do not survive a fork."""

    def __init__(self, body: Callable[[Any], int], log: Path) -> None:
        """``body`` is what a process does with what :meth:`run` is given."""
        self._body, self._log = body, log
        self._orders, self._answers = os.pipe(), os.pipe()
        self._pid = os.fork()
        if self._pid == 0:
            try:
                self._serve()
            finally:
                os._exit(0)
        os.close(self._orders[0])
        os.close(self._answers[1])
        self._to = os.fdopen(self._orders[1], "wb")
        self._back = os.fdopen(self._answers[0], "rb")

    def run(self, order: Any) -> Done:
        """Let a process do its work, to its end or to that of its plan."""
        CELLS[PROCESSES] += 1
        pickle.dump(order, self._to)
        self._to.flush()
        done: Done = pickle.load(self._back)
        return done

    def close(self) -> None:
        """No process will be asked for any more."""
        self._to.close()
        self._back.close()
        os.waitpid(self._pid, 0)

    def _serve(self) -> None:
        os.close(self._orders[1])
        os.close(self._answers[0])
        orders, answers = os.fdopen(self._orders[0], "rb"), os.fdopen(self._answers[1], "wb")
        while True:
            try:
                order = pickle.load(orders)
            except EOFError:
                return
            pickle.dump(self._run(order), answers)
            answers.flush()

    def _run(self, order: Any) -> Done:
        pid = os.fork()
        if pid == 0:
            self._child(order)
        _, status, used = os.wait4(pid, 0)
        return Done(pid, os.waitstatus_to_exitcode(status), taken(), used.ru_maxrss)

    def _child(self, order: Any) -> None:
        code = 70
        try:
            self._log.parent.mkdir(exist_ok=True)
            out = os.open(self._log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(out, 1)
            os.dup2(out, 2)
            code = self._body(order)
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
        except BaseException:  # noqa: BLE001 - what Python prints, and its exit code
            traceback.print_exc()
            code = 1
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)


def seed_ids(seed: str) -> None:
    """Ids are drawn from ``seed``, so that a seed that fails fails again."""
    chance = Random(seed)
    uuid.uuid4 = lambda: uuid.UUID(int=chance.getrandbits(128), version=4)


def reactor_on(world: World) -> None:
    """Give this process a reactor whose connections lead into ``world``."""
    from scrapy.utils.reactor import install_reactor, is_reactor_installed

    from crawler.run import reactor as ours

    if not is_reactor_installed():
        install_reactor(ours._REACTOR)
    from twisted.internet import reactor

    given: Any = reactor
    network.on_reactor(given, world)
