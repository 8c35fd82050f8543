"""Five kinds of results board on loopback, each with what it lists on the first night and on the
second.

The sites are functions of a request, so the same boards run under the pure walk and behind a
server.
"""

from __future__ import annotations

import gzip
import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, parse_qsl, quote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

HTML = "text/html; charset=utf-8"
Answer = tuple[int, str, bytes]
"""status, media type (for a redirect: the target), body"""
GONE: Answer = (404, HTML, b"<html><body><h1>404</h1><p>No existe.</p></body></html>")


@dataclass
class Request:
    """What a board is asked."""

    path: str
    query: dict[str, str]
    form: dict[str, str]
    night: int


@dataclass
class Model:
    """A board: where it starts, what it answers, and what it lists on each night, as paths or
    URLs."""

    start: str
    answer: Callable[[Request], Answer]
    listed: tuple[set[str], set[str]]
    news: dict[str, set[str]]
    """kind of event -> what it names: paths, or the last label of a section"""
    traps: dict[str, int] = field(default_factory=dict)
    """start of a path -> the most times that it may be asked for in one visit"""


def html(title: str, body: str, head: str = "") -> bytes:
    return (
        f'<!doctype html><html lang="es"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f'<body><nav><a href="/">Inicio</a> <a href="https://www.gob.mx/">gob.mx</a></nav><main>{body}</main>'
        f'<footer><a href="https://www.gob.mx/aviso">Aviso</a></footer></body></html>'
    ).encode()


def page(title: str, body: str, head: str = "") -> Answer:
    return 200, HTML, html(title, body, head)


PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"


# --- static tables: every way in which old pages hold a link
# --------------------------------------------

_STATIC_BOTH = {
    "/estatico/docs/nota%201.pdf", "/estatico/docs/minuta-1.pdf", "/estatico/docs/minuta-2.doc",
    "/aga/Home/Documento?doc=Gui%C3%B3n%20comentado.pdf", "/estatico/mapa/cuenca.pdf",
    "/estatico/ver.php?archivo=77", "/estatico/docs/anexo.xls", "/estatico/docs/abierto.pdf",
    "https://drive.google.com/file/d/1EstFhhFgde_1LiMEWEQmQSzP1MV8AlXK/view",
    "https://otra.example.org/estudio", "/estatico/docs/marco.pdf", "/estatico/docs/lista.csv",
    "/estatico/docs/informe%20final.pdf", "/estatico/docs/mapa-sitio.pdf", "/estatico/docs/evidencia.zip",
}  # fmt: skip
_STATIC_1 = _STATIC_BOTH | {
    "/estatico/docs/retirado.pdf", "/estatico/docs/plan-v1.pdf", "/estatico/docs/s3-a.pdf", "/estatico/docs/s3-b.pdf",
}  # fmt: skip
_STATIC_2 = _STATIC_BOTH | {"/estatico/docs/plan-v2.pdf", "/estatico/docs/nuevo.pdf"}


