"""Two texts -> kind, significance, redline."""

from evidence.changes.compare import compare
from evidence.changes.model import Change, Kind

__all__ = ["Change", "Kind", "compare"]
