"""Pictures of lost and altered pages for a report: as a page stood, and as it is now."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.changes import visual
from evidence.custody.warc import reader
from evidence.errors import RecordError
from evidence.reports import differing
from evidence.reports.words import WORDS
from evidence.store import due, looks, renderings, replays
from evidence.vocabulary import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from evidence.reports.differing import Differing
    from evidence.store import Store
    from evidence.store.records import Rendering, Replay
    from evidence.store.reporting import Cited

MOST_BYTES = 7_000_000
"""Of all pictures of a report; in base64 they are a third more, and the file stays below ten megabytes of
them."""
_LARGEST = 300_000
"""Bytes of one: ours are a tenth of that."""
_STANDS = (Verdict.ALIVE, Verdict.MOVED)
_BROKEN = (Verdict.MISSING, Verdict.CHANGED)
_KINDS = {b"RIFF": "image/webp", b"\x89PNG": "image/png"}
"""What pictures of ours begin with."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as a browser showed it."""

    at: str
    url: str
    """of the page at which the browser came to be"""
    hidden: bool
    """whether a notice was hidden for it, as of cookies"""
    data: str
    """``data:`` address of the small picture"""
    unlike: Words | None = None
    """that the page is not the same when it is opened again from what is kept of it"""


@dataclass(frozen=True, slots=True)
class Screenshot:
    """The picture of a whole page, as it was when a browser opened it last."""

    sha256: str
    width: int
    height: int
    """pixels"""
    at: str
    capture: str
    """the capture that holds the PNG"""

    @classmethod
    def of_page(cls, store: Store, url_id: str) -> Screenshot | None:
        """That of the page with this id; None where no browser has opened it."""
        shown = renderings.pictured(store, url_id, Verdict)
        known = due.capture(store, shown.whole_id) if shown else None
        if shown is None or known is None:
            return None
        width, height = shown.width or 0, shown.height or 0
        return cls(known.payload_sha256, width, height, shown.rendered_at, known.id)


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """A page before and after its loss or alteration."""

    before: Picture | None
    after: Picture | None
    differing: Differing | None = None
    """where both differ; None where one is lacking, or it is not told here"""


@dataclass(slots=True)
class Pictures:
    """The pictures of a report."""

    of: dict[str, BeforeAfter] = field(default_factory=dict)
    """by id of the URL"""
    left_out: int = 0
    """pages with pictures for which there was no room"""
    undiffered: int = 0
    """pages with both pictures for whose difference there was no room"""
    damaged: list[str] = field(default_factory=list)
    """records that could not be read back"""


def read(store: Store, folder: Path | None, cited: Iterable[Cited]) -> Pictures:
    """The pictures of each lost or altered page, within bounds; those of the first in the list. Where they
    differ is told in what room these leave."""
    found, room = Pictures(), MOST_BYTES
    if folder is None or not renderings.are_there(store):
        return found
    since = {one.url_id: one.since or "" for one in cited if one.verdict in _BROKEN}
    for url_id, began in since.items():
        pair = _pair(store, folder, _opened(store, url_id, began), found.damaged)
        size = sum(_size(one.data) for one in (pair.before, pair.after) if one)
        if not size:
            continue
        if size > room:
            found.left_out += 1
            continue
        room -= size
        found.of[url_id] = pair
    if not visual.is_there():
        return found
    both = [url_id for url_id, pair in found.of.items() if pair.before and pair.after]
    for number, url_id in enumerate(both):
        told = _told(store, folder, url_id, since[url_id]) if number < differing.MOST else None
        if told is None or _size(told.data) > room:
            found.undiffered += 1
            continue
        room -= _size(told.data)
        found.of[url_id] = replace(found.of[url_id], differing=told)
    return found


def of_page(store: Store, folder: Path, url_id: str) -> BeforeAfter:
    """The pictures of one page as it stood and, if it is gone or altered, as it is now, and where they
    differ."""
    known = looks.standing(store, url_id)
    is_broken = known is not None and known.verdict in _BROKEN
    since = (known.since or "") if known and is_broken else "9"
    shown = _opened(store, url_id, since)
    told = differing.differing(store, folder, *shown)
    return replace(_pair(store, folder, shown, []), differing=told)


def _told(store: Store, folder: Path, url_id: str, since: str) -> Differing | None:
    return differing.differing(store, folder, *_opened(store, url_id, since))


def _opened(store: Store, url_id: str, since: str) -> tuple[Rendering | None, Rendering | None]:
    """The page opened in a browser as it stood last, and as it was after that."""
    return (
        renderings.pictured(store, url_id, _STANDS),
        renderings.pictured(store, url_id, _BROKEN, since),
    )


def _pair(
    store: Store,
    folder: Path,
    shown: tuple[Rendering | None, Rendering | None],
    damaged: list[str],
) -> BeforeAfter:
    before, after = (_picture(store, folder, one, damaged) for one in shown)
    return BeforeAfter(before, after)


def _size(data: str) -> int:
    """Bytes of what stands in base64."""
    return len(data) * 3 // 4


def of_look(
    store: Store, folder: Path, check_id: str | None, capture_id: str, *, compare: bool = True
) -> BeforeAfter | None:
    """What a browser showed of a page that a look is about, for the capture that its verdict speaks of, and
    where a lost or altered page differs from what it showed before; None where there is no picture, or where
    it can't be read. ``compare``: whether there is time for the difference."""
    made = renderings.of_check(store, check_id) if check_id else None
    if made is None or renderings.judged_by(store, made) != capture_id:
        return None
    after = _picture(store, folder, made, [])
    if after is None or not compare or renderings.verdict(store, made) not in _BROKEN:
        return BeforeAfter(None, after) if after else None
    before = renderings.pictured(store, made.url_id, _STANDS, until=made.rendered_at)
    told = differing.differing(store, folder, before, made)
    return BeforeAfter(_picture(store, folder, before, []), after, told)


def _picture(
    store: Store, folder: Path, rendering: Rendering | None, damaged: list[str]
) -> Picture | None:
    known = due.capture(store, rendering.small_id) if rendering else None
    if rendering is None or known is None or known.payload_bytes > _LARGEST:
        return None
    try:
        block = reader.read_at(folder, known.warc, known.offset).block
    except RecordError as error:
        damaged.append(str(error))
        return None
    kind = _KINDS.get(block[:4])
    if kind is None:
        return None
    data = f"data:{kind};base64,{b64encode(block).decode()}"
    hidden = bool(rendering.hidden)
    unlike = _unlike(replays.last(store, rendering.id))
    return Picture(rendering.rendered_at, rendering.final_url, hidden, data, unlike)


def _unlike(replay: Replay | None) -> Words | None:
    """What is said of a replay with low scores."""
    if replay is None or not replay.is_low:
        return None
    if replay.problem is not None:
        return WORDS["picture_unopened"]
    told = WORDS["picture_unlike"]
    facts = {"text": _hundredths(replay.text), "picture": _hundredths(replay.picture)}
    return Words.each(lambda language: told.filled(language, facts))


def _hundredths(score: float | None) -> str:
    """A score of 0 to 1 in hundredths, rounded down: what is not all of it is never 100."""
    return "–" if score is None else str(int(score * 100))
