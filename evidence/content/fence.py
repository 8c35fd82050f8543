"""Parsers of hostile files run in a worker process with bounds on time and memory.

One worker serves one call after another, so a night of 1,000 PDFs starts a handful of processes. It
dies with a crash, a hang or its memory, the caller gets :class:`Unreadable`, and the next call
starts another. pypdfium2 is not thread-safe: calls wait for each other.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import threading
import time
from contextlib import suppress
from typing import Any

from evidence.content.model import Content, Link, Part, Unreadable

SECONDS = 30.0
"""For one body; a 200-page PDF takes 1 s, a sheet of 50 MB some 20 s."""
CALLS = 200
"""Served by one worker, so that a leak in a parser's library stays small."""


def read(media_type: str, body: bytes, content_type: str, url: str) -> Content:
    """The content of ``body``, read behind the fence. Raises :class:`Unreadable`."""
    answer = _FENCE.call("read", body, media_type=media_type, content_type=content_type, url=url)
    answer["links"] = tuple(Link(**link) for link in answer["links"])
    answer["parts"] = tuple(Part(**part) for part in answer["parts"])
    for name in ("lines", "main", "headings"):
        answer[name] = tuple(answer[name])
    return Content(**answer)


def article(html: str) -> str:
    """The article text of a page; see :mod:`evidence.content.article`. Raises
    :class:`Unreadable`."""
    return str(_FENCE.call("article", html.encode("utf-8", "replace")))


class Fence:
    """The one worker of this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._worker: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._served = 0

    def call(self, task: str, body: bytes, seconds: float = SECONDS, **facts: str) -> Any:
        """What ``task`` of the worker answers for ``body``. Raises :class:`Unreadable`."""
        with self._lock:
            worker = self._ready()
            started = time.monotonic()
            alarm = threading.Timer(seconds, worker.kill)
            alarm.start()
            try:
                reply = _exchange(worker, {"task": task, **facts}, body)
            except (OSError, ValueError):  # the pipe broke, or the answer did
                self.close()
                late = time.monotonic() - started >= seconds
                reason = f"takes longer than {seconds:g} s" if late else "the parser crashed on it"
                raise Unreadable(reason) from None
            except (
                BaseException
            ):  # interrupted: an answer left in the pipe would be read as the next one's
                self.close()
                raise
            finally:
                alarm.cancel()
        if "problem" in reply:
            raise Unreadable(reply["problem"])
        return reply["answer"]

    def close(self) -> None:
        """End the worker, if there is one."""
        worker, self._worker = self._worker, None
        if worker is not None and self._owner == os.getpid():
            worker.kill()
            worker.communicate()

    def _ready(self) -> subprocess.Popen[bytes]:
        """A live worker that this process started: a forked child must not share its parent's."""
        self._served += 1
        worker = self._worker
        if (
            worker is None
            or self._owner != os.getpid()
            or worker.poll() is not None
            or self._served > CALLS
        ):
            self.close()
            self._owner, self._served = os.getpid(), 1
            worker = self._worker = _started()
        return worker


def _started() -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(
            [sys.executable, "-m", "evidence.content.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
    except OSError as error:  # no memory or no process left on this machine
        raise Unreadable(f"no worker could be started: {error}") from error


def _exchange(worker: subprocess.Popen[bytes], head: dict[str, str], body: bytes) -> dict[str, Any]:
    """One question and its answer: a JSON line that says how many bytes follow, then the bytes."""
    stdin, stdout = worker.stdin, worker.stdout
    if stdin is None or stdout is None:
        raise OSError("worker without pipes")
    stdin.write(json.dumps({**head, "size": len(body)}).encode() + b"\n")
    stdin.write(body)
    stdin.flush()
    size = int(stdout.readline())
    answer = stdout.read(size)
    if len(answer) != size:
        raise OSError("worker died while it answered")
    reply: dict[str, Any] = json.loads(answer)
    return reply


_FENCE = Fence()


@atexit.register
def _end() -> None:
    with suppress(OSError):
        _FENCE.close()
