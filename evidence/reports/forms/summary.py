"""The report on one page, for a reader who has a minute: it prints on one sheet of A4 or letter paper."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from itertools import islice
from typing import TYPE_CHECKING

from markupsafe import Markup

from evidence.bilingual import Words
from evidence.changes.altered import cut
from evidence.reports import lead, safe, story
from evidence.reports.causes import cause
from evidence.reports.days import day
from evidence.reports.steps import STEPS
from evidence.reports.templating import environment
from evidence.reports.words import word
from evidence.verdicts.wording import tally

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.bilingual import Language
    from evidence.reports.model import Listed, Report

_ENTRIES = 3
"""Losses and alterations that are told: with the longest texts the page is full."""
_TEXT = 170
"""Characters of a claim, or of a sentence of a page: two lines."""
_NAME = 90
"""Characters of a title or an address: a line."""
_SOURCES = 3
WORDS = {
    "title": Words("Evidence in brief", "La evidencia en breve"),
    "most": Words("What weighs most", "Lo que más pesa"),
    "more": Words(
        "{count} more losses and alterations are told in the report.",
        "El informe cuenta otras {count} pérdidas y alteraciones.",
    ),
    "sources": Words("and {count} more sources", "y {count} fuentes más"),
    "how": Words(
        "Each page was looked at by a program that keeps what it was shown, byte for byte, in a sealed log. A page "
        "that turns programs away or does not answer is not called lost. The whole report and the evidence folder "
        "have the proof of every line.",
        "Cada página la revisó un programa que conserva lo que se le mostró, byte por byte, en una bitácora sellada. "
        "No se llama perdida a una página que rechaza programas o no responde. El informe completo y la carpeta de "
        "evidencia contienen la prueba de cada línea.",
    ),
}


@dataclass(frozen=True, slots=True)
class _Entry:
    """One loss or alteration in a few lines."""

    verdict: str
    heading: str
    """verdict, certainty and cause"""
    address: str
    claim: str
    said: list[str]
    sure: str
    step: str


def render(report: Report) -> Iterator[str]:
    """The whole page."""
    language = report.language
    told = lead.lead(report)
    broken = _first(report, told)
    count = sum(n for verdict, n in report.summary.verdicts.items() if verdict.is_broken)
    style = files("evidence.reports").joinpath("templates", "summary.css").read_text("utf-8")
    news = lead.news(report)
    yield (
        environment(line=safe.short)
        .get_template("summary.html.j2")
        .render(
            language=language,
            w=lambda key, **facts: WORDS[key].filled(language, facts),
            style=Markup(style),  # noqa: S704 - our own file
            made=day(report.generated_at, language),
            tool=report.tool,
            run=report.run,
            sources=[cut(source.title or source.id, _NAME) for source in report.sources[:_SOURCES]],
            more_sources=len(report.sources) - _SOURCES,
            only=report.only.text(language) if report.only else "",
            lead=told.text(language),
            news=news.text(language) if news else word("nothing_new", language),
            new=word("new", language),
            counts=[
                (verdict, tally(verdict, n, language))
                for verdict, n in report.summary.verdicts.items()
            ],
            entries=[_entry(item, report, language) for item in broken],
            more=count - len(broken),
            step=word("step", language),
            claim=story.STORY["claim"].text(language),
            meaning=story.STORY["meaning"].text(language),
        )
    )


def _first(report: Report, told: lead.Lead) -> list[Listed]:
    """The losses and alterations that are told: the one of which the sentence speaks, and those that come
    first in the report."""
    place = report.citations
    found = [told.cited] if told.cited else []
    urls = {one.url_id for one in found}
    for one in place.cited:
        if not one.shown.is_broken or len(found) == _ENTRIES:
            break
        if one.url_id not in urls:
            urls.add(one.url_id)
            found.append(one)
    return [place.listed(one) for one in islice(found, _ENTRIES)]


def _entry(item: Listed, report: Report, language: Language) -> _Entry:
    one, lines = item.cited, report.redlines
    certain = f" ({word(one.certainty, language)})" if one.certainty else ""
    at = lines.then.get(one.url_id, "")
    said = []
    if first := lines.altered.get(one.url_id):
        said = story.told(first[0], at, language, _TEXT)
    elif gone := lines.said.get(one.url_id):
        said = [story.said(gone, at, language, _TEXT)]
    return _Entry(
        one.shown,
        f"{word(one.shown, language)}{certain}: {cause(one.why, language)}",
        cut(one.url, _NAME),
        cut(one.claim or one.label or "", _TEXT),
        said,
        story.sure(one, language),
        STEPS[item.next_step].text(language),
    )
