"""Which captures of an archive to fetch, which to believe as looks, what to save first. Pure
functions."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from enum import IntEnum
from typing import TYPE_CHECKING

from crawler.wire.addresses import refusal
from evidence import clock
from evidence.addresses import same_place, split
from evidence.identity import fetch_url
from evidence.store.wanted import HIDDEN
from evidence.verdicts.standing import GOOD
from evidence.vocabulary import VERDICT_OF, Cause, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime, timedelta

    from crawler.archives.model import Listed

CANDIDATES = 3
"""Mementos tried before it is given up that one shows the document: each is a request to the
archive."""
OF_A_DAY = 6
"""Mementos tried for a day that is asked about: what a check has time for at the pace of the Internet
Archive, whose answers take about three seconds each."""
_OF_ONE_DAY = 2
"""Mementos of one day that come before those of others: an archive's crawler that was shown an error was
shown it for hours."""
_GONE = frozenset({404, 410})
_SHOWS = frozenset({200, 301, 302, 303, 307, 308})
_SAYS_NOTHING = frozenset({401, 403, 407, 408, 425, 429, 451})
"""The archive's crawler was turned away: no word on the document. So are all 5xx."""


class Rank(IntEnum):
    """Order of the outbox, lowest first."""

    UNDER_WAY = 0
    """already handed in: asking costs little and frees a place"""
    PRESSING = 1
    """about to be lost, or changed"""
    NEVER = 2
    """not in the archive"""
    STALE = 3
    """the archive's copy is old"""


def answered(url: str, captures: Iterable[Listed]) -> list[Listed]:
    """The captures of ``url`` itself, oldest first, each once and with its status.

    An index joins addresses that differ in case (ids of Drive do), and leaves the status of a
    revisit out: it is that of the capture with the same digest.
    """
    ours = sorted(
        {c for c in captures if same_place(c.url, url)}, key=lambda c: (c.at, c.status is None)
    )
    statuses = {c.digest: c.status for c in ours if c.status is not None}
    known = (c if c.status is not None else replace(c, status=statuses.get(c.digest)) for c in ours)
    return [c for c in known if c.status is not None]


def nearest(captures: list[Listed], day: date, window: timedelta) -> list[Listed]:
    """Captures that may show the document as it was cited on ``day``, the best first.

    Of two as near, the earlier: a report cites what was there before it appeared. A capture that
    redirects may lead to the document, too, but one that shows it itself comes first. After the two
    nearest of a day come those of other days: the first copies of a day may all be of one error page.
    """
    middle = clock.noon(day)
    found = (c for c in captures if c.status in _SHOWS and abs(c.at - middle) <= window)
    ordered = sorted(found, key=lambda c: (c.status != 200, abs(c.at - middle), c.at))
    return _spread(_distinct(ordered, len(ordered)))[:OF_A_DAY]


def newest(captures: list[Listed]) -> list[Listed]:
    """Captures that may be the last to show the document, the newest first."""
    found = (c for c in captures if c.status in _SHOWS)
    return _distinct(sorted(found, key=lambda c: (c.status == 200, c.at), reverse=True), CANDIDATES)


def gone_looks(captures: list[Listed]) -> list[Listed]:
    """The archive's own looks that found nothing, since the last that found anything at all.

    Only their status is known, so any success or redirect in between ends the series; where the
    crawler was turned away it says nothing. First, middle and last stand for a long series: they
    show how long it is.
    """
    series: list[Listed] = []
    for capture in captures:
        if capture.status in _GONE:
            series.append(capture)
        elif capture.status not in _SAYS_NOTHING and (capture.status or 0) < 500:
            series = []
    picked = {0, len(series) // 2, len(series) - 1} if series else set()
    return [series[index] for index in sorted(picked)]


def may_be_saved(cause: Cause) -> bool:
    """Whether an archive may be shown a document at a URL that stands so: it is there, or hidden from
    us."""
    return VERDICT_OF[cause] in GOOD or cause in HIDDEN


def save_rank(
    cause: Cause,
    since: datetime,
    last_copy: datetime | None,
    stale_before: datetime,
    *,
    losing: bool,
) -> Rank | None:
    """How pressing it is to save a URL; None when there is nothing to save or the archive's copy
    will do.

    ``cause`` is how the URL stands, ``since`` is when its verdict began, ``last_copy`` the newest
    capture that may show the document, ``losing`` whether its site has lost other documents. What is
    missing is not saved: the archive would capture an error page.
    """
    if not may_be_saved(cause):
        return None
    differs = VERDICT_OF[cause] in {Verdict.MOVED, Verdict.CHANGED}
    if last_copy is not None and last_copy >= (since if differs else stale_before):
        return None
    if differs or losing:
        return Rank.PRESSING
    return Rank.NEVER if last_copy is None else Rank.STALE


def may_be_told(url: str, archive: str) -> bool:
    """Whether ``url`` may be named to the archive at ``archive``: public, and without a password in
    it. An archive on this machine or in a private network may hear of private addresses too,
    whoever may be asked."""
    try:
        parts = split(fetch_url(url))  # http://0x7f.1/ is loopback, whatever it looks like
    except ValueError:
        return False
    host = (parts.hostname or "").rstrip(".")
    if parts.scheme not in ("http", "https") or parts.username or parts.password:
        return False
    return _is_public(host) or not _is_public(split(archive).hostname or "")


def _is_public(host: str) -> bool:
    try:
        return refusal(host, allow_private=False) is None
    except ValueError:
        return "." in host.strip(".") and not host.endswith(
            (".local", ".internal", ".localhost", ".lan")
        )


def _spread(captures: Iterable[Listed]) -> list[Listed]:
    """Captures in their order, those put behind that follow the first few of their day."""
    first: list[Listed] = []
    behind: list[Listed] = []
    of_day: Counter[date] = Counter()
    for capture in captures:
        of_day[capture.at.date()] += 1
        (first if of_day[capture.at.date()] <= _OF_ONE_DAY else behind).append(capture)
    return first + behind


def _distinct(captures: Iterable[Listed], most: int) -> list[Listed]:
    """The first few with different bodies."""
    seen: set[str] = set()
    found: list[Listed] = []
    for capture in captures:
        if capture.digest not in seen and len(found) < most:
            seen.add(capture.digest)
            found.append(capture)
    return found
