"""A walk through a board: what to read next, what came of it, where it has to stop, and why.

It is told what came and asks nobody, so the same walk runs over a real board and over a test's
pages. A board is walked one page at a time and in one order: two visits to the same board read the
same pages.
"""

from __future__ import annotations

import hashlib
import heapq
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from evidence.addresses import as_written
from evidence.boards.addresses import is_calendar, is_loop, page_key, shape_of, view_key
from evidence.boards.entries import MOST_ENTRIES, Entries
from evidence.boards.model import Kind, Known, LeftOut, Link, Read, Visit, Way
from evidence.boards.read import read
from evidence.boards.scope import Place, Scope
from evidence.boards.ways import is_entry, key_of, labels

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from evidence.boards.model import Page
    from evidence.config import Board

Reader: TypeAlias = "Callable[[bytes, str, str, Sequence[str]], Page | None]"
"""Body, content type, address and label selectors of a page -> what it shows; see
:func:`evidence.boards.read.read`."""
MOST_WAYS = 20_000
"""Waiting at once: a page may name ten million."""
_LIST_PAGES = 300
"""Along one list: 3,000 rows at ten a page."""
_REPEATS = 5
"""Pages in a row that show what was shown already: sessions, loops, a list read past its end."""
_BARREN = 20
"""Pages in a row that list nothing new, of a shape that leads to ever more of its own: a list
without end."""
_BARREN_CALENDAR = 6
_BARREN_FIXED = 200
"""The same for a shape that leads to no more of its own: it has an end, but costs."""
_DRY = 300
"""Pages in a row that list nothing new, whatever their shape."""
_ALIKE = 100
"""Pages of one shape that all lead no further: the others are listed without being opened."""
_STOPPED = frozenset({"pages", "seconds", "bytes", "entries", "endless", "depth", "too-large"})
"""Reasons to leave out pages that had more to tell; the others name pages that had nothing new."""


@dataclass(slots=True)
class _Shape:
    """What the pages of one shape of address had to tell."""

    read: int = 0
    leaves: int = 0
    barren: int = 0
    repeats: int = 0
    grows: bool = False
    cut: str = ""


