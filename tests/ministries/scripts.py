"""The directory of public servants, whose data stand in scripts, and the searches in rules and
statistics of two more ministries."""

from __future__ import annotations

import json
import random

from tests.kinds.answers import not_found, ok
from tests.kinds.model import Ask
from tests.kinds.pages import HOME, bare, document, page, rewritten
from tests.ministries.answers import html, path_of, query_of
from tests.ministries.model import (
    ERROR_PAGE,
    REWRITTEN,
    ROW_GONE,
    Planted,
    Row,
    System,
)

# --- the directory: one page for each way in which a page holds its data

_HOST = "perfilestoic.funcionpublica.gob.mx"
_NAMES = ("Ana Ruiz", "Luis Cano", "Eva Mora", "Raúl Vega", "Inés Lara", "Hugo Peña", "Olga Ríos")
_OFFICES = (
    "Órgano Interno de Control",
    "Unidad de Auditoría",
    "Área de Quejas",
    "Responsabilidades",
)


def _people(of: str, count: int = 43) -> list[dict[str, object]]:
    chance = random.Random(of)
    return [
        {
            "id": n,
            "dependencia": f"Dependencia {of} {n}",
            "titular": f"{chance.choice(_NAMES)} {chance.choice(_NAMES).split()[1]} {n}",
            "cargo": f"Titular de {chance.choice(_OFFICES)}",
            "nombramiento": f"20{chance.randint(12, 18)}-0{chance.randint(1, 9)}-15",
        }
        for n in range(1, count + 1)
    ]


def _altered(night: int) -> list[dict[str, object]]:
    people = _people("directorio")
    if night >= 1:
        people[16] = {**people[16], "titular": "Marta Solís Ibarra"}
    return people


def _shuffled(night: int) -> list[dict[str, object]]:
    """The same people in another order, under other ids, with the hour; from a night on none."""
    people = _people("oic")
    random.Random(night).shuffle(people)
    noise = {"actualizado": f"2026-11-{night * 4 + 1:02}T06:3{night}:00"}
    return [{**one, "id": night * 100 + n, **noise} for n, one in enumerate(people)]


def _shortened(night: int) -> list[dict[str, object]]:
    people = _people("unidades")
    return people if night < 2 else people[:8] + people[9:]


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False)


def _directory(ask: Ask) -> bytes:
    path, frame = path_of(ask), "<header>SFP</header><h1>Directorio</h1><div id='lista'></div>"
    draw = "datos.forEach(d => lista.append(d.titular));"
    if path == "/directorio/":
        data = f"var titulares = {_json(_altered(ask.night))};"
        return html("Directorio", f"{frame}<script>{data} {draw}</script>")
    if path == "/directorio/oic/":
        return html("OIC", f"{frame}<script>fetch('datos.json').then(d => d.json())</script>")
    if path == "/directorio/oic/datos.json":
        data = _json([] if ask.night >= 3 else _shuffled(ask.night))
        return ok(data.encode(), media_type="application/json")
    if path == "/directorio/unidades/":
        data = _json({"unidades": _shortened(ask.night)})
        script = f"<script type='application/json' id='datos'>{data}</script>"
        return html("Unidades", f"{frame}{script}<script>{draw}</script>")
    if path == "/directorio/grafo/":
        data = _json(
            {"props": {"pageProps": {"personas": _people("grafo")}}, "buildId": f"b{ask.night}"}
        )
        script = f"<script id='__NEXT_DATA__' type='application/json'>{data}</script>"
        return html("Grafo", f"<div id='__next'></div>{script}")
    return ok(HOME) if path == "/" else not_found()


_DIRECTORY = (
    Row(
        f"http://{_HOST}/directorio/",
        "a variable of a script: one head of office is another",
        (Planted(1, REWRITTEN, 2),),
    ),
    Row(
        f"http://{_HOST}/directorio/oic/",
        "fetched data: order, ids and hours move every night; then the list is emptied",
        (Planted(3, ROW_GONE, 4),),
    ),
    Row(
        f"http://{_HOST}/directorio/unidades/",
        "data in JSON: one office is taken out",
        (Planted(2, ROW_GONE, 3),),
    ),
    Row(
        f"http://{_HOST}/directorio/grafo/",
        "data of a framework: stand; its build moves",
    ),
)

# --- rules and searches

_RULES = "aplicaciones.pgr.gob.mx"
_DETAIL = "/normatecasustantiva/Paginas/NSDetalle.aspx"
_REMOVED, _REWRITTEN, _STANDS = "2334", "1187", "2001"


def _rule(item: str, night: int) -> bytes:
    text = document(f"norma {item}", 10)
    if item == _REWRITTEN and night >= 1:
        text = rewritten(text, 3, 4, by="norma")
    state = f"<input type='hidden' name='__VIEWSTATE' value='dDw{night * 7919}Oz4='>"
    return ok(
        page(f"Norma {item}", text, below=state, aside=f"<p>Visitas: {4100 + 37 * night}</p>")
    )


def _rules(ask: Ask) -> bytes:
    path, item = path_of(ask), query_of(ask).get("IDItem", "")
    if path == _DETAIL:
        known = {_REWRITTEN, _STANDS} | ({_REMOVED} if ask.night < 2 else set())
        if item in known:
            return _rule(item, ask.night)
        return ok(bare("Normateca", "Error: la norma solicitada no existe en el acervo."))
    return ok(HOME) if path == "/" else not_found()


def _statistics(ask: Ask) -> bytes:
    """A form that asks for words; the results are nobody's citation."""
    if path_of(ask) == "/busqueda":
        form = "<form action='/busqueda'><input name='q'><button>Buscar</button></form>"
        return ok(page("Búsqueda", document("busqueda", 6), above=form))
    return ok(HOME) if ask.path == "/" else not_found()


def _at(item: str) -> str:
    more = "&st=2&term=protocolo%20homo&page=1&filter=&sort="
    return f"https://{_RULES}{_DETAIL}?IDItem={item}{more}"


SYSTEM = System(
    {_HOST: _directory, _RULES: _rules, "suii.segob.gob.mx": _statistics},
    (
        *_DIRECTORY,
        Row(
            _at(_REMOVED),
            "taken out of the search: an error page with status 200",
            (Planted(2, ERROR_PAGE, 3),),
        ),
        Row(_at(_REWRITTEN), "its text is rewritten", (Planted(1, REWRITTEN, 2),)),
        Row(_at(_STANDS), "stands; counters and states move"),
        Row("https://suii.segob.gob.mx/busqueda", "a search form: stands"),
    ),
)
