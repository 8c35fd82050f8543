"""The digital results board of the Ministry of Public Administration: seven commitments whose evidence
a viewer shows, ``Documento?doc=…``, that answers alike for every name."""

from __future__ import annotations

from urllib.parse import unquote

from tests.kinds.answers import not_found, ok
from tests.kinds.model import Ask
from tests.kinds.pages import HOME
from tests.ministries.answers import escaped, file, html, paper, path_of, query_of
from tests.ministries.model import (
    ELSEWHERE,
    FILE_GONE,
    FILE_OTHER,
    PAGE_GONE,
    Board,
    Planted,
    Row,
    System,
    Told,
)

HOST = "aga.funcionpublica.gob.mx"
_AT = f"http://{HOST}"
_COMMITMENTS = (
    "Salud", "Agua", "Combate a la corrupción", "Cambio climático", "Pobreza", "Derechos humanos", "Género",
)  # fmt: skip
_EXHUMATIONS = "1. Nota Técnica Programa Nacional de Exhumaciones.pdf"
_OUTLINE = "Guion comentado.pdf"
_TRIPARTITE = "Nota Aclaratoria_ compromiso Instancia tripartita Salud 3PA_VF.pdf"
_COFEPRIS = "Nota aclaratoria COFEPRIS.pdf"
_GUIDELINES = "Lineamientos de conflicto de interés.pdf"
_SECOND_FOLDER = (_COFEPRIS, _GUIDELINES)
_WATER = "Minuta de la mesa de agua.pdf"
_PLAN = "Plan de trabajo género.pdf"
_ADVANCE = "Avance del compromiso 3.pdf"
_FINAL = "Informe final agua.pdf"
_ACT = "Acta 2 pobreza.pdf"
_ANNEXES = tuple(f"Anexo {n} clima.pdf" for n in range(1, 4))
_RECEIPTS = tuple(f"Acuse {n:03}.pdf" for n in range(1, 13))
"""Twelve entries that are one document."""
_COMMON = {n: tuple(f"{n}.{k} Evidencia.pdf" for k in range(1, 4)) for n in range(1, 8)}
_OTHER_FROM = {_EXHUMATIONS: 1, _ADVANCE: 2}
_GONE_FROM = {_EXHUMATIONS: 3, _TRIPARTITE: 2, _COFEPRIS: 1}
_NEW_FRAME = 2
"""The night from which on the viewer is drawn anew."""


def _listed(number: int, night: int) -> list[tuple[str, list[tuple[str, str]]]]:
    """The lists of a commitment: heading, and (label, file) of its rows."""
    rows = [(f"Evidencia {k}", name) for k, name in enumerate(_COMMON[number], 1)]
    more: list[tuple[str, list[tuple[str, str]]]] = []
    if number == 1:
        rows[1:1] = [("Nota aclaratoria tripartita", _TRIPARTITE)] if night < 2 else []
    elif number == 2:
        rows[1:1] = [("Minuta de la mesa", _WATER)] if night < 3 else []
        rows += [("Informe final", _FINAL)] if night >= 2 else []
    elif number == 3:
        rows.append(("Avance", _ADVANCE))
    elif number == 4:
        more = [("Anexos de clima", [(f"Anexo {n}", a) for n, a in enumerate(_ANNEXES, 1)])]
        more = more if night < 3 else []
    elif number == 5:
        rows[2:2] = [] if 1 <= night < 4 else [("Acta de la segunda sesión", _ACT)]
    elif number == 6:
        rows.append(("Nota técnica de exhumaciones", _EXHUMATIONS))
        more = [("Acuses", [(f"Acuse de recibo {n}", name) for n, name in enumerate(_RECEIPTS, 1)])]
    else:
        rows.append(("Guion comentado", _OUTLINE))
        rows.append(("Plan de trabajo" if night < 1 else "Programa de trabajo anual", _PLAN))
    return [("Documentos probatorios", rows), *more]


def _content(name: str, night: int) -> bytes | None:
    """The file of that name, as it is in a night."""
    known = {
        name
        for number in range(1, 8)
        for at in range(6)
        for _, rows in _listed(number, at)
        for _, name in rows
    }
    if name not in known.union(_SECOND_FOLDER) or night >= _GONE_FROM.get(name, 99):
        return None
    if name in _RECEIPTS:
        return paper("Acuse de recibo")
    return paper(name, altered=night >= _OTHER_FROM.get(name, 99))


