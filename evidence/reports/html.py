"""The report as one HTML file: no remote asset, no script, works from e-mail and from disk."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

from evidence.reports import safe
from evidence.reports.words import word

if TYPE_CHECKING:
    from evidence.reports.model import Report

GROUPS = (
    ("broken", ("missing", "changed")),
    ("unsure", ("blocked", "unreachable", "unchecked", None)),
    ("sound", ("moved", "alive")),
)
"""Heading -> the verdicts under it."""


def render(report: Report) -> str:
    """The whole page. Everything that came from elsewhere is escaped by the template engine."""
    environment = Environment(
        loader=PackageLoader("evidence.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(line=safe.line, href=safe.href, day=lambda text: text[:10], minute=_minute)
    groups = [
        (heading, [item for item in report.citations if item["verdict"] in verdicts])
        for heading, verdicts in GROUPS
    ]
    return environment.get_template("report.html.j2").render(
        report=report, groups=groups, w=partial(word, language=report.language)
    )


def _minute(stamp: str) -> str:
    """A stamp as a person writes it: ``2026-11-21 18:07 UTC``."""
    return f"{stamp[:10]} {stamp[11:16]} UTC"
