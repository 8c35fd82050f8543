"""Versions of a plan that web archives and results boards have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import CONFIG, Bench
from tests.pywb import RECORDING, StandIn, needs_pywb, serve
from tests.servers import RawServer, ok

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ADDRESS = "http://plan.example.org/plan"


def plan(duty: str = "deberá", reports: int = 32, year: int = 2016) -> bytes:
    return (
        f"<!doctype html><html lang='es'><head><title>Plan</title></head><body><h1>Plan</h1><p>Texto de {year}.</p>"
        f"<h2>Compromiso 1. Agua</h2><p>La Comisión {duty} publicar las mediciones de todas las cuencas.</p>"
        f"<h2>Compromiso 2. Salud</h2><p>La Secretaría publicará {reports} informes de hospitales.</p></body></html>"
    ).encode()


LOST = b"<html><head><title>404</title></head><body><h1>404</h1><p>No existe la p\xc3\xa1gina.</p></body></html>"


@pytest.fixture(scope="module")
def pywb(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, Path]]:
    place = tmp_path_factory.mktemp("pywb")
    for room in ("archive", "indexes"):
        (place / "collections" / "web" / room).mkdir(parents=True)
    with serve(place, RECORDING) as port:
        yield port, place


@pytest.fixture
def archive(pywb: tuple[int, Path], bench: Bench) -> Iterator[StandIn]:
    with StandIn(*pywb) as stand_in:
        config = CONFIG.format(timeout=3)
        bench.folder.config.write_text(
            config.replace("enabled = false", f'base_url = "{stand_in.base}"\nper_minute = 6000\n')
        )
        yield stand_in


def kept(bench: Bench) -> list[str]:
    return [row["dated"] for row in bench.rows("SELECT dated FROM series_versions ORDER BY dated")]


@needs_pywb
def test_each_text_that_an_archive_has_of_an_address_is_a_version(
    bench: Bench, archive: StandIn
) -> None:
    archive.captured(
        ADDRESS,
        ("20150301120000", b"", "404 Not Found"),
        ("20160301120000", plan()),
        ("20160901120000", plan()),  # the same bytes
        ("20170301120000", plan(year=2017)),  # the same commitments
        ("20170601120000", LOST),
        ("20180301120000", plan("podrá", 12, 2018)),
    )
    add = ("series", "plan", "add", ADDRESS, "--archived", "--format", "json")
    early = bench.testigo(*add, "--to", "2016")
    assert (early.code, kept(bench)) == (0, ["2016-03-01"])
    done = bench.testigo(*add)
    assert done.code == 1
    assert "of 2018-03-01" in done.err
    assert "2017-06-01 shows no document" in done.err
    assert kept(bench) == ["2016-03-01", "2018-03-01"]
    rows = bench.rows(
        "SELECT v.location, c.url FROM series_versions v JOIN captures c ON c.id = v.capture_id"
    )
    assert {row["url"] for row in rows} == {ADDRESS}
    assert all("/web/201" in row["location"] for row in rows)
    captures = len(bench.rows("SELECT 1 FROM captures"))
    again = bench.testigo(*add)
    assert "nothing new" in again.err
    assert len(bench.rows("SELECT 1 FROM captures")) == captures  # nothing is fetched twice
    assert bench.testigo("verify").code == 0
    none = bench.testigo(*add[:-2], "--from", "2020")
    assert (none.code, "no copy of it from 2020" in none.err) == (3, True)


@needs_pywb
def test_a_night_takes_in_what_archives_have_of_a_plans_address(
    bench: Bench, archive: StandIn
) -> None:
    with RawServer({"/plan": ok(plan("podrá", 12, 2018)), "/a": ok(plan())}) as server:
        url = server.url("/plan")
        archive.captured(url, ("20160301120000", plan()))
        bench.folder.config.write_text(
            bench.folder.config.read_text()
            + f'[[series]]\nname = "plan"\nlocation = "{url}"\narchived = true\n'
        )
        bench.cite(server.url("/a"))
        done = bench.testigo("run", "--only", "all", "--no-archive", "--allow-private")
        assert done.code in (0, 1)
        assert kept(bench)[0] == "2016-03-01"
        assert len(kept(bench)) == 2
    assert bench.testigo("series", "plan").code == 1


def test_an_archive_that_does_not_answer_is_no_word_on_a_plan(bench: Bench) -> None:
    nobody = 'base_url = "http://127.0.0.1:1"\nper_minute = 6000\n'
    bench.folder.config.write_text(CONFIG.format(timeout=3).replace("enabled = false", nobody))
    done = bench.testigo("series", "plan", "add", ADDRESS, "--archived")
    assert (done.code, "could not be asked" in done.err) == (3, True), done.err


def listing(*entries: tuple[str, str]) -> bytes:
    items = "".join(f'<li><a href="{href}">{title}</a></li>' for href, title in entries)
    return ok(
        f"<html lang='es'><head><title>Documentos</title></head><body><main><h1>Documentos</h1><ul>{items}</ul>"
        "</main></body></html>".encode()
    )


def test_what_a_board_lists_under_a_title_is_a_version(bench: Bench) -> None:
    entries = [
        ("/d/1.html", "Plan de Acción 2016"), ("/d/2.html", "Plan de acción, actualizado al 05/11/2018"),
        ("/d/3.html", "Minuta de la sesión 2017"), ("/d/4.html", "Formato del plan de acción 2019"),
    ]  # fmt: skip
    pages = {
        "/board": listing(*entries), "/d/1.html": ok(plan()), "/d/2.html": ok(plan("podrá")),
        "/d/3.html": ok(plan()), "/d/4.html": ok(b"<html><body><h1>Formato</h1><p>Nombre y firma.</p></body></html>"),
    }  # fmt: skip
    with RawServer(pages) as server:
        added = ("add", server.url("/board"), "--kind", "board", "--id", "docs", "--allow-private")
        assert bench.testigo(*added).code == 0
        add = ("series", "plan", "add", "--board", "docs", "--allow-private", "--match")
        done = bench.testigo(*add, "PLAN DE ACCION")
        assert done.code == 1, done.err
        assert kept(bench) == ["2016", "2018-11-05"]
        assert "left out" in done.err
        assert "nothing new" in bench.testigo(*add, "plan de acción*2016").err
    none = bench.testigo(*add, "presupuesto")
    assert (none.code, "lists no document" in none.err) == (3, True)


@pytest.mark.parametrize(
    ("also", "said"),
    [
        (("add", "plan.pdf", "--archived"), "asked for an address"),
        (("add", "--board", "docs"), "--board ID --match TEXT"),
        (("add", "--board", "docs", "--match", "plan"), "no board is called"),
        (("add", "http://a.example/", "--from", "2016"), "go with --archived"),
        (("add", "http://a.example/", "--archived"), "no web archive is switched on"),
        (("--archived",), "series NAME add"),
    ],
)
def test_searches_that_can_not_be_made_are_refused(
    bench: Bench, also: tuple[str, ...], said: str
) -> None:
    done = bench.testigo("series", "plan", *also)
    assert (done.code, said in done.err) == (2, True), done.err
