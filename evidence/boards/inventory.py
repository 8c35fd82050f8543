"""Two visits to a board: what was added, dropped, renamed, re-pointed, swapped; which section is
gone.

What was not seen is only *dropped* when the visit would have shown it. A visit that lost a page it
could read before concludes nothing; in a list that goes on where we stopped, only what stood before
something that is still there is gone.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.boards.addresses import page_key
from evidence.boards.identity import Matched, Pair, match, place
from evidence.boards.news import Event, News
from evidence.boards.redesign import SECTION, tell

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from evidence.boards.model import Entry, Known, Path, Read, Visit

_MASS = 0.8
"""Share of a board that is not believed to vanish at once, until a second visit shows the same."""
_FEW = 10
"""A board of fewer entries has to lose all of them for that."""
MOST_GONE = "most-gone"
"""What a visit says of itself that showed nearly nothing of what stood"""


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
    left: tuple[Entry, ...] = ()
    """no longer listed, and not told as dropped: they stand elsewhere on the board, stood there in a
    visit that was not believed, or stood twice by our own doing"""


def trouble(visit: Visit, known: Known) -> str:
    """What kept a visit from seeing what an earlier one saw; an empty text when nothing did."""
    for page in visit.pages:
        if page.cause != "ok" and _is_wanted(page, visit, known):
            return f"{page.cause} {page.url}"
        if page.cause == "ok" and not page.closed and page.key in known.closed:
            return f"half-loaded {page.url}"
    return ""


def _is_wanted(page: Read, visit: Visit, known: Known) -> bool:
    """Whether a page that was not seen, or not to its end, may hold what stood on the board."""
    if page.key in known.lists or page.entries or page.leads:
        return True
    return page.is_shell and (page_key(page.url) in known.lists or not visit.entries)


def compare(
    before: Sequence[Entry],
    dropped: Sequence[Entry],
    visit: Visit,
    *,
    incomplete: str = "",
    last_incomplete: str = "",
    first: bool = False,
    documents: Mapping[str, str] | None = None,
    come: Collection[str] = (),
    held: Collection[str] = (),
) -> Comparison:
    """``before``: the entries that stood, in order; ``dropped``: those that were dropped earlier;
    ``incomplete``: see :func:`trouble`; ``last_incomplete``: what the last visit said of itself;
    ``documents``: address -> sha256 of the document that a good look saw there last; ``come``: ids
    of the entries that were first listed since the last visit that could conclude, and ``held``:
    those of them that were not told, because the visit was not believed.

    The order in which the visit found its rows decides nothing, but in a list that was cut.
    """
    if before and not visit.entries:
        # an empty board can't be told from a broken one
        incomplete = incomplete or "nothing-listed"
    matched = match(before, visit.entries, documents or {}, moves=not incomplete)
    gone = {} if incomplete else _gone(matched, before, visit)
    if _is_mass(len(gone), len(before)) and last_incomplete != MOST_GONE:
        incomplete, gone = MOST_GONE, {}
    stood = _told_before(gone, matched, held)
    late = _late({i: before[i] for i in stood}, matched, documents or {}, come, held)
    doubted = incomplete == MOST_GONE  # what such a visit shows is told once it is believed
    back = match(() if doubted else dropped, tuple(matched.new.values()), {}, moves=False)
    events: list[Event] = []
    if not first:
        known = [pair for pair in matched.pairs.values() if pair.before.id not in held]
        events += tell((*known, *late.moved), before, visit.entries)
    events += [Event(News.RETURNED, pair.before, pair.now) for pair in back.pairs.values()]
    if not first and not doubted:
        added = [*back.new.values(), *(() if incomplete else late.untold)]
        events += [Event(News.ADDED, None, entry) for entry in added]
    events += [Event(News.DROPPED, entry) for entry in late.lost.values()]
    events += _sections(before, late.lost.keys(), visit)
    every = (*matched.pairs.values(), *back.pairs.values())
    return Comparison(
        tuple(events),
        tuple((pair.before, pair.now) for pair in every),
        unseen=tuple(entry for i, entry in matched.old.items() if i not in gone),
        incomplete=incomplete,
        left=tuple(before[i] for i in gone.keys() - late.lost.keys()),
    )


@dataclass(frozen=True, slots=True)
class _Late:
    """What is gone, put side by side with what came while no visit could conclude."""

    moved: tuple[Pair, ...]
    lost: dict[int, Entry]
    """gone for good, by position in the list before"""
    untold: tuple[Entry, ...]
    """new, and not told when they came"""


def _late(
    gone: dict[int, Entry],
    matched: Matched,
    documents: Mapping[str, str],
    come: Collection[str],
    held: Collection[str],
) -> _Late:
    recent = {*come, *held}
    young = [pair for pair in matched.pairs.values() if pair.before.id in recent]
    found = match(
        tuple(gone.values()),
        [pair.now for pair in young],
        documents,
        moves=True,
        by_label=False,
    )
    places = list(gone)
    return _Late(
        tuple(found.pairs.values()),
        {places[i]: entry for i, entry in found.old.items()},
        tuple(young[i].now for i in found.new if young[i].before.id in held),
    )


def _told_before(gone: dict[int, Entry], matched: Matched, held: Collection[str]) -> list[int]:
    """The positions of what is gone and was told when it came. What still stands there, word for word,
    is not gone: after a merge an entry that was re-pointed may stand twice, as either folder met it
    first. Earlier versions listed a document that they had to read to know it twice, as a link and,
    under its labels or none, as what came: the second was our own doing."""
    shown = [pair.now for pair in matched.pairs.values()]
    same = {(place(one), one.text, one.path) for one in shown}
    bare = {(place(one), one.text) for one in shown}
    return [
        i
        for i, one in gone.items()
        if one.id not in held
        and (place(one), one.text, one.path) not in same
        and not (one.payload_sha256 and not one.path and (place(one), one.text) in bare)
    ]


def _gone(matched: Matched, before: Sequence[Entry], visit: Visit) -> dict[int, Entry]:
    """The entries not known again that the visit would have shown. In a list that goes on where we
    stopped, entries are pushed off the end; one is gone when something that stood behind it is
    still there."""
    last: defaultdict[str, int] = defaultdict(int)
    for i, _ in matched.pairs:
        last[before[i].shape] = max(last[before[i].shape], i)
    return {
        i: entry
        for i, entry in matched.old.items()
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
    for i, entry in enumerate(before):
        for n in range(1, len(entry.path) + 1):
            under[entry.path[:n]].append(i)
    whole = [
        path
        for path, places in under.items()
        if len(places) >= SECTION and path not in stands and all(i in gone for i in places)
    ]
    outermost = [path for path in whole if not any(path[:n] in whole for n in range(1, len(path)))]
    return [Event(News.SECTION_GONE, section=path, count=len(under[path])) for path in outermost]
