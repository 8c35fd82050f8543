"""What a night looks at first, and that nothing waits for ever."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence import clock
from evidence.store import Store, backlog, due
from evidence.store.backlog import Backlog, Counts, Watched

NOW = datetime(2026, 11, 21, 3, tzinfo=UTC)
DAY = timedelta(days=1)


def days_ago(days: float) -> str:
    return clock.stamp(NOW - days * DAY)


class Bench:
    """A database with URLs of a known standing; what else a row needs is filled in without
    meaning."""

    def __init__(self, path: Path) -> None:
        self.store = Store(path)
        self.db = self.store.db
        self.db.execute("PRAGMA foreign_keys=OFF")

    def cite(self, url: str, added: str, source: str = "s") -> None:
        self.db.execute(
            "INSERT OR IGNORE INTO sources (id, kind, location, added_at) VALUES (?,'report','','')",
            (source,),
        )
        self.db.execute(
            "INSERT OR IGNORE INTO urls VALUES (?,?,?,?,?,?)", (url, url, "h", "h", "s", added)
        )
        self.db.execute(
            'INSERT INTO citations (id, source_id, url_id, raw, origin, first_version, last_version)'
            " VALUES (?,?,?,'','','','')", (f"{url} of {source}", source, url))  # fmt: skip

    def stands(self, url: str, verdict: str, certainty: str, next_look: str) -> None:
        self.db.execute(
            "INSERT OR REPLACE INTO standings (url_id, verdict, cause, certainty, since, last_look, looks,"
            " next_look, series_json, check_id) VALUES (?,?,'',?,'','',1,?,'','')",
            (url, verdict, certainty, next_look),
        )

    def began(self, run: str, at: str) -> None:
        self.db.execute(
            "INSERT INTO runs (id, kind, state, started_at, due, options_json, tool_version, rules_version,"
            " config_sha256) VALUES (?,'night','finished',?,0,'','','','')", (run, at))  # fmt: skip

    def looked_at(self, url: str, run: str) -> None:
        self.db.execute(
            "INSERT INTO checks (id, run_id, url_id, checked_at, duration_ms, observer, verdict, cause,"
            " reasons_json, at_most) VALUES (?,?,?,'',0,'us','alive','','','')",
            (f"{run} {url}", run, url),
        )

    def order(self, *sources: str, now: datetime = NOW, run: str = "tonight") -> list[str]:
        found = due.due_urls(self.store, only="due", now=clock.stamp(now), sources=sources, run=run)
        return [due.target(self.store, row.number).url for row in found]


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path / "evidence.db")


def test_new_then_doubtful_then_sound_then_lost(bench: Bench) -> None:
    bench.began("last night", days_ago(1))
    for url, verdict, certainty in (
        ("lost", "missing", "confirmed"),
        ("sound", "alive", "confirmed"),
        ("dark", "unreachable", "probable"),
        ("suspected", "missing", "suspected"),
    ):
        bench.cite(url, days_ago(30))
        bench.stands(url, verdict, certainty, days_ago(0.1 if url != "suspected" else 0.2))
    bench.cite("new", days_ago(0.1))
    assert bench.order() == ["new", "suspected", "dark", "sound", "lost"]


def test_what_the_last_night_did_not_reach_comes_first_by_age(bench: Bench) -> None:
    bench.began("last night", days_ago(1))
    bench.cite("new", days_ago(0.1))
    for url, verdict, since in (("sound", "alive", 1.1), ("lost", "missing", 3)):
        bench.cite(url, days_ago(30))
        bench.stands(url, verdict, "confirmed", days_ago(since))
    assert bench.order() == ["lost", "sound", "new"]
    # a run that is taken up again is not its own predecessor
    bench.began("tonight", clock.stamp(NOW))
    assert bench.order() == ["lost", "sound", "new"]


def test_only_what_the_named_sources_cite(bench: Bench) -> None:
    bench.db.execute(
        "INSERT INTO sources (id, kind, location, added_at) VALUES ('none','report','','')"
    )
    for url, source in (("a", "one"), ("b", "two"), ("c", "three")):
        bench.cite(url, days_ago(2), source)
    assert bench.order("one", "three") == ["a", "c"]
    assert bench.order() == ["a", "b", "c"]
    found = backlog.counts(bench.store, NOW)
    assert found.sources["two"] == Watched(1, 0, Backlog(1, 1, days_ago(2)))
    assert backlog.counts(bench.store, NOW - 3 * DAY).backlog.due == 3
    assert found.sources["none"] == Watched()


def test_an_address_that_several_sources_cite_waits_once(bench: Bench) -> None:
    for source in ("one", "two"):
        bench.cite("both", days_ago(3), source)
    bench.cite("one alone", days_ago(0.5), "one")
    bench.stands("both", "alive", "confirmed", days_ago(2))
    bench.db.execute("UPDATE citations SET gone_since = ? WHERE source_id = 'two'", (days_ago(1),))
    found = backlog.counts(bench.store, NOW)
    assert found.backlog == Backlog(2, 1, days_ago(2))
    assert found.sources["one"] == Watched(2, 1, Backlog(2, 1, days_ago(2)))
    assert found.sources["two"] == Watched(0, 0, Backlog(1, 1, days_ago(2)))


def test_what_a_cited_page_offers_waits_for_a_look_but_is_not_cited(bench: Bench) -> None:
    bench.cite("page", days_ago(2))
    bench.stands("page", "alive", "confirmed", days_ago(-1))
    bench.db.execute("INSERT INTO urls VALUES ('file','file','h','h','s',?)", (days_ago(1.5),))
    bench.db.execute("INSERT INTO urls VALUES ('other','other','h','h','s',?)", (days_ago(1.5),))
    bench.db.execute("INSERT INTO candidates VALUES ('a','page of s','file','followed')")
    bench.db.execute("INSERT INTO candidates VALUES ('b','page of s','other','reading')")
    found = backlog.counts(bench.store, NOW)
    assert found.sources["s"] == Watched(1, 1, Backlog(1, 1, days_ago(1.5)))
    assert found.backlog == Backlog(1, 1, days_ago(1.5))


def test_one_source_alone_is_counted_as_one_of_several(bench: Bench) -> None:
    assert backlog.counts(bench.store, NOW) == Counts(Backlog(0, 0, None), {})
    for number, state in enumerate(["alive", "missing", "unchecked", "new", "new", "alive"]):
        bench.cite(f"u{number}", days_ago(number / 2))
        if state != "new":
            bench.stands(f"u{number}", state, "confirmed", days_ago(number / 2 - 1))
    bench.db.execute("UPDATE citations SET gone_since = ? WHERE url_id = 'u5'", (days_ago(1),))
    alone = backlog.counts(bench.store, NOW)
    assert alone.sources["s"] == Watched(5, 2, Backlog(4, 3, days_ago(2)))
    assert alone.backlog == alone.sources["s"].backlog
    bench.db.execute(
        "INSERT INTO sources (id, kind, location, added_at) VALUES ('none','report','','')"
    )
    assert backlog.counts(bench.store, NOW) == Counts(
        alone.backlog, {**alone.sources, "none": Watched()}
    )


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.sampled_from(["alive", "missing", "unreachable", "new"]), min_size=1, max_size=14),
    st.integers(1, 4),
)
def test_however_short_the_nights_everything_is_reached(
    tmp_path_factory: pytest.TempPathFactory, verdicts: list[str], capacity: int
) -> None:
    """Everything is due again every night, and a night reaches only the first few."""
    bench = Bench(tmp_path_factory.mktemp("due") / "evidence.db")
    for number, verdict in enumerate(verdicts):
        bench.cite(str(number), days_ago(9))
        if verdict != "new":
            bench.stands(str(number), verdict, "confirmed", days_ago(2))
    reached: set[str] = set()
    for night in range(-(-len(verdicts) // capacity)):
        now = NOW + night * DAY
        for url in bench.order(now=now, run=str(night))[:capacity]:
            reached.add(url)
            bench.stands(url, "unreachable", "suspected", clock.stamp(now + DAY / 2))
        bench.began(str(night), clock.stamp(now))
    assert len(reached) == len(verdicts)


def test_a_run_that_goes_on_counts_what_was_due_and_no_place_where_a_document_may_stand(
    bench: Bench,
) -> None:
    bench.cite("cited", days_ago(1))
    bench.db.execute("INSERT INTO urls VALUES ('place','place','h','h','s',?)", (days_ago(0),))
    bench.looked_at("cited", "tonight")
    bench.looked_at("place", "tonight")
    bench.looked_at("cited", "last night")
    assert due.done(bench.store, "tonight") == 1


_ROWS = 60


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.integers(1, _ROWS), unique=True),
    st.integers(1, 30),
    st.sampled_from([0, 1, _ROWS]),
)
def test_where_each_lies_is_told_in_the_order_of_the_file(
    numbers: list[int], at_once: int, dense: int
) -> None:
    store = Store(Path(":memory:"))
    for number in range(1, _ROWS + 1):
        row = (number, f"id{number}", f"url{number}", f"d{number}", f"s{number}")
        sql = "INSERT INTO urls (rowid, id, url, host, domain, surt, added_at) VALUES (?,?,?,'',?,?,'')"
        store.db.execute(sql, row)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(due, "_AT_ONCE", at_once)
        patched.setattr(due, "_DENSE", dense)
        found = list(due.surts(store, numbers))
        assert [one.url for one in due.in_rows(store, numbers)] == [f"url{n}" for n in numbers]
    assert [row for row in found if row[0] in numbers] == [(n, f"s{n}") for n in sorted(numbers)]
    # others between them are passed over, where these are few
    assert all(surt == f"s{n}" for n, surt in found)
    assert len(found) <= max(dense, 1) * len(numbers)
