"""What is raised by reading what somebody else may have written."""

from __future__ import annotations

from evidence.errors import StoreError

SHAPES = (KeyError, ValueError, TypeError, AttributeError, RecursionError, OverflowError)
"""What reading JSON, numbers and texts of another shape than ours raises."""
FAULTS = (*SHAPES, StoreError)
"""The same where a database is filled with them."""
