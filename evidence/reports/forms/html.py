"""The report as one HTML file: no remote asset, works from e-mail and from disk, with and without
script.

The citations travel as JSON in data blocks, which a browser never runs: an index that the table
needs at once, and the details in chunks that are read when one of them is opened. Everything that
came from elsewhere is put on the page as text; the policy allows this page's own script and style
by their digests and nothing else, and no request at all.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache, partial
from importlib.resources import files
from typing import TYPE_CHECKING, Any, TypeVar

from markupsafe import Markup

from evidence.bilingual import LANGUAGES, NAMES, Words
from evidence.changes.renderers.html import after, before, inline
from evidence.days import day
from evidence.reports import board_words, boards, chart, lead, limits, safe
from evidence.reports.causes import cause
from evidence.reports.forms import html_data
from evidence.reports.forms.html_plain import plain
from evidence.reports.model import OnPurpose
from evidence.reports.story import STORY
from evidence.reports.summary import ORDER
from evidence.reports.templating import environment
from evidence.reports.together import Together
from evidence.reports.words import word
from evidence.verdicts.wording import noun, tally

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from jinja2 import Template

    from evidence.changes.altered import Altered
    from evidence.changes.redline import Operation
    from evidence.reports.breakdown import Group
    from evidence.reports.model import Report
    from evidence.store.reporting import Cited

T = TypeVar("T")
MOST = 50_000
"""Citations of one page, which is then 50 MB: more than that no browser opens in a second. The page says
how many it leaves out, and where they are."""
MOST_ROWS = 50
"""Rows of the tables by host and heading, and of what is new."""

FEW_ROWS = 8
"""Rows of what is new that stand open: with them the first story is in sight on a desk."""


@cache
def _template() -> Template:
    templates = environment(line=safe.short, href=safe.href, minute=minute, place=_place)
    templates.globals.update(
        t=_both, cause=_cause, redline=_redline, charts=_charts, counted=_counted
    )
    return templates.get_template("report.html.j2")


def render(report: Report, numbers: Mapping[str, int] | None = None) -> Iterator[str]:
    """The whole page, piece by piece. ``numbers`` are the pages of :func:`places` where it is printed."""
    report = report.first(MOST)
    index, details = html_data.blocks(report)
    style, script = _asset("report.css") + _chosen() + _sheets(report), _asset("report.js")
    yield from _template().generate(
        report=report,
        title=word("title", report.language),
        languages=[(one, NAMES.get(one, one)) for one in LANGUAGES],
        style=Markup(style),  # noqa: S704 - our own file
        script=Markup(script),  # noqa: S704 - our own file
        policy=_policy(style, script),
        timeline=_drawn(chart.timeline(report.nights)) if report.nights else None,
        groups=[(kind, groups) for kind, groups in report.groups.items() if groups],
        boards=boards.boards(report.citations.store, report.citations.scope),
        b=_board_word,
        story=lambda event: _told(board_words.story, event),
        problem=lambda text: _told(board_words.problem, text),
        reason=lambda name: _told(board_words.reason, name),
        purpose=lambda one: _told(OnPurpose.sentence, one),
        event_text=lambda event: _told(Together.text, event),
        pictures=_by_citation(report, report.pictures.of),
        spans=_spans,
        changes=_by_citation(report, report.redlines.of),
        limits=_limits(report),
        contents=_contents(report),
        numbers=numbers or {},
        lead=lead.lead(report),
        news=lead.news(report),
        entry=_entries(report).get,
        said=_said(report),
        s=_story,
        index=index,
        details=details,
        plain=plain(report, _both, _cause, _spans),
        most=MOST_ROWS,
        few=FEW_ROWS,
        verdicts=ORDER,
    )


def places(report: Report) -> list[str]:
    """The ids in the page that its contents link to."""
    return [place for place, _ in _contents(report)]


def _contents(report: Report) -> list[tuple[str, Markup]]:
    """Place and name of each part of the printed page; what is not there is left out where it is
    printed."""
    listed = report.summary.verdicts
    return [
        ("new", _both("new")),
        ("entries", _both("citations")),
        *(
            (f"print-{verdict}", _spans(Words.each(partial(tally, verdict, listed[verdict]))))
            for verdict in ORDER
            if verdict in listed
        ),
        *((place, _both(key)) for place, key in _PARTS),
        ("boards", _board_word("boards")),
        ("where", _both("where")),
        ("sources", _both("sources")),
        ("limits", _both("limits")),
    ]


_PARTS = (("together", "together"), ("timeline", "timeline"))


def _chosen() -> str:
    """The style that shows the language that is chosen, and none of the others."""
    return "".join(
        f":root:has(#lang-{chosen}:checked) .{language} {{ display: none; }}\n"
        for chosen in LANGUAGES
        for language in LANGUAGES
        if language != chosen
    )


def _sheets(report: Report) -> str:
    """The style of printed sheets: title, day and page number in the margin, in the language that is shown.
    Nothing remote is in it."""
    made = report.generated_at[:10]
    return "".join(
        f"body:has(#lang-{language}:checked) {{ page: {language}; }} @page {language} {{ "
        f'@top-left {{ content: "{word("title", language)}"; }} '
        f'@top-right {{ content: "{word("made", language)} {made}"; }} '
        f'@bottom-right {{ content: "{word("page", language)} " counter(page) " {word("of", language)} " '
        f"counter(pages); }} }}"
        for language in LANGUAGES
    )


def minute(stamp: str) -> str:
    """A stamp as a person writes it: ``2026-11-21 18:07 UTC``."""
    return f"{stamp[:10]} {stamp[11:16]} UTC"


@cache
def _asset(name: str) -> str:
    return files("evidence.reports").joinpath("templates", name).read_text("utf-8")


def _policy(style: str, script: str) -> str:
    """Content Security Policy, level 3: this script and this style, and nothing from anywhere."""
    return (
        f"default-src 'none'; img-src data:; script-src '{_digest(script)}'; style-src '{_digest(style)}'; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


@cache
def _both(key: str) -> Markup:
    """A word in each language; the style sheet shows the one that is chosen."""
    return _spans(Words.each(lambda language: word(key, language)))


@cache
def _counted(verdict: str, count: int) -> Markup:
    """A verdict as it is said of so many documents, behind their number."""
    return _spans(Words.each(partial(noun, verdict, count)))


@cache
def _cause(name: str) -> Markup:
    return _spans(Words.each(lambda language: cause(name, language)))


@cache
def _board_word(key: str) -> Markup:
    return _spans(Words.each(lambda language: board_words.word(key, language)))


@cache
def _story(key: str, at: str = "") -> Markup:
    """A word of a story in both languages, with a day where it has one."""
    return _spans(
        Words.each(
            lambda language: STORY[key].filled(language, {"day": day(at, language) if at else "?"})
        )
    )


def _entries(report: Report) -> dict[str, str]:
    """URL id -> the first of its citations in the page, for what is new."""
    wanted = {move.url_id for move in report.transitions[:MOST_ROWS]}
    cited = report.citations.cited if wanted else ()
    found: dict[str, str] = {}
    for one in cited:
        if one.url_id in wanted:
            found.setdefault(one.url_id, one.id)
    return found


def _said(report: Report) -> list[tuple[str, str, list[tuple[Markup, Markup]], str]]:
    """Of each URL of which it is known: id, day of the copy, each altered sentence before and after, and
    what a document said that is gone."""
    lines = report.redlines
    return [
        (
            url_id,
            at,
            [_sides(one) for one in lines.altered.get(url_id, ())],
            lines.said.get(url_id, ""),
        )
        for url_id, at in lines.then.items()
    ]


def _sides(one: Altered) -> tuple[Markup, Markup]:
    return Markup(before(one.pieces)), Markup(after(one.pieces))  # noqa: S704 - the renderer escapes


def _told(tell: Callable[[Any, Any], str], what: Any) -> Markup:
    """Something about a board, in both languages."""
    return _spans(Words.each(lambda language: safe.short(tell(what, language))))


def _spans(words: Words) -> Markup:
    parts = (
        Markup('<span class="{0}" lang="{0}">{1}</span>').format(language, words.text(language))
        for language in LANGUAGES
    )
    return Markup("").join(parts)


def _place(location: str) -> str:
    """Where a source lies, for readers elsewhere: of a file on this machine, its name only."""
    return location if safe.href(location) else location.rsplit("/", 1)[-1]


def _redline(operations: list[Operation]) -> Markup:
    return Markup(inline(operations))  # noqa: S704 - the renderer escapes


def _by_citation(report: Report, of: dict[str, T]) -> list[tuple[Cited, T]]:
    """One of the citations of each URL of which something is shown, and what that is."""
    cited = report.citations.cited if of else ()
    citing = {one.url_id: one for one in cited if one.url_id in of}
    return [(citing[url_id], shown) for url_id, shown in of.items()]


def _drawn(timeline: Words) -> Markup:
    """A chart in both languages."""
    parts = (
        f'<div class="{language} chart" lang="{language}" tabindex="0">{timeline.text(language)}</div>'
        for language in LANGUAGES
    )
    return Markup("".join(parts))  # noqa: S704 - drawn by pygal, written by lxml, which escapes


def _charts(groups: list[Group]) -> list[tuple[Group, Markup]]:
    """The charts of the groups that have nights."""
    return [(g, _drawn(chart.timeline(g.nights, g.name, small=True))) for g in groups if g.nights]


def _limits(report: Report) -> list[Markup]:
    return [
        Markup("{}: {}").format(_both(limit.key), limit.count) if limit.count else _both(limit.key)
        for limit in limits.limits(report, redlines=True)
    ]
