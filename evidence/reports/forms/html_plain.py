"""The citations of the HTML report as a plain list, for browsers without script."""

from __future__ import annotations

from itertools import groupby, islice
from typing import TYPE_CHECKING

from markupsafe import Markup

from evidence.reports import safe
from evidence.reports.model import BROKEN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from evidence.reports.model import Report
    from evidence.store.database import Row

MOST = 5_000
"""Lines of the list, what is broken first: a browser with script has to read past them before it
shows anything."""
_CLAIM = 300
"""Characters of a claim: the list is for finding the citation again."""
_TOGETHER = 200
"""Lines that a browser lays out together, when they come into sight (``content-visibility``)."""
_LINK = Markup('<a href="{0}" rel="noreferrer noopener">{0}</a>')


def plain(
    report: Report, word: Callable[[str], Markup], cause: Callable[[str], Markup]
) -> Iterator[Markup]:
    """A heading and a list for each verdict, certainty and cause; what is broken with claim and
    replacement.

    ``word`` and ``cause`` give a word of ours in both languages.
    """
    for (verdict, certainty, name), rows in groupby(report.citations.rows[:MOST], _kind):
        yield Markup('<h3 class="{0}"><span class="tag">{1}</span> {2} · {3}</h3>\n').format(
            verdict, word(verdict), word(certainty) if certainty else "", cause(name)
        )
        while part := list(islice(rows, _TOGETHER)):
            yield Markup('<ul class="part">\n')
            for row in part:
                yield _broken(row, report, word) if verdict in BROKEN else _line(row)
            yield Markup("</ul>\n")
    if len(report.citations) > MOST:
        yield Markup("<p>+ {} {}</p>\n").format(len(report.citations) - MOST, word("more_rows"))


def _kind(row: Row) -> tuple[str, str, str]:
    verdict = row["verdict"] or "unchecked"
    return verdict, row["certainty"] if verdict in BROKEN else "", row["cause"] or "not-yet"


def _line(row: Row) -> Markup:
    marker = f"[{safe.short(row['marker'], 80)}] " if row["marker"] else ""
    return Markup("<li>{}{}</li>\n").format(marker, safe.short(row["url"]))


def _broken(row: Row, report: Report, word: Callable[[str], Markup]) -> Markup:
    marker = f"[{safe.short(row['marker'], 80)}] " if row["marker"] else ""
    parts = [Markup("<li>{}{} · {}").format(marker, link(row["url"]), row["since"][:10])]
    if row["claim"]:
        parts.append(Markup("<br><q>{}</q>").format(safe.short(row["claim"], _CLAIM)))
    instead = report.citations.found(row)[1]
    if instead:
        parts.append(Markup("<br>{}: {}").format(word("replacement"), link(instead["url"])))
    return Markup("").join([*parts, Markup("</li>\n")])


def link(url: str) -> Markup:
    """A web address as a link, anything else as text."""
    shown = safe.short(url)
    return _LINK.format(shown) if safe.href(shown) else Markup("{}").format(shown)
