"""Citations and runs a page at a time."""

from __future__ import annotations

from pathlib import Path

import pytest

from evidence.store.listing import MOST, SORTS, Wanted, listing
from evidence.store.run_list import run_list, run_looks
from evidence.vocabulary import Certainty, Verdict
from tests.reports import NIGHTS, Sample, sample

HOST = "https://www.example.org"


@pytest.fixture
def folder(tmp_path: Path) -> Sample:
    made = sample(tmp_path)
    made.cite(f"{HOST}/vive", "alive", "first-look", status=200)
    made.cite(f"{HOST}/falta", heading="Rendición de cuentas")
    made.cite(f"{HOST}/tal-vez", certainty="suspected")
    made.cite(f"{HOST}/cambia", "changed", "removed", status=200)
    made.source("otro", tags_json='["ogp","100%"]')
    made.cite(f"{HOST}/nunca", None, source="otro")
    return made


def _paths(folder: Sample, wanted: Wanted) -> list[str]:
    return [row.url.removeprefix(f"{HOST}/") for row in listing(folder.store, wanted).rows]


def test_what_is_broken_and_certain_comes_first(folder: Sample) -> None:
    found = listing(folder.store, Wanted())
    assert _paths(folder, Wanted()) == ["falta", "tal-vez", "cambia", "nunca", "vive"]
    assert found.total == 5
    assert found.verdicts == {
        Verdict.ALIVE: 1,
        Verdict.CHANGED: 1,
        Verdict.MISSING: 2,
        Verdict.UNCHECKED: 1,
    }


@pytest.mark.parametrize(
    ("wanted", "paths"),
    [
        (Wanted(broken=True), ["falta", "tal-vez", "cambia"]),
        (Wanted(verdict=Verdict.MISSING), ["falta", "tal-vez"]),
        (Wanted(verdict=Verdict.UNCHECKED), ["nunca"]),
        (Wanted(certainty=Certainty.SUSPECTED), ["tal-vez"]),
        (Wanted(text="RENDICION de  Cuentas"), ["falta"]),
        (Wanted(text="/cambia"), ["cambia"]),
        (Wanted(text="100%_"), []),
        (Wanted(source="otra"), []),
        (Wanted(source="otro"), ["nunca"]),
        (Wanted(tag="ogp"), ["nunca"]),
        (Wanted(tag="100%"), ["nunca"]),
        (Wanted(tag="og"), []),
        (Wanted(tag="ogp", source="informe"), []),
        (Wanted(host="www.example.org", sort="source"),
         ["vive", "falta", "tal-vez", "cambia", "nunca"]),
        (Wanted(sort="-url"), ["vive", "tal-vez", "nunca", "falta", "cambia"]),
        (Wanted(sort="'; DROP TABLE urls"), ["falta", "tal-vez", "cambia", "nunca", "vive"]),
    ],
)  # fmt: skip
def test_narrowed_and_sorted(folder: Sample, wanted: Wanted, paths: list[str]) -> None:
    assert _paths(folder, wanted) == paths


def test_a_verdict_singled_out_leaves_the_counts_of_the_others(folder: Sample) -> None:
    found = listing(folder.store, Wanted(verdict=Verdict.MISSING))
    assert found.total == 2
    assert sum(found.verdicts.values()) == 5


@pytest.mark.parametrize("sort", SORTS)
def test_pages_together_are_the_whole_in_its_order(folder: Sample, sort: str) -> None:
    whole = [row.id for row in listing(folder.store, Wanted(sort=sort)).rows]
    pages = [listing(folder.store, Wanted(sort=sort), page=n, size=2) for n in (1, 2, 3)]
    assert [row.id for page in pages for row in page.rows] == whole
    assert {page.pages for page in pages} == {3}


@pytest.mark.parametrize(("asked", "got"), [(-3, 1), (0, 1), (99, 3)])
def test_a_page_that_is_not_there_is_the_nearest(folder: Sample, asked: int, got: int) -> None:
    assert listing(folder.store, Wanted(), page=asked, size=2).page == got


def test_a_page_is_bounded(folder: Sample) -> None:
    assert len(listing(folder.store, Wanted(), size=0).rows) == 1
    assert listing(folder.store, Wanted(text="x" * 100_000), size=MOST + 1).total == 0


def test_runs_latest_first_with_what_they_saw(folder: Sample) -> None:
    told = run_list(folder.store, size=2)
    assert [one.run.started_at for one in told.rows] == [NIGHTS[2], NIGHTS[1]]
    assert (told.total, told.pages) == (3, 2)
    assert all(one.checked == sum(one.verdicts.values()) for one in told.rows)


def test_looks_of_a_run_say_what_is_new(folder: Sample) -> None:
    looks = run_looks(folder.store, "run-1")
    assert {look.url for look in looks.rows if look.is_new} == {
        f"{HOST}/falta", f"{HOST}/tal-vez", f"{HOST}/cambia"
    }  # fmt: skip
    lost = run_looks(folder.store, "run-1", verdict=Verdict.MISSING)
    assert lost.total == 2
    assert run_looks(folder.store, "no-such-run").rows == ()
