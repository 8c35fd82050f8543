"""Thirty-two nights over many kinds of addresses: nothing false is confirmed, nothing real is
missed, and readers are told each thing once."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

import pytest

from tests import commands
from tests.kinds import laws
from tests.kinds.table import KINDS, NIGHTS


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    place = str(tmp_path_factory.mktemp("kinds"))
    # under a minute of CPU, and several minutes where many tests share a core
    done = commands.python("-m", "tests.thirty_nights_kinds", place, within=900)
    assert done.code == 0, done.err
    result: dict[str, Any] = json.loads(done.out)
    return result


@pytest.fixture(scope="module")
def stood(found: dict[str, Any]) -> list[tuple[Any, list[laws.Stood]]]:
    return [(kind, laws.stood(found["nights"], kind.name)) for kind in KINDS]


def test_every_night_ran_and_none_was_taken_for_an_outage_of_ours(found: dict[str, Any]) -> None:
    assert len(found["nights"]) == NIGHTS
    assert found["outages"] == 0
    assert found["events"] == []


def test_no_loss_and_no_change_is_confirmed_that_is_none(stood: Any) -> None:
    assert [line for kind, nights in stood for line in laws.false_alarms(kind, nights)] == []


def test_every_loss_and_every_change_stands_in_the_time_that_the_rules_say(stood: Any) -> None:
    assert [line for kind, nights in stood for line in laws.unseen_events(kind, nights)] == []


def test_every_period_ends_in_what_the_table_says(stood: Any) -> None:
    assert [line for kind, nights in stood for line in laws.wrong_causes(kind, nights)] == []


def test_no_night_is_called_good_in_which_it_was_lost_or_altered(stood: Any) -> None:
    assert [line for kind, nights in stood for line in laws.wrongly_good(kind, nights)] == []


def test_readers_were_told_each_thing_once_and_nothing_false(found: dict[str, Any]) -> None:
    told: dict[str, list[str]] = defaultdict(list)
    for digest in found["told"]:
        assert digest["troubles"] == []
        for news, name in digest["items"]:
            told[name].append(news)
    expected = {kind.name: laws.expected_news(kind, NIGHTS) for kind in KINDS}
    assert dict(told) == {name: news for name, news in expected.items() if news}


def test_the_evidence_is_as_it_was_recorded(found: dict[str, Any]) -> None:
    assert found["verify"] == []


def test_every_look_is_judged_the_same_again(found: dict[str, Any]) -> None:
    assert found["rejudged"] == []
