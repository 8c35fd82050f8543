"""Pages of domains and accounts that nobody keeps are losses; texts about such things are documents."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from evidence.changes import compare
from evidence.verdicts.judging import judge
from evidence.vocabulary import Cause, Verdict
from tests.unit.pages import baseline, html, look

PAGES = tomllib.loads((Path(__file__).parents[2] / "benchmarks" / "parked.toml").read_text("utf-8"))
WAS = "<main><h1>Plan</h1>" + "<p>La dependencia publicará los contratos del programa.</p>" * 40
LAND = {
    "forfeiture": "<h1>Ley de Extinción de Dominio: caso El Encino</h1><p>El dominio fue registrado en el Registro "
    "Público de la Propiedad el 4 de marzo.</p><p>Folio real 1234.</p>",
    "full title": "<h1>Predio El Encino</h1><p>El dominio pleno está a la venta por acuerdo de la asamblea ejidal.</p>",
    "use": "<h1>Ejido San Juan</h1><p>El dominio útil ha expirado conforme al artículo 82 de la Ley Agraria.</p>",
    "his title": "<h1>Sentencia 14</h1><p>Su dominio útil ha vencido en el ejido. Consulte www.ran.example.</p>",
    "this title": "<h1>Predio 14</h1><p>Este dominio fue registrado en el Registro Público.</p>",
    "heading": "<title>Dominio registrado</title><h1>Dominio registrado</h1><p>Folio real 1234, libro 3.</p>",
    "at the land registry": "<p>The domain was seized by the Crown in 1746. See www.archive.example.</p>",
    "mathematics": "<h1>Functions</h1><p>The domain is parked at zero.</p>",
    "eminent domain": "<h1>Eminent domain</h1><p>The domain has expired with the lease of 40 acres.</p>",
    "wine": "<h1>Chambord</h1><p>Le domaine est à vendre, avec 30 hectares de vignes.</p>",
    "a farm": "<h1>Fazenda</h1><p>O domínio foi registrado no cartório. O domínio está à venda.</p>",
}
WEB = (
    "<p>El dominio ha expirado. Renuévelo con su registrador.</p>",
    "<p>El dominio obra.example está a la venta.</p>",
    "<title>obra.example</title><p>El dominio está a la venta.</p>",
    "<p>El nombre de dominio está a la venta.</p>",
    "<p>Este dominio está a la venta.</p>",
    "<p>Su dominio ha caducado.</p>",
    "<title>Dominio expirado</title><p>El dominio ha expirado.</p>",
    "<title>obra.example</title><p>Este dominio está a la venta.</p><ul><li>Predios<li>Seguros</ul>",
    "<p>The domain has expired. Contact your registrar.</p>",
    "<p>This domain has been seized.</p>",
    "<title>obra.example</title><p>Le domaine est à vendre.</p>",
    "<p>O domínio expirou. Hospedagem de sites.</p>",
)
LOST = {Cause.PARKED, Cause.SOFT_404}


@pytest.mark.parametrize("name", PAGES["parked"])
def test_a_page_of_a_host_or_a_seller_is_no_document(name: str) -> None:
    assert judge(look(PAGES["parked"][name])).cause in LOST


@pytest.mark.parametrize("name", PAGES["parked"])
def test_nor_is_it_where_a_text_stood(name: str) -> None:
    page, before = html(PAGES["parked"][name]), baseline(WAS)
    assert before.content is not None
    seen = replace(
        look(PAGES["parked"][name]), baseline=before, change=compare(before.content, page)
    )
    assert judge(seen).cause in LOST


@pytest.mark.parametrize("name", PAGES["pages"])
def test_a_text_about_domains_and_accounts_is_a_document(name: str) -> None:
    assert judge(look(PAGES["pages"][name])).verdict is Verdict.ALIVE


@pytest.mark.parametrize("body", LAND.values(), ids=LAND)
def test_the_domain_of_land_and_of_mathematics_is_no_hosts_name(body: str) -> None:
    assert judge(look(body)).cause is Cause.FIRST_LOOK


@pytest.mark.parametrize("body", WEB)
def test_a_domain_without_its_name_is_one_where_the_page_speaks_of_the_web(body: str) -> None:
    assert judge(look(body)).cause is Cause.PARKED
