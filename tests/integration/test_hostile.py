"""One night over some of the hostile answers and a few good pages; ``make hostile`` plays all of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import pytest

from benchmarks.hostile import world
from tests.conftest import Bench
from tests.hostile.world import KINDS

if TYPE_CHECKING:
    from tests.commands import Done

SOME = (
    "19,000 elements inside each other",
    "a refresh to itself",
    "a refresh of dots and digits",
    "a thousand links of 2,000 letters",
    "a script of quotes",
    "right-to-left marks",
    "UTF-8 broken at every second byte",
    "a charset of a megabyte",
    "JSON with a number of 2 million digits",
    "bait: a word of letters and hyphens",
    "bait: line ends",
    "100,000 Set-Cookie",
    "a status of 5,000 digits",
    "interim answers without end",
    "a million chunks of a byte",
    "20 MB of empty gzip members",
    "gzip broken in the middle",
    "a Zstandard bomb",
    "a Location of 300 KB",
    "a Location that is no address",
    "PDF: a page tree in a ring",
    "PDF: encrypted",
    "DOCX of entities",
    "XLSX with a cell at the last row",
    "robots of empty gzip members",
    "robots with wildcards that backtrack",
)
GOODS = 6
STALL = 0.5
"""Seconds of processor: how busy the machine is must not decide."""


class Night(NamedTuple):
    done: Done
    verdicts: dict[str, str]
    hostile: dict[str, str]
    good: list[str]


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Night:
    place = tmp_path_factory.mktemp("hostile")
    bench = Bench(place / "evidence")
    bench.configure(timeout=3)
    with world(SOME, GOODS, place) as (hostile, good):
        bench.cite(*hostile.values(), *good)
        done = bench.testigo("run", "-v")
    told = bench.rows("SELECT u.url, k.verdict FROM checks k JOIN urls u ON u.id = k.url_id")
    return Night(done, {row["url"]: row["verdict"] for row in told}, hostile, good)


def test_each_of_them_is_a_kind() -> None:
    assert set(SOME) <= {kind.name for kind in KINDS}
    assert len({kind.name for kind in KINDS}) == len(KINDS) >= 150


def test_good_pages_are_seen_as_they_are(night: Night) -> None:
    assert [night.verdicts.get(url) for url in night.good] == ["alive"] * GOODS


def test_hostile_answers_have_a_verdict(night: Night) -> None:
    assert [name for name, url in night.hostile.items() if url not in night.verdicts] == []
    assert night.done.code in (0, 1, 3), night.done.err
    assert "Traceback" not in night.done.err


def test_the_loop_never_stands_still(night: Night) -> None:
    spent = re.findall(
        r"longest stall of the loop: [\d.]+ s, ([\d.]+) s of processor", night.done.err
    )
    assert spent
    assert max(map(float, spent)) < STALL
