"""The captures of one address, whoever made them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.store.records import Result

if TYPE_CHECKING:
    from evidence.store.database import Store


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
