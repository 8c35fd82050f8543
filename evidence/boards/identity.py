"""Which entry of this visit is which of the last one: by its address and its bytes first, then by
the name of its file, and by its label only where that can mean one entry alone.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import parse_qsl, unquote, urlsplit

from evidence.boards.addresses import page_key, shape_of, spelled_key
from evidence.boards.numbering import Labels, core
from evidence.boards.targets import DOCUMENT
from evidence.folding import caseless

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

    from evidence.boards.model import Entry

Key: TypeAlias = "Callable[[Entry], Hashable]"
SCHEME = 3
"""Entries that move from one scheme of addresses to another before their names alone are believed:
two files of one name may be two documents, three that agree in where they went are a move."""


class Same(IntEnum):
    """By what an entry was known again, the strongest first."""

    PLACE = 1
    CONTENT = 2
    """the same bytes at another address"""
    NAME = 3
    """the same name of a file, or the same path on another host"""
    LABEL = 4


@dataclass(frozen=True, slots=True)
class Pair:
    """One entry, as it was and as it is."""

    before: Entry
    now: Entry
    by: Same

    @property
    def scheme(self) -> tuple[str, str]:
        """The kind of address that it stood under, and the one that it stands under."""
        return shape_of(self.before.url), shape_of(self.now.url)


@dataclass(frozen=True, slots=True)
class Matched:
    """Two visits put side by side."""

    pairs: dict[tuple[int, int], Pair]
    """(position in the list before, position in this visit) -> the entry, in this visit's order"""
    old: dict[int, Entry]
    """not known again, by its position in the list before"""
    new: dict[int, Entry]
    """not known before, by its position in this visit"""


def labels_of(entry: Entry) -> Labels:
    """All labels of an entry, its own words last."""
    return (*entry.path, entry.text)


def place(entry: Entry) -> tuple[str, str]:
    """What an entry points at; a document that only a posted form gives is told by the form's
    answer."""
    posted = entry.url.partition("#")[2] if entry.payload_sha256 else ""
    return spelled_key(entry.url), posted


def match(
    before: Sequence[Entry],
    now: Sequence[Entry],
    documents: Mapping[str, str],
    *,
    moves: bool,
    by_label: bool = True,
) -> Matched:
    """Put two visits side by side; ``documents``: address -> sha256 of what a good look saw there;
    ``moves``: whether an entry may be known again at another address, and ``by_label``: by nothing
    but its labels, too. Which entry is which depends
    on what they say and not on their order."""
    pairing = _Pairing(before, now, documents)
    pairing.places()
    if moves:
        pairing.contents()
        pairing.names()
    if moves and by_label:
        pairing.labels()
    ordered = sorted(pairing.pairs.items(), key=lambda item: item[0][::-1])
    old, new = dict(sorted(pairing.old.items())), dict(sorted(pairing.new.items()))
    return Matched(dict(ordered), old, new)


