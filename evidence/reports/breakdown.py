"""Where it breaks: the citations by source, by host, and by commitment or section."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from evidence.reports.summary import in_order
from evidence.vocabulary import SourceKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from evidence.reports.nights import Night
    from evidence.store.reporting import Brief
    from evidence.vocabulary import Verdict


class Kind(StrEnum):
    """What citations are counted by."""

    SOURCE = "source"
    HOST = "host"
    HEADING = "heading"
    """commitment or section"""


class Key(NamedTuple):
    """Names one group among all."""

    kind: Kind
    name: str


MOST_CHARTS = 6
"""Groups of one kind whose nights are drawn: two rows of three on a desktop screen."""


@dataclass(frozen=True, slots=True)
class Group:
    """What one source, host or commitment comes to."""

    name: str
    """what readers call it; a remote text"""
    verdicts: dict[Verdict, int]
    """verdict -> citations"""
    nights: list[Night]
    """empty beyond the first :data:`MOST_CHARTS` of the kind"""


def name(cited: Brief, kind: Kind) -> str:
    """What a citation is counted under; empty for one that belongs to no group of the kind.

    A commitment is the heading over a citation; on a board, the path of labels that leads to it.
    """
    if kind is Kind.SOURCE:
        return cited.source_id
    if kind is Kind.HOST:
        return cited.host
    on_board = cited.source_kind is SourceKind.BOARD
    return cited.heading or (cited.label if on_board else None) or ""


class Tallies:
    """How many citations of each verdict there are by :func:`name`, counted one by one."""

    def __init__(self) -> None:
        self._found: dict[Kind, dict[str, Counter[Verdict]]] = {kind: {} for kind in Kind}

    def add(self, one: Brief) -> None:
        """Count one more."""
        for kind, found in self._found.items():
            if group := name(one, kind):
                found.setdefault(group, Counter())[one.shown] += 1

    def of(self, kind: Kind) -> list[tuple[Key, dict[Verdict, int]]]:
        """The groups of a kind, those with most that is broken first."""
        counted = [
            (Key(kind, group), in_order(counts)) for group, counts in self._found[kind].items()
        ]
        return sorted(
            counted,
            key=lambda one: (-sum(n for v, n in one[1].items() if v.is_broken), one[0].name),
        )


def members(cited: Iterable[Brief], drawn: Collection[Key]) -> Iterator[tuple[str, set[Key]]]:
    """URL id and those of the groups in ``drawn`` that it is cited under; ``cited`` URL by URL."""
    for url_id, some in groupby(cited, key=attrgetter("url_id")):
        keys = (Key(kind, name(one, kind)) for one in some for kind in Kind)
        yield url_id, {key for key in keys if key in drawn}
