"""Spellings of one address are one URL: looked at once, with all citations hanging on it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from unicodedata import normalize

from hypothesis import given
from hypothesis import strategies as st

from evidence.identity import address_key, spellings
from tests.servers import RawServer, ok, page

if TYPE_CHECKING:
    from tests.conftest import Bench

TEXT = page("La dependencia publica el acta de cada sesión y el avance de sus obras. " * 12)
PATH = "/informes/plan%20de%20acci%C3%B3n.html"


def test_all_spellings_of_an_address_are_one_url(bench: Bench) -> None:
    with RawServer({PATH: ok(TEXT), "/": ok(TEXT)}) as server:
        bench.cite(server.url(PATH))
        composed = "/informes/plan de acción.html"
        upper = server.url(PATH, "LOCALHOST").replace("LOCALHOST", "127.0.0.1")
        rows = ["<meta charset=utf-8>"]
        for number, url in enumerate(
            [
                server.url(composed),
                server.url(normalize("NFD", composed)),
                server.url(PATH.lower()),
                upper,
                server.url(PATH.replace("n.html", "%6e.html")),
            ]
        ):
            rows.append(f'<p>Dato {number}: <a href="{url}">enlace</a>')
        report = bench.path.parent / "otro.html"
        report.write_text("\n".join(rows), "utf-8")
        assert bench.testigo("add", str(report), "--id", "otro").code == 0
        (count,) = bench.rows("SELECT COUNT(DISTINCT url_id) AS urls FROM citations")
        assert count["urls"] == 1
        assert bench.testigo("run").code == 0
        assert server.asked[PATH] == 1
        spelt = server.url(normalize("NFD", composed))
        told = json.loads(bench.testigo("check", spelt, "--format", "json").out)
        assert told["verdict"] == "alive"
        assert server.asked[PATH] == 2
        (count,) = bench.rows("SELECT COUNT(DISTINCT url_id) AS urls FROM citations")
        assert count["urls"] == 1
        assert "2" in bench.testigo("history", server.url(PATH)).out
        assert bench.testigo("verify").code == 0


def test_addresses_that_a_server_tells_apart_stay_apart() -> None:
    base = "https://a.gob.mx/Acta"
    others = ["https://a.gob.mx/acta", "http://a.gob.mx/Acta", "https://a.gob.mx/Acta/",
              "https://a.gob.mx/Acta?x=1", "https://a.gob.mx/Acta#metas", "https://a.gob.mx/%2FActa",
              "https://www.a.gob.mx/Acta", "https://a.gob.mx:8443/Acta"]  # fmt: skip
    assert len({address_key(url) for url in (base, *others)}) == 1 + len(others)


def test_one_address_in_many_spellings_has_one_key() -> None:
    assert {
        address_key(url)
        for url in (
            "https://A.gob.mx:443/a b/ñ~.pdf",
            " https://a.gob.mx/a%20b/%C3%B1%7e.pdf",
            "https://a.gob.mx/./a b/n\u0303~.pdf",
            "HTTPS://a.gob.mx/a%20b/n%CC%83~.pdf",
        )
    } == {"https://a.gob.mx/a%20b/%C3%B1~.pdf"}
    assert address_key("no es una dirección") == "no es una dirección"


PIECES = [
    "a",
    "á",
    "ñ",
    "~",
    " ",
    "%2f",
    "%C3%B1",
    "n%CC%83",
    "E",
    "/",
    "?",
    "&x=",
    "#",
    "-",
    "o\u0301",
]


@given(st.lists(st.sampled_from(PIECES), max_size=9))
def test_a_key_is_the_same_for_every_way_to_write_the_letters(pieces: list[str]) -> None:
    url = f"https://a.gob.mx/{''.join(pieces)}"
    keys = {address_key(spelling) for spelling in spellings(url)}
    assert len(keys) == 1
    assert address_key(keys.copy().pop()) in keys
