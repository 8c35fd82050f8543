"""Times: UTC, ISO 8601, microseconds, ending in Z; as text they sort as they happened."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day

APART = timedelta(minutes=10)
"""By which our clock and that of an authority, a witness or an observer may differ: more than any clock that is set by
the network is off, and what proves the order of things here is the log."""
LEAD = timedelta(hours=4)
"""A time that is further ahead of now was written while the clock was ahead. Less is no matter: the
rules count looks of nights with as much slack."""


def now() -> datetime:
    """The present moment in UTC.

    All of Testigo asks here, and this asks :func:`time.time`: whoever sets that one clock, as the
    simulated nights do, sets every time that is written down.
    """
    return datetime.fromtimestamp(time.time(), UTC)


_STEADY = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
"""Goes on while the machine sleeps; so does CLOCK_MONOTONIC where there is no CLOCK_BOOTTIME (macOS)."""


def ran_ahead() -> timedelta:
    """How far :func:`now` is ahead of the seconds since the machine was started, which nobody can set:
    when this changes between two looks, the clock was set in the meantime."""
    return timedelta(seconds=time.time() - time.clock_gettime(_STEADY))


def stamp(moment: datetime) -> str:
    """``moment`` as ``2026-11-21T18:07:35.000123Z``.

    Raises ValueError for a time without a zone: such a time proves nothing.
    """
    if moment.tzinfo is None:
        raise ValueError("a time without a zone")
    # ten times as fast as strftime, and called ten times for every check
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def whole_second(stamped: str) -> str:
    """What :func:`stamp` wrote, cut to the second: ``2026-11-21T18:07:35Z``.

    Replay tools know a capture by the second of its time (the 14 digits of an index line), so what
    refers to one by time must name no more.
    """
    return f"{stamped[:19]}Z"


def parse(text: str) -> datetime:
    """The moment that :func:`stamp` wrote; also reads other ISO 8601 forms with a zone.

    Raises ValueError for anything else, and for a moment that UTC has no year for.
    """
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"a time without a zone: {text!r}")
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:  # in the year 1 east of UTC, in 9999 west of it
        raise ValueError(f"a time out of range: {text!r}") from error


def horizon(moment: str) -> str:
    """As :func:`stamp` writes it: what is later than this was written while the clock was ahead. It
    may not postpone anything."""
    return stamp(parse(moment) + LEAD)


def noon(day: date) -> datetime:
    """The moment that stands for a day: nobody is further than half a day from it."""
    return datetime.combine(day, time_of_day(12), UTC)
