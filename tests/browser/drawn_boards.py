"""Results boards whose lists scripts draw, each with what it lists on the first night and on the second.

``state`` is what the boards know of the night: which it is, and what is broken in it.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from tests.browser.site import Asked, Reply

if TYPE_CHECKING:
    from collections.abc import Callable

Replies = dict[str, "Reply | Callable[[Asked], Reply]"]


@dataclass
class State:
    """Of the night in which a board is walked."""

    night: int = 1
    fails: bool = False
    asked: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Drawn:
    """A board: where it starts, how many documents it lists, and its pages."""

    start: str
    listed: int
    replies: Callable[[State], Replies]


def page(body: str, script: str = "", title: str = "Tablero") -> Reply:
    return Reply(
        f"<!doctype html><html lang=es><head><meta charset=utf-8><title>{title}</title></head><body>"
        f"<nav><a href=/>Inicio</a></nav><h1>Tablero de resultados</h1>{body}"
        f"<script>{script}</script></body></html>".encode()
    )


def documents(state: State, count: int, name: str) -> list[dict[str, str]]:
    """What a board lists: the third is gone on the second night, and one is new."""
    rows = [
        {"titulo": f"Acta {n} de la mesa {name}", "doc": f"/docs/{name}-{n}.pdf"}
        for n in range(1, count + 1)
    ]
    if state.night == 1:
        return rows
    new = {"titulo": f"Informe nuevo de {name}", "doc": f"/docs/{name}-nuevo.pdf"}
    return [*rows[:2], *rows[3:], new]


def api(rows: list[dict[str, str]], state: State, size: int = 10) -> Callable[[Asked], Reply]:
    """Page after page of rows, by GET or POST."""

    def answer(asked: Asked) -> Reply:
        given = parse_qs(urlsplit(asked.path).query) | parse_qs(asked.body.decode())
        if asked.body.startswith(b"{"):
            given = {key: [str(value)] for key, value in json.loads(asked.body).items()}
        number = int(given.get("pagina", ["1"])[0])
        state.asked.append(f"{asked.method} {number}")
        if state.fails and number > 1:
            return Reply(b"{}", "application/json", status=500)
        told = rows[(number - 1) * size : number * size]
        more = number * size < len(rows)
        return Reply(json.dumps({"filas": told, "mas": more}).encode(), "application/json")

    return answer


_ROWS = "d.filas.map(f => '<li><a href=\"' + f.doc + '\">' + f.titulo + '</a></li>').join('')"


def single_page(state: State) -> Replies:
    """A single-page application that fetches all it lists from an address that it puts together."""
    script = f"""const base = ['api', 'filas'].join('/');
fetch('/spa/' + base).then(r => r.json()).then(d => {{ raiz.innerHTML = '<ul>' + {_ROWS} + '</ul>'; }});"""
    rows = documents(state, 7, "spa")
    return {
        "/spa/": page("<div id=raiz></div>", script),
        "/spa/api/filas": api(rows, state, 100),
    }


def posted(state: State) -> Replies:
    """A pager that posts JSON and replaces the page; the next button is off at the end."""
    script = f"""let n = 1;
