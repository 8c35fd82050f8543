"""One page of a board as a browser shows it: what is done with it step by step, and how far what it showed can be
trusted.

What a browser no longer shows is only believed to be gone where the page was seen to its end, nothing that it
asked for failed, and a second opening, in a fresh profile, shows the same. Else the visit is incomplete, with
the reason that stands here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.boards.addresses import is_calendar, page_key
from evidence.boards.shapes import LIST_PAGES
from evidence.boards.turning import Turning
from evidence.domains import host_of

if TYPE_CHECKING:
    from evidence.boards.controls import Control, Step
    from evidence.boards.model import Link, Page, Way
    from evidence.boards.walk import Walk

FAILED = "data-failed"
"""something that the page loads did not come"""
CLOSED = "robots"
"""the site's robots.txt closes what the page lists"""
ENDLESS = "endless"
UNSTEADY = "unsteady"
"""the page showed other things when it was opened once more"""
BROKE_OFF = "browser-failed"


_MORE = 5
"""Steps more than the first opening took, after which a second one shows something else."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A page as a browser shows it after a step."""

    url: str
    """where it came to be"""
    page: Page | None
    """what stands there; None where it could not be read"""
    controls: tuple[Control, ...]
    size: int
    """bytes that the step took"""
    failed: str = ""
    """why something that it asked for did not come; empty where all came"""
    is_quiet: bool = True
    """whether it came to rest"""


def _tells(link: Link) -> bool:
    """Whether a link is of what a page lists, and none of its frame or of a calendar in it."""
    return not link.furniture and not is_calendar(link.url)


class Showing:
    """Of one page, opened once or twice."""

    def __init__(self, walk: Walk, way: Way) -> None:
        self._walk = walk
        self.way = way
        self._capture: str | None = None
        self._found = 0
        self._leads = 0
        self._seen: list[set[str]] = []
        """what stood on the page, opening by opening"""
        self._failed = ""
        self._cause = ""
        self._most = LIST_PAGES
        """steps that may be made"""
        self._begin()

    def _begin(self) -> None:
        self._turning = Turning()
        self._host = ""
        """where the page came to be when it was opened"""
        self._text = ""
        self._steps = 0
        self._seen.append(set())

    def take(self, shown: Shown, capture_id: str | None) -> Step | None:
        """Take in what the page shows; what to do with it next, None when it may be closed. Raises nothing for any
        page."""
        self._capture = self._capture or capture_id
        self._host = self._host or host_of(shown.url)
        led_away = host_of(shown.url) != self._host or self._walk.leads_away(self.way, shown.url)
        if shown.page is None or led_away:
            return None
        found, leads = self._walk.show(self.way, shown.url, shown.page, shown.size)
        self._found += found
        self._leads += leads
        there = {page_key(link.url) for link in shown.page.links if _tells(link)}
        is_again, is_new = len(self._seen) > 1, not there <= self._seen[-1]
        self._seen[-1] |= there
        self._failed = self._failed or shown.failed or ("" if shown.is_quiet else FAILED)
        fresh = bool(found or leads) or (is_again and is_new)
        if shown.failed == CLOSED or (shown.failed and not fresh and self._steps):
            self._cause = shown.failed
            return None
        changed, self._text = self._text != shown.page.text_sha256, shown.page.text_sha256
        listed = self._walk.lists(shown.page)
        step = self._turning.next(shown.controls, changed=changed, fresh=fresh, listed=listed)
        self._cause = self._limit() if step is not None else ""
        self._steps += 1
        return None if self._cause else step

    def _limit(self) -> str:
        """Why no other step may be made; an empty text where one may."""
        if self._steps >= self._most:
            return ENDLESS if len(self._seen) == 1 else UNSTEADY
        return self._walk.limit()

    def broke_off(self) -> None:
        """The browser failed on the way."""
        self._cause = BROKE_OFF

    def begins_again(self) -> bool:
        """Whether the page is to be opened once more: something is missing, and nothing yet says why."""
        if self._cause or self._failed or len(self._seen) > 1 or not self._walk.misses(self.way):
            return False
        self._most = self._steps + _MORE
        self._begin()
        return True

    def end(self) -> None:
        """Tell the walk how it went."""
        cause = self._cause
        if not cause and self._failed and (self._walk.misses(self.way) or not self._seen[0]):
            cause = self._failed
        if not cause and len(self._seen) > 1 and self._seen[0] != self._seen[1]:
            cause = UNSTEADY
        self._walk.shown(self.way, cause or "ok", self._found, self._leads, self._capture)
