"""The captures of one address, whoever made them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.store.records import Result

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evidence.store.database import Store
    from evidence.store.records import Capture


@dataclass(frozen=True, slots=True)
class CapturedThen(Result):
    """A capture, when it was made, and how it was answered."""

    id: str
    captured_at: str
    status: int | None


def of_address(store: Store, url: str) -> list[CapturedThen]:
    """Every capture of exactly this address, oldest first: those of looks, and copies taken from archives."""
    sql = "SELECT id, captured_at, status FROM captures WHERE url = ? ORDER BY captured_at"
    return list(store.each(CapturedThen, sql, url))


def put(store: Store, captures: Iterable[Capture]) -> None:
    """Add those of a look that was begun here and is made by somebody else."""
    with store.transaction("given-back") as transaction:
        for capture in captures:
            transaction.add(capture)


def check_of(store: Store, capture_id: str) -> str | None:
    """The id of the look that made a capture; None for a probe's and a web archive's."""
    last = "SELECT id FROM checks WHERE capture_id = ? ORDER BY checked_at LIMIT 1"
    hop = """SELECT k.id FROM checks k, json_each(k.captures_json) j WHERE j.value = ?
             ORDER BY k.checked_at LIMIT 1"""
    found: str | None = store.value(last, capture_id) or store.value(hop, capture_id)
    return found
