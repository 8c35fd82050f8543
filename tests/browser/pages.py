"""Pages as the web has them: drawn by scripts, in frames, in shadows, behind walls, coming late.

``PAGES`` names each with words that a reader sees on it; ``REPLIES`` is the whole site.
"""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import TYPE_CHECKING

from tests.browser.site import Asked, Reply

if TYPE_CHECKING:
    from collections.abc import Callable

_BUILT = Path(__file__).parent / "apps" / "built"
PLAN = [{"id": 1, "text": "Publicar los contratos"}, {"id": 2, "text": "Abrir las actas"}]
_SOME = random.Random(7)
"""For bytes that can't be made smaller."""
_GIF = bytes.fromhex("47494638396101000100800000ff0000ffffff2c00000000010001000002024401003b")
_BIG = b"GIF89a" + _SOME.randbytes(10_000_000)
_FONT = b"wOF2" + _SOME.randbytes(4000)
_CODINGS = ("gzip", "deflate", "br", "zstd")


def _page(body: str, head: str = "") -> Reply:
    return Reply(
        f'<!doctype html><html lang="es"><head><meta charset="utf-8"><title>Plan</title>{head}</head>'
        f"<body>{body}<footer>Segundo Plan de Acción 2013-2015</footer></body></html>".encode()
    )


def _script(body: str, html: str = "") -> Reply:
    return _page(f"{html}<p id=out></p><script>{body}</script>")


def _says(path: str) -> str:
    """Fetches a path and shows it."""
    return f"fetch('{path}').then(r => r.text()).then(t => {{ out.textContent = t }})"


_DOOR = "<title>Un momento…</title><h1>Estamos verificando su navegador</h1><p>Espere unos segundos"


def _challenge(asked: Asked) -> Reply:
    if "paso=si" in asked.headers.get("cookie", ""):
        return _page("<h1>Informe tras la puerta</h1>")
    code = "document.cookie = 'paso=si'; setTimeout(() => location.reload(), 2000)"
    return Reply(f"{_DOOR}<script>{code}</script>".encode(), status=503)


def _posted(asked: Asked) -> Reply:
    return Reply(b"Recibido: " + asked.body, "text/plain; charset=utf-8")


def _tagged(asked: Asked) -> Reply:
    if "if-none-match" in asked.headers:
        return Reply(status=304)
    return Reply(
        b"Con etiqueta", "text/plain", headers=(("ETag", '"1"'), ("Cache-Control", "max-age=60"))
    )


def _redirect(place: str, status: int = 302) -> Reply:
    return Reply(b"gone on", status=status, headers=(("Location", place),))


_OPEN = "host.attachShadow({mode: 'open'}).innerHTML = '<p>En la sombra</p><slot></slot>'"
_CLOSED = """customElements.define('acta-cerrada', class extends HTMLElement {
  constructor() { super(); this.attachShadow({mode: 'closed'}).innerHTML = '<p>Bajo llave</p>'; }
})"""
_LAZY = "".join(
    f'<div style="height:900px">Tramo {n}<img loading=lazy src=/img/{n}.gif></div>'
    for n in range(6)
)
_SEEN = """new IntersectionObserver((all) => all.forEach((one) => {
  if (one.isIntersecting) { out.textContent = 'Visto al bajar'; }
})).observe(out)"""
_ENDLESS = """let n = 0;
const more = () => { for (let i = 0; i < 20; i += 1) { n += 1; const p = document.createElement('p');
  p.style.height = '80px'; p.textContent = 'Entrada ' + n; list.append(p); } };
more(); addEventListener('scroll', () => { if (innerHeight + scrollY > document.body.scrollHeight - 400) {
  fetch('/api/more?' + n).then(more); } });"""
_WALL = """<div id="onetrust-consent-sdk" style="position:fixed;inset:0;background:#fff;z-index:9999">
Usamos cookies <button>Aceptar</button></div><h1>Detrás del aviso</h1>"""
_OWN_WALL = """<h1>Detrás del aviso</h1><div class="aviso-cookies" style="position:fixed;bottom:0;left:0;right:0">
Este sitio utiliza cookies. <button>Aceptar</button></div>"""

