"""The report on one page, for a reader who has a minute: it prints on one sheet of A4 or letter paper."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import TYPE_CHECKING

from markupsafe import Markup

from evidence.bilingual import Words
from evidence.changes.altered import cut
from evidence.days import day
from evidence.reports import lead, safe, story
from evidence.reports.causes import cause
from evidence.reports.steps import STEPS
from evidence.reports.templating import environment
from evidence.reports.words import word
from evidence.verdicts.wording import tally

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jinja2 import Template

    from evidence.bilingual import Language
    from evidence.reports.listed import Listed
    from evidence.reports.model import Report

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
        "More losses and alterations are in the full report: {count}.",
        "El informe completo trae otras pérdidas y alteraciones: {count}.",
    ),
    "sources": Words("and more sources: {count}", "y más fuentes: {count}"),
    "how": Words(
        "Each page was looked at by a program that keeps what it was shown, byte for byte, in a sealed log. A page "
        "that turns programs away or does not answer is not called lost. The whole report and the evidence folder "
        "have the proof of every line.",
        "Un programa revisó cada página y conserva lo que se le mostró, byte por byte, con "
        "una bitácora sellada. Una página que rechaza las visitas automáticas o no responde "
        "no se da por perdida. La prueba de cada línea está en el informe completo y en la "
        "carpeta de evidencia.",
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


@cache
def _template() -> Template:
    return environment(line=safe.short).get_template("summary.html.j2")


def render(report: Report) -> Iterator[str]:
    """The whole page."""
    language = report.language
    told = lead.lead(report)
    broken = _first(report, told)
    count = sum(n for verdict, n in report.summary.verdicts.items() if verdict.is_broken)
    style = files("evidence.reports").joinpath("templates", "summary.css").read_text("utf-8")
    news = lead.news(report)
    yield (
        _template().render(
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
