"""Addresses that are left out on purpose, by patterns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evidence.store.scope import Scope

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evidence.config import Ignore
    from evidence.store.database import Store

_SIGNS = str.maketrans({"\\": "\\\\", "%": "\\%", "_": "\\_", "*": "%"})
"""What LIKE gives a meaning, taken as it stands, and ``*`` for anything."""


def scope(store: Store, rules: Sequence[Ignore], sources: tuple[str, ...] | None = None) -> Scope:
    """What is told of ``sources`` (ids), or of all: without the addresses that fit one of ``rules``."""
    return Scope(sources, frozenset(matching(store, [one.pattern for one in rules])))


def matching(store: Store, patterns: Sequence[str]) -> dict[str, int]:
    """URL id -> place of the first of ``patterns`` that its address fits as a whole. ``*`` stands for
    anything; a pattern without a scheme is of any scheme. Case does not matter, as SQLite's LIKE has it."""
    return _first(store, "id", patterns)


def numbers(store: Store, patterns: Sequence[str]) -> dict[int, int]:
    """The same by the numbers of their rows."""
    return _first(store, "rowid", patterns)


def _first(store: Store, key: str, patterns: Sequence[str]) -> dict[Any, int]:
    found: dict[Any, int] = {}
    for place, pattern in enumerate(patterns):
        whole = pattern if "://" in pattern else f"*://{pattern}"
        sql = f"SELECT {key} FROM urls WHERE url LIKE ? ESCAPE '\\'"
        for name in store.values(sql, whole.translate(_SIGNS)):
            found.setdefault(name, place)
    return found
