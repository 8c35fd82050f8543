"""What changed, word by word, for the citations that a report shows: read back from the WARC files,
and of each redline the changes with a little of what stands around them."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING

from evidence.changes.altered import about, altered
from evidence.changes.redline import Act, Operation, Redlined, between
from evidence.custody.warc import http
from evidence.errors import RecordError
from evidence.looks.contents import stored_content
from evidence.store import checks
from evidence.vocabulary import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from evidence.changes.altered import Altered
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
MOST_SENTENCES = 5
"""Altered sentences of one page that are told; the redline shows them all."""
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
    altered: dict[str, list[Altered]] = field(default_factory=dict)
    """URL id -> the sentences that read otherwise now, the cited one first; never an empty list"""
    said: dict[str, str] = field(default_factory=dict)
    """URL id of a document that is gone -> the sentence of it that says what is cited"""
    then: dict[str, str] = field(default_factory=dict)
    """URL id -> when the copy was made that says what stood there; ISO 8601 with ``Z``"""
    cited: list[Cited] = field(default_factory=list)
    """a citation of each URL of which altered sentences are known, in the order of the report"""
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
    wanted, gone = _wanted(cited)
    if folder is None:
        found.left_out = len(wanted)
        return found
    read = _Reader(store, folder, found, time.monotonic() + SECONDS)
    most = min(len(wanted), MOST)
    for done, one in enumerate(islice(wanted.values(), MOST), 1):
        if not read.all_of(one, read.redline):
            break
        if progress:
            progress("redline", done, most)
    found.left_out = len(wanted) - len(found.of) - len(found.damaged)
    for one in islice(gone.values(), MOST):
        if not read.all_of(one, read.passage):
            break
    return found


def _wanted(cited: Iterable[Cited]) -> tuple[dict[str, Cited], dict[str, Cited]]:
    """The first citation of each changed URL, and of each that is gone and is cited for something."""
    wanted: dict[str, Cited] = {}
    gone: dict[str, Cited] = {}
    for one in cited:
        if one.check_id and one.verdict is Verdict.CHANGED:
            wanted.setdefault(one.url_id, one)
        elif one.check_id and one.verdict is Verdict.MISSING and one.claim and len(gone) < MOST:
            gone.setdefault(one.url_id, one)
    return wanted, gone


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads records back until its time is up."""

    store: Store
    folder: Path
    found: Redlines
    deadline: float

    def all_of(self, one: Cited, read: Callable[[Cited], None]) -> bool:
        """Reads what is asked of one citation; a damaged record is told. False: there is no more time."""
        if time.monotonic() > self.deadline:
            return False
        try:
            read(one)
        except (RecordError, http.MessageError) as error:
            self.found.damaged.append(str(error))
        return True

    def redline(self, one: Cited) -> None:
        """What changed: shortened, and sentence by sentence."""
        before, after = checks.compared(self.store, one.check_id or "")
        if before is None or after is None:
            return
        old, new = (stored_content(self.folder, capture, MOST_BYTES) for capture in (before, after))
        redlined = between(old, new)
        if shown := list(_shortened(redlined.operations)):
            self.found.of[one.url_id] = shown
            self.found.by_lines += redlined.by_lines
        if sentences := altered(redlined.operations, one.claim or ""):
            self.found.altered[one.url_id] = sentences[:MOST_SENTENCES]
            self.found.then[one.url_id] = before.captured_at
            self.found.cited.append(one)

    def passage(self, one: Cited) -> None:
        """What a page that is gone said of what is cited."""
        before, _ = checks.compared(self.store, one.check_id or "")
        if before is None:
            return
        content = stored_content(self.folder, before, MOST_BYTES)
        if text := about(one.claim or "", content.main or content.lines):
            self.found.said[one.url_id] = text
            self.found.then[one.url_id] = before.captured_at


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
