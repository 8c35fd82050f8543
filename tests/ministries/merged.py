"""A ministry that is merged into another: its hosts go in one night, and some of its documents stand on
the site of the other from then on. And a campaign's folder that is taken off the government's portal,
in the night in which one document of another folder is removed alone."""

from __future__ import annotations

from urllib.parse import unquote

from tests.kinds.answers import not_found, ok
from tests.kinds.model import Ask
from tests.kinds.pages import HOME, document, page
from tests.ministries.answers import escaped, file, html, paper, path_of
from tests.ministries.model import (
    ELSEWHERE,
    HOST_GONE,
    PAGE_GONE,
    Board,
    Planted,
    Row,
    System,
    Told,
    Whole,
)

_OLD, _SEARCH, _NEW = "www.sedesol.gob.mx", "sisi.sedesol.gob.mx", "www.bienestar.gob.mx"
_MERGED = 2
_TAKEN_OVER = tuple(
    f"{what}.pdf"
    for what in (
        "Padrón único de beneficiarios", "Reglas de operación PROSPERA", "Evaluación de diseño",
        "Matriz de indicadores", "Informe de contraloría social",
    )
)  # fmt: skip
_LOST = tuple(
    f"{what}.pdf"
    for what in (
        "Minuta del grupo de pobreza", "Acuerdo de coordinación", "Base de datos, diccionario",
        "Lineamientos de integración", "Cuestionario único", "Nota de cobertura", "Anexo estadístico",
    )
)  # fmt: skip
_OWN = ("Programa sectorial.pdf", "Directorio de delegaciones.pdf", "Calendario de entregas.pdf")


def _was(name: str) -> str:
    return f"https://{_OLD}/work/models/SEDESOL/{escaped(name)}"


def _is(name: str) -> str:
    number = (*_OWN, *_TAKEN_OVER).index(name) + 1
    return f"https://{_NEW}/pb/transparencia/doc/{number:03}.pdf"


def _old(ask: Ask) -> bytes:
    name = unquote(path_of(ask)).rpartition("/")[2]
    if name in (*_TAKEN_OVER, *_LOST):
        return file(paper(name))
    return ok(HOME) if ask.path == "/" else not_found()


def _search(ask: Ask) -> bytes:
    if ask.path == "/":
        return ok(page("Sistema de información social integral", document("sisi", 8)))
    return not_found()


def _new(ask: Ask) -> bytes:
    path, there = path_of(ask), (*_OWN, *(_TAKEN_OVER if ask.night >= _MERGED else ()))
    if path == "/pb/transparencia/":
        lists = ""
        for heading, names in (("Programas", _OWN), ("Archivo histórico", there[len(_OWN) :])):
            items = "".join(f"<li><a href='{_is(name)}'>{name[:-4]}</a></li>" for name in names)
            lists += f"<h2>{heading}</h2><ul>{items}</ul>" if items else ""
        return html("Transparencia", f"<main><h1>Transparencia</h1>{lists}</main>")
    for name in there:
        if _is(name).endswith(path):
            return file(paper(name))
    return ok(HOME) if path == "/" else not_found()


# --- the government's portal

_PORTAL, _CAMPAIGN = "www.gob.mx", "/lobuenocuenta/"
_TAKEN_OFF = 1
_STORIES = tuple(
    f"{_CAMPAIGN}{name}" for name in ("", "salud", "agua", "empleo", "escuela", "obra")
)
_ALONE, _BESIDE = (
    "/sfp/documentos/acuerdo-de-parametros",
    "/sfp/documentos/guia-de-gobierno-abierto",
)


def _portal(ask: Ask) -> bytes:
    path = path_of(ask)
    if path in (_ALONE, *_STORIES) and ask.night >= _TAKEN_OFF:
        return not_found()
    if path in (_ALONE, _BESIDE, *_STORIES):
        return ok(page("gob.mx", document(path, 8)))
    return ok(HOME) if path == "/" else not_found()


_PORTAL_ROWS = (
    *(
        Row(f"https://{_PORTAL}{path}", "gone with its campaign", (Planted(1, PAGE_GONE, 2),))
        for path in _STORIES
    ),
    Row(f"https://{_PORTAL}{_ALONE}", "removed alone", (Planted(1, PAGE_GONE, 2),)),
    Row(f"https://{_PORTAL}{_BESIDE}", "stands"),
)
WHOLES = (
    Whole(
        3,
        "host",
        "sedesol.gob.mx",
        len(_LOST),
        "Of the site sedesol.gob.mx",
        "Del sitio sedesol.gob.mx",
    ),
    Whole(
        2,
        "folder",
        "gob.mx/lobuenocuenta/",
        len(_STORIES),
        "Of the folder gob.mx/lobuenocuenta",
        "De la carpeta gob.mx/lobuenocuenta",
    ),
)
BOARD = Board(
    "bienestar",
    f"https://{_NEW}/pb/transparencia/",
    len(_OWN),
    tuple(Told(_MERGED, "added", _is(name)) for name in _TAKEN_OVER),
)
SYSTEM = System(
    {_OLD: _old, _SEARCH: _search, _NEW: _new, _PORTAL: _portal},
    (
        *(
            Row(
                _was(name),
                "stands on the other ministry's site",
                ends=ELSEWHERE,
                stands_at=_is(name),
            )
            for name in _TAKEN_OVER
        ),
        *(
            Row(_was(name), "gone with its ministry", (Planted(_MERGED, HOST_GONE, 3),))
            for name in _LOST
        ),
        Row(
            f"https://{_SEARCH}/",
            "gone with its ministry",
            (Planted(_MERGED, HOST_GONE, 3),),
        ),
        *(Row(_is(name), "stands", cited=False) for name in (*_OWN, *_TAKEN_OVER)),
        *_PORTAL_ROWS,
    ),
    (BOARD,),
    WHOLES,
    {_OLD: (_MERGED, ""), _SEARCH: (_MERGED, "")},
)
