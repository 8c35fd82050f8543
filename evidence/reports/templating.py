"""Our templates: what is put into a page is escaped, and a name that nothing gives is an error."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Undefined

if TYPE_CHECKING:
    from collections.abc import Callable


def environment(
    *, sparse: bool = False, package: str = "evidence.reports", **filters: Callable[..., Any]
) -> Environment:
    """The folder ``templates`` of a package, with these filters beside Jinja's own. ``sparse``: they show
    records that leave out what is not known."""
    made = Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=Undefined if sparse else StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(filters)
    return made
