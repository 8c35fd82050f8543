"""Data as comparable text: bodies that are data, and pages that carry theirs in scripts."""

from __future__ import annotations

import json
import time

import pytest

from evidence.content import Content, Link, extract

PEOPLE = [
    {"id": 1, "nombre": "Ana Pérez", "cargo": "Directora", "cv": "cv/ana.pdf"},
    {"id": 2, "nombre": "Beto Li Gómez", "cargo": "Enlace de archivos"},
]
LINES = (
    "cargo: Directora | nombre: Ana Pérez",
    "cargo: Enlace de archivos | nombre: Beto Li Gómez",
)
WRITTEN = json.dumps(PEOPLE)
LITERAL = "[{nombre: 'Ana Pérez', cargo: 'Directora',}, {nombre: 'Beto Li Gómez', cargo: 'Enlace de archivos'},]"
URL = "https://dependencia.example/directorio/"


@pytest.mark.parametrize(
    ("body", "declared"),
    [
        (WRITTEN, "application/json"),
        ("\n".join(map(json.dumps, PEOPLE)), "application/x-ndjson"),
        (f"pinta({WRITTEN});", "text/javascript"),
        (f"// de hoy\nvar directorio = {LITERAL};", "application/javascript; charset=utf-8"),
        (WRITTEN, "text/plain"),
        (WRITTEN, "text/html; charset=utf-8"),
        (
            json.dumps({"17": PEOPLE[0], "18": PEOPLE[1]}),
            "application/geo+json",
        ),
    ],
)
def test_a_body_that_is_data_is_read_as_records(body: str, declared: str) -> None:
    content = extract(body.encode(), declared, URL)
    assert content.lines == content.main == LINES
    assert content.data_lines == 2
    assert not content.problem


@pytest.mark.parametrize(
    ("body", "declared"),
    [
        ("function pinta(x) { return [x]; }", "text/javascript"),
        ("[1] Véase el acta.\n[2] Véase el plan.", "text/plain"),
        ('["a", "b"] son las claves', "text/plain"),
        ("{{ plantilla }}", "text/html"),
    ],
)
def test_other_texts_stay_texts(body: str, declared: str) -> None:
    content = extract(body.encode(), declared, URL)
    assert content.comparable
    assert content.data_lines == 0
    assert body.splitlines()[0] in content.lines


def test_a_google_sheet_answers_rows() -> None:
    columns = [{"id": "A", "label": "Nombre", "type": "string"}]
    first = {"c": [{"v": "Zoe Alba"}, {"v": 2.0, "f": "2"}]}
    second = {"c": [{"v": "Ana Pérez"}, None, {"v": 1.0, "f": "1"}]}
    table = {"cols": columns, "rows": [first, second]}
    body = f"/*O_o*/\ngoogle.visualization.Query.setResponse({json.dumps({'table': table})});"
    content = extract(body.encode(), "text/javascript; charset=utf-8")
    assert content.lines == ("label: Nombre | type: string", "Ana Pérez | 1", "Zoe Alba | 2")


def test_links_in_data_are_links() -> None:
    content = extract(WRITTEN.encode(), "application/json", URL)
    assert content.links == (Link(URL + "cv/ana.pdf", LINES[0]),)


def test_an_empty_list_is_readable_and_empty() -> None:
    for body in (b"[]", b'{"personas": [], "pagina": null}'):
        content = extract(body, "application/json")
        assert (content.lines, content.comparable, content.problem) == (("[]",), True, "")


@pytest.mark.parametrize(
    "body",
    [b'{"a":' * 10_000 + b"1" + b"}" * 10_000, b"[" * 5_000_000 + b"]" * 5_000_000,
     b"[" + b'{"a":[' * 10_000 + b'"' + b"x" * 10_000_000],
)  # fmt: skip
def test_data_nested_without_end_are_bounded_and_said(body: bytes) -> None:
    start = time.monotonic()
    content = extract(body, "application/json")
    assert not content.comparable
    assert content.problem
    assert time.monotonic() - start < 25


NEXT = f"""<script id="__NEXT_DATA__" type="application/json">
{json.dumps({"props": {"pageProps": {"d": PEOPLE}}, "page": "/directorio", "buildId": "x1"})}</script>"""
NUXT = """<script>window.__NUXT__=(function(a,b){return {layout:"default",data:[{d:[{nombre:a,cargo:b},
{nombre:"Beto Li Gómez",cargo:"Enlace de archivos"}]}]}}("Ana Pérez","Directora"));</script>"""


