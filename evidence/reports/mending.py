"""Which of the references of a report are put right in the document itself, and with what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.citations.mend.model import Correction
from evidence.reports.safe import href
from evidence.vocabulary import Cause, Certainty, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence.reports.listed import Listed


@dataclass(frozen=True, slots=True)
class Plan:
    """What is known of the references of one document."""

    corrections: tuple[Correction, ...]
    without: tuple[str, ...]
    """cited addresses that are lost or altered, and for which nothing can be cited instead"""


def plan(items: Iterable[Listed], *, moved: bool = False, unconfirmed: bool = False) -> Plan:
    """The corrections of what is confirmed to be lost or altered, as each has its replacement in the
    report: the archived copy of the right time, or where the document stands now.

    An address that still leads to where its document went is sound: it is corrected only with
    ``moved``. With ``unconfirmed`` what is probable or suspected counts, too.
    """
    corrections, without = dict[tuple[str, str | None], Correction](), dict[str, None]()
    for item in items:
        if item.cited.offered_by or not _counts(item, moved=moved, unconfirmed=unconfirmed):
            continue
        one = _correction(item)
        if one is None and item.cited.verdict is Verdict.MOVED:
            continue  # it is still led to, and no better address is known
        if one is None:
            without[item.cited.url] = None
        else:
            corrections.setdefault((one.old, one.new), one)
    return Plan(tuple(corrections.values()), tuple(without))


def _counts(item: Listed, *, moved: bool, unconfirmed: bool) -> bool:
    one = item.cited
    if one.verdict is None or (one.certainty is not Certainty.CONFIRMED and not unconfirmed):
        return False
    if one.verdict is Verdict.MOVED:
        return moved or one.cause is Cause.ELSEWHERE
    return one.verdict.is_broken


def _correction(item: Listed) -> Correction | None:
    old, instead, day = item.cited.url, item.replacement, item.cited.accessed
    if instead is not None:
        date = instead.captured_at[:10] if instead.captured_at else None
        return Correction(old, instead.url, date, day)
    place = next((one for one in item.stands_at if one.certain and href(one.url)), None)
    return Correction(old, place.url, None, day) if place else None
