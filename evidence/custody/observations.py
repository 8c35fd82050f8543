"""Check what observers said: that it is signed by whom it is said to be of, and about what it is said to
be about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.custody import statements
from evidence.custody.statements import StatementError
from evidence.findings import Finding
from evidence.store.records import AtUrl, Observation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.store.database import Store

_ALL = "SELECT o.*, u.url FROM observations o JOIN urls u ON u.id = o.url_id ORDER BY o.rowid"


def verify_observations(store: Store) -> Iterator[Finding]:
    """Every observation that is not what its row says, or is signed by nobody."""
    try:
        for row, at in store.pairs(Observation, AtUrl, _ALL):
            if found := _problem(row, at.url):
                yield Finding(f"observations {row.id}", *found)
    except ValueError as error:
        yield Finding("observations", "observations-strange", {"why": str(error)})


def _problem(row: Observation, url: str) -> tuple[str, dict[str, str]] | None:
    """What is wrong with an observation, as kind and facts of a finding; None where nothing is."""
    if row.statement is None:
        return None if row.problem else ("observation-silent", {})
    try:
        statement = statements.read(row.statement)
    except StatementError as error:
        return "statement-unreadable", {"why": str(error)}
    if (statement.nonce, statement.url) != (row.nonce, url):
        return "statement-elsewhere", {}
    if row.key_id is None:  # a further look of our own, by a folder without a key
        return None
    signed = statements.is_signed(row.statement, row.signature or "", statement.key)
    if statement.key_id != row.key_id or not signed:
        return "statement-unsigned", {}
    return None
