"""Which data a page loads by script: addresses that stand written in it, and no others."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.content import scripted
from evidence.content.scripted import MOST, data_addresses

BASE = "https://dependencia.example/directorio/index.html"
HERE = "https://dependencia.example/directorio/"


def found(code: str) -> list[str]:
    addresses = data_addresses(f"<div id=app></div><script>{code}</script>", BASE)
    return [address.removeprefix(HERE) for address in addresses]


@pytest.mark.parametrize(
    "code",
    [
        "fetch('datos.json').then(r => r.json())",
        'window.fetch("datos.json", {cache: "no-store"})',
        "fetch(`datos.json`)",
        '$.getJSON("datos.json", function (d) { pinta(d); });',
        "jQuery.getJSON('./datos.json')",
        "$.get('datos.json', pinta)",
        "$.ajax({ dataType: 'json', url: 'datos.json', success: pinta })",
        "$('#t').DataTable({ ajax: 'datos.json' })",
        "$('#t').DataTable({\n ajax: {\n url: 'datos.json' }\n})",
        "$.ajax({type: 'get', url: './datos.json?'})",
        "new Tabulator('#t', {ajaxURL: 'datos.json'})",
        "d3.json('datos.json').then(dibuja)",
        "axios.get('datos.json')",
        "axios('datos.json')",
        "var x = new XMLHttpRequest(); x.open('GET', 'datos.json', true); x.send()",
        "import datos from './datos.json' with { type: 'json' };",
        "const DATOS = 'datos.json';\nasync function carga() { return await fetch(DATOS) }",
        "fetch('datos.json?_=1700000000123')",
        "// fetch('viejo.json')\n/* fetch('otro.json') */ fetch('datos.json')",
    ],
)
def test_an_address_that_is_written_is_told(code: str) -> None:
    assert [address.removesuffix("?") for address in found(code)] == ["datos.json"]


@pytest.mark.parametrize(
    "code",
    [
        "fetch('/api/' + id)",
        "fetch(base + '/datos.json')",
        "fetch(`/api/${id}/datos.json`)",
        "fetch('/api/{id}/datos.json')",
        "fetch('/api/:id')",
        "fetch('/api?id=')",
        "fetch('/api/'.concat(id))",
        "let u = 'datos.json'; u = otro(); fetch(u)",
        "fetch(desconocido)",
        "fetch('/api/buscar', {method: 'POST', body: f})",
        "$.ajax({type: 'POST', url: '/api/buscar'})",
        "x.open('POST', '/api/buscar')",
        "fetch('partes/pie.html')",
        "fetch('locales/es.json')",
        "fetch('manifest.json')",
        "fetch('https://api.ipify.org?format=json')",
        "fetch('data:application/json,[]')",
        "fetch('blob:https://x.example/1')",
        "mapa.get('clave')",
        "var o = {url: 'inicio'}",
        "pagina({url: '/inicio', titulo: 'Inicio'})",
        "// fetch('datos.json')",
    ],
)
def test_what_is_put_together_sent_or_drawn_is_not(code: str) -> None:
    assert found(code) == []


def test_an_interface_needs_no_ending() -> None:
    assert found("$.ajax({type: 'GET', url: '/api/directorio'})") == [
        "https://dependencia.example/api/directorio"
    ]
    assert found("fetch('directorio')") == ["directorio"]


def test_attributes_and_data_scripts() -> None:
    html = """<table data-toggle=table data-url="a.json?v=3"></table><img data-src=foto.jpg>
        <div data-src="b.csv"></div><div data-url="/inicio"></div><div data-url="{{u}}.json"></div>
        <link rel=preload as=fetch href="/_payload.json"><link rel=preload as=font href=f.woff2>
        <script src="datos/directorio.js"></script><script src="js/app.js"></script>
        <script src="https://docs.example/gviz/tq?tqx=out:json;responseHandler:pinta"></script>"""
    assert data_addresses(html, BASE) == (
        HERE + "a.json?v=3",
        HERE + "b.csv",
        "https://dependencia.example/_payload.json",
        HERE + "datos/directorio.js",
        "https://docs.example/gviz/tq?tqx=out:json;responseHandler:pinta",
    )


def test_the_base_of_the_page_is_heeded() -> None:
    html = "<base href='/otra/'><script>fetch('d.json')</script>"
    assert data_addresses(html, BASE) == ("https://dependencia.example/otra/d.json",)


def test_templates_and_data_blocks_are_no_code() -> None:
    html = "<script type='text/x-template'>fetch('a.json')</script>"
    assert data_addresses(html + html.replace("text/x-template", "application/json"), BASE) == ()


def test_no_more_than_a_few() -> None:
    code = ";".join(f"fetch('d{number}.json')" for number in range(500))
    assert found(code) == [f"d{number}.json" for number in range(MOST)]


@pytest.mark.parametrize(
    "code",
    ["fetch(" * 100_000, "a = " * 200_000, "/*" * 300_000, "fetch('" + "a" * 500_000, "x='a'," * 90_000
     + "fetch(y)", "url:" * 200_000, "`${" * 200_000, "fetch(a" * 100_000, " " * 600_000, "\n//" * 200_000],
)  # fmt: skip
def test_hostile_scripts_cost_little(code: str) -> None:
    start = time.process_time()
    found(code)
    assert time.process_time() - start < 3


@given(st.text())
def test_any_text_is_answered(html: str) -> None:
    for address in data_addresses(f"<script>fetch('{html}')</script>{html}", BASE):
        assert address.startswith(("http://", "https://"))
        assert "#" not in address


PIECES = """fetch axios .get .getJSON .ajax d3. json omnivore. Papa.parse .open ( 'GET' , ajaxURL sAjaxSource
url URL download : from get d3 "a.json" é _ x"""


@given(st.lists(st.sampled_from([*PIECES.split(), " ", "\u00a0"])))
def test_what_begins_like_a_loader_is_found_wherever_one_stands(pieces: list[str]) -> None:
    code = "".join(pieces)
    one_by_one = [loader.span() for loader in scripted._LOADER.finditer(code)]
    assert [loader.span() for loader in scripted._loaders(code)] == one_by_one
