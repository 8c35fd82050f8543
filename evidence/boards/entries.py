"""What a walk has listed so far, each thing once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from evidence.boards.addresses import page_key, shape_of, spelled_key
from evidence.boards.model import Entry, Kind
from evidence.boards.ways import path_of

if TYPE_CHECKING:
    from evidence.boards.model import Link, Path, Way

MOST_ENTRIES = 20_000
"""Of one board; a directory of a ministry's staff has 3,000."""
_SITE_WIDE = 3
"""Pages on which the same outward link with the same words is part of the site's frame."""


class Entries:
    """Of one visit, in the order in which they were found."""

    def __init__(self) -> None:
        self.urls: set[str] = set()
        """keys of the addresses that are listed"""
        self.spelled: set[str] = set()
        """the same, however they are spelled"""
        self.title = ""
        """of the board, a label where there is no other"""
        self._all: list[Entry] = []
        self._listed: set[tuple[str, str, Path]] = set()
        self._linked_on: defaultdict[tuple[str, str], set[str]] = defaultdict(set)

    def __len__(self) -> int:
        return len(self._all)

    def link(self, way: Way, link: Link, page: str, kind: str, order: int) -> None:
        """List what a link on a page names."""
        path = path_of(way, link, self.title)
        self._linked_on[link.url, link.text].add(page)
        self._add(Entry(link.url, link.raw, link.text, path, page, order, kind, way.shape))

    def page(self, way: Way, payload: str | None, url: str = "") -> None:
        """List a page of the board itself: a document, or one that leads no further."""
        link = way.link
        if link.kind is not Kind.LINK or (link.furniture and payload is None) or not way.depth:
            return
        if link.form is not None and page_key(url) == page_key(link.url):
            url = f"{url}#{'/'.join(value for _, value in link.form.answer if value)}"
        elif link.form is not None:
            payload = None  # the form forwards to an address that can be asked for
        else:
            url = link.url
        path = way.prefix[:-1] if link.text else way.prefix
        kind = "page" if payload is None and link.form is None else "document"
        if payload and link.form is None and self._is_listed(url, link.text, payload):
            return
        self._add(
            Entry(
                url,
                link.raw,
                link.text,
                path,
                way.page,
                way.order,
                kind,
                shape_of(way.page),
                payload,
            )
        )

    def _is_listed(self, url: str, text: str, payload: str) -> bool:
        """Whether a document of the board's own is listed already, as a link that was read to see
        where it leads; it is told now what came."""
        key = page_key(url)
        found = [
            place
            for place, entry in enumerate(self._all)
            if entry.text == text and "#" not in entry.url and page_key(entry.url) == key
        ]
        for place in found:
            self._all[place] = replace(self._all[place], kind="document", payload_sha256=payload)
        return bool(found)

    def _add(self, entry: Entry) -> None:
        key = (
            page_key(entry.url) if entry.payload_sha256 is None else entry.url,
            entry.text,
            entry.path,
        )
        if key in self._listed or len(self._all) >= MOST_ENTRIES:
            return
        self._listed.add(key)
        self.urls.add(page_key(entry.url))
        self.spelled.add(spelled_key(entry.url))
        self._all.append(entry)

    def numbered(self) -> tuple[Entry, ...]:
        """All of them, numbered; an outward link that stands on page after page once."""
        framed = {key for key, pages in self._linked_on.items() if len(pages) >= _SITE_WIDE}
        once: set[tuple[str, str]] = set()
        found: list[Entry] = []
        for entry in sorted(self._all, key=lambda entry: entry.position):
            key = entry.url, entry.text
            if entry.kind == "link" and key in framed:
                if key in once:
                    continue
                once.add(key)
            found.append(replace(entry, position=len(found) + 1))
        return tuple(found)
