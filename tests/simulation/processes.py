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
    """A process that is over, or stands still."""

    pid: int
    code: int | None
    """its exit code, negative for a signal; None while it stands still"""
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


def stand_still() -> None:
    """This process does nothing more until it is woken."""
    os.kill(os.getpid(), signal.SIGSTOP)


def cut_power(chance: Random) -> Callable[[], None]:
    """The machine is off, with all that the disk did not hold for certain."""

    def off() -> None:
        DISK.lose(chance)
        kill()

    return off


class Spawner:
    """A process that has never opened a database, from which the others are forked: SQLite's
    connections do not survive a fork."""

    def __init__(self, body: Callable[[Any], int], logs: Path) -> None:
        """``body`` is what a process does with what :meth:`run` is given."""
        self._body, self._logs = body, logs
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

    def begin(self, order: Any) -> int:
        """A process that stands still before its first step; returns its id."""
        CELLS[PROCESSES] += 1
        return self._asked(order).pid

    def wake(self, pid: int) -> Done:
        """Let a process go on until it ends or stands still again; one that was killed has its end."""
        return self._asked(pid)

    def _asked(self, order: Any) -> Done:
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
        pid = order if isinstance(order, int) else os.fork()
        if pid == 0:
            self._child(order)
        if pid == order:
            os.kill(pid, signal.SIGCONT)
        _, status, used = os.wait4(pid, os.WUNTRACED)
        code = None if os.WIFSTOPPED(status) else os.waitstatus_to_exitcode(status)
        return Done(pid, code, taken(), used.ru_maxrss)

    def _child(self, order: Any) -> None:
        code = 70
        try:
            os.setpgid(0, 0)  # as a run that a service starts: it is killed with all its workers
            stand_still()
            out = os.open(self._logs / order.log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
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
