"""Whose turn it is of the addresses of one document."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence import clock
from evidence.store import Store
from evidence.store.duplicates import MOST, Entry, grouped, groups, turns

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FIRST = datetime(2026, 11, 21, 3, tzinfo=UTC)
DAY, SOON = timedelta(days=1), timedelta(hours=20)


def night(number: int) -> str:
    return clock.stamp(FIRST + number * DAY)


class Board:
    """Addresses that showed one document in night 0, and nights that look at whose turn it is; what
    is in ``gone`` does not show it any more."""

    def __init__(self, size: int) -> None:
        self.now, self.seconds = 0, 0
        self.gone: set[str] = set()
        self.entries = {
            str(number): Entry(str(number), "", "h", "d", night(0), self.due_again(), None, None)
            for number in range(size)
        }

    def due_again(self) -> str:
        return clock.stamp(FIRST + self.now * DAY + SOON)

    def look(self) -> set[str]:
        """One night, its second round included; returns who was looked at."""
        self.now, self.seconds = self.now + 1, 0
        looked: set[str] = set()
        while True:
            now = night(self.now)
            due = {one.url_id for one in self.entries.values() if one.next_look <= now}
            chosen = due - turns(grouped(self.entries.values()), due, now).held
            if not chosen:
                return looked
            looked |= chosen
            for one in chosen:
                self.seconds += 1
                at = clock.stamp(FIRST + self.now * DAY + timedelta(seconds=self.seconds))
                parted = (self.entries[one].parted_at or at) if one in self.gone else None
                self.entries[one] = replace(
                    self.entries[one], last_look=at, next_look=self.due_again(), parted_at=parted
                )


@given(st.integers(2, 12))
def test_everyone_is_looked_at_within_as_many_nights_as_there_are_addresses(size: int) -> None:
    board = Board(size)
    seen = [board.look() for _ in range(2 * size)]
    assert all(len(one) == 1 for one in seen)
    for start in range(size):
        assert set().union(*seen[start : start + size]) == set(board.entries)


@given(st.integers(2, 12), st.integers(0, 11), st.integers(0, 11))
def test_one_that_is_gone_for_good_is_seen_in_its_turn_and_each_night_from_then_on(
    size: int, which: int, quiet: int
) -> None:
    board, lost = Board(size), str(which % size)
    for _ in range(quiet):
        board.look()
    board.gone.add(lost)
    for _ in range(size):
        looked = board.look()
        if lost in looked:
            break
    assert looked == set(board.entries), "all others are looked at in the same night"
    for _ in range(2 * size):
        looked = board.look()
        assert lost in looked
        assert len(looked) <= 2, "the others stand for one another again"


@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=30), st.sets(st.integers(0, 29)))
def test_who_is_held_back_has_someone_sound_looked_at_for_it(
    documents: list[str], parted: set[int]
) -> None:
    entries = [
        Entry(str(n), "", "h", d, night(0), night(1), night(0) if n in parted else None, None)
        for n, d in enumerate(documents)
    ]
    due = {one.url_id for one in entries}
    held = turns(grouped(entries), due, night(2)).held
    assert not held & {str(one) for one in parted}
    for one in entries:
        if one.url_id in held:
            others = (o for o in entries if o.url_id not in held and o.parted_at is None)
            assert any(o.payload_sha256 == one.payload_sha256 for o in others)


def test_a_look_stands_for_a_hundred_at_most() -> None:
    assert len(Board(MOST).look()) == 1
    assert len(Board(MOST + 1).look()) == 2


def test_what_the_board_told_since_is_looked_at_everywhere_and_counts_as_due_since_then() -> None:
    board = Board(3)
    board.entries["1"] = replace(board.entries["1"], told_at=night(1))
    assert board.look() == {"0", "1", "2"}
    assert len(board.look()) == 1


def test_turns_are_due_since_the_last_look_at_any_and_other_hosts_have_their_own() -> None:
    board = Board(4)
    board.look()
    board.look()
    due = set(board.entries)
    found = turns(grouped(board.entries.values()), due, night(3))
    (turn,) = found.since
    assert found.since[turn] == clock.stamp(FIRST + 2 * DAY + SOON)
    board.entries["9"] = replace(board.entries["0"], url_id="9", host="other")
    assert "9" not in turns(grouped(board.entries.values()), {*due, "9"}, night(3)).held


def put(store: Store, table: str, **values: object) -> None:
    """A row; what else it needs is filled in without meaning."""
    columns = store.db.execute(f"PRAGMA table_info({table})").fetchall()
    row = {
        name: values.get(name, ("" if kind == "TEXT" else 0) if needed else None)
        for _, name, kind, needed, *_ in columns
    }
    names, marks = ", ".join(f'"{name}"' for name in row), ", ".join("?" * len(row))
    store.db.execute(f"INSERT OR REPLACE INTO {table} ({names}) VALUES ({marks})", [*row.values()])


def board(path: Path) -> Store:
    """A board with three entries that showed one file."""
    store = Store(path / "evidence.db")
    store.db.execute("PRAGMA foreign_keys=OFF")
    put(store, "sources", id="board", kind="board")
    put(store, "sources", id="report", kind="report")
    for one in "abc":
        put(store, "urls", id=one, url=one, host="h")
        entry(store, one)
        capture(store, one)
        put(store, "citations", id=one, source_id="board", url_id=one)
        put(store, "checks", id=one, run_id="r", url_id=one, checked_at=night(1), capture_id=one)
        stands(store, one)
    return store


def entry(store: Store, one: str, **other: object) -> None:
    put(store, "board_entries", **{"id": one, "source_id": "board", "url_id": one, **other})


def capture(store: Store, one: str, **other: object) -> None:
    whole: dict[str, object] = {
        "id": one, "record_type": "response", "fidelity": "exact", "payload_sha256": "d",
        "payload_bytes": 4096, "media_type": "application/pdf",
    }  # fmt: skip
    put(store, "captures", **{**whole, **other})


def stands(store: Store, one: str, **other: object) -> None:
    whole = {
        "url_id": one, "verdict": "alive", "cause": "identical", "certainty": "confirmed", "check_id": one,
        "baseline_id": one, "last_look": night(1), "next_look": night(2), "since": night(1),
    }  # fmt: skip
    put(store, "standings", **{**whole, **other})


@pytest.mark.parametrize(
    ("spoilt", "left"),
    [
        (lambda s: None, "abc"),
        (lambda s: put(s, "citations", id="r", source_id="report", url_id="a"), "bc"),
        (lambda s: (put(s, "citations", id="r", source_id="report", url_id="z"),
                    put(s, "candidates", id="f", citation_id="r", url_id="a", kind="followed")), "bc"),
        (lambda s: (put(s, "citations", id="r", source_id="board", url_id="z"),
                    put(s, "candidates", id="f", citation_id="r", url_id="a", kind="followed")), "abc"),
        (lambda s: put(s, "acceptances", id="x", url_id="a"), "bc"),
        (lambda s: (put(s, "runs", id="q", kind="single", state="finished"),
                    put(s, "checks", id="q", run_id="q", url_id="a", checked_at=night(0))), "bc"),
        (lambda s: put(s, "parts", id="p", page_id="a", url_id="z", role="embedded"), "bc"),
        (lambda s: capture(s, "a", payload_bytes=4095), "bc"),
        (lambda s: capture(s, "a", media_type="text/html"), "bc"),
        (lambda s: capture(s, "a", truncated="length"), "bc"),
        (lambda s: put(s, "urls", id="a", url="a", host="other"), "bc"),
        (lambda s: capture(s, "a", payload_sha256="e"), "bc"),
        # what parted has the others looked at
        (lambda s: stands(s, "a", verdict="missing", cause="http-404"), ""),
        (lambda s: stands(s, "a", certainty="suspected"), ""),
        (lambda s: stands(s, "a", verdict="moved", cause="elsewhere"), ""),
        (lambda s: entry(s, "a", dropped_at=night(2)), ""),
        (lambda s: entry(s, "a", dropped_at=night(0)), "bc"),
        (lambda s: (entry(s, "a", dropped_at=night(2)), entry(s, "again", url_id="a")), "abc"),
    ],
)  # fmt: skip
def test_what_is_always_looked_at_itself(
    tmp_path: Path, spoilt: Callable[[Store], object], left: str
) -> None:
    store = board(tmp_path)
    spoilt(store)
    assert sorted(one.url for group in groups(store) for one in group.entries) == list(left)
    store.close()


def test_one_that_parted_is_known_by_its_first_look_at_something_else(tmp_path: Path) -> None:
    store = board(tmp_path)
    capture(store, "else", payload_sha256="e")
    put(store, "checks", id="2", run_id="2", url_id="a", checked_at=night(2), capture_id="else")
    put(store, "checks", id="3", run_id="3", url_id="a", checked_at=night(4), capture_id="else")
    stands(store, "a", verdict="changed", check_id="3")
    for one in "bc":
        stands(store, one, last_look=night(3))
    (group,) = groups(store)
    assert [one.url for one in group.entries] == ["b", "c"]
    store.close()
