from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.archives.choose import (
    OF_A_DAY,
    Rank,
    answered,
    gone_looks,
    may_be_told,
    nearest,
    newest,
    save_rank,
)
from crawler.archives.model import Listed
from evidence.vocabulary import Cause

URL = "https://www.gob.mx/doc?id=Ab"
NOW = datetime(2026, 11, 21, tzinfo=UTC)


def seen(day: str, status: int | None = 200, digest: str = "", url: str = URL) -> Listed:
    at = datetime.fromisoformat(day).replace(tzinfo=UTC)
    return Listed(url, at, status, "text/html", digest or day, f"https://archive.test/{day}/{url}")


def days(captures: list[Listed]) -> list[str]:
    return [f"{capture.at:%Y-%m-%d}" for capture in captures]


def test_an_index_that_ignores_case_does_not_lend_another_document_s_captures() -> None:
    other = seen("2020-01-01", url="https://www.gob.mx/doc?id=aB")
    same = seen("2020-01-02", url="http://gob.mx/doc?id=Ab")
    assert answered(URL, [other, same]) == [same]


def test_a_revisit_has_the_status_of_the_body_it_repeats() -> None:
    first = seen("2020-01-01", 404, "X")
    assert answered(
        URL, [seen("2021-01-01", None, "X"), first, first, seen("2022-01-01", None, "Y")]
    ) == [
        first,
        replace(seen("2021-01-01", None, "X"), status=404),
    ]


def test_the_nearest_capture_shows_what_was_cited_and_of_two_as_near_the_earlier() -> None:
    found = [seen("2018-04-30T12:00"), seen("2018-05-02T12:00"), seen("2018-05-01T11:00", 404)]
    assert days(nearest(found, date(2018, 5, 1), timedelta(days=180))) == [
        "2018-04-30",
        "2018-05-02",
    ]
    assert nearest(found, date(2020, 5, 1), timedelta(days=180)) == []


def test_after_two_of_a_day_come_those_of_other_days() -> None:
    hours = [seen(f"2018-05-01T{hour}:00") for hour in (11, 12, 13, 14)]
    found = nearest(
        [*hours, seen("2018-05-20"), seen("2018-06-01")], date(2018, 5, 1), timedelta(days=180)
    )
    assert days(found[:4]) == ["2018-05-01", "2018-05-01", "2018-05-20", "2018-06-01"]
    assert len(found) == 6


def test_candidates_have_different_bodies() -> None:
    found = [
        seen("2020-01-01", digest="A"),
        seen("2020-01-02", digest="A"),
        seen("2020-01-03", digest="B"),
    ]
    assert days(newest(found)) == ["2020-01-03", "2020-01-02"]


@pytest.mark.parametrize(
    ("statuses", "looks"),
    [
        ([200, 404, 404, 404], 3),
        ([404, 404, 200, 404], 1),
        ([404, 301, 410], 1),
        ([404, 403, 404, 503, 404], 3),  # turned away: no word on the document
        ([404, 200], 0),
        ([404] * 9, 3),
        ([], 0),
    ],
)
def test_only_losses_since_the_last_sign_of_life_count(statuses: list[int], looks: int) -> None:
    found = [seen(f"20{10 + year}-01-01", status) for year, status in enumerate(statuses)]
    assert len(gone_looks(found)) == looks


STATUSES = st.sampled_from([200, 204, 301, 302, 401, 403, 404, 410, 429, 500, 503])


@given(st.lists(STATUSES, max_size=30))
def test_no_success_lies_between_looks_that_found_nothing(statuses: list[int]) -> None:
    found = [
        Listed(URL, NOW + timedelta(days=day), status, "text/html", str(day), "")
        for day, status in enumerate(statuses)
    ]
    looks = gone_looks(found)
    assert all(look.status in (404, 410) for look in looks)
    alive = [capture.at for capture in found if capture.status is not None and capture.status < 400]
    assert all(at < look.at for at in alive for look in looks)


@given(st.lists(st.integers(0, 4000), max_size=30), st.integers(0, 4000), st.integers(0, 400))
def test_nothing_outside_the_window_is_ever_taken(
    offsets: list[int], day: int, window: int
) -> None:
    start = datetime(2010, 1, 1, 12, tzinfo=UTC)
    found = [Listed(URL, start + timedelta(days=n), 200, "text/html", str(n), "") for n in offsets]
    cited = start + timedelta(days=day)
    taken = nearest(found, cited.date(), timedelta(days=window))
    assert len(taken) <= OF_A_DAY
    distances = [abs(capture.at - cited) for capture in taken]
    assert distances == sorted(distances)
    assert all(distance <= timedelta(days=window) for distance in distances)
    assert bool(taken) == any(
        abs(capture.at - cited) <= timedelta(days=window) for capture in found
    )


@pytest.mark.parametrize(
    ("cause", "age", "losing", "rank"),
    [
        ("http-404", None, True, None),
        ("timeout", None, False, None),
        ("robots", None, False, None),
        ("legal", None, False, None),
        ("forbidden", None, False, Rank.NEVER),
        ("login", 30, False, None),
        ("redirect", None, False, Rank.PRESSING),
        ("identical", None, False, Rank.NEVER),
        ("identical", None, True, Rank.PRESSING),
        ("edited", None, False, Rank.PRESSING),
        ("edited", 30, False, Rank.PRESSING),
        ("edited", 3, False, None),
        ("identical", 0, True, None),
        ("identical", 30, True, None),
        ("identical", 100, False, Rank.STALE),
        ("identical", 100, True, Rank.PRESSING),
    ],
)
def test_what_is_about_to_be_lost_or_changed_is_saved_first(
    cause: str, age: int | None, losing: bool, rank: Rank | None
) -> None:
    copy = None if age is None else NOW - timedelta(days=age)
    since, stale = NOW - timedelta(days=10), NOW - timedelta(days=90)
    assert save_rank(Cause(cause), since, copy, stale, losing=losing) is rank


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("https://www.gob.mx/x", True),
        ("http://189.240.1.1/x", True),
        ("http://127.0.0.1/x", False),
        ("http://10.1.2.3/x", False),
        ("http://[::1]/x", False),
        ("http://169.254.169.254/x", False),
        ("http://0x7f.1/x", False),
        ("http://localhost./x", False),
        ("http://[::ffff:10.0.0.1]/x", False),
        ("http://168.63.129.16/x", False),
        ("http://intranet/x", False),
        ("http://nas.local/x", False),
        ("https://user:password@gob.mx/x", False),
        ("ftp://gob.mx/x", False),
        ("not a url", False),
    ],
)
def test_private_addresses_are_not_named_to_an_archive(url: str, told: bool) -> None:
    assert may_be_told(url, "https://web.archive.org") is told


def test_an_archive_of_our_own_network_may_hear_of_it() -> None:
    assert may_be_told("http://10.1.2.3/x", "http://127.0.0.1:8080")
    assert not may_be_told("http://user:password@10.1.2.3/x", "http://127.0.0.1:8080")