function ver() {{ fetch('/post/api', {{method: 'POST', body: JSON.stringify({{pagina: n}})}})
.then(r => {{ if (!r.ok) throw 1; return r.json(); }}).then(d => {{
lista.innerHTML = {_ROWS}; sig.disabled = !d.mas; cual.textContent = n; }}); }}
sig.onclick = () => {{ n += 1; ver(); }}; ver();"""
    body = "<ul id=lista></ul><p>Página <b id=cual></b></p><button id=sig aria-label='Página siguiente'>›</button>"
    return {"/post/": page(body, script), "/post/api": api(documents(state, 34, "post"), state)}


def update_panel(state: State) -> Replies:
    """ASP.NET's UpdatePanel as its scripts drive it: numbers that post the form in the background, to a server
    that refuses whole post-backs."""
    rows = documents(state, 27, "panel")
    pages = (len(rows) + 9) // 10

    def grid(number: int) -> str:
        shown = rows[(number - 1) * 10 : number * 10]
        lines = "".join(f"<tr><td><a href='{r['doc']}'>{r['titulo']}</a></td></tr>" for r in shown)
        turn = "".join(
            f"<td><span>{n}</span></td>" if n == number
            else f"<td><a href=\"javascript:enviar('ctl00$grid','Page${n}')\">{n}</a></td>"
            for n in range(1, pages + 1)
        )  # fmt: skip
        return f"<table>{lines}<tr class=pager>{turn}</tr></table>"

    def answer(asked: Asked) -> Reply:
        if asked.method != "POST":
            script = """function enviar(t, a) { const f = new URLSearchParams(new FormData(document.forms[0]));
f.set('__EVENTTARGET', t); f.set('__EVENTARGUMENT', a); f.set('__ASYNCPOST', 'true');
const x = new XMLHttpRequest(); x.open('POST', location.href);
x.onload = () => { const [, id, html] = x.responseText.split('|'); document.getElementById(id).innerHTML = html; };
x.send(f); }"""
            state_field = "<input type=hidden name=__VIEWSTATE value=abc>"
            return page(
                f"<form method=post>{state_field}<div id=panel>{grid(1)}</div></form>", script
            )
        given = parse_qs(asked.body.decode())
        if given.get("__ASYNCPOST") != ["true"]:
            return Reply(b"error", status=500)
        number = int(given["__EVENTARGUMENT"][0].partition("$")[2])
        state.asked.append(f"POST {number}")
        return Reply(f"updatePanel|panel|{grid(number)}".encode(), "text/plain; charset=utf-8")

    return {"/panel/": answer}


def load_more(state: State) -> Replies:
    """The first ten come with the page; a button adds the others, and counts what is left."""
    rows = documents(state, 43, "mas")
    first = "".join(f"<li><a href='{r['doc']}'>{r['titulo']}</a></li>" for r in rows[:10])
    script = f"""let n = 1; mas.onclick = () => {{ n += 1;
fetch('/mas/api?pagina=' + n).then(r => r.json()).then(d => {{
lista.insertAdjacentHTML('beforeend', {_ROWS});
if (!d.mas) mas.remove(); else mas.textContent = 'Ver más (' + ({len(rows)} - 10 * n) + ')'; }}); }};"""
    body = f"<ul id=lista>{first}</ul><button id=mas>Ver más ({len(rows) - 10})</button>"
    return {"/mas/": page(body, script), "/mas/api": api(rows, state)}


def infinite(state: State) -> Replies:
    """What is below comes when it is scrolled to; rows far away are taken out again."""
    script = f"""let n = 0, busy = false, end = false;
function traer() {{ if (busy || end) return; busy = true; n += 1;
fetch('/baja/api?pagina=' + n).then(r => r.json()).then(d => {{ end = !d.mas;
lista.insertAdjacentHTML('beforeend', {_ROWS});
while (lista.children.length > 40) {{ lista.firstChild.remove(); }} busy = false; }}); }}
new IntersectionObserver(e => {{ if (e[0].isIntersecting) traer(); }}, {{rootMargin: '50px'}}).observe(fin); traer();"""
    body = "<style>li { height: 90px }</style><ul id=lista></ul><div id=fin style='height:60px'>…</div>"
    return {"/baja/": page(body, script), "/baja/api": api(documents(state, 65, "baja"), state)}


def client_side(state: State) -> Replies:
    """All rows lie in a script, coded, and numbers turn their pages; nothing is asked of the server."""
    rows = documents(state, 38, "lado")
    coded = json.dumps(rows).encode().hex()
    script = f"""const todo = JSON.parse(new TextDecoder().decode(new Uint8Array(
'{coded}'.match(/../g).map(h => parseInt(h, 16))))); let n = 1;
function ver() {{ const d = {{filas: todo.slice((n - 1) * 8, n * 8)}}; lista.innerHTML = {_ROWS};
paginas.innerHTML = ''; for (let i = 1; i <= Math.ceil(todo.length / 8); i += 1) {{
const li = document.createElement('li'); li.className = 'page-item' + (i === n ? ' active' : '');
li.innerHTML = '<a class=page-link href=#>' + i + '</a>';
li.firstChild.onclick = e => {{ e.preventDefault(); n = i; ver(); }};
paginas.append(li); }} }} ver();"""
    return {"/lado/": page("<ul id=lista></ul><ul id=paginas class=pagination></ul>", script)}


def hash_routes(state: State) -> Replies:
    """One address; each commitment is a route behind ``#``."""
    rows = documents(state, 12, "ruta")
    script = f"""const filas = {json.dumps([r["titulo"] for r in rows])};
const docs = {json.dumps([r["doc"].encode().hex() for r in rows])};
const de = h => h.match(/../g).map(x => String.fromCharCode(parseInt(x, 16))).join('');
function ver() {{ const m = location.hash.match(/compromiso.(\\d)/);
const ruta = c => '<p><a href="#/compromiso/' + c + '">Compromiso ' + c + '</a></p>';
if (!m) {{ raiz.innerHTML = [0, 1, 2, 3].map(ruta).join(''); return; }}
raiz.innerHTML = '<h2>Compromiso ' + m[1] + '</h2>' + filas.map((t, i) => [t, i]).filter(([, i]) => i % 4 == m[1])
.map(([t, i]) => '<p><a href="' + de(docs[i]) + '">' + t + '</a></p>').join(''); }}
addEventListener('hashchange', ver); ver();"""
    return {"/ruta/": page("<div id=raiz></div>", script)}


