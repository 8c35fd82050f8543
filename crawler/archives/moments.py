"""When an archive says that it captured something."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from evidence import clock

DIGITS = "%Y%m%d%H%M%S"
"""Fourteen digits, as indexes and replay addresses have them."""
_AHEAD = timedelta(days=1)
"""How far an archive's clock may be before ours."""


def moment(digits: str) -> datetime | None:
    """The time that fourteen digits say; None where they are no time (day 00, hour 24) or one that
    is yet to come. Indexes hold such rows, and one of them says nothing of the others."""
    try:
        at = datetime.strptime(digits, DIGITS).replace(tzinfo=UTC)
    except ValueError:
        return None
    return at if at <= clock.now() + _AHEAD else None
