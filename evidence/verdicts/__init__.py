"""A look -> verdict, cause, reasons; many looks -> standing. Pure functions over recorded facts.

The way of one look: :func:`judge` it; where :func:`evidence.verdicts.wants.wants` asks for probes,
make them, put them into the look and judge again, and so with a second look by other eyes;
:func:`evidence.verdicts.capture.is_document_capture` says whether its bytes may serve as a
baseline; :func:`evidence.verdicts.standing.settle` adds it to the others;
:func:`evidence.verdicts.outage.outage` says whether a whole run is to be believed.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from evidence.verdicts.judging import judge

__all__ = ["RULES_VERSION", "judge"]

RULES_VERSION = "16"
"""Raised whenever a rule changes what it says of the same facts; stored with every check."""


if not TYPE_CHECKING:  # type checkers would take every name for one that is there

    def __getattr__(name: str) -> Any:
        """:func:`judge`, with all rules, loaded at its first use."""
        if name != "judge":
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return import_module("evidence.verdicts.judging").judge
