"""The ways of a walk that wait for their turn, those that were left out, and what is known of the shapes of
their addresses.

A way waits once, however many pages name it. What a board lists comes before what stands aside, that before
the site's own lists, and what a browser opens comes last.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from evidence.boards.addresses import drawn_key, drawn_shape, is_loop, page_key, shape_of, view_key
from evidence.boards.model import Kind, LeftOut, Way
from evidence.boards.scope import Place
from evidence.boards.shapes import Shape
from evidence.boards.ways import key_of, labels

if TYPE_CHECKING:
    from evidence.boards.model import Link

MOST_WAYS = 20_000
"""Waiting at once: a page may name ten million."""
_IN_PLACE, _ASIDE, _LISTED, _DRAWN = range(4)
"""Which come first."""


class Waiting:
    """The ways that one walk knows."""

    def __init__(self) -> None:
        self.shapes: defaultdict[str, Shape] = defaultdict(Shape)
        self.onward = 0
        """ways that led from one shape of address to another"""
        self._heap: list[tuple[int, int, Way]] = []
        self._seen: set[str] = set()
        self._views: set[str] = set()
        self._left: Counter[tuple[str, str]] = Counter()
        self._examples: dict[tuple[str, str], str] = {}
        self._order = 0

    def number(self) -> int:
        """The next number by which ways, and entries beside them, keep the order in which they were met."""
        self._order += 1
        return self._order

    def pop(self) -> Way | None:
        """The way whose turn it is; None when none waits."""
        return heapq.heappop(self._heap)[-1] if self._heap else None

    def push(self, url: str, link: Link, way: Way | None, place: Place, page: str = "") -> int:
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
            self.leave_out(trap or "pages", url, shape)
            return int(not link.furniture)
        along = link.kind in (Kind.PAGER, Kind.FRAME, Kind.DATA)
        depth = way.depth + (not along) if way else 0
        order = self.number()
        prefix, joined = labels(way, link)
        made = Way(url, link, page, depth, order, shape, key, prefix, joined,
                   aside=place is Place.ASIDE or (way is not None and way.aside))  # fmt: skip
        rank = _LISTED if link.kind is Kind.LISTED else _ASIDE if made.aside else _IN_PLACE
        heapq.heappush(self._heap, (rank, order, made))
        if way is not None and way.shape == shape:
            self.shapes[shape].grows = True
        elif not link.furniture and not self.shapes[shape].cut:
            self.onward += 1
        return int(not link.furniture)

    def push_route(self, link: Link, way: Way) -> int:
        """Queue a page that has no address of its own but a route behind ``#``."""
        prefix, joined = labels(way, link)
        made = replace(
            way, url=link.url, link=link, page=way.url, depth=way.depth + 1, key=drawn_key(link.url),
            shape=drawn_shape(link.url), prefix=prefix, joined=joined,
        )  # fmt: skip
        self.shapes[made.shape].grows |= made.shape == way.shape
        return self.push_drawn(made) and not link.furniture

    def push_drawn(self, way: Way) -> int:
        """Queue a page to be opened in a browser, behind all that can be read without; 1 when it is new."""
        if way.key in self._seen or len(self._heap) >= MOST_WAYS:
            return 0
        self._seen.add(way.key)
        heapq.heappush(self._heap, (_DRAWN, self.number(), way))
        return 1

    def _is_facet(self, url: str, link: Link) -> bool:
        """Whether an address shows, sorted or filtered, a list that is read without that."""
        if link.form is not None or link.kind is Kind.DATA:
            return False
        key = view_key(url)
        known = key in self._views
        self._views.add(key)
        return known and key != page_key(url)

    def leave_out(self, reason: str, url: str, shape: str) -> None:
        """A way is not taken, for this reason."""
        self._left[reason, shape] += 1
        self._examples.setdefault((reason, shape), url)

    def left_out(self) -> tuple[LeftOut, ...]:
        """What was left out and why, by the shapes of the addresses."""
        return tuple(
            LeftOut(reason, shape, self._examples[reason, shape], self.shapes[shape].read, count)
            for (reason, shape), count in self._left.items()
        )
