"""SIGINT and SIGTERM, from a command's first moment to its last: it ends with exit code 3 where one cut it off,
and with its own where it was over. It imports next to nothing, to be there before all else."""

from __future__ import annotations

import atexit
import os
import signal
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    Handler = Callable[[int, FrameType | None], object]


class Stopped(KeyboardInterrupt):
    """SIGINT or SIGTERM came.

    Of a class of its own: once a KeyboardInterrupt itself has passed through ``exec`` of a text, which makes
    the dataclasses of every module that is loaded, CPython ends the process by SIGINT and not with its exit
    code (``unhandled_keyboard_interrupt`` in Python/pythonrun.c).
    """


_noted = False


def hold() -> None:
    """Until :func:`heed` a signal is noted only: modules are being loaded, which takes less than a second."""
    _handle(_note)


def heed() -> None:
    """From now on a signal raises :class:`Stopped`, and does so at once where one came before."""
    global _noted  # noqa: PLW0603 - signals are the process's
    _handle(_stop)
    if _noted:
        _noted = False
        raise Stopped


def over(code: int) -> None:
    """The command is over: a signal that comes now ends the process at once, with the exit ``code`` that
    it has anyhow, and none is heard while Python takes itself apart, when nothing is waited for.

    Where a walk was cut off what it left under way is not taken apart: CPython 3.11 crashes now and then when it
    closes coroutines that wait (``asyncio.Queue.get``), and it would wait for threads that read for nobody.
    """
    _handle(lambda *_: os._exit(code))
    atexit.register(_handle, signal.SIG_IGN)
    walks = sys.modules.get("crawler.run.reactor")
    if walks is not None and walks.is_anything_under_way():
        atexit._run_exitfuncs()  # temporary folders, processes
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError):  # nobody reads it any more
                stream.flush()
        os._exit(code)


def _note(*_: object) -> None:
    global _noted  # noqa: PLW0603
    _noted = True


def _stop(*_: object) -> None:
    raise Stopped


def _handle(handler: Handler | signal.Handlers) -> None:
    """Only the main thread may; and who starts a command with SIGINT ignored (``nohup``, a script's ``&``)
    wants it so."""
    if threading.current_thread() is not threading.main_thread():
        return
    signal.signal(signal.SIGTERM, handler)
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, handler)
