"""What an editor can cite in place of an address that is broken."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from evidence.reports.safe import href
from evidence.verdicts.front_pages import is_front_page
from evidence.vocabulary import MementoState, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence.store.records import Memento

_USABLE = frozenset({MementoState.KEPT, MementoState.CAPTURED, MementoState.VERIFIED})
"""States of a memento that is a copy of the document, as far as is known."""
_CHECKED = frozenset({MementoState.KEPT, MementoState.VERIFIED})
"""Those that we have seen show it."""


class Kind(StrEnum):
    """Where a replacement comes from."""

    MOVED = "moved"
    """the document's new address"""
    MEMENTO = "memento"
    """a copy in a public archive"""


@dataclass(frozen=True, slots=True)
class Replacement:
    """An address that can be cited in place of another."""

    kind: Kind
    url: str
    captured_at: str | None
    """of a memento"""
    verified: bool
    """whether we have seen it show the document"""


def find(
    verdict: Verdict | None,
    *,
    url: str,
    since: str | None,
    cited_on: str | None,
    final_url: str | None,
    mementos: Iterable[Memento],
    altered: str | None = None,
) -> Replacement | None:
    """The replacement of the citation of ``url``; None without one.

    What moved is cited at its new address, the ``final_url`` of the last look; not at the front page of a
    site, which is rewritten often: then an archived copy is, as of what is broken. What has been broken
    ``since`` some time is cited as a public archive kept it before, by the copy nearest to
    ``cited_on``, the day on which the source says that it read it, else on which it was published; of
    what was seen ``altered`` before it was lost, rather as it was kept before that.
    """
    at_front = bool(final_url) and is_front_page(final_url or "") and not is_front_page(url)
    if verdict is Verdict.MOVED and final_url and href(final_url) and not at_front:
        return Replacement(Kind.MOVED, final_url, None, verified=True)
    if verdict is None or since is None:
        return None
    if not (verdict.is_broken or (verdict is Verdict.MOVED and at_front)):
        return None
    usable = [
        copy
        for copy in mementos
        if copy.state in _USABLE and copy.captured_at < since and href(copy.memento_url)
    ]
    if not usable:
        return None
    whole = [copy for copy in usable if altered is None or copy.captured_at < altered]
    best = min(whole or usable, key=lambda copy: _far(copy, cited_on))
    checked = best.state in _CHECKED
    return Replacement(Kind.MEMENTO, best.memento_url, best.captured_at, verified=checked)


def _far(copy: Memento, cited_on: str | None) -> tuple[bool, float]:
    """Checked copies before others; then days from the day of the citation, else the latest
    copy."""
    day = _day(copy.captured_at)
    away = abs(day - _day(cited_on)) if cited_on else -day
    return copy.state not in _CHECKED, away


def _day(stamp: str) -> float:
    """A day as a number that sorts and subtracts roughly as days do."""
    year, month, day = (int(part) for part in (stamp[:10] + "-01-01").split("-")[:3])
    return year * 365.25 + month * 30.44 + day