class _Pairing:
    """What is not known again yet; each method knows some more."""

    def __init__(
        self, before: Sequence[Entry], now: Sequence[Entry], documents: Mapping[str, str]
    ) -> None:
        self._before, self._now = before, now
        self._documents = documents
        self.old, self.new = _canonical(before), _canonical(now)
        self.pairs: dict[tuple[int, int], Pair] = {}

    def places(self) -> None:
        """At the same address; one that is listed more than once is told by its labels."""
        for key in (labels_of, _cores, _words, _nothing):
            self._pair(_joined(place, key), Same.PLACE)

    def contents(self) -> None:
        """The same bytes."""

        def bytes_of(entry: Entry) -> str:
            return entry.payload_sha256 or self._documents.get(entry.url, "")

        for key in (_cores, _words, _nothing):
            self._pair(_joined(bytes_of, key), Same.CONTENT)

    def names(self) -> None:
        """The same name of a file under the same labels; then under the same words or in the same
        section, where one entry alone bears the name; then where others moved the same way."""
        self._pair(_joined(_name, _cores), Same.NAME)
        alike = self._alone_by_name()
        ways = Counter(pair.scheme for pair in alike.values())
        ways += Counter(
            pair.scheme for pair in self.pairs.values() if pair.by in (Same.CONTENT, Same.NAME)
        )
        words = Counter(core(entry.text) for entry in self._before if entry.text)
        for (i, j), pair in alike.items():
            a, b = pair.before, pair.now
            akin = _cores(a)[:-1] == _cores(b)[:-1]
            akin |= core(a.text) == core(b.text) and words[core(a.text)] == 1
            moved = pair.scheme[0] != pair.scheme[1] and ways[pair.scheme] >= SCHEME
            if akin or moved:
                self._take(i, j, Same.NAME)

    def labels(self) -> None:
        """The same labels, where none of the entries that bear them is known again otherwise, and
        there are as many as there were."""
        for key in (labels_of, _cores):
            self._pair(self._telling(key), Same.LABEL)

    def _telling(self, key: Key) -> Key:
        """``key`` where it tells which entry is which, else None."""
        counts = [
            Counter(map(key, side))
            for side in (self._before, self._now, self.old.values(), self.new.values())
        ]

        def told(entry: Entry) -> Hashable:
            found = key(entry)
            alone = len({side[found] for side in counts}) == 1
            return found if alone and any(labels_of(entry)) else None

        return told

    def _alone_by_name(self) -> dict[tuple[int, int], Pair]:
        """What has the same name, which no other has that is left on its side."""
        sides = []
        for left in (self.old, self.new):
            named: defaultdict[str, list[int]] = defaultdict(list)
            for place_, entry in left.items():
                named[file_name(entry.url)].append(place_)
            sides.append(
                {name: found[0] for name, found in named.items() if name and len(found) == 1}
            )
        old, new = sides
        return {
            (i, new[name]): Pair(self.old[i], self.new[new[name]], Same.NAME)
            for name, i in old.items()
            if name in new
        }

    def _take(self, i: int, j: int, by: Same) -> None:
        self.pairs[i, j] = Pair(self.old.pop(i), self.new.pop(j), by)

    def _pair(self, key: Key, by: Same) -> None:
        """Take out what has one key, in order."""
        waiting: defaultdict[Hashable, deque[int]] = defaultdict(deque)
        for i, entry in self.old.items():
            waiting[key(entry)].append(i)
        for j, entry in list(self.new.items()):
            sign = key(entry)
            if sign is not None and waiting[sign]:
                self._take(waiting[sign].popleft(), j, by)


def _canonical(entries: Iterable[Entry]) -> dict[int, Entry]:
    """Entries by their positions, in an order that comes from what they say."""

    def said(item: tuple[int, Entry]) -> tuple[Labels, str, str]:
        return labels_of(item[1]), item[1].url, item[1].payload_sha256 or ""

    ordered = sorted(enumerate(entries), key=said)
    return dict(ordered)


def _cores(entry: Entry) -> Labels:
    return tuple(map(core, labels_of(entry)))


def _words(entry: Entry) -> str:
    return core(entry.text)


def _nothing(_: Entry) -> str:
    return ""


def _name(entry: Entry) -> str:
    return file_name(entry.url)


def _joined(first: Key, second: Key) -> Key:
    """Both keys; None where the first is empty."""
    return lambda entry: (found, second(entry)) if (found := first(entry)) else None


@lru_cache(maxsize=20_000)
def file_name(url: str) -> str:
    """The name of the file that an address names, in its path or in a parameter, as sites spell it
    anew when they are rebuilt: ``Guión 1.pdf`` is ``guion-1.pdf``. For an address that names no
    file its path and query; an empty text for a host alone."""
    try:
        parts = urlsplit(url)
        values = [value for _, value in parse_qsl(parts.query)]
    except ValueError:
        return ""
    for value in (*values, unquote(parts.path)):
        name = value.replace("\\", "/").rpartition("/")[2]
        if (ending := DOCUMENT.search(name)) and ending.end() == len(name):
            return "-".join(re.findall(r"[^\W_]+", caseless(name)))
    return page_key(url).partition("/")[2]
