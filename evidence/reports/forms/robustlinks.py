"""Robust Links (robustlinks.mementoweb.org): HTML links that carry the day and the copy of what
they cite."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from evidence.reports.safe import href, short
from evidence.vocabulary import MementoState, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.reports.listed import Listed
    from evidence.reports.model import Report

_LINK = Markup(
    '<li><a href="{url}" data-originalurl="{url}" data-versionurl="{copy}" data-versiondate="{day}">{text}</a></li>\n'
)


def render(report: Report) -> Iterator[str]:
    """A list of links to paste into a page, for the citations that have a copy in a public
    archive; not for what is only offered by a cited page."""
    yield "<ul>\n"
    for item in report.citations:
        one, copy = item.cited, _copy(item)
        if copy and href(one.url) and not one.offered_by:
            address, at = copy
            yield _LINK.format(
                url=short(one.url),
                copy=short(address),
                day=at[:10],
                text=short(one.label or one.note or one.url),
            )
    yield "</ul>\n"


def _copy(item: Listed) -> tuple[str, str] | None:
    """Address and time of the suggested memento; for what stands, of the last one that was
    checked."""
    instead = item.replacement
    if instead and instead.captured_at:
        return instead.url, instead.captured_at
    if item.cited.verdict not in (Verdict.ALIVE, Verdict.MOVED):
        return None
    copies = [
        (copy.memento_url, copy.captured_at)
        for copy in item.mementos
        if copy.state is MementoState.VERIFIED and href(copy.memento_url)
    ]
    return copies[-1] if copies else None