def live_routes(state: State) -> Replies:
    """A single-page application with addresses of its own for each commitment: the server sends one shell."""
    rows = documents(state, 16, "app")
    script = """const m = location.pathname.match(/compromiso.(\\d+)/);
fetch('/datos/' + (m ? 'c' + m[1] : 'inicio')).then(r => r.json()).then(d => { raiz.innerHTML = m
? '<h2>Compromiso ' + m[1] + '</h2>' + d.map(f => '<p><a href="' + f.doc + '">' + f.titulo + '</a></p>').join('')
: d.map(c => '<p><a href="/app/compromiso/' + c + '">Compromiso ' + c + '</a></p>').join(''); });"""
    shell = page("<div id=raiz></div>", script)

    def data(asked: Asked) -> Reply:
        which = asked.path.rpartition("/")[2]
        told: object = list(range(4))
        if which != "inicio":
            told = [row for n, row in enumerate(rows) if n % 4 == int(which[1:])]
        return Reply(json.dumps(told).encode(), "application/json")

    routes = {f"/app/compromiso/{n}": shell for n in range(4)}
    asked: Replies = {f"/datos/{name}": data for name in ("inicio", *(f"c{n}" for n in range(4)))}
    return {"/app/": shell, **routes, **asked}


def tabs(state: State) -> Replies:
    """Three axes behind tabs, each with a pager of its own; what is behind one comes when it is pressed."""
    rows = documents(state, 36, "eje")
    script = f"""let eje = 0, n = 1; const nombres = ['Agua', 'Salud', 'Gasto 2019'];
function ver() {{ fetch('/ejes/api?eje=' + eje + '&pagina=' + n).then(r => r.json()).then(d => {{
lista.innerHTML = {_ROWS}; sig.disabled = !d.mas; }}); }}
nombres.forEach((t, i) => {{ const b = document.createElement('button'); b.textContent = t;
b.setAttribute('role', 'tab'); b.onclick = () => {{ eje = i; n = 1;
document.querySelectorAll('[role=tab]').forEach((o, j) => o.setAttribute('aria-selected', i === j)); ver(); }};
barra.append(b); }}); sig.onclick = () => {{ n += 1; ver(); }}; barra.children[0].click();"""
    body = "<div id=barra role=tablist></div><ul id=lista></ul><button id=sig>Siguiente</button>"

    def answer(asked: Asked) -> Reply:
        which = int(parse_qs(urlsplit(asked.path).query)["eje"][0])
        return api([row for n, row in enumerate(rows) if n % 3 == which], state, 5)(asked)

    return {"/ejes/": page(body, script), "/ejes/api": answer}


def choices(state: State) -> Replies:
    """Nothing is listed before a year is chosen; another list to choose from only sorts."""
    rows = documents(state, 22, "anio")
    script = f"""anio.onchange = () => fetch('/anios/api',
{{method: 'POST', body: JSON.stringify({{anio: anio.value}})}}).then(r => r.json())
.then(d => {{ lista.innerHTML = {_ROWS}; }});"""
    options = "".join(f"<option value={n}>{2015 + n}</option>" for n in range(6))
    body = f"""<select id=anio><option value=''>Seleccione un año</option>{options}</select>
<select name=orden><option>Por fecha<option>Por nombre</select><ul id=lista></ul>"""

    def answer(asked: Asked) -> Reply:
        which = json.loads(asked.body)["anio"]
        told = [row for n, row in enumerate(rows) if str(n % 6) == which]
        return Reply(json.dumps({"filas": told}).encode(), "application/json")

    return {"/anios/": page(body, script), "/anios/api": answer}


def searched(state: State) -> Replies:
    """Nothing is listed before an empty search is sent; what it finds has pages. A form beside it asks for a person."""
    rows = documents(state, 24, "busca")
    script = f"""let n = 1; const f = document.forms[1];
function ver() {{ fetch('/busca/api?pagina=' + n).then(r => r.json()).then(d => {{
lista.innerHTML = {_ROWS} + (d.mas ? '<button id=sig>Siguiente</button>' : '');
if (d.mas) sig.onclick = () => {{ n += 1; ver(); }}; }}); }}
f.onsubmit = e => {{ e.preventDefault(); n = 1; ver(); }};
document.forms[0].onsubmit = e => {{ e.preventDefault(); fetch('/busca/persona', {{method: 'POST'}}); }};"""
    body = """<form><input type=email name=correo><button>Consultar</button></form>
<form><input name=q><button type=submit>Buscar</button></form><div id=lista></div>"""
    return {"/busca/": page(body, script), "/busca/api": api(rows, state)}


