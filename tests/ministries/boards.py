"""Two more results boards: the control board of the plan before, whose site is built anew, and the
water commission's list without end."""

from __future__ import annotations

from urllib.parse import unquote

from tests.kinds.answers import not_found, status
from tests.kinds.model import Ask
from tests.ministries.answers import escaped, file, html, paper, path_of, query_of
from tests.ministries.model import (
    ELSEWHERE,
    PAGE_GONE,
    Board,
    Planted,
    Row,
    System,
    Told,
)

# --- the control board of 2013-2015: cards with files, and a new scheme of addresses

_OLD = "tablero.pa2015.mx"
_BUILT_ANEW = 2
_CARDS = {
    "Detenciones": ("Registro de detenciones", "Protocolo de actuación", "Acta de entrega"),
    "Obra pública": ("Contratos de obra", "Avance físico", "Auditoría de obra"),
    "Energía": ("Mapa de permisos", "Contratos de exploración", "Nota metodológica"),
    "Salud pública": ("Cobertura de vacunas", "Compras consolidadas", "Lista de espera"),
    "Presupuesto": ("Presupuesto ciudadano", "Ejercicio del gasto"),
}
_NOT_CARRIED = "Auditoría de obra"
_CITED = frozenset(
    {"Registro de detenciones", "Contratos de obra", "Mapa de permisos", _NOT_CARRIED}
)
_DOCUMENTS = tuple(name for names in _CARDS.values() for name in names)


def _place(name: str, night: int) -> str:
    number = _DOCUMENTS.index(name) + 1
    if night < _BUILT_ANEW:
        return f"/archivos/2013/{escaped(name)}.pdf"
    return f"/v2/expediente/{number:04}/documento.pdf"


def _cards(ask: Ask) -> bytes:
    path, there = unquote(path_of(ask)), ask.night >= _BUILT_ANEW
    if path == "/":
        cards = ""
        for number, (heading, names) in enumerate(_CARDS.items(), 1):
            links = "".join(
                f"<li><a href='{_place(name, ask.night)}'>{name}</a></li>"
                for name in names
                if not (there and name == _NOT_CARRIED)
            )
            cards += f"<section><h3>Compromiso {number}: {heading}</h3><ul>{links}</ul></section>"
        return html(
            "Tablero de control", f"<main><h1>Tablero de control 2013-2015</h1>{cards}</main>"
        )
    for name in _DOCUMENTS:
        if path == unquote(_place(name, ask.night)):
            return not_found() if there and name == _NOT_CARRIED else file(paper(name))
    return not_found()


def _at(name: str, night: int = 0) -> str:
    return f"http://{_OLD}{_place(name, night)}"


def _carried(name: str) -> Row:
    if name == _NOT_CARRIED:
        return Row(_at(name), "removed in the night of the new scheme", (Planted(2, PAGE_GONE, 3),))
    why = "stands at an address of the new scheme, to which nothing forwards"
    now = _at(name, _BUILT_ANEW)
    return Row(_at(name), why, ends=ELSEWHERE, stands_at=now, cited=name in _CITED)


_CONTROL = Board(
    "tablero-2015",
    f"http://{_OLD}/",
    len(_DOCUMENTS),
    (
        Told(2, "redesigned", str(len(_DOCUMENTS) - 1)),
        Told(2, "dropped", _at(_NOT_CARRIED)),
    ),
)

# --- the water commission: pages that lead to one another without end

_WATER = "app.conagua.gob.mx"
_LAST = 15
"""What the pages behind this one list was listed before."""
_DELETED = "agua-12-2.pdf"
_DOWN = 3
"""The night in which the whole site answers with errors."""


def _content(number: int, night: int) -> list[str]:
    at = number if number <= _LAST else 10 + number % 6
    names = [f"agua-{at}-{k}.pdf" for k in range(1, 4)]
    return [name for name in names if name != _DELETED or night < 2]


def _water(ask: Ask) -> bytes:
    if ask.night == _DOWN:
        return status("503 Service Unavailable", b"<h1>Servicio no disponible</h1>")
    path, number = path_of(ask), query_of(ask).get("n1", "")
    if path == "/gobiernoabierto/Contenido.aspx" and number.isdigit() and int(number) >= 10:
        n = int(number)
        rows = "".join(
            f"<tr><td><a href='Docs/{name}'>Documento {name[5:-4]}</a></td></tr>"
            for name in _content(n, ask.night)
        )
        state = f"dDw{n * 7919 + ask.night * 104729}Oz4="
        body = (
            f"<form method='post' action='Contenido.aspx?n1={n}' id='aspnetForm'>"
            f"<input type='hidden' name='__VIEWSTATE' value='{state}'><h1>Gobierno abierto: el agua</h1>"
            f"<h2>Apartado {n}</h2><table id='grid'>{rows}</table>"
            f"<p><a href='Contenido.aspx?n1={n + 1}'>Siguiente</a></p></form>"
        )
        return html("CONAGUA Gobierno abierto", body)
    name = path.removeprefix("/gobiernoabierto/Docs/")
    there = {name for n in range(10, _LAST + 1) for name in _content(n, ask.night)}
    return file(paper(name) if name in there else None)


def _doc(name: str) -> str:
    return f"https://{_WATER}/gobiernoabierto/Docs/{name}"


_WATER_ROWS = (
    Row(f"https://{_WATER}/gobiernoabierto/Contenido.aspx?n1=10", "the list's first page, cited"),
    *(
        Row(_doc(name), "stands; the site is down for a night", cited=False)
        for n in range(10, _LAST + 1)
        for name in _content(n, 0)
        if name != _DELETED
    ),
    Row(
        _doc(_DELETED),
        "taken off the list, and deleted; the site is down in the night after",
        (Planted(2, PAGE_GONE, 4),),
        cited=False,
    ),
)
_ENDLESS = Board(
    "agua",
    f"https://{_WATER}/gobiernoabierto/Contenido.aspx?n1=10",
    3 * (_LAST - 9),
    (Told(2, "dropped", _doc(_DELETED)),),
    unseen=(_DOWN,),
)
SYSTEM = System(
    {_OLD: _cards, _WATER: _water},
    (*(_carried(name) for name in _DOCUMENTS), *_WATER_ROWS),
    (_CONTROL, _ENDLESS),
)
