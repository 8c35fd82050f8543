"""The desk's lists over a folder that the command line filled, and over one that attacks."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from evidence.folder import EvidenceFolder
from tests.desks import Visitor, opened
from tests.reports import besieged

PATHS = ("/citations", "/sources", "/runs", "/boards", "/series", "/report")
PLAN = "\n\n".join(
    f"Compromiso {n}. {what}\n\nLa Secretaría {{}} publicar los contratos de {what} cada año."
    for n, what in enumerate(("agua", "salud"), 1)
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    folder = tmp_path_factory.mktemp("lists")
    place = EvidenceFolder(folder / "evidence")
    place.create()
    sample = besieged(place.path)
    sample.cite("https://www.example.org/vive", "alive", "first-look", status=200)
    sample.store.close()
    with opened(place.path) as visitor:
        yield visitor


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    with opened(tmp_path_factory.mktemp("empty") / "evidence") as visitor:
        yield visitor


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("path", PATHS)
def test_every_list_stands_in_an_empty_folder(empty: Visitor, path: str, language: str) -> None:
    told = empty.get(f"{path}?lang={language}")
    assert told.status_code == 200
    assert f'<html lang="{language}">' in told.text


@pytest.mark.parametrize("path", PATHS)
def test_what_sites_wrote_is_text(desk: Visitor, path: str) -> None:
    told = desk.get(path)
    assert told.status_code == 200
    assert "<script>" not in told.text
    assert not re.search(r"<[^>]*\son\w+\s*=", told.text)
    assert 'href="javascript' not in told.text.lower()
    assert "\u202e" not in told.text


def test_citations_are_narrowed_by_the_address(desk: Visitor) -> None:
    whole = desk.get("/citations").text
    alive = desk.get("/citations?verdict=alive&lang=en").text
    assert whole.count("<tr>") > alive.count("<tr>")
    assert "https://www.example.org/vive" in alive
    assert "No citation is like that" in desk.get("/citations?q=nada-de-nada").text


@pytest.mark.parametrize(
    "query", ["page=-1", "page=x", "page=99999999999999", "verdict=%00", "sort=;", "q=" + "%25" * 2000]
)  # fmt: skip
def test_nonsense_in_the_address_means_nothing(desk: Visitor, query: str) -> None:
    assert desk.get(f"/citations?{query}").status_code == 200


@pytest.mark.parametrize(
    "path", ["/sources/none", "/runs/none", "/boards/none", "/series/none", "/report?format=exe"]
)
def test_what_is_not_there_is_said(desk: Visitor, path: str) -> None:
    assert desk.get(path).status_code == 404


def test_a_run_leads_to_its_looks(desk: Visitor) -> None:
    run = re.search(r'href="(/runs/[^"?]+)', desk.get("/runs").text)
    assert run
    told = desk.get(f"{run[1]}?verdict=missing&lang=en").text
    assert "Its looks" in told
    assert told.count("<tr>") > 1


def test_a_source_says_what_is_broken_in_it(desk: Visitor) -> None:
    told = desk.get("/sources/informe?lang=es").text
    assert "Qué está roto" in told
    assert "/citations?source=informe" in told


def test_a_report_is_a_file_to_keep(desk: Visitor) -> None:
    told = desk.get("/report?format=xlsx&lang=es")
    assert "attachment" in told.headers["content-disposition"]
    assert told.headers["content-disposition"].endswith('.xlsx"')
    assert "xl/workbook.xml" in zipfile.ZipFile(io.BytesIO(told.content)).namelist()
    page = desk.get("/report?format=html")
    assert page.headers["content-type"] == "application/octet-stream"


def test_a_plan_is_shown_commitment_by_commitment(bench_plan: Visitor) -> None:
    told = bench_plan.get("/series/plan?lang=es").text
    assert "debilitado" in told
    assert "deberá" in told
    assert bench_plan.get("/static/series.css").headers["content-type"].startswith("text/css")


@pytest.fixture
def bench_plan(tmp_path: Path) -> Iterator[Visitor]:
    import testigo

    for year, duty in ((2016, "deberá"), (2017, "podrá")):
        (tmp_path / f"plan-{year}.md").write_text(PLAN.format(duty, duty), "utf-8")
    folder = testigo.open(tmp_path / "evidence")
    testigo.add_versions(folder, "plan", sorted(tmp_path.glob("plan-*.md")))
    with opened(folder.path) as visitor:
        yield visitor
