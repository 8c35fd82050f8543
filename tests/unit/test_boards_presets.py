"""Presets: chosen by address, put below what a person configures, and each walks a model of its
kind of board."""

from __future__ import annotations

from pathlib import Path

import pytest

from evidence.boards.presets import PRESETS, settings
from evidence.boards.walk import Walk
from evidence.config import Board, load
from evidence.config.template import TEMPLATE
from evidence.errors import ConfigError

SFP = "http://aga.funcionpublica.gob.mx/aga/Home/Index"
CONAGUA = "https://app.conagua.gob.mx/gobiernoabierto/Contenido.aspx?n1=10"
PERFILES = "http://perfilestoic.funcionpublica.gob.mx/directorio/"
GOB = "https://www.gob.mx/lobuenocuenta/"
OGP = "https://www.opengovpartnership.org/members/mexico/"
PA2015 = "http://pa2015.mx/tablero/"


def _conagua(path: str) -> str:
    number = int(path.rpartition("=")[2])
    document = f"<a href='Documentos/{number}.pdf'>Documento {number}</a>" if number < 15 else ""
    return f"<h1>Tema {number}</h1>{document}<a href='Contenido.aspx?n1={number + 1}'>Otro tema {number + 1}</a>"


SITES = {
    SFP: {
        "/aga/Home/Index": "<h2>Compromiso 1</h2><a href='/aga/Compromiso/Ver/1'>Ver</a>"
        "<a href='/aga/Home/Documento?doc=Guion%20comentado.pdf'>Guion</a>",
        "/aga/Compromiso/Ver/1": "<h2>Compromiso 1</h2><a href='/aga/AdmCompromiso/Documento?doc=Nota'>Nota</a>",
    },
    PERFILES: {
        "/directorio/": "<script>var datos = {nodos: [{nombre: 'Ana', url: '/directorio/cv/ana.pdf'}]}</script>",
    },
    GOB: {
        "/lobuenocuenta/": "<a href='/lobuenocuenta/agua'>Agua</a><a href='/sfp/otro'>Otra dependencia</a>",
        "/lobuenocuenta/agua": "<h2>Agua</h2><a href='/cms/uploads/attachment/file/12'>Informe</a>",
    },
    OGP: {
        "/members/mexico/": "<a href='/documents/mexico-action-plan-2016/'>Plan</a><a href='/members/chile/'>Chile</a>",
        "/documents/mexico-action-plan-2016/": "<h1>Plan 2016</h1><a href='/wp-content/uploads/plan.pdf'>PDF</a>",
    },
    PA2015: {
        "/tablero/": "<div class='list-key'><div class='id'><h4>7</h4></div><p>Agua limpia</p><div class='detalle'>"
        "<p>Publicar volúmenes</p><a href='a.pdf'>Avance</a></div></div>",
    },
}  # fmt: skip
LISTED = {
    SFP: {
        ("Guion", ("Compromiso 1",), "/aga/Home/Documento?doc=Guion%20comentado.pdf"),
        ("Nota", ("Compromiso 1",), "/aga/AdmCompromiso/Documento?doc=Nota"),
    },
    CONAGUA: {
        (f"Documento {n}", (f"Tema {n}",), f"/gobiernoabierto/Documentos/{n}.pdf")
        for n in range(10, 15)
    },
    PERFILES: {("Ana", ("Directorio",), "/directorio/cv/ana.pdf")},
    GOB: {
        ("Informe", ("Agua",), "/cms/uploads/attachment/file/12"),
        ("Otra dependencia", ("Directorio",), "/sfp/otro"),
    },
    OGP: {
        ("PDF", ("Plan 2016",), "/wp-content/uploads/plan.pdf"),
        ("Chile", ("Directorio",), "/members/chile/"),
    },
    PA2015: {("Avance", ("7 Agua limpia", "Publicar volúmenes"), "/tablero/a.pdf")},
}


@pytest.mark.parametrize("start", LISTED)
def test_a_preset_walks_its_kind_of_board(start: str) -> None:
    options = settings(start, Board())
    assert options.preset
    walk = Walk(start, options)
    origin = "/".join(start.split("/")[:3])
    pages = 0
    while (way := walk.next()) is not None:
        path = way.url.removeprefix(origin)
        body = _conagua(path) if "Contenido.aspx" in path else SITES.get(start, {}).get(path)
        pages += 1
        if body is None:
            walk.fail(way, "http-404", gone=True)
        else:
            html = f"<html><title>Directorio</title><body>{body}</body></html>"
            walk.take(way, way.url, html.encode(), "text/html")
    found = {(e.text, e.path, e.url.removeprefix(origin)) for e in walk.visit().entries}
    assert found == LISTED[start]
    assert pages < 40


def test_what_a_person_wrote_down_wins_also_where_it_is_the_default(tmp_path: Path) -> None:
    path = tmp_path / "testigo.toml"
    path.write_text(
        f"[[sources]]\nid = 'a'\nlocation = '{CONAGUA}'\nkind = 'board'\n"
        "[sources.board]\npages = 4000\ndepth = 8\nscope = []\n",
        "utf-8",
    )
    (source,) = load(path).sources
    chosen = settings(source.location, source.board)
    assert (chosen.pages, chosen.depth, chosen.scope) == (4000, 8, ())
    assert chosen.seconds == PRESETS["conagua"].seconds
    assert PRESETS["conagua"].pages != 4000
    with pytest.raises(ConfigError, match="unknown key 'written'"):
        path.write_text(path.read_text("utf-8") + "written = ['pages']\n", "utf-8")
        load(path)


def test_every_preset_is_tested_and_named_in_the_template() -> None:
    assert {settings(start, Board()).preset for start in LISTED} == set(PRESETS)
    assert all(name in TEMPLATE for name in PRESETS)


def test_what_a_person_configures_wins_over_the_preset() -> None:
    given = settings(SFP, Board(scope=("/otro/",), pages=5))
    assert (given.scope, given.pages) == (("/otro/",), 5)
    assert given.documents == PRESETS["sfp-aga"].documents
    assert settings("https://otro.mx/", Board(preset="conagua")).pages == PRESETS["conagua"].pages
    assert settings("https://otro.mx/aga/", Board()) == Board()
    with pytest.raises(KeyError):
        settings(SFP, Board(preset="nada"))
