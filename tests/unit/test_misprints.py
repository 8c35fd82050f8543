"""Which name was meant by one that nobody knows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.misprints import nearest

KNOWN = (
    "www.transparencia.gob.mx",
    "datos.gob.mx",
    "www.inegi.org.mx",
    "www.sat.gob.mx",
    "ouvidoria.gov.br",
    "www.legifrance.gouv.fr",
    "tablero2.transparencia.gob.mx",
    "educación.example.org".encode("idna").decode(),
    "ombudsman-office.example.com",
)


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("www.tranparencia.gob.mx", "www.transparencia.gob.mx"),
        ("www.transpparencia.gob.mx", "www.transparencia.gob.mx"),
        ("www.tarnsparencia.gob.mx", "www.transparencia.gob.mx"),
        ("www.transparenzia.gob.mx", "www.transparencia.gob.mx"),
        ("www.transparencia.gob mx", "www.transparencia.gob.mx"),
        ("www.transparencia.gobmx", "www.transparencia.gob.mx"),
        ("www.transparenciagob.mx", "www.transparencia.gob.mx"),
        ("wwwtransparencia.gob.mx", "www.transparencia.gob.mx"),
        ("www.transparencia,gob.mx", "www.transparencia.gob.mx"),
        ("www,transparencia.gob.mx", "www.transparencia.gob.mx"),
        ("www.transparencia..gob.mx", "www.transparencia.gob.mx"),
        ("wwww.transparencia.gob.mx", "www.transparencia.gob.mx"),
        ("ww.transparencia.gob.mx", "www.transparencia.gob.mx"),
        ("1www.transparencia.gob.mx", "www.transparencia.gob.mx"),
        ("transparencia.gob.mx", "www.transparencia.gob.mx"),
        ("www.transparencia.gob.com.mx", "www.transparencia.gob.mx"),
        ("www.transparencia.mx", "www.transparencia.gob.mx"),
        ("www.transparencia.gov.mx", "www.transparencia.gob.mx"),
        ("www.transparencia.gob.nx", "www.transparencia.gob.mx"),
        ("http.www.inegi.org.mx", "www.inegi.org.mx"),
        ("www.ineqi.org.mx", None),  # five letters, one of them another: may be another's name
        ("www.ineegi.org.mx", "www.inegi.org.mx"),
        ("dat0s.gob.mx", "datos.gob.mx"),
        ("ouvidroia.gov.br", "ouvidoria.gov.br"),
        ("ouvidoria.gob.br", "ouvidoria.gov.br"),
        ("www.legifrance.gouv,fr", "www.legifrance.gouv.fr"),
        ("www.legifrance.gov.fr", "www.legifrance.gouv.fr"),
        ("educacion.example.org", "xn--educacin-13a.example.org"),
        ("ombudsmanoffice.example.com", "ombudsman-office.example.com"),
    ],
)
def test_a_slip_of_the_printer_leads_to_the_name_that_was_meant(
    printed: str, meant: str | None
) -> None:
    assert nearest(printed, KNOWN) == meant


@pytest.mark.parametrize(
    "other",
    [
        "www.sct.gob.mx",  # both exist, and so may a third
        "www.set.gob.mx",
        "tablero1.transparencia.gob.mx",
        "tablero22.transparencia.gob.mx",
        "salud.gob.mx",
        "gob.mx",
        "www.gob.mx",
        "archivo.transparencia.gob.mx",
        "transparencia.puebla.gob.mx",
        "example.org",
        "10.0.0.1",
        "localhost",
        "",
        ".",
        "www.",
        "ouvidoria.gov.pt",
        "datos.com.ar",
    ],
)
def test_another_name_is_no_misprint(other: str) -> None:
    assert nearest(other, KNOWN) is None


def test_of_two_names_equally_near_neither_is_named() -> None:
    assert nearest("portal-norta.example", ["portal-norte.example", "portal-norto.example"]) is None


def test_names_that_differ_by_www_alone_are_one_and_the_one_spelt_alike_is_named() -> None:
    both = ["agua.gob.mx", "www.agua.gob.mx"]
    assert nearest("ww.agua.gob.mx", both) == "www.agua.gob.mx"
    assert nearest("aguagob.mx", both) == "agua.gob.mx"


@given(st.text(max_size=40), st.lists(st.text(max_size=40), max_size=6))
def test_what_is_named_is_one_of_the_others(host: str, known: list[str]) -> None:
    assert nearest(host, known) in {None, *known} - {host}


@given(st.sampled_from(KNOWN), st.permutations(KNOWN), st.sampled_from(",; "))
def test_the_order_of_what_is_known_changes_nothing(host: str, known: list[str], sign: str) -> None:
    printed = host.replace(".", sign, 1)
    assert nearest(printed, known) == nearest(printed, KNOWN) == host
