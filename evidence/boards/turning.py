"""How a list that a browser shows is gone through to its end: what to do next, from what the last step did.

First it is scrolled down; then what shows more of it is pressed, or what turns its pages, until that can't be
pressed any more, changes nothing, or brings nothing new time after time. A page may hold several lists, and show
others in their place (:mod:`evidence.boards.views`): each is gone through in the same way.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from evidence.boards.controls import Step, Use, page_number, sign_of, use_of
from evidence.boards.views import Views

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evidence.boards.controls import Control

_BARREN = 4
"""Steps in a row with one control that bring nothing new: a carousel, a calendar, a list read past its end.
Fewer than a plain walk allows, because a step takes a browser a second and more."""
_CONTROLS = 12
"""Controls of one page that are tried."""
_DRY = 12
"""Steps in a row, with whatever control, that bring nothing new: a page of fifty teasers that unfold."""
_SCROLL = "scroll"


class Turning:
    """Of one page, while it stands open."""

    def __init__(self) -> None:
        self._last = ""
        """the sign of what was done last"""
        self._use: Use | None = None
        self._done: set[str] = set()
        """of the list that is shown now"""
        self._barren: Counter[str] = Counter()
        self._dry = 0
        self._reached: defaultdict[str, int] = defaultdict(lambda: 1)
        """group -> number of the page that it was turned to"""
        self._grows = False
        """whether scrolling brought anything"""
        self._views = Views()

    def next(
        self, controls: Sequence[Control], *, changed: bool, fresh: bool, listed: bool = True
    ) -> Step | None:
        """What to do now; None when the list was seen to its end. ``changed``: whether the last step changed what
        is shown, ``fresh``: whether it brought anything that nobody had seen, ``listed``: whether the page lists
        anything now."""
        self._note(changed=changed, fresh=fresh)
        self._views.note(controls, changed=changed, fresh=fresh)
        return self._within(controls) or self._another(controls, listed=listed)

    def _within(self, controls: Sequence[Control]) -> Step | None:
        """What to do with the list that is shown now."""
        if self._views.is_back:
            return None
        if _SCROLL not in self._done:
            self._last, self._use = _SCROLL, None
            return Step()
        is_through = len(self._done) > _CONTROLS or self._dry >= _DRY
        chosen = None if is_through else self._chosen(controls)
        if chosen is None:
            return None
        control, use = chosen
        self._last, self._use = self._sign(control, use), use
        if use is Use.NUMBER:
            self._reached[control.group] = page_number(control)
        return Step(control.number)

    def _another(self, controls: Sequence[Control], *, listed: bool) -> Step | None:
        """Show another list in this one's place, which is gone through from its beginning."""
        control = self._views.chosen(controls, listed=listed)
        if control is None:
            return None
        self._last, self._use = "", use_of(control)
        self._done.clear()
        self._barren.clear()
        self._reached.clear()
        self._dry, self._grows = 0, False
        return Step(control.number)

    def _note(self, *, changed: bool, fresh: bool) -> None:
        """Take in what the last step did."""
        if not self._last:
            return
        self._barren[self._last] = 0 if fresh else self._barren[self._last] + 1
        self._dry = 0 if fresh else self._dry + 1
        if not changed or self._barren[self._last] >= _BARREN:
            self._done.add(self._last)
        if self._last == _SCROLL:
            self._grows = self._grows or fresh
        elif fresh and self._grows:
            self._done.discard(_SCROLL)  # what was added may go on below
        if changed and self._use is Use.NEXT:
            self._reached[self._last.partition(" ")[0]] += 1

    def _chosen(self, controls: Sequence[Control]) -> tuple[Control, Use] | None:
        current = {one.group: page_number(one) for one in controls if one.is_current}
        found: list[tuple[Use, int, Control]] = []
        for control in controls:
            use = use_of(control)
            if use is None or use >= Use.SEARCH or control.is_off or control.is_current:
                continue
            page = page_number(control) if use is Use.NUMBER else 0
            shown = current.get(control.group) or self._reached[control.group]
            if self._sign(control, use) in self._done or (page and page <= shown):
                continue
            found.append((use, page, control))
        if not found:
            return None
        use, _, control = min(found, key=lambda one: one[:2])  # of equals the first on the page
        return control, use

    def _sign(self, control: Control, use: Use) -> str:
        """All numbers of a group are one control."""
        return f"{control.group} {use}" if use is Use.NUMBER else sign_of(control)
