"""Whether a digest tells news tonight: every night, or once a week.

What was told is remembered when a digest is composed, and what waits is kept until then; so nothing is lost and
nothing is told twice when the choice is changed, the service is down, or clocks are put forward and back. The week
is that of ISO 8601 in UTC, which knows no summer time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence import clock
from evidence.store import notices
from evidence.vocabulary import TroubleKind

if TYPE_CHECKING:
    from datetime import datetime

    from evidence.config import Notify
    from evidence.store import Store

NEWS = frozenset({TroubleKind.BOARD, TroubleKind.SERIES})
"""What waits like a trouble, and is news: told with the rest. A trouble of ours never waits for a week: whoever
is told once a week must hear of a night that failed, too."""


def is_due(store: Store, notify: Notify, now: datetime) -> bool:
    """Whether news are told now: each night; with ``every = "week"`` where none were told in this week
    yet, so with its first night on which something is new. A digest that is told to be of another week, were
    it a later one by a clock that was wrong, holds none up."""
    if notify.every != "week":
        return True
    last = notices.last_news_at(store)
    return last is None or _week(clock.parse(last)) != _week(now)


def _week(at: datetime) -> tuple[int, int]:
    year, week, _ = at.isocalendar()
    return year, week