def _static(request: Request) -> Answer:
    first = request.night == 1
    gone = '<li><a href="docs/retirado.pdf">Documento retirado</a></li>' if first else ""
    new = "" if first else '<li><a href="docs/nuevo.pdf">Documento nuevo</a></li>'
    section = (
        '<h2>Compromiso 3: Salud</h2><ul><li><a href="docs/s3-a.pdf">Acta A</a></li>'
        '<li><a href="docs/s3-b.pdf">Acta B</a></li></ul>'
    )
    pages = {
        "/estatico/tablero.html": page(
            "Tablero",
            f"""<h1>Tablero de resultados</h1>
<h2>Compromiso 1: Agua</h2>
<TABLE><TR><TH>Acción</TH><TH>Avance</TH><TH>Resultado</TH></TR>
<TR><TD ROWSPAN=2>1.1 Publicar volúmenes</TD><TD><A HREF="docs/nota 1.pdf">Nota técnica</A></TD><TD></TD></TR>
<TR><TD><A HREF="docs/plan-v{request.night}.pdf">Plan de trabajo</A></TD>
<TD><A HREF="javascript:void(0)" ONCLICK="window.open('docs/abierto.pdf','v','width=9')">Ver</A></TD></TR></TABLE>
<h2>Compromiso 2: Género</h2>
<ul><li>Minutas:<ul><li><a href="docs/minuta-1.pdf">{"Minuta 1" if first else "Primera minuta"}</a></li>
<li><a href="docs/minuta-2.doc">Minuta 2</a></li></ul></li>{gone}{new}
<li><a href="#" onclick="verDoc('Guión comentado.pdf')">Guion comentado</a></li>
<li><a href='https://drive.google.com/file/d/1EstFhhFgde_1LiMEWEQmQSzP1MV8AlXK/view'>Minutas en Drive</a></li>
<li><span data-href="ver.php?archivo=77">Ficha</span></li></ul>
<script>function verDoc(d) {{ window.open('/aga/Home/Documento?doc=' + encodeURIComponent(d)); }}</script>
{section if first else ""}
<h2>Anexos</h2>
<map name="m"><AREA shape="rect" href="mapa/cuenca.pdf" alt="Cuenca"></map>
<select onchange="location.href=this.value"><option value="">-</option>
<option value="docs/anexo.xls">Anexo estadístico</option></select>
<p>Vea también <a href="https://otra.example.org/estudio">el estudio</a> y <a href="mas/">más evidencia</a>.</p>
<iframe src="marco.html"></iframe>
<button onclick="location.href='docs/lista.csv'">Descargar lista</button>""",
        ),
        "/estatico/marco.html": page(
            "Marco", '<p><a href="docs/marco.pdf">Marco normativo</a></p>'
        ),
        "/estatico/mas/": (
            200,
            "text/html; charset=iso-8859-1",
            '<html><head><base href="../docs/"><title>Más</title></head><body><h3>Compromiso 4: Evaluación</h3>'
            '<p>Final: <a href="informe final.pdf">aquí</a></p></body></html>'.encode("latin-1"),
        ),
        "/sitemap.xml": (
            200,
            "application/xml",
            (
                b'<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>'
                b"{origin}/estatico/mapa.xml.gz</loc></sitemap></sitemapindex>"
            ),
        ),
        "/estatico/mapa.xml.gz": (
            200,
            "application/gzip",
            (
                b'<?xml version="1.0"?><urlset><url><loc>{origin}/estatico/docs/mapa-sitio.pdf</loc></url>'
                b"<url><loc>{origin}/estatico/oculta.html</loc></url></urlset>"
            ),
        ),
        "/estatico/oculta.html": page(
            "Oculta", '<h3>Oculta</h3><a href="docs/evidencia.zip">Evidencia</a>'
        ),
    }
    return pages.get(request.path, GONE)


# --- ASP.NET Web Forms: a list box, a grid with a pager, link buttons
# ------------------------------------


def _aspnet(request: Request) -> Answer:
    if request.path == "/aga/Home/Documento":
        return 200, "application/pdf", PDF + request.query["doc"].encode()
    if request.path != "/aga/Tablero.aspx":
        return GONE
    form, pager = request.form, 1
    if form:
        if (
            form.get("__VIEWSTATE0") != "dDwtMTA4"
            or form.get("__EVENTVALIDATION") != "/wEWAg"
            or "vacio" not in form
        ):
            return 500, HTML, b"<h1>Validation of viewstate MAC failed</h1>"
        target, argument = form["__EVENTTARGET"], form["__EVENTARGUMENT"]
        pager = int(form["__VIEWSTATE1"])
        if argument.startswith("Page$"):
            pager = int(argument[5:])
        elif target.endswith("lnkDetalle"):
            row = target.split("$")[1].removeprefix("ctl")
            return _detail(pager, int(row), request.night)
        elif target == "lnkActa":
            return 200, "application/pdf", PDF + str(request.night).encode()
        elif target.endswith("lnkDescarga"):
            return 302, f"/aga/Home/Documento?doc=lista-{pager}.pdf", b""
    if pager > 4:
        return 500, HTML, b"<h1>error</h1>"
    rows = "".join(
        f'<tr><td>{pager}.{row}</td><td><a id="g_ctl{row:02}" href="javascript:__doPostBack(&#39;grid$ctl{row:02}$'
        f'lnkDetalle&#39;,&#39;&#39;)">Compromiso {pager}.{row}</a></td></tr>'
        for row in (2, 3)
    )
    numbers = "".join(
        f"<td><a href=\"javascript:__doPostBack('grid','Page${n}')\">{n}</a></td>"
        for n in range(1, 5)
        if n != pager
    )
    acta = "<a href=\"javascript:__doPostBack('lnkActa','')\">Acta</a>" if pager == 1 else ""
    options = "new WebForm_PostBackOptions(&quot;lnkDescarga&quot;, &quot;&quot;, true)"
    body = f"""<form method="post" action="Tablero.aspx" id="aspnetForm">
<input type="hidden" name="__EVENTTARGET" value=""><input type="hidden" name="__EVENTARGUMENT" value="">
<input type="hidden" name="__VIEWSTATEFIELDCOUNT" value="2"><input type="hidden" name="__VIEWSTATE0" value="dDwtMTA4">
<input type="hidden" name="__VIEWSTATE1" value="{pager}">
<input type="hidden" name="__EVENTVALIDATION" value="/wEWAg"><input type="text" name="vacio" value="">
<input type="submit" name="btnBorrar" value="Borrar"><h1>Tablero AGA</h1>
<div id="UpdatePanel1"><table id="grid"><tr><th>No.</th><th>Compromiso</th></tr>{rows}<tr><td colspan="2"><table><tr>
{numbers}</tr></table></td></tr></table></div>
<a id="lnkDescarga" href="javascript:WebForm_DoPostBackWithOptions({options})">Lista</a>
{acta}<a href="javascript:__doPostBack('lnkSalir','')">Cerrar sesión</a></form>"""
    return page("Tablero AGA", body)


