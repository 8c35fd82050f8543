"""For a terminal: a line a commitment, its sign for each version, and what says less below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.reports.safe import line, short
from evidence.reports.series.table import place, problems
from evidence.reports.series.words import FATES, SIGNS, kind, reason, sentence, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.bilingual import Language
    from evidence.series.chains import Became, Chain, Series

_TITLE = 90
_QUOTE = 300
"""Characters of a quoted sentence; the other forms have all of it."""


def render(series: Series, language: Language) -> str:
    """The whole text."""
    return "".join(f"{one}\n" for one in _lines(series, language))


def _lines(series: Series, language: Language) -> Iterator[str]:
    yield line(series.name)
    for version in series.versions:
        units = f"{len(version.plan.units)} {text('units', language)}"
        date = version.date or text("no_date", language)
        yield f"  {version.label}  {date}  {line(version.location)}  {units}"
    yield from (f"! {line(one)}" for one in problems(series, language))
    yield ""
    for chain in series.chains:
        if chain.became:
            yield from _chain(series, chain, language)
    counts = series.counts()
    told = [
        f"{SIGNS[fate]} {FATES[fate].text(language)}: {counts[fate]}"
        for fate in SIGNS
        if counts[fate]
    ]
    yield " · ".join(told)
    if not series.is_alarming and series.is_whole:
        yield text("none", language)


def _chain(series: Series, chain: Chain, language: Language) -> Iterator[str]:
    signs = " ".join(SIGNS[one.outcome.fate] for one in chain.became)
    yield f"{signs}  {short(chain.title, _TITLE)}"
    for became in chain.became:
        labels = " → ".join(series.versions[n].label for n in (became.old, became.new))
        fate = FATES[became.outcome.fate].text(language)
        yield f"   {labels}: {fate}. {line(sentence(became.outcome, language))}"
        yield from _findings(chain, became, language)
    yield ""


def _findings(chain: Chain, became: Became, language: Language) -> Iterator[str]:
    old, new = (place(chain.units.get(n), language) for n in (became.old, became.new))
    for one in became.outcome.findings:
        yield f"     [{kind(one, language)} {one.severity:.1f}] {line(reason(one, language))}"
        yield (
            f"       - {short(one.before, _QUOTE)}{f'  ({line(old)})' if old else ''}"
            if one.before
            else f"       - ({line(old)})"
        )
        after = short(one.after, _QUOTE) or f"({text('nothing', language)})"
        yield f"       + {after}{f'  ({line(new)})' if new and one.after else ''}"