PAGES = {
    "/plain": "Texto sencillo",
    "/shell": "Publicar los contratos",
    "/apps/vue/index.html": "Abrir las actas",
    "/apps/svelte/index.html": "Abrir las actas",
    "/apps/preact/index.html": "Abrir las actas",
    "/apps/lit/index.html": "Abrir las actas",
    "/lazy": "Tramo 5",
    "/seen": "Visto al bajar",
    "/endless": "Entrada 60",
    "/wall": "Detrás del aviso",
    "/wall-own": "Detrás del aviso",
    "/shadow": "En la sombra",
    "/slots": "Entre sombras",
    "/shadow-closed": "Bajo llave",
    "/shadow-declared": "Sombra declarada",
    "/frame": "Texto sencillo",
    "/frame-other": "Texto sencillo",
    "/frame-sandboxed": "Texto sencillo",
    "/frame-written": "Escrito en el marco",
    "/frames-within": "Texto sencillo",
    "/frame-gone": "Sin marco",
    "/fonts": "Con letra propia",
    "/styles": "Con estilo",
    "/service-worker": "Sin trabajador",
    "/worker": "Del obrero: Publicar",
    "/shared-worker": "Del obrero: Publicar",
    "/module": "Del módulo",
    "/challenge": "Informe tras la puerta",
    "/slow": "Tarde pero llega",
    "/post": "Recibido: plan=7",
    "/post-json": 'Recibido: {"plan":7}',
    "/redirect": "Texto sencillo",
    "/refresh": "Texto sencillo",
    "/goes-on": "Texto sencillo",
    "/form": "Recibido: clave=valor",
    "/codings": "gzip deflate br zstd",
    "/sizes": "0 10000006",
    "/tagged": "Con etiquetaCon etiqueta",
    "/latin": "Acción pública",
    "/stream": "Primer aviso",
    "/dialogs": "Tras las preguntas",
    "/pop-ups": "Sin ventanas",
    "/details": "Resumen",
    "/fields": "Nombre",
    "/route#/plan/7": "Ruta #/plan/7",
    "/missing": "No se encontró",
    "/xhtml": "En XHTML",
    "/beacon": "Con aviso",
}
"""Path -> words that a reader sees there."""

