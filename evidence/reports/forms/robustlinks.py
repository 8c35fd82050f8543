"""Robust Links (robustlinks.mementoweb.org): HTML links that carry the day and the copy of what
they cite."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from evidence.reports.safe import href, short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.reports.model import Report

_LINK = Markup(
    '<li><a href="{url}" data-originalurl="{url}" data-versionurl="{copy}" data-versiondate="{day}">{text}</a></li>\n'
)


def render(report: Report) -> Iterator[str]:
    """A list of links to paste into a page, for the citations that have a copy in a public
    archive."""
    yield "<ul>\n"
    for item in report.citations:
        copy = _copy(item)
        if copy and href(item["url"]):
            text = short(item["label"] or item["note"] or item["url"])
            yield _LINK.format(
                url=short(item["url"]),
                copy=short(copy["url"]),
                day=copy["captured_at"][:10],
                text=text,
            )
    yield "</ul>\n"


def _copy(item: dict[str, Any]) -> dict[str, Any] | None:
    """The suggested memento; for what stands, the last one that was checked."""
    instead: dict[str, Any] | None = item["replacement"]
    if instead and instead["kind"] == "memento":
        return instead
    if item["verdict"] not in ("alive", "moved"):
        return None
    copies = [
        copy
        for copy in item["check"]["mementos"]
        if copy["state"] == "verified" and href(copy["url"])
    ]
    return copies[-1] if copies else None
