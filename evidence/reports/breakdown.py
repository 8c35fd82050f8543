"""Where it breaks: the citations by source, by host, and by commitment or section."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence.reports.nights import Night
    from evidence.store.database import Row

KINDS = ("source", "host", "heading")
MOST_CHARTS = 6
"""Groups of one kind whose nights are drawn: two rows of three on a desktop screen."""
_BROKEN = ("missing", "changed")


class Group(NamedTuple):
    """What one source, host or commitment comes to."""

    kind: str
    key: str
    name: str
    """what readers call it; a remote text"""
    verdicts: dict[str, int]
    """verdict -> citations"""
    nights: list[Night]
    """empty beyond the first :data:`MOST_CHARTS` of the kind"""


def key(row: Row, kind: str) -> str:
    """What ``row`` is counted under; empty for a citation that belongs to none of the kind.

    A commitment is the heading over a citation; on a board, the path of labels that leads to it.
    """
    if kind == "source":
        return str(row["source_id"])
    if kind == "host":
        return row["host"] or ""
    return row["heading"] or (row["label"] if row["source_kind"] == "board" else "") or ""


def tally(rows: Iterable[Row], kind: str) -> list[tuple[str, Counter[str]]]:
    """How many citations of each verdict by :func:`key`, those with most that is broken first."""
    found: dict[str, Counter[str]] = {}
    for row in rows:
        name = key(row, kind)
        if name:
            found.setdefault(name, Counter())[row["verdict"] or "unchecked"] += 1
    return sorted(found.items(), key=lambda group: (-sum(group[1][v] for v in _BROKEN), group[0]))


def members(rows: Iterable[Row], drawn: set[tuple[str, str]]) -> dict[str, set[tuple[str, str]]]:
    """URL id -> those of the (kind, key) pairs in ``drawn`` that it is cited under."""
    found: dict[str, set[tuple[str, str]]] = {}
    for row in rows:
        groups = {pair for kind in KINDS if (pair := (kind, key(row, kind))) in drawn}
        if groups:
            found.setdefault(row["url_id"], set()).update(groups)
    return found