class Walk:
    """One visit to a board. Ask :meth:`next`, fetch, tell :meth:`take` or :meth:`fail`; then
    :meth:`visit`."""

    def __init__(
        self,
        start: str,
        options: Board,
        known: Known | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        read: Reader = read,
    ) -> None:
        """``read`` reads the pages: :func:`evidence.boards.fenced.read_fenced` for those of
        strangers."""
        self._options = options
        self._known = known or Known()
        self._scope = Scope(start, options)
        self._clock = clock
        self._read = read
        self._end = clock() + options.seconds
        self._heap: list[tuple[int, int, Way]] = []
        self._seen: set[str] = set()
        self._views: set[str] = set()
        self._texts: set[str] = set()
        self._shapes: defaultdict[str, _Shape] = defaultdict(_Shape)
        self._entries = Entries()
        self._pages: list[Read] = []
        self._left: Counter[tuple[str, str]] = Counter()
        self._examples: dict[tuple[str, str], str] = {}
        self._order = 0
        self._onward = 0
        """ways that led from one shape of address to another"""
        self._dry = 0
        """pages in a row that listed nothing new"""
        self._bytes = 0
        self._push(start, Link(start, start, "", ()), None, Place.PAGE)
        for path, kind in (("/robots.txt", Kind.LISTED), ("/sitemap.xml", Kind.LISTED)):
            url = as_written(start, path)
            self._push(url, Link(url, url, "", (), kind), None, Place.PAGE)

    @property
    def seconds_left(self) -> float:
        """Of the time that this visit may take."""
        return self._end - self._clock()

    def next(self) -> Way | None:
        """The page to read now; None when there is none, or no budget."""
        while self._heap:
            *_, way = heapq.heappop(self._heap)
            reason = self._refusal(way)
            if not reason:
                return way
            self._leave_out(reason, way.url, way.shape)
            if (reason == "alike" or way.key in self._known.leaves) and way.link.kind is Kind.LINK:
                self._entries.page(way, None)
        return None

    def _refusal(self, way: Way) -> str:
        """Why a page is not read, or an empty text."""
        shape = self._shapes[way.shape]
        if len(self._pages) >= self._options.pages:
            return "pages"
        if self.seconds_left <= 0:
            return "seconds"
        if self._bytes >= self._options.bytes:
            return "bytes"
        if len(self._entries) >= MOST_ENTRIES:
            return "entries"
        if way.depth > self._options.depth:
            return "depth"
        if self._dry >= _DRY:
            return "barren"
        if shape.read >= _ALIKE and shape.leaves == shape.read and not way.link.furniture:
            return "alike"
        return shape.cut

    def fail(
        self,
        way: Way,
        cause: str,
        size: int = 0,
        capture_id: str | None = None,
        *,
        gone: bool = False,
    ) -> None:
        """A page could not be read; ``gone``: it is not there, and so a dead link of the board."""
        self._bytes += size
        if way.link.kind is Kind.LISTED and gone:
            return  # most sites have no sitemap
        self._pages.append(Read(way.key, way.url, cause, gone=gone, capture_id=capture_id))
        self._shapes[way.shape].read += 1
        if way.key in self._known.leaves or (
            gone and way.key not in self._known.lists and way.depth
        ):
            self._entries.page(way, None)

    def take(
        self,
        way: Way,
        url: str,
        body: bytes,
        content_type: str,
        capture_id: str | None = None,
        *,
        cut: bool = False,
    ) -> None:
        """A page came: ``url`` after redirects; ``cut``: longer than what was fetched.

        Raises ValueError when a configured label is no CSS selector, and what ``read`` raises.
        """
        self._bytes += len(body)
        if not way.depth and way.link.kind is Kind.LINK:
            self._scope.include(url)
        elif not way.aside and way.link.kind is Kind.LINK and not self._scope.holds(url):
            self._pages.append(Read(way.key, way.url, "ok", 1, capture_id=capture_id))
            self._entries.page(way, None)  # a page of the board's own that forwards elsewhere
            return
        # what a script loads is relative to its page
        script = way.link.kind is Kind.DATA and "javascript" in content_type
        page = self._read(body, content_type, way.page if script else url, self._options.labels)
        shape = self._shapes[way.shape]
        shape.read += 1
        if page is None:
            self._pages.append(Read(way.key, way.url, "ok", 1, capture_id=capture_id))
            self._entries.page(way, hashlib.sha256(body).hexdigest(), url)
            return
        if not self._entries.title and not way.depth:
            self._entries.title = page.title
        self._digest(way, url, page, shape, capture_id, cut=cut or not page.whole)

    def documents_on(self, page: Page) -> int:
        """How many documents of the board a page lists in its content."""
        links = (link for link in page.links if not link.furniture)
        return len({link.url for link in links if self._scope.place(link) is Place.DOCUMENT})

    def _digest(
        self, way: Way, url: str, page: Page, shape: _Shape, capture_id: str | None, *, cut: bool
    ) -> None:
        """Take in a page's links: entries and ways, and what they say of the shape of its
        address."""
        own = {page_key(url), page_key(way.url)}
        placed = [
            (link, place) for link in page.links if (place := self._scope.place(link)) is not None
        ]
        found = [link for link, place in placed if is_entry(link, place, own)]
        fresh = sum(page_key(link.url) not in self._entries.urls for link in found)
        repeated = not fresh and page.text_sha256 in self._texts
        self._texts.add(page.text_sha256)
        queried = way.link.kind is Kind.PAGER or "?" in way.url
        leads, onward = 0, self._onward
        for link, place in placed:
            self._order += 1
            if (fresh or not queried) and is_entry(link, place, own):
                kind = "document" if place is Place.DOCUMENT else "link"
                self._entries.link(way, link, url, kind, self._order)
            if (
                place in (Place.PAGE, Place.ASIDE)
                and not repeated
                and self._goes_on(way, link, place)
            ):
                leads += self._push(link.url, link, way, place, page=url)
        self._note(shape, fresh=fresh, onward=self._onward - onward, repeated=repeated, way=way)
        self._pages.append(
            Read(
                way.key, way.url, "ok", len(found), leads, closed=page.closed, capture_id=capture_id
            )
        )
        if cut:
            self._leave_out("too-large", url, way.shape)
        leaf = not found and not leads and way.depth and way.key not in self._known.lists
        if (leaf or way.key in self._known.leaves) and not repeated:
            shape.leaves += leaf
            shape.barren = 0
            self._entries.page(way, None)

    def _goes_on(self, way: Way, link: Link, place: Place) -> bool:
        """Whether a way may be taken from this page: a page aside leads along its own list only."""
        return not way.aside or link.kind is Kind.PAGER or link.form is not None or (
            place is Place.PAGE and link.kind is Kind.FRAME
        )  # fmt: skip

    def _note(self, shape: _Shape, *, fresh: int, onward: int, repeated: bool, way: Way) -> None:
        """What a page says of its shape; a shape that has nothing new is cut."""
        shape.repeats = shape.repeats + 1 if repeated else 0
        calendar = is_calendar(way.url)
        shape.barren = 0 if fresh or (onward and not calendar) else shape.barren + 1
        self._dry = 0 if fresh else self._dry + 1
        if shape.repeats >= _REPEATS:
            shape.cut = "repeats"
        elif calendar and shape.barren >= _BARREN_CALENDAR:
            shape.cut = "calendar"
        elif shape.barren >= (_BARREN if shape.grows else _BARREN_FIXED):
            shape.cut = "barren"
        elif way.link.kind is Kind.PAGER and shape.read >= _LIST_PAGES:
            shape.cut = "endless"

    def _push(self, url: str, link: Link, way: Way | None, place: Place, page: str = "") -> int:
        """Queue a way, or leave it out as a trap; 1 when it is new and in the content of its page,
        else 0."""
        url = url.partition("#")[0]
        key = key_of(url, link)
        shape = shape_of(url)
        if link.form is not None:
            shape += f" post {link.form.answer[0][1].rpartition('$')[2]}"
        if key in self._seen:
            return 0
        self._seen.add(key)
        trap = "loop" if is_loop(url) else "facet" if self._is_facet(url, link) else ""
        if trap or len(self._heap) >= MOST_WAYS:
            self._leave_out(trap or "pages", url, shape)
            return int(not link.furniture)
        along = link.kind in (Kind.PAGER, Kind.FRAME, Kind.DATA)
        depth = way.depth + (not along) if way else 0
        self._order += 1
        prefix, joined = labels(way, link)
        made = Way(url, link, page, depth, self._order, shape, key, prefix, joined,
                   aside=place is Place.ASIDE or (way is not None and way.aside))  # fmt: skip
        rank = 2 if link.kind is Kind.LISTED else 1 if made.aside else 0
        heapq.heappush(self._heap, (rank, self._order, made))
        if way is not None and way.shape == shape:
            self._shapes[shape].grows = True
        elif not link.furniture and not self._shapes[shape].cut:
            self._onward += 1
        return int(not link.furniture)

    def _is_facet(self, url: str, link: Link) -> bool:
        """Whether an address shows, sorted or filtered, a list that is read without that."""
        if link.form is not None or link.kind is Kind.DATA:
            return False
        key = view_key(url)
        known = key in self._views
        self._views.add(key)
        return known and key != page_key(url)

    def _leave_out(self, reason: str, url: str, shape: str) -> None:
        self._left[reason, shape] += 1
        self._examples.setdefault((reason, shape), url)

    def visit(self) -> Visit:
        """What the walk found."""
        left = tuple(
            LeftOut(reason, shape, self._examples[reason, shape], self._shapes[shape].read, count)
            for (reason, shape), count in self._left.items()
        )
        cut = frozenset(out.shape for out in left if out.reason in _STOPPED)
        return Visit(
            self._entries.numbered(),
            tuple(self._pages),
            left,
            cut,
            self._entries.title,
            self._bytes,
            self._options.preset,
        )
