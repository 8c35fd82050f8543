"""What verification finds."""

from __future__ import annotations

from dataclasses import dataclass

from evidence.errors import StoreError

SHAPES = (KeyError, ValueError, TypeError, AttributeError, RecursionError, OverflowError)
"""What reading JSON, numbers and texts of another shape than ours raises."""
FAULTS = (*SHAPES, StoreError)
"""The same where a database is filled with them."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it was recorded."""

    where: str
    """``warc/x.warc.gz at 123``, ``checks 7f3a…``, ``custody 12``"""
    problem: str
    note: bool = False
    """True: worth knowing, but no sign of tampering or damage"""
