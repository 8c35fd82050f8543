"""What one of many processes is given of what the night has."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from crawler.scale import making
from crawler.scale.making import Making
from crawler.scale.others import digest
from crawler.scale.places import Around
from crawler.scale.team import Team
from evidence.config import Config, Crawl, Observe, Observer
from evidence.folder import EvidenceFolder
from evidence.store import Store, due


def _making(config: Config, *, is_here: bool, size: int = 4) -> Making:
    night: Any = SimpleNamespace(
        config=config,
        store=None,
        run=SimpleNamespace(id="tonight"),
        folder=EvidenceFolder(Path("evidence")),
    )
    team = Team(ThreadPoolExecutor(1), size, is_here=is_here)
    return Making(night, team, Around("shards"))


@pytest.mark.parametrize(
    ("concurrency", "is_here", "each"), [(64, True, 16), (64, False, 64), (3, True, 1)]
)
def test_processes_of_one_machine_share_its_line(
    concurrency: int, is_here: bool, each: int
) -> None:
    config = Config(crawl=Crawl(concurrency=concurrency))
    given = _making(config, is_here=is_here)._config(7)
    assert given.crawl.concurrency == each
    assert given.observe.nightly == 7


@pytest.mark.parametrize(("asked", "each"), [(0, 25), (41, 14), (100, 0), (200, 0)])
def test_all_together_ask_no_more_than_a_night_may(
    monkeypatch: pytest.MonkeyPatch, asked: int, each: int
) -> None:
    monkeypatch.setattr(making.observations, "asked_in", lambda *_: asked)
    config = Config(observe=Observe(nightly=100), observer=(Observer("n", "https://n/", "k"),))
    assert _making(config, is_here=True).questions(3) == each
    assert 3 * each <= max(0, 100 - asked)


def test_where_nobody_is_to_be_asked_nothing_is_counted() -> None:
    assert _making(Config(), is_here=True).questions(3) == 0


@pytest.mark.parametrize("numbers", [range(1, 2_500), range(1, 2_501, 900), (2_400, 3, 7), ()])
def test_what_is_due_is_read_where_it_lies(tmp_path: Path, numbers: Sequence[int]) -> None:
    """Close together or far apart, and in any order; in that in which it is due it is told."""
    with closing(Store(tmp_path / "evidence.db")) as store:
        store.db.conn.executemany(
            "INSERT INTO urls VALUES (?, ?, ?, ?, ?, '')",
            [
                (str(n), f"https://d{n % 3}.mx/{n}", f"d{n % 3}.mx", f"d{n % 3}.mx", f"s{n}")
                for n in range(1, 2_501)
            ],
        )
        rows, hosts = array("q", numbers), array("l", (n % 3 for n in numbers))
        assert list(making._domains(store, rows, hosts)) == [f"d{n % 3}.mx" for n in numbers]
        digests = making._digests(due.surts(store, rows), rows)
        assert list(digests) == [digest(f"s{n}") for n in numbers]


def test_a_row_with_the_largest_number_takes_no_more_room_than_another() -> None:
    numbers = array("q", [7, 2**63 - 1])
    found = making._digests(iter([(7, "mx,a)/"), (2**63 - 1, "mx,b)/")]), numbers)
    assert list(found) == [digest("mx,a)/"), digest("mx,b)/")]
    assert list(making._digests(iter([]), numbers)) == [0, 0]
