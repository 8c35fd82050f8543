"""Thirty nights with no network, a full disk, an archive that is down, and a machine that is
off."""

from __future__ import annotations

import json
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from tests import commands
from tests.thirty_nights_plan import CHANGES, DISK_FULL, FIRST, NIGHTS, NO_NETWORK, OFF

LOOKED = str(FIRST)
CHANGED = str(CHANGES)
STANDINGS = {
    "unchanged": ["alive", "identical", "confirmed", LOOKED],
    "noisy": ["alive", "cosmetic", "confirmed", LOOKED],
    "pdf": ["alive", "identical", "confirmed", LOOKED],
    "moves": ["moved", "redirect", "confirmed", CHANGED],
    "shortened": ["changed", "removed", "confirmed", CHANGED],
    "viewer": ["changed", "removed", "confirmed", CHANGED],
    "goes-404": ["missing", "http-404", "confirmed", CHANGED],
    "goes-410": ["missing", "http-410", "confirmed", CHANGED],
    "soft-404": ["missing", "soft-404", "confirmed", CHANGED],
    "home": ["missing", "redirect-home", "confirmed", CHANGED],
    "challenge": ["blocked", "waf", "confirmed", CHANGED],
    # four looks over thirty days make it missing: not before the thirty-first night
    "refused": ["unreachable", "refused", "probable", LOOKED],
    "slow": ["unreachable", "timeout", "probable", CHANGED],
    "fails": ["unreachable", "server-error", "probable", CHANGED],
}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    done = commands.python("-m", "tests.thirty_nights", str(tmp_path_factory.mktemp("thirty")))
    assert done.code == 0, done.err
    result: dict[str, Any] = json.loads(done.out)
    return result


def test_every_standing_is_right_and_since_the_right_night(found: dict[str, Any]) -> None:
    assert found["standings"] == STANDINGS


def test_every_night_ran_once_and_those_that_failed_again(found: dict[str, Any]) -> None:
    expected = [str(FIRST + timedelta(days=n)) for n in range(NIGHTS)]
    off = [night for night in expected if str(OFF[0]) <= night <= str(OFF[1])]
    finished = [facts["night"] for kind, facts in found["events"] if kind == "finished"]
    assert finished == [night for night in expected if night not in off[:-1]]
    failed = Counter(facts["night"] for kind, facts in found["events"] if kind == "failed")
    assert failed == {str(NO_NETWORK): 3, str(DISK_FULL): 1}
    (down,) = [facts for kind, facts in found["events"] if kind == "was-down"]
    assert down["nights"] == off
    attempts = {row["night"]: row["attempts"] for row in found["nights"] if row["state"] == "done"}
    assert {night: n for night, n in attempts.items() if n > 1} == {
        str(NO_NETWORK): 4,
        str(DISK_FULL): 2,
    }


def test_the_full_disk_s_run_was_gone_on_with_and_the_dead_network_s_was_not(
    found: dict[str, Any],
) -> None:
    assert {row["state"]: row["n"] for row in found["runs"]} == {
        "finished": NIGHTS - 2,
        "offline": 3,
    }


def test_an_archive_that_is_down_costs_no_night_and_is_asked_later(found: dict[str, Any]) -> None:
    asked, refused = found["archive"]
    assert refused
    assert asked >= len(STANDINGS)


def test_the_evidence_is_as_it_was_recorded(found: dict[str, Any]) -> None:
    assert found["verify"] == []


def test_readers_were_told_each_thing_once_and_nothing_else(found: dict[str, Any]) -> None:
    # a loss is told at its second look, in the third night after; a
    # full disk that the next attempt does not find is nobody's news
    second = str(CHANGES + timedelta(days=3))
    lost = [
        ["broken", "goes-404"],
        ["broken", "goes-410"],
        ["broken", "home"],
        ["broken", "soft-404"],
    ]
    assert found["told"] == [
        {"on": str(NO_NETWORK), "items": [], "troubles": ["offline"]},
        {
            "on": second,
            "items": [*lost, ["changed", "shortened"], ["changed", "viewer"]],
            "troubles": [],
        },
        {"on": str(OFF[1]), "items": [], "troubles": ["was-down"]},
    ]
