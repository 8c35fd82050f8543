"""The citations of a report in its order, read a block at a time: a folder may have a million, and with
all that belongs to them 50,000 would not fit into half a gigabyte."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, TypeVar, overload

from evidence.store import answers, lines, reporting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evidence.store import Store
    from evidence.store.answers import CheckView, PartView
    from evidence.store.lines import Line
    from evidence.store.records import Memento, Standing
    from evidence.store.reporting import Cited, KeptCapture

OfUrl = TypeVar("OfUrl", "KeptCapture", "Memento")
BLOCK = 500
"""Citations read together: some 2 MB with all that belongs to them."""
MOST_CAPTURES = 10
"""Captures told of one URL; the database has them all."""


class InOrder(Sequence["Cited"]):
    """Citations in an order; of each only the number of its row lies in memory."""

    def __init__(self, store: Store, numbers: array[int]) -> None:
        self._store = store
        self._numbers = numbers

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, place: int) -> Cited: ...
    @overload
    def __getitem__(self, place: slice) -> InOrder: ...
    def __getitem__(self, place: int | slice) -> Cited | InOrder:
        if isinstance(place, slice):
            return InOrder(self._store, self._numbers[place])
        return reporting.numbered(self._store, [self._numbers[place]])[0]

    def __iter__(self) -> Iterator[Cited]:
        for block in self.blocks():
            yield from block

    def blocks(self) -> Iterator[list[Cited]]:
        """The same, :data:`BLOCK` at a time."""
        for start in range(0, len(self._numbers), BLOCK):
            yield reporting.numbered(self._store, self._numbers[start : start + BLOCK])

    def lines(self) -> Iterator[list[Line]]:
        """The same as a table takes them, in such blocks."""
        for start in range(0, len(self._numbers), BLOCK):
            yield lines.lines(self._store, self._numbers[start : start + BLOCK])

    def those(self, numbers: Iterable[int]) -> InOrder:
        """The citations with these numbers."""
        return InOrder(self._store, array("q", numbers))


class Beside:
    """What belongs to the citations of a block, each kind read when it is asked for."""

    def __init__(self, store: Store, cited: Iterable[Cited]) -> None:
        self._store = store
        self.urls = {one.url_id for one in cited}

    @cached_property
    def checks(self) -> dict[str, CheckView]:
        """Id of a check -> the check, where a standing rests on it."""
        return reporting.last_checks(self._store, self.urls)

    @cached_property
    def parts(self) -> dict[str, list[PartView]]:
        """Id of such a check -> the parts of its document."""
        return answers.last_parts(self._store, self.urls)

    @cached_property
    def remembering(self) -> dict[str, Standing]:
        """URL id -> the standing, where it remembers more than its series."""
        found = reporting.remembering(self._store, self.urls)
        return {standing.url_id: standing for standing in found}

    @cached_property
    def captures(self) -> dict[str, list[KeptCapture]]:
        """URL id -> what was captured of it, for broken URLs and those that can't be seen."""
        return _by_url(reporting.kept(self._store, self.urls))

    @cached_property
    def mementos(self) -> dict[str, list[Memento]]:
        """URL id -> its copies in public archives."""
        return _by_url(reporting.mementos(self._store, self.urls))


def in_blocks(cited: Iterable[Cited]) -> Iterator[list[Cited]]:
    """Citations, :data:`BLOCK` at a time."""
    left = iter(cited)
    while block := list(islice(left, BLOCK)):
        yield block


def _by_url(rows: Iterable[OfUrl]) -> dict[str, list[OfUrl]]:
    """Captures or copies by the URL that they are of; of many, the earliest ones and the last."""
    found: dict[str, list[OfUrl]] = {}
    for row in rows:
        several = found.setdefault(row.url_id, [])
        if len(several) == MOST_CAPTURES:
            several.pop()
        several.append(row)
    return found
