"""Our templates: what is put into a page is escaped, and a name that a template misspells is an error."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined

if TYPE_CHECKING:
    from collections.abc import Callable


def environment(**filters: Callable[..., Any]) -> Environment:
    """The templates of ``evidence/reports/templates``, with these filters beside Jinja's own."""
    made = Environment(
        loader=PackageLoader("evidence.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(filters)
    return made
