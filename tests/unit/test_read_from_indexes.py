"""Choosing what is due and counting for the status read indexes alone: of a million addresses each row would
be fetched from another place of the file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from evidence import clock
from evidence.store import Store, backlog, due

LARGE = ("urls", "standings", "citations", "checks")
ALIASES = {"u": "urls", "st": "standings", "k": "checks"}


def _plans(store: Store, ask: str) -> list[str]:
    """How SQLite goes about what is asked of a large table, a line each."""
    asked: list[str] = []
    store.db.conn.set_trace_callback(asked.append)
    if ask == "due":
        list(due.due_urls(store, only="due", now=clock.stamp(clock.now()), sources=[], run="r"))
    else:
        backlog.counts(store, clock.now())
    store.db.conn.set_trace_callback(None)
    (longest,) = [sql for sql in asked if "LEFT JOIN standings" in sql]
    plan = [row["detail"] for row in store.all(f"EXPLAIN QUERY PLAN {longest}")]
    steps = [re.match(r"(?:SCAN|SEARCH) (\w+)\b", step) for step in plan]
    found = zip(plan, (step[1] if step else "" for step in steps), strict=True)
    return [step for step, table in found if ALIASES.get(table, table) in LARGE]


@pytest.mark.parametrize(("ask", "sources"), [("due", 0), ("counts", 1), ("counts", 2)])
def test_no_row_of_a_large_table_is_fetched(ask: str, sources: int) -> None:
    store = Store(Path(":memory:"))
    for number in range(sources):
        row = (f"s{number}",)
        store.db.execute(
            "INSERT INTO sources (id, kind, location, added_at) VALUES (?,'report','','')", row
        )
    plans = _plans(store, ask)
    assert any("standings_due" in plan for plan in plans)
    fetched = [plan for plan in plans if "COVERING INDEX" not in plan]
    assert fetched == []


def test_some_of_the_addresses_are_searched_and_not_all_gone_through() -> None:
    store = Store(Path(":memory:"))
    asked: list[str] = []
    store.db.conn.set_trace_callback(asked.append)
    now = clock.stamp(clock.now())
    list(due.due_urls(store, only="due", now=now, sources=[], run="r", among=["a", "b"]))
    store.db.conn.set_trace_callback(None)
    plan = [row["detail"] for row in store.all(f"EXPLAIN QUERY PLAN {asked[-1]}")]
    assert any(step.startswith("SEARCH u USING COVERING INDEX urls_queued") for step in plan)