def page(script: str, text: str = "<h1>Directorio</h1><div id=lista></div>") -> Content:
    html = f"<html><head><title>Directorio</title></head><body>{text}{script}</body></html>"
    return extract(html.encode(), "text/html; charset=utf-8", URL)


@pytest.mark.parametrize(
    "script",
    [
        f"<script>var directorio = {WRITTEN};</script>",
        f"<script type='text/javascript'>let d = {LITERAL}; pinta(d);</script>",
        f"<script>window.__INITIAL_STATE__ = {json.dumps({'d': {'items': PEOPLE, 'listo': False}})}</script>",
        f"<script>window.x = JSON.parse({json.dumps(WRITTEN)})</script>",
        NEXT,
        NUXT,
        f"<script>const _datos = {LITERAL}</script>",
        "<script>var d = []; " + "".join(f"d.push({json.dumps(row)});" for row in PEOPLE) + "</script>",
        f"<script type=application/json id=datos>{WRITTEN}</script>",
        f"<div data-personas='{WRITTEN}'></div>",
        f'<tabla :personas="{WRITTEN.replace(chr(34), "&quot;")}"></tabla>',
        f"<script>$('#t').DataTable({{data: {LITERAL}, listo: function () {{ return 1 }}}})</script>",
    ],
)  # fmt: skip
def test_data_in_a_thin_page_are_part_of_its_text(script: str) -> None:
    content = page(script)
    assert content.lines == content.main == ("Directorio", *LINES)
    assert content.data_lines == 2


@pytest.mark.parametrize(
    "script",
    [
        f'<script type="application/ld+json">{WRITTEN}</script>',
        f"<script type='text/x-template'>var directorio = {WRITTEN};</script>",
        "<script>window.dataLayer = window.dataLayer || []; dataLayer.push({t: 'El directorio'})</script>",
        "<script>(adsbygoogle = window.adsbygoogle || []).push({titulo: 'El directorio del estado'});</script>",
        "<script>var config = {items: [{titulo: 'El directorio del estado'}]};</script>",
        "<script>var wpcf7 = {\"api\": {\"root\": \"https://x.example/\"}, \"cached\": \"1\"};</script>",
        "<script>var textos = {cargando: 'Cargando los datos', cerrar: 'Cerrar la ventana'};</script>",
        "<script>var campos = [{name: 'nombre', type: 'text'}, {name: 'cargo', type: 'text'}];</script>",
        "<script>var i = {'es': {'t': ['Cargando los datos']}, 'en': {'t': ['Loading the data']}};</script>",
        "<script>function f() { return [1, 2, 3] }</script>",
        "<p>[{nombre: 'Ana Pérez'}]</p>",
    ],
)  # fmt: skip
def test_settings_and_metadata_are_not(script: str) -> None:
    assert page(script).data_lines == 0


def test_a_page_with_a_text_of_its_own_stays_what_it_was() -> None:
    script = f"<script>var directorio = {WRITTEN};</script>"
    text = "<p>" + "El programa atiende a las comunidades de la sierra. " * 30 + "</p>"
    assert page(script, text).lines == page("", text).lines
    shown = "<ul><li>Ana Pérez, Directora</li><li>Beto Li Gómez, Enlace de archivos</li></ul>"
    assert page(script, shown).lines == page("", shown).lines


def test_the_state_of_nuxt_3_is_its_texts() -> None:
    state = [["Reactive", 1], {"d": 2}, [3, 6], {"nombre": 4, "cargo": 5}, "Ana Pérez", "Directora",
             {"nombre": 7, "cargo": 5}, "Beto Li Gómez"]  # fmt: skip
    content = page(
        f'<script type="application/json" id="__NUXT_DATA__">{json.dumps(state)}</script>'
    )
    assert content.main == ("Directorio", "Ana Pérez", "Beto Li Gómez")


def test_menus_are_no_text_of_a_page() -> None:
    menu = "".join(
        f"<div><a href=/{n}>Trámites y servicios de la dependencia {n}</a></div>" for n in range(60)
    )
    people = [{"nombre": f"Ana Pérez {chr(65 + n)}", "cargo": "Directora"} for n in range(20)]
    assert page(f"<script>var d = {json.dumps(people)};</script>", menu).data_lines == 20


@pytest.mark.parametrize(
    "script",
    ["<script>x=" + "[" * 1_000_000, "<script>x=[" + "{a:'Ana Pérez'}," * 100_000 + "]</script>",
     "<p data-a='[" * 15_000, "<script>x=[" + "['a b'," * 200_000, f"<script>x={WRITTEN};</script>" * 5_000],
)  # fmt: skip
def test_hostile_pages_cost_little(script: str) -> None:
    start = time.process_time()
    page(script)
    assert time.process_time() - start < 6
