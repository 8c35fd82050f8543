"""Dates as servers write them, each of them in UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime


def http_date(text: str) -> datetime:
    """A date in one of the three forms of RFC 9110, 5.6.7, or as mail has them; where no zone is told, or ``-0000``,
    it is in UTC, whatever the zone of this machine. Raises ValueError for anything else."""
    try:
        told = parsedate_to_datetime(text)
        return (told if told.tzinfo else told.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError) as problem:
        raise ValueError("this is no date") from problem


def time_told(date: str, age: str) -> datetime:
    """The time by the clock of who answered with these headers ``Date`` and ``Age``, which a cache counts from there
    on (RFC 9111, 5.1); it has none where it is empty. Raises ValueError for what is no date or no age."""
    age = age.strip() or "0"
    if len(age) > 9 or not age.isascii() or not age.isdigit():
        raise ValueError("this is no age")
    try:
        return http_date(date) + timedelta(seconds=int(age))
    except OverflowError as problem:
        raise ValueError("this is no date") from problem
