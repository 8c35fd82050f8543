"""When to ask an archive again: by the class of what went wrong. Pure functions."""

from __future__ import annotations

from datetime import datetime, timedelta

from crawler.archives.problems import Fault
from evidence import clock
from evidence.store.outbox import LONGEST

_TRANSIENT = frozenset(
    "bad-gateway browsing-timeout cannot-fetch capture-location-error celery gateway-timeout "
    "internal-server-error invalid-server-response job-failed no-browsers-available no-captures "
    "protocol-error proxy-error read-timeout service-unavailable soft-time-limit-exceeded".split()
)
_BACK_OFF = frozenset(
    "user-session-limit too-many-requests too-many-daily-captures max-daily-bandwidth "
    "max-daily-bandwidth-from-ip max-daily-bandwidth-host bandwidth-limit-exceeded".split()
)
_PERMANENT = frozenset(
    "bad-request blocked blocked-client-ip blocked-url filesize-limit ftp-access-denied "
    "http-version-not-supported invalid-url-syntax invalid-host-resolution method-not-allowed "
    "not-implemented network-authentication-required no-access not-found too-many-redirects "
    "unauthorized".split()
)
"""The codes of Save Page Now 2, as its published API description lists them (``error:`` left
off)."""

_AFTER = (timedelta(hours=1), timedelta(hours=20), timedelta(days=3), LONGEST)
"""After the first failure within the night, then the next night, then the nights after: an archive
that is down is mostly up again by the next day."""
ONCE_A_NIGHT = timedelta(hours=20)
_CLOSED = timedelta(hours=1)
"""The Internet Archive blocks for an hour who goes on after a 429, and doubles it."""
_CLOSED_LONGEST = timedelta(hours=24)

UNKNOWN_LOOKS = (timedelta(hours=1), timedelta(hours=20))
"""When to look whether a save with no answer succeeded: fresh captures can lag behind in the
index."""
CONFIRM_LOOKS = (timedelta(minutes=5), timedelta(hours=1), timedelta(hours=20), timedelta(days=3))
"""The same for a memento that should be there."""


def fault_of(code: str) -> Fault:
    """The class of an error code of Save Page Now 2, with or without its ``error:``."""
    code = code.removeprefix("error:")
    if code in _TRANSIENT:
        return Fault.TRANSIENT
    if code in _BACK_OFF:
        return Fault.BACK_OFF
    return Fault.PERMANENT if code in _PERMANENT else Fault.STRANGE


def again_after(fault: Fault, attempts: int) -> timedelta | None:
    """How long after attempt ``attempts`` (from 1) to try again; None: never."""
    if fault is Fault.PERMANENT or attempts > len(_AFTER):
        return None
    if fault is Fault.STRANGE:
        return max(ONCE_A_NIGHT, _AFTER[attempts - 1])
    return _AFTER[attempts - 1]


def is_closed(until: str | None, now: datetime) -> bool:
    """Whether an archive is left alone ``until`` then; not where a clock that was ahead closed it for
    longer than :func:`closed_for` ever does."""
    return until is not None and now < clock.parse(until) <= now + _CLOSED_LONGEST


def closed_for(closures: int, asked: float | None) -> timedelta:
    """How long to leave an archive alone when it closed ``closures`` times in a row (from 1): at
    least what it asked for (``asked``, seconds), at most a day."""
    own = min(_CLOSED * (1 << min(closures - 1, 10)), _CLOSED_LONGEST)
    wanted = timedelta(seconds=min(asked or 0.0, _CLOSED_LONGEST.total_seconds()))
    return max(own, wanted)
