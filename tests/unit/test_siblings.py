"""Where an address would be now by what became of its siblings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.looks.siblings import expected

HOST = "http://www.dependencia.example"


@pytest.mark.parametrize(
    ("url", "moves", "now"),
    [
        pytest.param(
            f"{HOST}/viejo/2019/tres.pdf",
            [(f"{HOST}/viejo/2019/uno.pdf", f"{HOST}/nuevo/uno.pdf")],
            f"{HOST}/nuevo/tres.pdf",
            id="another directory",
        ),
        pytest.param(
            f"{HOST}/a/b/c/acta.pdf?v=2",
            [(f"{HOST}/a/otra.pdf?v=1", "https://archivo.dependencia.example/otra.pdf?v=1")],
            "https://archivo.dependencia.example/b/c/acta.pdf?v=2",
            id="another host, however deep",
        ),
        pytest.param(
            f"{HOST}/2016/09/tercera-sesion/",
            [
                (f"{HOST}/2016/07/primera-sesion/", f"{HOST}/primera-sesion/"),
                (f"{HOST}/2015/02/segunda-sesion/", f"{HOST}/segunda-sesion/"),
            ],
            f"{HOST}/tercera-sesion/",
            id="without the date",
        ),
        pytest.param(
            f"{HOST}/fichas/banco_del_norte.html",
            [(f"{HOST}/fichas/caja_del_sur.html", f"{HOST}/fichas/caja-del-sur")],
            f"{HOST}/fichas/banco-del-norte",
            id="spelled anew",
        ),
        pytest.param(
            f"{HOST}/12-informe",
            [(f"{HOST}/7-minuta", f"{HOST}/archivo/minuta")],
            f"{HOST}/archivo/informe",
            id="without its number",
        ),
    ],
)
def test_what_siblings_teach(url: str, moves: list[tuple[str, str]], now: str) -> None:
    assert expected(url, moves)[0] == now


@pytest.mark.parametrize(
    "moves",
    [
        pytest.param([], id="nothing moved"),
        pytest.param([(f"{HOST}/nodo/1", f"{HOST}/politica-de-datos")], id="a name of its own"),
        pytest.param([(f"{HOST}/otra/parte/x", f"{HOST}/mas/alla/x")], id="another directory"),
        pytest.param(
            [("http://ajeno.example/nodo/1", "http://ajeno.example/n/1")], id="other host"
        ),
        pytest.param([("http://[", "x")], id="no addresses"),
    ],
)
def test_what_siblings_do_not_teach(moves: list[tuple[str, str]]) -> None:
    assert expected(f"{HOST}/nodo/2", moves) == []


def test_what_most_siblings_did_comes_first() -> None:
    moves = [(f"{HOST}/v/{n}.pdf", f"{HOST}/n/{n}.pdf") for n in range(3)]
    moves.append((f"{HOST}/v/9.pdf", f"{HOST}/z/9.pdf"))
    assert expected(f"{HOST}/v/a.pdf", moves) == [f"{HOST}/n/a.pdf", f"{HOST}/z/a.pdf"]


words = st.text("abc/._-?=1", max_size=12)


@given(words, st.lists(st.tuples(words, words), max_size=5))
def test_any_addresses_are_taken(url: str, moves: list[tuple[str, str]]) -> None:
    pairs = [(f"{HOST}/{old}", f"{HOST}/{new}") for old, new in moves]
    assert f"{HOST}/{url}" not in expected(f"{HOST}/{url}", pairs)
