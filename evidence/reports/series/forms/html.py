"""One HTML file: commitments by versions, each opening to what says less and to its redline, and a chart of
who reduced what. No script, no request; all that came from elsewhere is put on the page as text."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from markupsafe import Markup

from evidence.changes.redline import redline
from evidence.changes.renderers import html
from evidence.reports.safe import short
from evidence.reports.series.table import losses_by_actor, place, problems
from evidence.reports.series.words import FATES, SIGNS, kind, reason, sentence, text
from evidence.reports.templating import environment
from evidence.series.model import ALARMING, LOSSES, Fate

if TYPE_CHECKING:
    from jinja2 import Template

    from evidence.bilingual import Language
    from evidence.series.chains import Became, Series
    from evidence.series.model import Outcome

_SAME = frozenset({Fate.DROPPED, Fate.NEW})
"""Fates of which there are no two texts to compare."""
_BAR, _STEP, _LABEL, _WIDTH = 18, 26, 300, 760
"""Of the chart, in its own units: height of a bar, from one to the next, room for a name, all."""


@cache
def _template(name: str) -> Template:
    return environment(line=short).get_template(name)


def render(series: Series, language: Language) -> str:
    """The whole page."""
    styles = _file("series_page.css") + style()
    digest = base64.b64encode(hashlib.sha256(styles.encode()).digest()).decode()
    return _template("series.html.j2").render(
        series=series,
        language=language,
        style=Markup(styles),  # noqa: S704 - our own file
        policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
        t=lambda key: text(key, language),
        body=body(series, language),
    )


def style() -> str:
    """What :func:`body` is shown with."""
    return _file("series.css") + html.CSS


def _file(name: str) -> str:
    return files("evidence.reports").joinpath(f"templates/{name}").read_text("utf-8")


def body(series: Series, language: Language) -> Markup:
    """The tables and the chart alone, for a page that has a heading and ``style`` of its own."""
    made = _template("series_body.html.j2").render(
        series=series,
        t=lambda key: text(key, language),
        problems=list(problems(series, language)),
        actors=losses_by_actor(series, language),
        bar=(_BAR, _STEP, _LABEL, _WIDTH),
        fates=[
            (fate, SIGNS[fate], FATES[fate].text(language), series.counts()[fate]) for fate in SIGNS
        ],
        sign=lambda outcome: SIGNS[outcome.fate],
        fate=lambda outcome: FATES[outcome.fate].text(language),
        tone=_tone,
        sentence=lambda outcome: sentence(outcome, language),
        kind=lambda finding: kind(finding, language),
        reason=lambda finding: reason(finding, language),
        place=lambda unit: place(unit, language),
        redline=lambda became: _redline(series, became),
    )
    return Markup(made)  # noqa: S704 - the template escapes


def _tone(outcome: Outcome) -> str:
    """The class of a cell: what it says is also said by its sign and words."""
    if outcome.fate in ALARMING or any(one.weakens for one in outcome.findings):
        return "less"
    if outcome.fate in LOSSES:
        return "core"
    return "more" if outcome.fate in (Fate.EXTENDED, Fate.NEW) else "same"


def _redline(series: Series, became: Became) -> Markup:
    """The texts of a commitment in both versions, word by word; empty where they read the same."""
    outcome = became.outcome
    if outcome.fate in _SAME or not (outcome.words_removed or outcome.words_added):
        return Markup()
    old, new = (
        [line for n in numbers for line in series.versions[at].plan.units[n].whole.split("\n")]
        for at, numbers in ((became.old, outcome.old), (became.new, outcome.new))
    )
    return Markup(html.inline(redline(old, new)))  # noqa: S704 - the renderer escapes
