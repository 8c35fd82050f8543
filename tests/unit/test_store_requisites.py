"""Of which pages it is wanted what they need: at a cost that grows with the night, and not with its square."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from evidence.store import Store, requisites

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_EVERY = 1000


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "evidence.db")
    store.db.execute("PRAGMA foreign_keys = OFF")
    store.db.execute("PRAGMA ignore_check_constraints = ON")
    yield store
    store.close()


def put(store: Store, table: str, **values: object) -> None:
    """A row with what matters here, and nothing in all other columns."""
    columns = store.db.execute(f"PRAGMA table_info({table})").fetchall()
    row = {name: "" for _, name, _, needed, default, _ in columns if needed and default is None}
    row |= values
    names, marks = ",".join(f'"{name}"' for name in row), ",".join("?" * len(row))
    store.db.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(row.values()))


def looked_at(store: Store, domain: str, *verdicts: str, stands: str = "") -> None:
    """So many pages of a domain, as tonight's looks show them; ``stands``: what they stand as, where that is
    something else."""
    for number, verdict in enumerate(verdicts):
        url = f"{domain}-{number}"
        put(store, "urls", id=url, url=f"https://{domain}/{number}", domain=domain)
        put(store, "citations", id=url, url_id=url, source_id="report")
        put(store, "captures", id=url, record_type="response", warc="w", url=url)
        put(
            store, "checks", id=url, run_id="tonight", url_id=url, verdict=verdict,
            media_type="text/html", capture_id=url,
        )  # fmt: skip
        put(store, "standings", url_id=url, verdict=stands or verdict, check_id=url)


def wanted(store: Store, *, every: bool = False) -> list[str]:
    return [one.url_id for one in requisites.wanted(store, "tonight", most=10_000_000, every=every)]


def test_pages_at_whose_site_another_is_missing_and_those_that_changed(store: Store) -> None:
    looked_at(store, "a.example", "alive", "missing", "moved")
    looked_at(store, "b.example", "alive", "changed")
    looked_at(store, "c.example", "alive", stands="missing")  # nothing else is missing there
    looked_at(store, "d.example", "alive", "alive", stands="missing")
    assert wanted(store) == [
        "b.example-1",
        "a.example-0",
        "a.example-2",
        "d.example-0",
        "d.example-1",
    ]
    assert len(wanted(store, every=True)) == 7


def test_a_page_that_has_what_it_needs_is_left_alone(store: Store) -> None:
    looked_at(store, "a.example", "alive", "missing", "alive")
    put(store, "requisites", id="r", check_id="a.example-0", url_id="a.example-0", url="s.css")
    assert wanted(store) == ["a.example-2"]


def steps(store: Store) -> int:
    """Steps that SQLite's machine takes, in thousands."""
    counts: list[None] = []
    store.db.conn.set_progress_handler(lambda: counts.append(None), _EVERY)
    try:
        wanted(store)
    finally:
        store.db.conn.set_progress_handler(None, 0)
    return len(counts)


def test_twice_as_many_pages_of_one_domain_cost_twice_as_much(store: Store) -> None:
    looked_at(store, "a.example", *["alive"] * 1000)
    before = steps(store)
    assert before
    looked_at(store, "b.example", *["alive"] * 2000)
    assert steps(store) < 4 * before
