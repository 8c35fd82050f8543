"""What an editor can cite in place of an address that is broken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evidence.reports.safe import href

if TYPE_CHECKING:
    from evidence.store.database import Row

_BROKEN = frozenset({"missing", "changed"})
_USABLE = frozenset({"kept", "captured", "verified"})
"""States of a memento that is a copy of the document, as far as is known."""
_CHECKED = frozenset({"kept", "verified"})
"""Those that we have seen show it."""


def of(row: Row, check: dict[str, Any] | None, mementos: list[Row]) -> dict[str, Any] | None:
    """The replacement of one citation: ``kind``, ``url``, ``captured_at``, ``verified``; None
    without one.

    What moved is cited at its new address. What is broken is cited as a public archive kept it, by
    the copy nearest to the day of the citation, of those that were made before the loss.
    """
    if row["verdict"] == "moved" and check and check["final_url"] and href(check["final_url"]):
        return {"kind": "moved", "url": check["final_url"], "captured_at": None, "verified": True}
    if row["verdict"] not in _BROKEN:
        return None
    usable = [
        copy
        for copy in mementos
        if copy["state"] in _USABLE
        and copy["captured_at"] < row["since"]
        and href(copy["memento_url"])
    ]
    if not usable:
        return None
    best = min(usable, key=lambda copy: _far(copy, row["published"]))
    return {
        "kind": "memento",
        "url": best["memento_url"],
        "captured_at": best["captured_at"],
        "verified": best["state"] in _CHECKED,
    }


def _far(copy: Row, published: str | None) -> tuple[bool, float]:
    """Checked copies before others; then days from the day of the citation, else the latest
    copy."""
    day = _day(copy["captured_at"])
    away = abs(day - _day(published)) if published else -day
    return copy["state"] not in _CHECKED, away


def _day(stamp: str) -> float:
    """A day as a number that sorts and subtracts roughly as days do."""
    year, month, day = (int(part) for part in (stamp[:10] + "-01-01").split("-")[:3])
    return year * 365.25 + month * 30.44 + day
