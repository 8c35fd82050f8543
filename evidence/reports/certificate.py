"""The certificate of one capture: its custody record on one page, in English and Spanish."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from evidence.reports import safe
from evidence.reports.templating import environment
from evidence.verdicts.wording import LABELS

if TYPE_CHECKING:
    from jinja2 import Template


@cache
def _template() -> Template:
    return environment(sparse=True, line=safe.line).get_template("certificate.html.j2")


def render(record: dict[str, Any]) -> str:
    """The page for a record of :func:`evidence.custody.wacz.record.record`; all that is remote is
    escaped."""
    verdict = (record["verdict"] or {}).get("verdict")
    return _template().render(r=record, verdict=LABELS[verdict] if verdict else None)
