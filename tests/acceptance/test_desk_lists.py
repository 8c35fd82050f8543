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
    assert 'href="javascript' not in told.text.lower()
    bare = re.sub(r'="[^"]*"', "=''", told.text)  # a tag stands as it is in the value of an option
    assert not re.search(r"<[^>]*\son\w+\s*=", bare)
    assert "\u202e" not in bare


def test_citations_are_narrowed_by_the_address(desk: Visitor) -> None:
    whole = desk.get("/citations").text
    alive = desk.get("/citations?verdict=alive&lang=en").text
    assert whole.count("<tr>") > alive.count("<tr>")
    assert "https://www.example.org/vive" in alive
    assert "No citation matches" in desk.get("/citations?q=nada-de-nada").text


def test_tags_narrow_lists_and_reports_and_what_is_retired_is_marked(desk: Visitor) -> None:
    whole = desk.get("/citations?lang=en&sort=source").text
    assert '<option value="ogp">ogp</option>' in whole
    assert "(retired on 2026-01-19)" in whole
    one = "%7B%7B%207%2A7%20%7D%7D"  # {{ 7*7 }}
    narrowed = desk.get(f"/citations?tag={one}&lang=en").text
    assert "1 citation<" in narrowed
    assert '<option value="{{ 7*7 }}" selected>{{ 7*7 }}</option>' in narrowed
    assert f"tag={one}" in narrowed or "Next" not in narrowed
    assert desk.get("/citations?tag=none&lang=en").text.count("No citation matches") == 1
    sources = desk.get(f"/sources?tag={one}&lang=es").text
    assert sources.count('<th scope="row">') == 1
    assert 'href="/citations?tag=%7B%7B+7%2A7+%7D%7D' in sources
    assert "Ninguna fuente tiene esta etiqueta." in desk.get("/sources?tag=none&lang=es").text
    retired = desk.get("/sources/s1?lang=es").text
    assert "retirada el <time" in retired
    assert 'href="/sources?tag=ogp' in retired
    assert "retired on" in desk.get("/sources?lang=en").text
    assert desk.get("/report?tag=none&format=csv").status_code == 404
    assert len(desk.get(f"/report?tag={one}&format=csv&all=1").content.splitlines()) == 2
    feed = desk.get(f"/feed.xml?tag={one}&lang=es").text
    assert "Solo las fuentes con la etiqueta “{{ 7*7 }}”." in feed


def test_the_api_narrows_by_tags(desk: Visitor) -> None:
    one = "%7B%7B%207%2A7%20%7D%7D"
    api = "/api/v1"
    assert desk.get(f"{api}/citations?tag={one}").json()["total"] == 1
    (source,) = desk.get(f"{api}/sources?tag={one}").json()
    told = desk.get(f"{api}/report?tag={one}").json()
    assert told["only"] == {"source": None, "tags": ["{{ 7*7 }}"]}
    assert [one["id"] for one in told["sources"]] == [source["id"]]
    state = desk.get(f"{api}/status?tag={one}").json()
    assert [one["id"] for one in state["sources"]] == [source["id"]]
    assert desk.get(f"{api}/status?tag=none").status_code == 404


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
