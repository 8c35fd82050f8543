"""A time as people write it: 2019-05, yesterday, 12 de septiembre de 2019."""

from __future__ import annotations

import calendar
import re
from datetime import UTC, date, datetime, time

from dateparser.date import DateDataParser

from evidence import clock
from evidence.bilingual import Words
from evidence.errors import UsageError

_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_WORDS = re.compile(r"[^\W\d_]{3}|\d{1,2}/\d{1,2}/\d{2,4}")
"""A number alone would be taken for a day of this month."""
_LONGEST = 80
"""Characters: more than any date that is written out in full."""
_REGIONAL = {"antier": "anteayer"}
"""Words of Mexico that the library doesn't know."""


def not_after(given: str, now: datetime) -> str:
    """The last moment that ``given`` means, as a stamp (:func:`evidence.clock.stamp`): the end of a year,
    a month or a day in UTC, or the very moment.

    ``given`` is ``2019``, ``2019-05``, ``2019-05-01``, ISO 8601 with a time, or words in English or
    Spanish; those such as "yesterday" count from ``now``, and days come before months in 12/09/2019.
    Raises UsageError for anything else.
    """
    text = given.strip()
    found = _moment(text, now) if len(text) <= _LONGEST else None
    if found is None:
        raise UsageError(
            Words(
                "{given!r} is no time that can be understood; write 2019, 2019-05, 2019-05-01, 2019-05-01T18:00:00Z, "
                "yesterday or '12 September 2019'",
                "{given!r} no se entiende como fecha; escriba 2019, 2019-05, 2019-05-01, 2019-05-01T18:00:00Z, ayer o "
                "'12 de septiembre de 2019'",
            ),
            given=given[:_LONGEST],
        )
    return clock.stamp(found)


def _moment(text: str, now: datetime) -> datetime | None:
    if written := _DAY.fullmatch(text):
        year, month, day = (int(part) if part else None for part in written.groups())
        return _end_of(year or 0, month, day)
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        return None if text[:4].isdecimal() else _in_words(text, now)
    return read.replace(tzinfo=read.tzinfo or UTC).astimezone(UTC)


def _end_of(year: int, month: int | None, day: int | None) -> datetime | None:
    try:
        last = calendar.monthrange(year, month or 12)[1]
        return _end(date(year, month or 12, day or last))
    except ValueError:  # no such day; calendar's own error is one, too
        return None


def _end(day: date) -> datetime:
    return datetime.combine(day, time.max, UTC)


def _in_words(text: str, now: datetime) -> datetime | None:
    if not _WORDS.search(text):
        return None
    settings = {
        "TIMEZONE": "UTC",
        "RELATIVE_BASE": now.astimezone(UTC).replace(tzinfo=None),
        "DATE_ORDER": "DMY",
        "PREFER_DAY_OF_MONTH": "last",
        "PREFER_MONTH_OF_YEAR": "last",
        "RETURN_TIME_AS_PERIOD": True,
    }
    parser = DateDataParser(languages=["es", "en"], settings=settings)
    found = parser.get_date_data(_REGIONAL.get(text.casefold(), text))
    if found.date_obj is None:
        return None
    read: datetime = found.date_obj
    return read.replace(tzinfo=UTC) if found.period == "time" else _end(read.date())
