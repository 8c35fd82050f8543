"""Two visits to a board: what was added, dropped, renamed, re-pointed, swapped; which section is
gone.

What was not seen is only *dropped* when the visit would have shown it. A visit that lost a page it
could read before concludes nothing; in a list that goes on where we stopped, only what stood before
something that is still there is gone.
"""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from evidence.boards.addresses import page_key

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Sequence

    from evidence.boards.model import Entry, Known, Path, Visit

_MASS = 0.8
"""Share of a board that is not believed to vanish at once, until a second visit shows the same."""
_FEW = 10
"""A board of fewer entries has to lose all of them for that."""
_SECTION = 2
"""Entries that make a section."""


class News(StrEnum):
    """What became of an entry."""

    ADDED = "added"
    DROPPED = "dropped"
    RENAMED = "renamed"
    REPOINTED = "repointed"
    SWAPPED = "swapped"
    """another document under the same link"""
    RETURNED = "returned"
    SECTION_GONE = "section-gone"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that two visits tell."""

    kind: News
    before: Entry | None = None
    now: Entry | None = None
    section: Path = ()
    count: int = 0
    """entries of a section that is gone"""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a visit brought."""

    events: tuple[Event, ...]
    pairs: tuple[tuple[Entry, Entry], ...]
    """(before, now): the same entry"""
    unseen: tuple[Entry, ...]
    """not seen, and nothing is concluded of them"""
    incomplete: str = ""
    """why nothing is concluded: ``server-error https://…``; empty for a visit that may conclude"""


def trouble(visit: Visit, known: Known) -> str:
    """What kept a visit from seeing what an earlier one saw; an empty text when nothing did."""
    for page in visit.pages:
        if page.cause != "ok" and page.key in known.lists:
            return f"{page.cause} {page.url}"
        if page.cause == "ok" and not page.closed and page.key in known.closed:
            return f"half-loaded {page.url}"
    return ""


def compare(
    before: Sequence[Entry],
    dropped: Sequence[Entry],
    visit: Visit,
    *,
    incomplete: str = "",
    last_incomplete: str = "",
    first: bool = False,
) -> Comparison:
    """``before``: the entries that stood, in order; ``dropped``: those that were dropped earlier;
    ``incomplete``: see :func:`trouble`; ``last_incomplete``: what the last visit said of itself."""
    if before and not visit.entries:
        incomplete = (
            incomplete or "nothing-listed"
        )  # an empty board can't be told from a broken one
    old, new = dict(enumerate(before)), dict(enumerate(visit.entries))
    same = _pair(old, new, lambda entry: (_place(entry), entry.text, entry.path))
    same += _pair(old, new, lambda entry: (_place(entry), entry.text))
    same += _pair(old, new, _place)
    pairs = [(before[i], visit.entries[j]) for i, j in same]
    seen = {i for i, _ in same}
    events = [] if first else [event for pair in pairs for event in _edited(*pair)]
    repointed: list[tuple[int, int]] = []
    if not incomplete:
        repointed = _pair(
            old, new, lambda entry: (entry.path, entry.text) if entry.text or entry.path else None
        )
    events += [Event(News.REPOINTED, before[i], visit.entries[j]) for i, j in repointed]
    pairs += [(before[i], visit.entries[j]) for i, j in repointed]
    seen |= {i for i, _ in repointed}
    gone = {} if incomplete else _gone(old, before, seen, visit)
    if _is_mass(len(gone), len(before)):
        reason = "most-gone"
        if last_incomplete != reason:
            incomplete, gone = reason, {}
    back = {_place(entry): entry for entry in dropped}
    for entry in new.values():
        earlier = back.get(_place(entry))
        if earlier is not None:
            events.append(Event(News.RETURNED, earlier, entry))
            pairs.append((earlier, entry))
        elif not first:
            events.append(Event(News.ADDED, None, entry))
    events += [Event(News.DROPPED, entry) for entry in gone.values()]
    events += _sections(before, gone.keys(), visit)
    unseen = tuple(entry for i, entry in old.items() if i not in gone)
    return Comparison(tuple(events), tuple(pairs), unseen, incomplete)


def _place(entry: Entry) -> tuple[str, str]:
    """What an entry points at; a document that only a posted form gives is told by the form's
    answer."""
    posted = entry.url.partition("#")[2] if entry.payload_sha256 else ""
    return page_key(entry.url), posted


def _pair(
    old: dict[int, Entry], new: dict[int, Entry], key: Callable[[Entry], Hashable]
) -> list[tuple[int, int]]:
    """Take out of ``old`` and ``new`` what has one key, in order."""
    waiting: dict[Hashable, deque[int]] = defaultdict(deque)
    for i, entry in old.items():
        waiting[key(entry)].append(i)
    pairs = []
    for j, entry in list(new.items()):
        sign = key(entry)
        if sign is not None and waiting[sign]:
            i = waiting[sign].popleft()
            pairs.append((i, j))
            del old[i], new[j]
    return pairs


def _edited(before: Entry, now: Entry) -> list[Event]:
    events = []
    if (before.text, before.path) != (now.text, now.path):
        events.append(Event(News.RENAMED, before, now))
    if before.payload_sha256 and now.payload_sha256 and before.payload_sha256 != now.payload_sha256:
        events.append(Event(News.SWAPPED, before, now))
    return events


def _gone(
    old: dict[int, Entry], before: Sequence[Entry], seen: set[int], visit: Visit
) -> dict[int, Entry]:
    """The entries of ``old`` that the visit would have shown. In a list that goes on where we
    stopped, entries are pushed off the end; one is gone when something that stood behind it is
    still there."""
    last: defaultdict[str, int] = defaultdict(int)
    for i in seen:
        last[before[i].shape] = max(last[before[i].shape], i)
    return {
        i: entry
        for i, entry in old.items()
        if entry.shape not in visit.cut or i < last[entry.shape]
    }


def _is_mass(gone: int, all_of_them: int) -> bool:
    if all_of_them < _FEW:
        return gone == all_of_them and gone > 1
    return gone > _MASS * all_of_them


def _sections(before: Sequence[Entry], gone: Collection[int], visit: Visit) -> list[Event]:
    """The outermost labels of which every entry is gone; ``gone`` are positions in ``before``."""
    stands = {entry.path[:n] for entry in visit.entries for n in range(1, len(entry.path) + 1)}
    under: defaultdict[Path, list[int]] = defaultdict(list)
    for place, entry in enumerate(before):
        for n in range(1, len(entry.path) + 1):
            under[entry.path[:n]].append(place)
    whole = [
        path
        for path, places in under.items()
        if len(places) >= _SECTION and path not in stands and all(place in gone for place in places)
    ]
    outermost = [path for path in whole if not any(path[:n] in whole for n in range(1, len(path)))]
    return [Event(News.SECTION_GONE, section=path, count=len(under[path])) for path in outermost]
