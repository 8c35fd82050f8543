"""The dates of versions: as somebody gives them, or as a file's name says."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_IN_NAME = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01]))?(?!\d)"
)


def checked(day: str) -> str:
    """A date such as ``2017``, ``2017-05`` or ``2017-05-01``. Raises UsageError for anything else."""
    found = _DATE.fullmatch(day)
    try:
        if found:
            date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
            return day
    except ValueError:
        pass
    raise UsageError(
        Words(
            "a date is written 2017, 2017-05 or 2017-05-01, not {day!r}",
            "una fecha se escribe 2017, 2017-05 o 2017-05-01, no {day!r}",
        ),
        day=day,
    )


def dates_for(places: Sequence[str], given: Sequence[str]) -> list[str]:
    """A date for each of ``places``: those ``given``, which are as many, else what the name of a file
    says; "" where that says none, or several. Raises UsageError."""
    if given and len(given) != len(places):
        raise UsageError(
            Words(
                "versions: {versions}, dates: {dates}; give each version one, in the same order",
                "versiones: {versions}, fechas: {dates}; indique una por versión, en el "
                "mismo orden",
            ),
            versions=len(places),
            dates=len(given),
        )
    return [checked(day) for day in given] or [in_name(place) for place in places]


def in_name(place: str) -> str:
    """The one date in the last part of a path or address; a range of years is none."""
    name = re.split(r"[/\\]", place.rstrip("/"))[-1]
    found = {"-".join(filter(None, match)) for match in _IN_NAME.findall(name)}
    return found.pop() if len(found) == 1 and not place.startswith("urn:") else ""
