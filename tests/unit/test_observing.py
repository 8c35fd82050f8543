"""When observers are asked, how many times, and which of them look from elsewhere."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from crawler.run import observing
from crawler.run.observing import Observing
from crawler.wire import errand
from evidence.config import Config, Observe, Observer
from evidence.store import Store
from evidence.verdicts.judging import judge
from evidence.verdicts.model import Judgement, Look
from evidence.verdicts.series import Seen, Standing
from evidence.verdicts.standing import advance
from evidence.verdicts.wants import Want, wants
from evidence.vocabulary import Cause, Silence

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

START = datetime(2026, 3, 1, 3, tzinfo=UTC)
LOST = Look("https://dependencia.example/acta.pdf", START, status=404)
GOOD, GONE, EDITED, SOME = Cause.IDENTICAL, Cause.HTTP_404, Cause.EDITED, Cause.SHOWN_TO_SOME
NORTH = Observer("norte", "https://norte.example.org", "a" * 64)


def after(*looks: tuple[float, Cause]) -> Standing | None:
    standing = None
    for day, cause in looks:
        standing = advance(standing, Seen(cause, START + timedelta(days=day)))
    return standing


@pytest.mark.parametrize(
    ("looks", "asked"),
    [
        ([(0, GONE)], True),
        ([(0, GOOD), (1, GONE)], True),
        ([(0, GOOD), (1, GONE), (4, GONE)], False),  # more probable, and not confirmed
        ([(0, GOOD), (1, GONE), (4, GONE), (8, GONE)], True),
        ([(0, GOOD), (1, GONE), (4, GONE), (8, GONE), (22, GONE)], False),
        ([(0, GOOD), (1, SOME), (4, GONE)], True),
        ([(0, GOOD), (1, EDITED)], True),
        ([(0, GOOD), (1, Cause.WAF)], False),
        ([(0, GOOD), (1, GOOD)], False),
        ([(0, GOOD), *((n, Cause.TIMEOUT) for n in (1, 12, 23))], False),
        ([(0, GOOD), *((n, Cause.TIMEOUT) for n in (1, 12, 23, 34))], True),  # missing by now
    ],
)
def test_new_losses_and_alterations_and_those_about_to_be_confirmed(
    looks: list[tuple[float, Cause]], asked: bool
) -> None:
    cause = looks[-1][1]
    wanted = wants(LOST, Judgement(cause, ()), after(*looks[:-1]), after(*looks))
    assert (Want.OBSERVERS in wanted) is asked
    assert Want.OBSERVERS not in wants(LOST, judge(LOST))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "evidence.db")
    yield store
    store.close()


def test_a_night_asks_so_often_and_waits_so_long(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object, **__: object) -> errand.Reply:
        raise OSError("nobody")

    monkeypatch.setattr(observing.errand, "run", away)
    config = Config(observe=Observe(nightly=2), observer=(NORTH,))
    night = Observing(config, store)
    for expected in (True, True, False):
        assert night.may_ask is expected
        (said,) = asyncio.run(night.ask("https://x.example/", "u"))
        assert said.problem is Silence.AWAY
    assert Observing(config, store, on_demand=True).may_ask
    assert not Observing(replace(config, observe=Observe(minutes=0.0)), store).may_ask
    assert not Observing(replace(config, observer=()), store, on_demand=True).may_ask


def test_questions_of_other_walks_of_the_night_count(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = Config(observe=Observe(nightly=2), observer=(NORTH,))
    monkeypatch.setattr(
        observing.observations, "asked_in", lambda _, run: {"tonight": 2, "other": 1}[run]
    )
    assert not Observing(config, store, run="tonight").may_ask
    assert Observing(config, store, run="other").may_ask


def test_one_that_is_away_three_times_in_a_row_is_left_alone(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def away(*_: object, **__: object) -> errand.Reply:
        asked.append(1)
        raise OSError("nobody")

    monkeypatch.setattr(observing.errand, "run", away)
    night = Observing(Config(observer=(NORTH,)), store)
    for _ in range(5):
        asyncio.run(night.ask("https://x.example/", "u"))
    assert len(asked) == 3


@pytest.mark.parametrize(
    ("observer", "ours", "away"),
    [
        (NORTH, "", True),
        (replace(NORTH, network="Sur"), "sur", False),
        (replace(NORTH, network="Sur"), "Norte", True),
        (replace(NORTH, url="http://127.0.0.1:8417"), "Norte", False),
        (replace(NORTH, url="http://192.168.1.7"), "", False),
        (replace(NORTH, url="http://localhost", network="Sur"), "Norte", True),
    ],
)
def test_who_looks_from_our_own_network(observer: Observer, ours: str, away: bool) -> None:
    assert observing._is_elsewhere(observer, ours) is away
