"""One citation with all that is known of it, for whoever has to judge it and hand it over."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from evidence.errors import RecordError
from testigo.api.checks import answer, history
from testigo.api.folder import opened

if TYPE_CHECKING:
    from datetime import date

    from evidence.changes.redline import Redlined
    from evidence.reports.answer import Answer
    from evidence.reports.sides import Sides
    from evidence.reports.timeline import Moment
    from evidence.store.registered import Cited
    from testigo.api.checks import History
    from testigo.api.folder import Folder

_MOST_TEXT = 400_000
"""Characters of both texts of a redline: a report of 150 pages against another, told in a second; what is
longer is a matter for :func:`testigo.diff`."""


class Lacking(StrEnum):
    """Why there is no redline of two copies."""

    LONG = "too-long"
    TEXTLESS = "no-text"
    """of one of them no text can be read"""
    DAMAGED = "damaged"
    """one can't be read back; ``testigo verify`` names it"""


@dataclass(frozen=True, slots=True)
class Dossier:
    """One citation."""

    answer: Answer
    """by the last look"""
    history: History
    cited: tuple[Cited, ...]
    """places in sources that cite it"""
    sides: Sides
    """the copies to show side by side"""
    redline: Redlined | Lacking | None
    """from what stood there to what stands there, with a little around each change; no operations where nothing
    differs, None where there are no two copies and where the last look saw no document"""
    moments: tuple[Moment, ...]
    """what happened, oldest first"""

    @property
    def lacking(self) -> Lacking | None:
        """Why two copies have no redline; None where they have one, or need none."""
        return self.redline if isinstance(self.redline, Lacking) else None


def dossier(
    folder: Folder, url: str, *, quote: str = "", cited_on: date | str | None = None
) -> Dossier:
    """All that the folder knows of one URL; asks nobody and writes nothing.

    Parameters and errors are those of :func:`answer`.

    >>> known = testigo.dossier(folder, "https://agua.example/compromiso-4")
    >>> known.sides.then.at < known.sides.now.at
    True
    >>> [moment.verdict.value for moment in known.moments if moment.verdict]
    ['alive', 'changed']
    """
    from evidence.reports.sides import sides
    from evidence.reports.timeline import timeline
    from evidence.store import board_views, registered
    from evidence.verdicts.standing import GOOD

    told = answer(folder, url, quote=quote, cited_on=cited_on)
    looks = history(folder, url)
    with opened(folder) as store:
        both = sides(store, told)
        return Dossier(
            answer=told,
            history=looks,
            cited=tuple(registered.citations(store, url=told.url)),
            sides=both,
            redline=_redline(folder, both) if told.verdict in GOOD else None,
            moments=timeline(
                told,
                looks.looks,
                looks.persons,
                board_views.events_of(store, told.check.url_id),
            ),
        )


def _redline(folder: Folder, both: Sides) -> Redlined | Lacking | None:
    from evidence.looks.contents import stored_content
    from evidence.reports.excerpts import MOST_BYTES, changes

    pair = [one.capture for one in (both.then, both.now) if one]
    if len(pair) < 2:
        return None
    if any(one.payload_bytes > MOST_BYTES for one in pair):
        return Lacking.LONG
    try:
        old, new = (stored_content(folder.path, one, MOST_BYTES) for one in pair)
    except RecordError:
        return Lacking.DAMAGED
    if not (old.text and new.text):
        return Lacking.TEXTLESS
    return changes(old, new) if len(old.text) + len(new.text) <= _MOST_TEXT else Lacking.LONG
