"""Check what observers said: that it is signed by whom it is said to be of, and about what it is said to
be about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.custody import statements
from evidence.custody.finding import Finding
from evidence.custody.statements import StatementError
from evidence.store.records import AtUrl, Observation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.store.database import Store

_ALL = "SELECT o.*, u.url FROM observations o JOIN urls u ON u.id = o.url_id ORDER BY o.rowid"


def verify_observations(store: Store) -> Iterator[Finding]:
    """Every observation that is not what its row says, or is signed by nobody."""
    try:
        for row, at in store.pairs(Observation, AtUrl, _ALL):
            if problem := _problem(row, at.url):
                yield Finding(f"observations {row.id}", problem)
    except ValueError as error:
        yield Finding("observations", f"say what none of ours says ({error})")


def _problem(row: Observation, url: str) -> str:
    """What is wrong with an observation; an empty text where nothing is."""
    if row.statement is None:
        return "" if row.problem else "says nothing, and not why"
    try:
        statement = statements.read(row.statement)
    except StatementError as error:
        return f"its statement can't be read ({error})"
    if (statement.nonce, statement.url) != (row.nonce, url):
        return "its statement answers another question"
    if row.key_id is None:  # a further look of our own, by a folder without a key
        return ""
    signed = statements.is_signed(row.statement, row.signature or "", statement.key)
    if statement.key_id != row.key_id or not signed:
        return "its statement is not signed by the key that the row names"
    return ""