REPLIES: dict[str, Reply | Callable[[Asked], Reply]] = {
    "/favicon.ico": Reply(_GIF, "image/gif"),
    "/plain": _page("<p>Texto sencillo"),
    "/shell": _script(
        "fetch('/api/plan.json').then(r => r.json()).then(d => { out.textContent = d[0].text })"
    ),
    "/api/plan.json": Reply(json.dumps(PLAN).encode(), "application/json", coding="gzip"),
    "/api/more": Reply(b"", "text/plain"),
    "/lazy": _page(_LAZY),
    "/seen": _page(f'<div style="height:4000px"></div><p id=out>…</p><script>{_SEEN}</script>'),
    "/endless": _page(f"<div id=list></div><script>{_ENDLESS}</script>"),
    "/wall": _page(_WALL),
    "/wall-own": _page(_OWN_WALL),
    "/shadow": _page(f"<div id=host></div><script>{_OPEN}</script>"),
    "/slots": _page(f"<div id=host><b>Entre sombras</b></div><script>{_OPEN}</script>"),
    "/shadow-closed": _page(f"<acta-cerrada></acta-cerrada><script>{_CLOSED}</script>"),
    "/shadow-declared": _page(
        "<acta-x><template shadowrootmode=closed><p>Sombra declarada</template></acta-x>"
    ),
    "/frame": _page("<iframe src=/plain></iframe>"),
    "/frame-other": _page("<iframe src=//other.example/plain></iframe>"),
    "/frame-sandboxed": _page("<iframe sandbox src=//other.example/plain></iframe>"),
    "/frame-written": _page('<iframe srcdoc="<p>Escrito en el marco"></iframe>'),
    "/frames-within": _page("<iframe src=//other.example/frame></iframe>"),
    "/frame-gone": _page(
        "<p>Sin marco<iframe id=f src=/plain></iframe><script>f.onload = () => f.remove()</script>"
    ),
    "/fonts": _page(
        "<p style='font-family:propia'>Con letra propia",
        "<style>@font-face { font-family: propia; src: url(/propia.woff2) }</style>",
    ),
    "/propia.woff2": Reply(_FONT, "font/woff2", headers=(("Access-Control-Allow-Origin", "*"),)),
    "/styles": _page("<p class=a>Con estilo", "<link rel=stylesheet href=/a.css>"),
    "/a.css": Reply(b"@import '/b.css'; .a { background: url(/img/9.gif) }", "text/css"),
    "/b.css": Reply(b".a { color: #333 }", "text/css", coding="br"),
    "/service-worker": _script(
        "navigator.serviceWorker.register('/sw.js').then(() => fetch('/api/more'),"
        " () => 0).then(() => { out.textContent = 'Sin trabajador' })"
    ),
    "/sw.js": Reply(b"fetch('/api/plan.json')", "text/javascript"),
    "/worker": _script(
        "new Worker('/w.js').onmessage = (e) => { out.textContent = 'Del obrero: ' + e.data }"
    ),
    "/w.js": Reply(
        b"importScripts('/w2.js'); fetch('/api/plan.json').then(r => r.json())"
        b".then(d => postMessage(d[0].text))",
        "text/javascript",
    ),
    "/w2.js": Reply(b"self.ready = true", "text/javascript"),
    "/shared-worker": _script(
        "const w = new SharedWorker('/s.js');"
        "w.port.onmessage = (e) => { out.textContent = 'Del obrero: ' + e.data }; w.port.start()"
    ),
    "/s.js": Reply(
        b"onconnect = (e) => fetch('/api/plan.json').then(r => r.json())"
        b".then(d => e.ports[0].postMessage(d[0].text))",
        "text/javascript",
    ),
    "/module": _page("<p id=out></p><script type=module src=/m.js></script>"),
    "/m.js": Reply(b"import('/n.js').then(m => { out.textContent = m.says })", "text/javascript"),
    "/n.js": Reply("export const says = 'Del módulo'".encode(), "text/javascript; charset=utf-8"),
    "/challenge": _challenge,
    "/slow": _script(_says("/api/slow")),
    "/api/slow": Reply(b"Tarde pero llega", "text/plain", wait=3.0),
    "/post": _script(
        "fetch('/api/post', {method: 'POST', body: new URLSearchParams({plan: 7})})"
        ".then(r => r.text()).then(t => { out.textContent = t })"
    ),
    "/post-json": _script(
        "const x = new XMLHttpRequest(); x.open('POST', '/api/post');"
        "x.setRequestHeader('Content-Type', 'application/json');"
        "x.onload = () => { out.textContent = x.responseText }; x.send(JSON.stringify({plan: 7}))"
    ),
    "/api/post": _posted,
    "/redirect": _redirect("/redirect-2"),
    "/redirect-2": _redirect("//other.example/plain", 301),
    "/refresh": _page("Espere", '<meta http-equiv=refresh content="0; url=/plain">'),
    "/goes-on": _page("<script>new Image().src = '/img/1.gif'; location = '/plain'</script>"),
    "/form": _page(
        "<form method=post action=/api/post><input name=clave value=valor></form>"
        "<script>document.forms[0].submit()</script>"
    ),
    "/codings": _script(
        "Promise.all(['gzip', 'deflate', 'br', 'zstd'].map(c => fetch('/coded/' + c).then(r => r.text())))"
        ".then(all => { out.textContent = all.map(t => t.slice(0, t.indexOf('!'))).join(' ') })"
    ),
    **{
        f"/coded/{name}": Reply(
            f"{name}!{'á' * 5000}".encode(), "text/plain; charset=utf-8", coding=name, chunked=True
        )
        for name in _CODINGS
    },
    "/sizes": _script(
        "Promise.all(['/none', '/big.gif'].map(p => fetch(p).then(r => r.arrayBuffer())))"
        ".then(all => { out.textContent = all.map(b => b.byteLength).join(' ') })"
    ),
    "/none": Reply(b"", "text/plain"),
    "/big.gif": Reply(_BIG, "image/gif"),
    "/tagged": _script(
        "fetch('/tag').then(r => r.text()).then(t => fetch('/tag', {cache: 'no-cache'}).then(r => r.text())"
        ".then(u => { out.textContent = t + u }))"
    ),
    "/tag": _tagged,
    "/latin": Reply(
        "<title>Plan</title><p>Acción pública".encode("latin-1"), "text/html; charset=iso-8859-1"
    ),
    "/stream": _script(
        "new EventSource('/events').onmessage = (e) => { out.textContent = e.data }"
    ),
    "/events": Reply(b"data: Primer aviso\n\n", "text/event-stream"),
    "/dialogs": _script(
        "alert('a'); confirm('b'); prompt('c'); onbeforeunload = () => 'd';"
        "out.textContent = 'Tras las preguntas'"
    ),
    "/pop-ups": _script(
        "for (let i = 0; i < 20; i += 1) { open('/plain?' + i) }out.textContent = 'Sin ventanas'"
    ),
    "/details": _page(
        "<details><summary>Resumen</summary>Plegado</details><p style='display:none'>Oculto"
    ),
    "/fields": _page("<label>Nombre <input value=secreto></label><textarea>secreto</textarea>"),
    "/route": _script("out.textContent = 'Ruta ' + location.hash"),
    "/missing": Reply(b"<title>404</title><h1>No se encontr&oacute;</h1>", status=404),
    "/xhtml": Reply(
        b'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>X</title></head>'
        b"<body><p>En XHTML</p></body></html>",
        "application/xhtml+xml",
    ),
    "/beacon": _script("navigator.sendBeacon('/api/post', 'visto'); out.textContent = 'Con aviso'"),
    **{f"/img/{n}.gif": Reply(_GIF + bytes([n]), "image/gif") for n in range(10)},
    **{
        f"/apps/{path.relative_to(_BUILT).as_posix()}": Reply(
            path.read_bytes(),
            "text/html; charset=utf-8" if path.suffix == ".html" else "text/javascript",
            coding="gzip",
        )
        for path in _BUILT.rglob("*.*")
    },
}