def _detail(pager: int, row: int, night: int) -> Answer:
    name = f"{pager}.{row}"
    docs = [f"nota {name}.pdf"]
    if name == "2.3":
        docs.append("retirada.pdf" if night == 1 else "agregada.pdf")
        docs[1:] = [docs[1]]
    links = "".join(
        f'<li><a href="Home/Documento?doc={quote(doc)}">Evidencia {doc}</a></li>' for doc in docs
    )
    return page(f"Compromiso {name}", f"<h2>Compromiso {name}</h2><ul>{links}</ul>")


_ASPNET = {f"/aga/Home/Documento?doc=nota%20{p}.{r}.pdf" for p in range(1, 5) for r in (2, 3)}
_ASPNET |= {f"/aga/Home/Documento?doc=lista-{n}.pdf" for n in range(1, 5)} | {
    "/aga/Tablero.aspx#lnkActa"
}
_ASPNET_1 = _ASPNET | {"/aga/Home/Documento?doc=retirada.pdf"}
_ASPNET_2 = _ASPNET | {"/aga/Home/Documento?doc=agregada.pdf"}


# --- a single-page application: JSON in the page, in a script's state, behind an API
# --------------------


def _spa(request: Request) -> Answer:
    night = request.night
    if request.path == "/spa/concha/":
        return page("Concha", "", '<script src="app.js"></script>')
    if request.path == "/spa/concha/app.js":
        return 200, "text/javascript", b"fetch('datos.json').then(show)"
    if request.path == "/spa/concha/datos.json":
        return 200, "application/json", b'[{"nombre": "Padr\\u00f3n", "liga": "padron.csv"}]'
    if request.path == "/spa/":
        data = {
            "props": {"pageProps": {"compromisos": [
                {"id": 1, "titulo": "Compromiso 1: Agua", "actividades": [
                    {"titulo": "Publicar datos", "archivos": ["/spa/files/datos abiertos.xlsx"],
                     "url": "/spa/files/acta.pdf"}]},
                {"id": 2, "titulo": "Compromiso 2: Salud", "actividades": [
                    {"titulo": "Nota" if night == 1 else "Nota aclaratoria", "liga": "https://salud.example.org/nota"}]},
            ]}},
            "buildId": "abc", "assetPrefix": "/_next/static",
        }  # fmt: skip
        body = (
            '<div id="__next"></div>'
            f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(data)}</script>'
            "<script>var tablero = {plan: 'Plan 2016', /* nota */ items: [{nombre: 'Guía', archivo: 'files/guia.pdf',},"
            "{nombre: 'Video', enlace: `https://video.example.org/x`}]};\n"
            'window.S = JSON.parse("{\\"docs\\":[{\\"title\\":\\"Anexo\\",\\"href\\":\\"files\\\\/anexo.pdf\\"}]}");'
            "fetch('api/entregables.json').then(r => r.json());</script>"
        )
        return page("Tablero SPA", body)
    if request.path == "/spa/api/entregables.json":
        items = [{"titulo": "Entregable A", "archivo": "/spa/files/a.pdf"}]
        items += [{"titulo": "Entregable B", "archivo": "/spa/files/b.pdf"}] if night == 1 else []
        items += [{"titulo": "Entregable C", "archivo": "/spa/files/c.pdf"}] if night == 2 else []
        more = "/spa/api/entregables.json?page=2"
        if request.query.get("page") == "2":
            return (
                200,
                "application/json",
                json.dumps({"items": [{"titulo": "D", "archivo": "/spa/files/d.pdf"}]}).encode(),
            )
        return 200, "application/json", json.dumps({"items": items, "next": more}).encode()
    return GONE


