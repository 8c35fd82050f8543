"""A walk through a board: what to read next, what came of it, where it has to stop, and why.

It is told what came and asks nobody, so the same walk runs over a real board and over a test's
pages. A board is walked one page at a time and in one order: two visits to the same board read the
same pages.
"""

from __future__ import annotations

import hashlib
import time
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from evidence.addresses import as_written, route_of
from evidence.boards.addresses import (
    drawn_key,
    drawn_shape,
    is_calendar,
    page_key,
    shape_of,
    spelled_key,
)
from evidence.boards.entries import MOST_ENTRIES, Entries
from evidence.boards.model import NO_BROWSER, Kind, Known, Link, Read, Scripted, Visit, Way
from evidence.boards.read import read
from evidence.boards.scope import Place, Scope
from evidence.boards.waiting import Waiting
from evidence.boards.ways import is_entry

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from evidence.boards.model import Page
    from evidence.boards.shapes import Shape
    from evidence.config import Board

Reader: TypeAlias = "Callable[[bytes, str, str, Sequence[str]], Page | None]"
"""Body, content type, address and label selectors of a page -> what it shows; see
:func:`evidence.boards.read.read`."""
_DRY = 300
"""Pages in a row that list nothing new, whatever their shape."""
_DRAWN = 200
"""Pages that are opened in a browser in one visit: at five seconds each, a quarter of an hour."""
_STOPPED = frozenset({"pages", "seconds", "bytes", "entries", "endless", "depth", "too-large"})
"""Reasons to leave out pages that had more to tell; the others name pages that had nothing new."""


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
        draws: bool = False,
    ) -> None:
        """``read`` reads the pages: :func:`evidence.boards.fenced.read_fenced` for those of
        strangers; ``draws``: whether whoever asks can open a page in a browser."""
        self._options = options
        self._known = known or Known()
        self._scope = Scope(start, options)
        self._clock = clock
        self._read = read
        self._draws = draws
        self._end = clock() + options.seconds
        self._waiting = Waiting()
        self._texts: set[str] = set()
        self._entries = Entries()
        self._pages: list[Read] = []
        self._dry = 0
        """pages in a row that listed nothing new"""
        self._bytes = 0
        self._opened = 0
        """pages that were opened in a browser"""
        self._steps = 0
        """what was done with them: each may ask as much as a page"""
        self._has_data = False
        """whether what scripts load told what the board lists"""
        self._found_drawn: set[str] = set()
        """keys of the addresses that only a browser showed"""
        self._waiting.push(start, Link(start, start, "", ()), None, Place.PAGE)
        for path, kind in (("/robots.txt", Kind.LISTED), ("/sitemap.xml", Kind.LISTED)):
            url = as_written(start, path)
            self._waiting.push(url, Link(url, url, "", (), kind), None, Place.PAGE)

    @property
    def seconds_left(self) -> float:
        """Of the time that this visit may take."""
        return self._end - self._clock()

    def next(self) -> Way | None:
        """The page to read now; None when there is none, or no budget."""
        while (way := self._waiting.pop()) is not None:
            reason = self._refusal(way)
            if not reason and way.drawn and not self._draws:
                self.unopened(way)
                continue
            if not reason:
                return way
            self._waiting.leave_out(reason, way.url, way.shape)
            if (reason == "alike" or way.key in self._known.leaves) and way.link.kind is Kind.LINK:
                self._entries.page(way, None)
        return None

    def limit(self) -> str:
        """The bound of a visit that is reached, or an empty text."""
        if len(self._pages) + self._steps >= self._options.pages:
            return "pages"
        if self.seconds_left <= 0:
            return "seconds"
        if self._bytes >= self._options.bytes:
            return "bytes"
        return "entries" if len(self._entries) >= MOST_ENTRIES else ""

    def _refusal(self, way: Way) -> str:
        """Why a page is not read, or an empty text."""
        shape = self._waiting.shapes[way.shape]
        if limit := self.limit():
            return limit
        if way.drawn and self._opened >= _DRAWN:
            return "pages"
        if way.depth > self._options.depth:
            return "depth"
        if self._dry >= _DRY:
            return "barren"
        if shape.is_alike() and not way.link.furniture:
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
        self._pages.append(
            Read(way.key, way.url, cause, gone=gone, capture_id=capture_id, is_shell=way.is_shell)
        )
        self._waiting.shapes[way.shape].read += 1
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
        shape = self._waiting.shapes[way.shape]
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
        self, way: Way, url: str, page: Page, shape: Shape, capture_id: str | None, *, cut: bool
    ) -> None:
        """Take in a page's links: entries and ways, and what they say of the shape of its
        address."""
        own = {page_key(url), page_key(way.url)}
        placed = [
            (link, place) for link in page.links if (place := self._scope.place(link)) is not None
        ]
        found = [link for link, place in placed if is_entry(link, place, own)]
        fresh = sum(page_key(link.url) not in self._entries.urls for link in found)
        awaited = self._draws and page.scripted is Scripted.SHELL and not self._is_of_calendar(way)
        repeated = not fresh and page.text_sha256 in self._texts and not awaited
        self._texts.add(page.text_sha256)
        queried = way.link.kind is Kind.PAGER or "?" in way.url
        self._has_data |= way.link.kind is Kind.DATA and bool(found)
        leads, onward = 0, self._waiting.onward
        for link, place in placed:
            order = self._waiting.number()
            if (fresh or not queried) and is_entry(link, place, own):
                kind = "document" if place is Place.DOCUMENT else "link"
                self._entries.link(way, link, url, kind, order)
            if (
                place in (Place.PAGE, Place.ASIDE)
                and not repeated
                and self._goes_on(way, link, place)
            ):
                leads += self._waiting.push(link.url, link, way, place, page=url)
        if not awaited:  # what the browser shows of it will tell
            self._dry = 0 if fresh else self._dry + 1
            shape.note(way, fresh=fresh, onward=self._waiting.onward - onward, repeated=repeated)
        self._pages.append(
            Read(
                way.key, way.url, "ok", len(found), leads, closed=page.closed, capture_id=capture_id
            )
        )
        if cut:
            self._waiting.leave_out("too-large", url, way.shape)
        self._queue_drawn(way, page.scripted)
        leaf = not (found or leads or awaited) and way.depth and way.key not in self._known.lists
        if (leaf or way.key in self._known.leaves) and not repeated:
            shape.leaves += leaf
            shape.barren = 0
            self._entries.page(way, None)

    def show(self, way: Way, url: str, page: Page, size: int) -> tuple[int, int]:
        """Take in what a browser shows now of a page that it holds open: ``url``, to which it came, what stands
        there, and the bytes that this took. Returns how many entries and ways are new; what the markup of
        any page told already is not told again.
        """
        self._bytes += size
        self._steps += 1
        if not way.depth:
            self._scope.include(url)
            self._entries.title = self._entries.title or page.title
        own = {page_key(url), page_key(way.url)}
        plain = replace(way, shape=shape_of(way.url), drawn=False)
        found = leads = 0
        for link in page.links:
            place = self._scope.place(link)
            # a form would be sent without its fields: what is in them is not read from a browser
            if place is None or link.form is not None or link.kind is Kind.DATA:
                continue
            order = self._waiting.number()
            key = spelled_key(link.url)
            if is_entry(link, place, own) and (
                key in self._found_drawn or key not in self._entries.spelled
            ):
                found += key not in self._found_drawn
                self._found_drawn.add(key)
                kind = "document" if place is Place.DOCUMENT else "link"
                self._entries.link(way, link, way.url, kind, order)
            elif page_key(link.url) in own and route_of(link.url):
                leads += self._waiting.push_route(link, way)
            if place in (Place.PAGE, Place.ASIDE) and self._goes_on(way, link, place):
                pushed = self._waiting.push(link.url, link, plain, place, page=url)
                leads += pushed and not is_calendar(link.url)
        return found, leads

    def lists(self, page: Page) -> bool:
        """Whether a page shows anything that is listed, beside what frames it."""
        return any(
            spelled_key(link.url) in self._entries.spelled
            for link in page.links
            if not link.furniture
        )

    def leads_away(self, way: Way, url: str) -> bool:
        """Whether a page that a browser opened came to an address that is none of the board's."""
        return bool(way.depth) and not way.aside and not self._scope.holds(url)

    def misses(self, way: Way) -> bool:
        """Whether something was not seen that a browser showed on this page before."""
        return bool(self._known.drawn.get(way.key, frozenset()) - self._entries.spelled)

    def shown(self, way: Way, cause: str, found: int, leads: int, capture_id: str | None) -> None:
        """A browser showed a page to its end, or, by ``cause``, not: with so many entries and ways that were
        new."""
        self._opened += 1
        self._pages.append(
            Read(
                way.key, way.url, cause, found, leads, capture_id=capture_id, is_shell=way.is_shell
            )
        )
        plain, shape = self._waiting.shapes[shape_of(way.url)], self._waiting.shapes[way.shape]
        shape.read += 1
        self._dry = 0 if found else self._dry + 1
        shape.note(way, fresh=found, onward=leads, repeated=False)
        if way.is_shell:
            plain.cut = plain.cut or shape.cut
        if found or leads:
            plain.is_drawn = True
            waiting, plain.waiting = plain.waiting, []
            for one in waiting:
                self._waiting.push_drawn(one)
        elif way.is_shell and not route_of(way.url):
            self._entries.page(way, None)

    def unopened(self, way: Way) -> None:
        """There is no browser for a page that may show more in one."""
        if way.key in self._known.lists or (way.is_shell and not self._has_data):
            self.fail(way, NO_BROWSER)
        else:
            self._waiting.leave_out(NO_BROWSER, way.url, way.shape)

    def _queue_drawn(self, way: Way, scripted: Scripted) -> None:
        """Queue a page that may show more in a browser, to be opened there. Most pages have scripts: of those
        of one shape that speak for nothing else, one is tried first."""
        if scripted is Scripted.NO or way.link.form is not None or way.link.kind is Kind.DATA:
            return
        if self._is_of_calendar(way):
            return
        shape, url = self._waiting.shapes[way.shape], way.url + route_of(way.link.url)
        made = replace(
            way, url=url, key=drawn_key(url), shape=drawn_shape(url), drawn=True,
            is_shell=scripted is Scripted.SHELL,
        )  # fmt: skip
        if scripted is not Scripted.PERHAPS or shape.is_drawn or made.key in self._known.lists:
            self._waiting.push_drawn(made)
        elif self._draws and shape.is_sampled:
            shape.waiting.append(made)
        elif self._draws:
            shape.is_sampled = True
            self._waiting.push_drawn(made)

    def _is_of_calendar(self, way: Way) -> bool:
        """Whether a page is one of a calendar, whose dates have no end; a board may begin at one."""
        return bool(way.depth) and is_calendar(way.url)

    def _goes_on(self, way: Way, link: Link, place: Place) -> bool:
        """Whether a way may be taken from this page: a page aside leads along its own list only."""
        return not way.aside or link.kind is Kind.PAGER or link.form is not None or (
            place is Place.PAGE and link.kind is Kind.FRAME
        )  # fmt: skip

    def visit(self) -> Visit:
        """What the walk found."""
        left = self._waiting.left_out()
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