def leaves(state: State) -> Replies:
    """Routes behind ``#`` three deep; the last shows one commitment with what is attached to it."""
    rows = documents(state, 18, "hoja")
    script = f"""const filas = {json.dumps([r["titulo"] for r in rows])};
const docs = {json.dumps([r["doc"].encode().hex() for r in rows])};
const de = h => h.match(/../g).map(x => String.fromCharCode(parseInt(x, 16))).join('');
const liga = (r, t) => '<p><a href="#/' + r + '">' + t + '</a></p>';
function ver() {{ const hash = location.hash.match(/\\d+/g) || [];
if (!hash.length) raiz.innerHTML = [0, 1, 2].map(n => liga('eje/' + n, 'Eje ' + n)).join('');
else if (hash.length === 1) raiz.innerHTML = [0, 1]
.map(n => liga('eje/' + hash[0] + '/compromiso/' + n, 'Compromiso ' + n)).join('');
else raiz.innerHTML = '<h2>Compromiso ' + hash[1] + '</h2>' + filas.map((t, i) => [t, i])
.filter(([t]) => {{ const i = +(t.match(/\\d+/) || [0])[0];
return i % 3 == hash[0] && Math.floor(i / 3) % 2 == hash[1]; }})
.map(([t, i]) => '<p><a href="' + de(docs[i]) + '">' + t + '</a></p>').join(''); }}
addEventListener('hashchange', ver); ver();"""
    return {"/hoja/": page("<div id=raiz></div>", script)}


def endless(state: State) -> Replies:
    """A button that adds what nobody ever listed, without end; each night others."""
    script = f"""let n = 0; function mas() {{ for (let i = 0; i < 5; i += 1) {{ n += 1;
lista.insertAdjacentHTML('beforeend',
'<li><a href="/docs/sin-fin-{state.night}-' + n + '.pdf">Acta ' + n + '</a></li>'); }} }}
boton.onclick = mas; mas();"""
    return {"/sinfin/": page("<ul id=lista></ul><button id=boton>Cargar más</button>", script)}


def shuffled(state: State) -> Replies:
    """Some of what there is, at random, each time that it is asked."""
    chance = random.Random(state.night)

    def answer(_: Asked) -> Reply:
        rows = documents(State(), 40, "azar")
        return Reply(json.dumps({"filas": chance.sample(rows, 12)}).encode(), "application/json")

    script = (
        f"fetch('/azar/' + 'api').then(r => r.json()).then(d => {{ lista.innerHTML = {_ROWS}; }});"
    )
    return {"/azar/": page("<ul id=lista></ul>", script), "/azar/api": answer}


def calendar(state: State) -> Replies:
    """A calendar whose months have no end, beside a list."""
    rows = documents(state, 5, "mes")
    script = f"""let m = 0;
fetch('/mes/' + 'api').then(r => r.json()).then(d => {{ lista.innerHTML = {_ROWS}; }});
const dia = i => '<a href="/mes/?fecha=' + (2026 + m) + '-0' + i + '">' + i + '</a>';
function ver() {{ mes.innerHTML = [1, 2, 3].map(dia).join(' ');
titulo.textContent = 'Mes ' + m; }} sig.onclick = () => {{ m += 1; ver(); }}; ver();"""
    body = "<ul id=lista></ul><p id=titulo></p><div id=mes></div><button id=sig>Siguiente</button>"
    return {"/mes/": page(body, script), "/mes/api": api(rows, state)}


BOARDS = {
    "single-page": Drawn("/spa/", 7, single_page),
    "posted": Drawn("/post/", 34, posted),
    "update-panel": Drawn("/panel/", 27, update_panel),
    "load-more": Drawn("/mas/", 43, load_more),
    "infinite": Drawn("/baja/", 65, infinite),
    "client-side": Drawn("/lado/", 38, client_side),
    "hash-routes": Drawn("/ruta/", 12, hash_routes),
    "live-routes": Drawn("/app/", 16, live_routes),
    "tabs": Drawn("/ejes/", 36, tabs),
    "choices": Drawn("/anios/", 22, choices),
    "searched": Drawn("/busca/", 24, searched),
    "leaves": Drawn("/hoja/", 18, leaves),
    "calendar": Drawn("/mes/", 5, calendar),
}
"""Those that have an end; on the second night the third entry is gone and another one is new."""