_SPA = {
    "/spa/files/datos%20abiertos.xlsx", "/spa/files/acta.pdf", "https://salud.example.org/nota", "/spa/files/guia.pdf",
    "https://video.example.org/x", "/spa/files/anexo.pdf", "/spa/files/a.pdf", "/spa/files/d.pdf",
}  # fmt: skip


# --- a list that never ends, with a calendar, sessions, sorting and a loop beside it
# ---------------------


def _endless(request: Request) -> Answer:
    path, night = request.path, request.night
    if path == "/lista/index.php":
        number = int(request.query.get("page", "1"))
        links = "".join(
            f'<li><a href="/lista/docs/{d}.pdf">Documento {d}</a></li>'
            for d in _documents(number, night)
        )
        body = (
            f"<h1>Documentos</h1><ul>{links}</ul><p>Página {number}</p>"
            f'<a href="index.php?page={number + 1}">Siguiente »</a> '
            f'<a href="index.php?page={number}&sort=fecha">por fecha</a> '
            '<a href="calendario/2024/05">Calendario</a> <a href="loop/a">Ver todo</a> '
            f'<a href="sesion.php?PHPSESSID={number * 7919:x}">Entrar</a> '
            f'<a href="azar.php?k={number * 104729:x}">Azar</a>'
        )
        return page(f"Documentos {number}", body)
    if path.startswith("/lista/calendario/"):
        year, month = (int(part) for part in path.split("/")[3:5])
        later = f"/lista/calendario/{year + month // 12}/{month % 12 + 1:02}"
        return page(
            f"Calendario {month} {year}",
            f'<h1>{month} de {year}</h1><a href="{later}">mes siguiente</a>',
        )
    if path.startswith("/lista/loop/"):
        return page("Loop", f'<p>{len(path)}</p><a href="{path}/a">más</a>')
    if path == "/lista/azar.php":
        number = int(request.query["k"], 16) + 1
        return page("Azar", f'<p>Lo mismo.</p><a href="azar.php?k={number:x}">otra vez</a>')
    if path == "/lista/sesion.php":
        return page("Sesión", '<p>Hola.</p><a href="sesion.php?PHPSESSID=ffff">otra</a>')
    return GONE


def _documents(number: int, night: int) -> list[str]:
    if number > 6:
        return []
    found = [f"{number}-{n}" for n in range(1, 6)]
    if number == 3:
        found = [d for d in found if d != ("3-2" if night == 2 else "-")]
    return found + (["6-nuevo"] if number == 6 and night == 2 else [])


_ENDLESS = tuple(
    {f"/lista/docs/{d}.pdf" for n in range(1, 7) for d in _documents(n, night)}
    | {"/lista/sesion.php"}
    for night in (1, 2)
)


# --- a directory of 3,000 people
# ------------------------------------------------------------------------