def _viewer(name: str, night: int) -> bytes:
    show = f"<embed src='/aga/Archivos/{escaped(name)}' type='application/pdf' width='100%'>"
    if night < _NEW_FRAME:
        return html("Documento", f"<div id='visor'>{show}</div>")
    menu = "<header><a href='/aga/Home/Index'>Tablero de resultados</a> <a href='/'>Inicio</a></header>"
    return html(
        "Visor de documentos", f"{menu}<main><h2>Documento</h2>{show}</main><footer>SFP</footer>"
    )


def _commitment(number: int, night: int) -> bytes:
    body = f"<h1>Compromiso {number}: {_COMMITMENTS[number - 1]}</h1>"
    for heading, rows in _listed(number, night):
        items = "".join(
            f"<tr><td><a href='/aga/Home/Documento?doc={escaped(name)}'>{at}. {label}</a></td></tr>"
            for at, (label, name) in enumerate(rows, 1)
        )
        body += f"<h2>{heading}</h2><table>{items}</table>"
    return html(f"Compromiso {number}", f"<main>{body}</main>")


def _show(ask: Ask) -> bytes:
    path, query = path_of(ask), query_of(ask)
    if path == "/aga/Home/Index":
        links = "".join(
            f"<li><a href='/aga/Home/Compromiso?id={n}'>Compromiso {n}: {name}</a></li>"
            for n, name in enumerate(_COMMITMENTS, 1)
        )
        return html("Tablero de resultados", f"<main><h1>Tercer Plan</h1><ul>{links}</ul></main>")
    if path == "/aga/Home/Compromiso" and query.get("id", "") in "1234567":
        return _commitment(int(query["id"]), ask.night)
    if path == "/aga/Home/Documento":
        return _viewer(query.get("doc", ""), ask.night)
    if path == "/aga/AdmCompromiso/Documento" and ask.night < 1:
        return _viewer(query.get("doc", ""), ask.night)
    if path.startswith("/aga/Archivos/"):
        name = unquote(path.removeprefix("/aga/Archivos/"))
        return file(_content(name, ask.night))
    return ok(HOME) if path == "/" else not_found()


def _at(name: str, folder: str = "Home") -> str:
    """An address as the board writes it."""
    return f"{_AT}/aga/{folder}/Documento?doc={escaped(name)}"


ROWS = (
    Row(
        _at(_EXHUMATIONS),
        "its file is swapped under the same name, and then deleted",
        (Planted(1, FILE_OTHER, 2), Planted(3, FILE_GONE, 5)),
    ),
    Row(_at(_OUTLINE), "stands; the viewer around it is drawn anew"),
    Row(_at(_TRIPARTITE), "taken off the board, and deleted", (Planted(2, FILE_GONE, 3),)),
    Row(
        _at(_COFEPRIS, "AdmCompromiso"),
        "the second folder's viewer is taken down, and its file deleted",
        (Planted(1, PAGE_GONE, 2),),
    ),
    Row(
        _at(_GUIDELINES, "AdmCompromiso"),
        "the second folder's viewer is taken down; its file stands where the viewer found it",
        ends=ELSEWHERE,
        stands_at=f"{_AT}/aga/Archivos/{escaped(_GUIDELINES)}",
    ),
    Row(_at(_WATER), "taken off the board; the file stands", cited=False),
    Row(
        _at(_ADVANCE),
        "known from the board alone; its file is swapped",
        (Planted(2, FILE_OTHER, 3),),
        cited=False,
    ),
    *(Row(_at(name), "stands", cited=False) for names in _COMMON.values() for name in names),
    *(Row(_at(name), "one document under twelve names", cited=False) for name in _RECEIPTS),
    *(Row(_at(name), "its section is taken off the board", cited=False) for name in _ANNEXES),
    Row(_at(_PLAN), "its label changes", cited=False),
    Row(_at(_ACT), "taken off the board, and listed again", cited=False),
    Row(_at(_FINAL), "comes later", cited=False),
    Row(f"{_AT}/aga/Home/Index", "the board itself, cited"),
)
BOARD = Board(
    "tablero-aga",
    f"{_AT}/aga/Home/Index",
    7 * 3 + 7 + len(_ANNEXES) + len(_RECEIPTS),
    (
        Told(1, "renamed", _at(_PLAN)),
        Told(1, "dropped", _at(_ACT)),
        Told(2, "dropped", _at(_TRIPARTITE)),
        Told(2, "added", _at(_FINAL)),
        Told(3, "dropped", _at(_WATER)),
        *(Told(3, "dropped", _at(name)) for name in _ANNEXES),
        Told(3, "section-gone", "Anexos de clima"),
        Told(4, "returned", _at(_ACT)),
    ),
)
SYSTEM = System({HOST: _show}, ROWS, (BOARD,))
