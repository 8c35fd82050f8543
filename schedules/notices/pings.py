"""Pings in the style of healthchecks.io: ``<url>/start``, then ``<url>`` or ``<url>/<exit code>``.

A monitor elsewhere notices what no notice can tell: that this machine is off.
"""

from __future__ import annotations

import logging
from http.client import HTTPException
from urllib.parse import urlsplit, urlunsplit

from evidence.bilingual import Words
from evidence.kept import kept
from schedules.notices import web
from schedules.notices.bounded import BoundedCall

log = logging.getLogger(__name__)

LIMIT = 10.0
"""Seconds that a ping may hold a night up; healthchecks.io advises clients to time out after
ten."""


def start(url: str, limit: float = LIMIT) -> bool:
    """A night begins. Whether the monitor took it; never raises."""
    return _ping(url, "start", limit)


def end(url: str, exit_code: int, limit: float = LIMIT) -> bool:
    """A night ended: 0 for one that finished, whatever it found. Whether the monitor took it."""
    return _ping(url, str(exit_code) if exit_code else "", limit)


def _ping(url: str, signal: str, limit: float) -> bool:
    status = 0

    def ask(_: object) -> None:
        nonlocal status
        place = urlsplit(url)
        path = "/".join(part for part in (place.path.rstrip("/"), signal) if part)
        status = web.ask(urlunsplit(place._replace(path=path)), timeout=limit)

    call = BoundedCall(ask)
    done = call.within(limit)
    if call.problem is not None and not isinstance(
        call.problem, (OSError, HTTPException, ValueError)
    ):
        raise call.problem
    if done and 200 <= status < 300:
        return True
    # the address is as good as a password, and is not told
    why = (
        type(call.problem).__name__
        if call.problem
        else f"status {status}"
        if done
        else "no answer in time"
    )
    log.warning(
        Words(
            "the monitor of [notify] ping did not take the ping ({why})",
            "el monitor de ping, en [notify], no aceptó la señal ({why})",
        ).of(why=kept(why))
    )
    return False
