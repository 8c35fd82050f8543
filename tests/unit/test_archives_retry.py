from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.archives import configured
from crawler.archives.pace import Pace
from crawler.archives.problems import Fault
from crawler.archives.retry import again_after, closed_for, fault_of
from evidence.config import Archive, Config, Perma, Wayback


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("error:browsing-timeout", Fault.TRANSIENT),
        ("error:too-many-daily-captures", Fault.BACK_OFF),
        ("error:blocked-url", Fault.PERMANENT),
        ("not-found", Fault.PERMANENT),
        ("error:something-new", Fault.STRANGE),
        ("", Fault.STRANGE),
    ],
)
def test_error_codes_have_a_class(code: str, fault: Fault) -> None:
    assert fault_of(code) is fault


def test_retries_spread_over_nights_and_end() -> None:
    waits = [again_after(Fault.TRANSIENT, attempt) for attempt in range(1, 6)]
    assert waits[-1] is None
    assert waits[:-1] == sorted(w for w in waits if w)
    assert waits[1] is not None
    assert waits[1] < timedelta(hours=24)  # a nightly run comes back to it the next night
    assert again_after(Fault.PERMANENT, 1) is None


def test_what_we_do_not_know_is_not_asked_again_in_the_same_night() -> None:
    assert (again_after(Fault.STRANGE, 1) or timedelta()) > timedelta(hours=12)


@given(st.integers(1, 10_000), st.one_of(st.none(), st.floats(0, 1e12)))
def test_an_archive_is_left_alone_for_what_it_asked_but_never_for_ever(
    closures: int, asked: float | None
) -> None:
    pause = closed_for(closures, asked)
    assert timedelta(hours=1) <= pause <= timedelta(hours=24)
    assert pause.total_seconds() >= min(asked or 0, 86400)


@given(st.lists(st.floats(0, 100), max_size=200), st.sampled_from([7.0, 24.0]))
def test_no_minute_has_more_requests_than_allowed(pauses: list[float], per_minute: float) -> None:
    now = 1000.0

    def sleep(seconds: float) -> None:
        nonlocal now
        now += seconds

    pace = Pace(per_minute, clock=lambda: now, sleep=sleep)
    times = []
    for pause in pauses:
        now += pause
        pace.wait()
        times.append(now)
    for start in times:
        assert sum(start <= at < start + 59.999 for at in times) <= per_minute


def test_the_pace_of_the_last_process_is_kept() -> None:
    now, slept = 100.0, list[float]()
    pace = Pace(24, lambda: now, slept.append)
    pace.asked_before(1.0)
    pace.wait()
    assert slept == [1.5]
    for later in (900.0, -5.0):  # long ago; a clock that was set back
        slept.clear()
        pace = Pace(24, lambda: now, slept.append)
        pace.asked_before(later)
        pace.wait()
        assert slept in ([], [2.5])


def test_no_configuration_asks_an_archive_of_others_more_than_it_bears() -> None:
    fast = Config(
        archive=Archive(Wayback(per_minute=6000.0), perma=Perma(enabled=True, per_minute=6000.0))
    )
    for archive in configured(fast):
        slept: list[float] = []
        pace = archive.client._pace
        pace._clock, pace._sleep = (lambda: 0.0), slept.append
        for _ in range(25):
            pace.wait()
        assert slept[-1] >= 60  # the clock stands: the 25th leaves a minute after the first
