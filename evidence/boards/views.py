"""The lists that a page shows one in place of the other: behind its tabs, by what is chosen, by a search that has to be
sent before anything is listed.

Each list to choose from is gone through with the others as they stood, and set back in the end. Tabs are not
combined with choices, nor choices with each other: that would be more steps than a site is to be asked for.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from evidence.boards.controls import Use, use_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evidence.boards.controls import Control

_EMPTY = 8
"""Choices of one list to choose from, in a row, that bring nothing new: it narrows what was shown already."""
_LISTS = 3
"""Lists to choose from that are gone through: a year, an axis, a state."""
_MOST = 60
"""Views of one page."""


class Views:
    """Of one page, while it stands open."""

    def __init__(self) -> None:
        self._seen: set[str] = set()
        """signs of what was shown"""
        self._first: dict[str, str] = {}
        """list to choose from -> the sign of what it stood at, in the order of the page"""
        self._given_up: set[str] = set()
        """lists to choose from that do nothing, or narrow what was shown already"""
        self._is_away: set[str] = set()
        """lists to choose from that were not set back"""
        self._works: set[str] = set()
        """groups of what changed something when it was pressed"""
        self._empty: Counter[str] = Counter()
        self._last: Control | None = None
        self._is_fresh = self._is_pressed = False
        """whether the view brought anything; whether it was pressed in the last step"""
        self.is_back = False
        """whether a list to choose from was set back: what is shown now was shown before"""

    def note(self, controls: Sequence[Control], *, changed: bool, fresh: bool) -> None:
        """Take in what stands there, and what the last step did."""
        for one in controls:
            if one.is_current and use_of(one) is Use.CHOICE:
                self._first.setdefault(one.group, _sign(one))
            elif one.is_current and use_of(one) is Use.TAB:
                self._seen.add(_sign(one))
        self._is_fresh = self._is_fresh or fresh
        last = self._last
        if last and self._is_pressed and changed:
            self._works.add(last.group)
        elif last and self._is_pressed and last.group not in self._works:
            self._given_up.add(last.group)
        self._is_pressed = False

    def chosen(self, controls: Sequence[Control], *, listed: bool) -> Control | None:
        """The view to show next; None where all were shown. ``listed``: whether the page lists anything now."""
        self._leave()
        groups = list(self._first)[:_LISTS]
        found: list[tuple[Use, int, bool, Control]] = []
        for control in controls:
            use, back = use_of(control), self._sets_back(control)
            if use is None or use < Use.SEARCH or control.is_off or control.is_current:
                continue
            if (use is Use.SEARCH and listed) or not (back or self._is_new(control, groups)):
                continue
            rank = groups.index(control.group) if use is Use.CHOICE else 0
            found.append((use, rank, back, control))
        if len(self._seen) >= _MOST or all(back for _, _, back, _ in found):
            return None
        *_, self.is_back, control = min(found, key=lambda one: one[:3])
        self._show(control)
        return control

    def _show(self, control: Control) -> None:
        self._last, self._is_fresh, self._is_pressed = control, False, True
        self._seen.add(_sign(control))
        if self.is_back:
            self._is_away.discard(control.group)
        elif use_of(control) is Use.CHOICE:
            self._is_away.add(control.group)

    def _leave(self) -> None:
        """Take in what the view was that was shown."""
        last = self._last
        if last is None or self.is_back or use_of(last) is not Use.CHOICE:
            return
        self._empty[last.group] = 0 if self._is_fresh else self._empty[last.group] + 1
        if self._empty[last.group] >= _EMPTY:
            self._given_up.add(last.group)

    def _sets_back(self, control: Control) -> bool:
        return control.group in self._is_away and self._first.get(control.group) == _sign(control)

    def _is_new(self, control: Control, groups: Sequence[str]) -> bool:
        if use_of(control) is not Use.CHOICE:
            return _sign(control) not in self._seen
        sign = _sign(control)
        return (
            control.group in groups
            and control.group not in self._given_up
            and sign not in self._seen
            and sign != self._first[control.group]
        )


def _sign(control: Control) -> str:
    """Equal for one view before and after it was shown; years and numbers tell one from another."""
    return f"{control.group} {control.nth} {control.words} {control.label}"
