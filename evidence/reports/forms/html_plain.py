"""The citations of the HTML report as a plain list, for browsers without script."""

from __future__ import annotations

from itertools import groupby, islice
from typing import TYPE_CHECKING

from markupsafe import Markup

from evidence.bilingual import Words
from evidence.reports import safe, story
from evidence.reports.listed import beside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from evidence.reports.model import Report
    from evidence.store.answers import PartView
    from evidence.store.reporting import Cited

MOST = 5_000
"""Lines of the list, what is broken first: a browser with script has to read past them before it
shows anything."""
_CLAIM = 300
"""Characters of a claim: the list is for finding the citation again."""
_TOGETHER = 200
"""Lines that a browser lays out together, when they come into sight (``content-visibility``)."""
_LINK = Markup('<a href="{0}" rel="noreferrer noopener">{0}</a>')


def plain(
    report: Report,
    word: Callable[[str], Markup],
    cause: Callable[[str], Markup],
    both: Callable[[Words], Markup],
) -> Iterator[Markup]:
    """A heading and a list for each verdict, certainty and cause; what is broken with claim and
    replacement.

    ``word`` and ``cause`` give a word of ours in both languages, ``both`` any text.
    """
    place = report.citations
    for (verdict, certainty, name), alike in groupby(place.near(place.cited[:MOST]), _kind):
        yield Markup('<h3 class="{0}"><span class="tag">{1}</span> {2} · {3}</h3>\n').format(
            verdict, word(verdict), word(certainty) if certainty else "", cause(name)
        )
        while part := list(islice(alike, _TOGETHER)):
            yield Markup('<ul class="part">\n')
            for one in part:
                beside = _beside(one, report, both)
                if one.shown.is_broken:
                    yield _broken(one, report, word, both, beside)
                else:
                    yield _line(one, beside)
            yield Markup("</ul>\n")
    if len(report.citations) > MOST:
        yield Markup("<p>+ {} {}</p>\n").format(len(report.citations) - MOST, word("more_rows"))


def _kind(one: Cited) -> tuple[str, str, str]:
    certainty = one.certainty if one.shown.is_broken and one.certainty else ""
    return one.shown, certainty, one.why


def _line(one: Cited, beside: Markup) -> Markup:
    return Markup("<li>{}{}{}</li>\n").format(_marker(one), safe.short(one.url), beside)


def _beside(one: Cited, report: Report, both: Callable[[Words], Markup]) -> Markup:
    """What a reader has to know beside the verdict."""
    place = report.citations
    seen, same, person = place.seen(one), place.same_as(one), place.person(one)
    told = Words.each(lambda language: " ".join(beside(one, seen, same, person, language)))
    return Markup("<br>{}").format(both(told)) if told.en else Markup("")


def _said(one: Cited, report: Report) -> Iterator[Words]:
    """What the page said and says, where that is known in words, and how sure it is."""
    lines = report.redlines
    at = lines.then.get(one.url_id, "")
    if first := lines.altered.get(one.url_id, ()):
        yield Words.each(lambda language: " ".join(story.told(first[0], at, language)))
    if gone := lines.said.get(one.url_id):
        yield Words.each(lambda language: story.said(gone, at, language))
    yield Words.each(lambda language: story.sure(one, language))


def _broken(
    one: Cited,
    report: Report,
    word: Callable[[str], Markup],
    both: Callable[[Words], Markup],
    beside: Markup,
) -> Markup:
    since = (one.since or "")[:10]
    parts = [Markup("<li>{}{} · {}").format(_marker(one), link(one.url), since)]
    if one.claim:
        parts.append(Markup("<br><q>{}</q>").format(safe.short(one.claim, _CLAIM)))
    parts += [Markup("<br>{}").format(both(told)) for told in _said(one, report)]
    parts.append(beside)
    listed = report.citations.listed(one)
    if listed.replacement:
        instead = link(listed.replacement.url)
        parts.append(Markup("<br>{}: {}").format(word("replacement"), instead))
    if listed.parts:
        made = Markup("").join(_made_of(part, word) for part in listed.parts)
        parts.append(
            Markup("<details><summary>{}</summary><ul>{}</ul></details>").format(
                word("parts"), made
            )
        )
    return Markup("").join([*parts, Markup("</li>\n")])


def _made_of(part: PartView, word: Callable[[str], Markup]) -> Markup:
    """A part of the document: its verdict, its role and its address."""
    verdict = part.check.verdict
    return Markup('<li class="{0}"><span class="tag">{1}</span> {2}: {3}</li>').format(
        verdict, word(verdict), word(f"part-{part.role}"), link(part.url)
    )


def _marker(one: Cited) -> str:
    return f"[{safe.short(one.marker, 80)}] " if one.marker else ""


def link(url: str) -> Markup:
    """A web address as a link, anything else as text."""
    shown = safe.short(url)
    return _LINK.format(shown) if safe.href(shown) else Markup("{}").format(shown)