def directory(rows: int, each: int = 100) -> Model:
    """``rows`` people, ``each`` a page, every one with a sheet of their own."""

    def people(night: int) -> list[int]:
        return [n for n in range(rows) if n != (17 if night == 2 else -1)] + (
            [rows] if night == 2 else []
        )

    def answer(request: Request) -> Answer:
        if request.path.startswith("/directorio/ficha/"):
            number = int(request.path.rpartition("/")[2])
            return page(
                f"Ficha {number}",
                f"<h1>Persona {number}</h1><p>Titular de la unidad {number * 31}.</p>",
            )
        if request.path != "/directorio/":
            return GONE
        found, at = people(request.night), int(request.query.get("pagina", "1"))
        shown = found[(at - 1) * each : at * each]
        body = "".join(
            f"<tr><td>{n}</td><td>Dependencia {n % 40}</td><td>Persona {n}</td>"
            f'<td><a href="ficha/{n}">Ver ficha</a></td></tr>'
            for n in shown
        )
        last = -(-len(found) // each)
        links = "".join(
            f'<a href="?pagina={n}">{n}</a> ' for n in range(max(1, at - 2), min(last, at + 2) + 1)
        )
        return page("Directorio", f"<h1>Directorio</h1><table>{body}</table><p>{links}</p>")

    listed = tuple({f"/directorio/ficha/{n}" for n in people(night)} for night in (1, 2))
    news = {"added": {f"/directorio/ficha/{rows}"}, "dropped": {"/directorio/ficha/17"}}
    return Model("/directorio/", answer, (listed[0], listed[1]), news, {"/directorio/ficha/": 110})


def models(rows: int = 300) -> dict[str, Model]:
    """All kinds; ``rows`` of the directory."""
    return {
        "static": Model(
            "/estatico/tablero.html", _static, (_STATIC_1, _STATIC_2),
            {"added": {"/estatico/docs/nuevo.pdf"},
             "dropped": {"/estatico/docs/retirado.pdf", "/estatico/docs/s3-a.pdf", "/estatico/docs/s3-b.pdf"},
             "renamed": {"/estatico/docs/minuta-1.pdf"}, "repointed": {"/estatico/docs/plan-v2.pdf"},
             "section-gone": {"Compromiso 3: Salud"}},
        ),
        "aspnet": Model(
            "/aga/Tablero.aspx", _aspnet,
            (_ASPNET_1, _ASPNET_2),
            {"added": {"/aga/Home/Documento?doc=agregada.pdf"}, "dropped": {"/aga/Home/Documento?doc=retirada.pdf"},
             "swapped": {"/aga/Tablero.aspx#lnkActa"}},
        ),
        "spa": Model(
            "/spa/", _spa, (_SPA | {"/spa/files/b.pdf"}, _SPA | {"/spa/files/c.pdf"}),
            {"added": {"/spa/files/c.pdf"}, "dropped": {"/spa/files/b.pdf"}, "renamed": {"https://salud.example.org/nota"}},
        ),
        "shell": Model("/spa/concha/", _spa, ({"/spa/concha/padron.csv"}, {"/spa/concha/padron.csv"}), {}),
        "endless": Model(
            "/lista/index.php", _endless, (_ENDLESS[0], _ENDLESS[1]),
            {"added": {"/lista/docs/6-nuevo.pdf"}, "dropped": {"/lista/docs/3-2.pdf"}},
            {"/lista/index.php": 30, "/lista/calendario": 8, "/lista/loop": 4, "/lista/azar": 8, "/lista/sesion": 1},
        ),
        "directory": directory(rows),
    }  # fmt: skip


def ask(
    model: Model, url: str, form: Iterable[tuple[str, str]] | None, night: int
) -> tuple[str, Answer]:
    """The answer to a request, redirects followed, and the address that gave it."""
    for _ in range(5):
        parts = urlsplit(url)
        query = dict(parse_qsl(parts.query))
        status, kind, body = model.answer(Request(parts.path, query, dict(form or ()), night))
        if status != 302:
            break
        url, form = f"{parts.scheme}://{parts.netloc}{kind}", None
    return url, (status, kind, finished(body, f"{parts.scheme}://{parts.netloc}", url))


def finished(body: bytes, origin: str, url: str) -> bytes:
    """The body as it is sent: with the site's own address in it, packed where its name says so."""
    body = body.replace(b"{origin}", origin.encode()) if b"{origin}" in body else body
    return gzip.compress(body, mtime=0) if url.endswith(".gz") else body


class Served:
    """A model behind a real server. ``night`` says what it answers; ``asked`` counts by path."""

    def __init__(self, answer: Callable[[Request], Answer]) -> None:
        self.answer = answer
        self.night = 1
        self.asked: list[tuple[str, str]] = []
        """(method, path with query)"""
        served = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
                """No log."""

            def do_GET(self) -> None:
                self._answer({})

            def do_POST(self) -> None:
                sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
                self._answer({k: v[-1] for k, v in parse_qs(sent, keep_blank_values=True).items()})

            def _answer(self, form: dict[str, str]) -> None:
                served.asked.append((self.command, self.path))
                parts = urlsplit(self.path)
                status, kind, body = served.answer(
                    Request(parts.path, dict(parse_qsl(parts.query)), form, served.night)
                )
                body = finished(body, served.url(""), parts.path)
                self.send_response(status)
                self.send_header("Location" if status == 302 else "Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self._server.server_port}{path}"

    def __enter__(self) -> Served:
        threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        ).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
