"""What changed, word by word, for the citations that a report shows: read back from the WARC files,
and of each redline the changes with a little of what stands around them."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING

from evidence.changes.redline import Act, Operation, Redlined, between
from evidence.custody.warc import http
from evidence.errors import RecordError
from evidence.looks.contents import stored_content
from evidence.store import checks
from evidence.vocabulary import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from evidence.content import Content
    from evidence.store import Store
    from evidence.store.reporting import Cited

Progress = Callable[[str, int, int], None]
"""Told a step of the report by its word (see :mod:`evidence.reports.words`), and how many of how
many are done."""
MOST = 200
"""Redlines in one report: more than a person reads, and 4 MB of the file at most."""
SECONDS = 8.0
"""For all of them together: a report of 50,000 citations is asked for in 15 s."""
MOST_BYTES = 5_000_000
"""Of one body, decoded: what is longer is a matter for ``testigo diff``."""
_MOST_TEXT = 20_000
"""Characters of one redline, the unchanged text around the changes not counted."""
_AROUND = 160
"""Characters of unchanged text shown on each side of a change: two lines of a page."""

_GAP = Operation(Act.EQUAL, " […] ", " […] ")
"""Stands for unchanged text that is left out."""


@dataclass(slots=True)
class Redlines:
    """The redlines of a report."""

    of: dict[str, list[Operation]] = field(default_factory=dict)
    """URL id -> the changes, with a little of the unchanged text around each"""
    by_lines: int = 0
    """of these, redlines in which too much differed to be compared word by word"""
    left_out: int = 0
    """changed URLs for which there was no time or room"""
    damaged: list[str] = field(default_factory=list)
    """records that could not be read back"""


def read(
    store: Store, folder: Path | None, cited: Iterable[Cited], progress: Progress | None
) -> Redlines:
    """The redline between baseline and last capture of each changed URL, within bounds."""
    found = Redlines()
    wanted = list(
        dict.fromkeys(
            (one.url_id, one.check_id)
            for one in cited
            if one.verdict is Verdict.CHANGED and one.check_id
        )
    )
    if folder is None:
        found.left_out = len(wanted)
        return found
    deadline = time.monotonic() + SECONDS
    for done, (url_id, check_id) in enumerate(islice(wanted, MOST)):
        if time.monotonic() > deadline:
            break
        try:
            passages, by_lines = _passages(store, folder, check_id)
        except (RecordError, http.MessageError) as error:
            found.damaged.append(str(error))
            continue
        if passages:
            found.of[url_id] = passages
            found.by_lines += by_lines
        if progress:
            progress("redline", done + 1, min(len(wanted), MOST))
    found.left_out = len(wanted) - len(found.of) - len(found.damaged)
    return found


def _passages(store: Store, folder: Path, check_id: str) -> tuple[list[Operation], bool]:
    """The redline of a change, shortened, and whether it shows lines whole."""
    before, after = checks.compared(store, check_id)
    if before is None or after is None:
        return [], False
    old, new = (stored_content(folder, capture, MOST_BYTES) for capture in (before, after))
    redlined = between(old, new)
    return list(_shortened(redlined.operations)), redlined.by_lines


def changes(old: Content, new: Content) -> Redlined:
    """What changed, with a little around each change; nothing where the words are the same."""
    told = between(old, new)
    differs = any(one.act is not Act.EQUAL for one in told.operations)
    return Redlined(tuple(_shortened(told.operations)) if differs else (), told.by_lines)


def _shortened(operations: tuple[Operation, ...]) -> Iterator[Operation]:
    """The changes of a redline with a little around each, up to a length that a person reads."""
    room = _MOST_TEXT
    last = len(operations) - 1
    for index, operation in enumerate(operations):
        if operation.act is Act.EQUAL:
            yield from _around(operation.new, first=index == 0, last=index == last)
            continue
        yield replace(operation, old=_start(operation.old, room), new=_start(operation.new, room))
        room -= len(operation.old) + len(operation.new)
        if room <= 0:
            yield _GAP
            return


def _around(text: str, *, first: bool, last: bool) -> Iterator[Operation]:
    """Unchanged text: whole when it is short, else its start after a change, its end before one."""
    if len(text) <= 2 * _AROUND:
        yield Operation(Act.EQUAL, text, text)
        return
    if not first and (start := _start(text, _AROUND)):
        yield Operation(Act.EQUAL, start, start)
    yield _GAP
    if not last and (end := _start(text[::-1], _AROUND)[::-1]):
        yield Operation(Act.EQUAL, end, end)


def _start(text: str, most: int) -> str:
    """The whole words with which a text begins, at most so many characters; of a word that is longer than all
    of them, what there is room for."""
    if len(text) <= most:
        return text
    cut = text[: most + 1]
    words = cut[: max(cut.rfind(" "), cut.rfind("\n")) + 1]
    return words or text[:most]
