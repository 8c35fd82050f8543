"""Two texts -> kind, significance, redline; a quote and a text -> whether it stands there."""

from evidence.changes.compare import compare
from evidence.changes.model import Change, Flag, Kind
from evidence.changes.quote import Quote, check_quote
from evidence.changes.redline import Operation, redline

__all__ = ["Change", "Flag", "Kind", "Operation", "Quote", "check_quote", "compare", "redline"]
