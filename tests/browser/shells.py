"""Pages that say nothing without a browser, each a site of its own with what is true of its document: on a night on
which it stands, and on one on which it is altered, lost, or as it was.

``python -m benchmarks.rendered --shells`` measures how many of them are decided, and how many rightly.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.vocabulary import Verdict
from tests.browser.site import Asked, Reply

if TYPE_CHECKING:
    from collections.abc import Callable

PATH = "/plan/compromiso-4"
_TEXT = [
    "Compromiso 4: publicar cada trimestre los volúmenes de agua concesionados en las cuencas del país.",
    "La dependencia responsable entrega los contratos de obra hidráulica con montos, plazos y responsables.",
    "Las organizaciones de la sociedad civil participan en las mesas de trabajo y firman sus acuerdos.",
    "El comité coordinador revisa el avance cada seis meses y publica la minuta de cada sesión.",
    "La meta para 2019 es que 120 municipios publiquen sus presupuestos en formatos abiertos.",
    "Los datos se actualizan el primer lunes de cada mes y conservan las versiones anteriores.",
]
_ALTERED = [*_TEXT[:1], _TEXT[1].replace("entrega", "podrá entregar"), *_TEXT[2:4], *_TEXT[5:]]
ALIVE, CHANGED, MISSING, BLOCKED = Verdict.ALIVE, Verdict.CHANGED, Verdict.MISSING, Verdict.BLOCKED


class Night:
    """What the server knows: 1 when the document stands, 2 when what is to become of it has."""

    def __init__(self) -> None:
        self.number = 1


@dataclass(frozen=True)
class Shell:
    """A kind of page. ``becomes`` is what is true on the second night, ``first`` on the first."""

    name: str
    page: Callable[[Asked, Night, Verdict], Reply]
    """any address that is not of its data"""
    becomes: Verdict = ALIVE
    data: Callable[[Asked, Night, Verdict], Reply] | None = None
    """addresses below ``/api``; None: the document as JSON"""
    first: Verdict = ALIVE
    path: str = PATH

    def answer(self, asked: Asked, night: Night) -> Reply:
        """What it gives."""
        if asked.path.startswith("/api"):
            return (self.data or _data)(asked, night, self.becomes)
        return self.page(asked, night, self.becomes)


def _now(night: Night, becomes: Verdict) -> list[str] | None:
    """The document; None when it is lost."""
    if night.number == 1 or becomes is ALIVE:
        return _TEXT
    return _ALTERED if becomes is CHANGED else None


def _is_document(asked: Asked) -> bool:
    return "compromiso-4" in asked.path + asked.body.decode("utf-8", "replace")


def _data(asked: Asked, night: Night, becomes: Verdict) -> Reply:
    text = _now(night, becomes) if _is_document(asked) else None
    if text is None:
        return Reply(b'{"error": "not found"}', "application/json", status=404)
    return Reply(json.dumps({"texto": text}).encode(), "application/json")


def _always_found(asked: Asked, night: Night, becomes: Verdict) -> Reply:
    """An API that answers 200 with nothing where there is nothing."""
    text = _now(night, becomes) if _is_document(asked) else None
    return Reply(json.dumps({"texto": text}).encode(), "application/json")


def _html(body: str, title: str = "Plan de acción") -> Reply:
    head = f"<meta charset=utf-8><title>{title}</title>"
    return Reply(
        f"<!doctype html><html lang=es><head>{head}</head><body>{body}</body></html>".encode()
    )


_P = "d.texto.map(t => '<p>' + t + '</p>').join('')"
_LOST = "'<h1>Página no encontrada</h1><p>El contenido que busca no existe o fue eliminado.</p>'"
_SHOW = f"d => {{ app.innerHTML = d && d.texto ? '<h1>Compromiso 4</h1>' + {_P} : {_LOST} }}"
_GET = f"fetch('/api' + location.pathname).then(r => r.ok ? r.json() : null).then({_SHOW})"


def _shell(
    script: str, body: str = "<div id=app></div>", title: str = "Plan de acción"
) -> Callable[..., Reply]:
    reply = _html(f"{body}<script>{script}</script>", title)
    return lambda *_: reply


def _door(words: str, *, opens: bool) -> Callable[[Asked, Night, Verdict], Reply]:
    """A challenge before the page; one that opens sets its cookie by script."""

    def give(asked: Asked, night: Night, becomes: Verdict) -> Reply:
        if "paso=si" in asked.headers.get("cookie", ""):
            text = _now(night, becomes) if _is_document(asked) else None
            if text is None:
                return Reply(b"<title>404</title><h1>404 Not Found</h1>", status=404)
            return _html("<h1>Compromiso 4</h1>" + "".join(f"<p>{one}</p>" for one in text))
        passes = "setTimeout(() => { document.cookie = 'paso=si; path=/'; location.reload() }, 800)"
        return Reply(f"{words}<script>{passes if opens else ''}</script>".encode(), status=403)

    return give


def _graphql(asked: Asked, night: Night, becomes: Verdict) -> Reply:
    text = _now(night, becomes) if _is_document(asked) else None
    told = {"data": {"plan": {"texto": text} if text else None}}
    return Reply(json.dumps(told).encode(), "application/json")


def _events(asked: Asked, night: Night, becomes: Verdict) -> Reply:
    text = _now(night, becomes) if _is_document(asked) else None
    return Reply(f"data: {json.dumps({'texto': text})}\n\n".encode(), "text/event-stream")


def _jsonp(asked: Asked, night: Night, becomes: Verdict) -> Reply:
    text = _now(night, becomes) if _is_document(asked) else None
    return Reply(f"ver({json.dumps({'texto': text})})".encode(), "text/javascript")


def _failing(asked: Asked, night: Night, becomes: Verdict) -> Reply:
    if night.number == 1:
        return _data(asked, night, becomes)
    return Reply(b"{}", "application/json", status=503)


def _module(asked: Asked, night: Night, becomes: Verdict) -> Reply:
    if asked.path.startswith("/api/trozo"):
        code = f"export const ver = () => {_GET}"
        return Reply(code.encode(), "text/javascript")
    return _data(asked, night, becomes)


_CLOUD = "<title>Just a moment...</title><p>Enable JavaScript and cookies to continue</p>"
_ANUBIS = "<title>Making sure you are not a bot!</title><h1>Making sure you are not a bot!</h1><p>Loading...</p>"
_CHECK = "<title>Espere</title><h1>Estamos verificando su navegador</h1><p>Este proceso es automático.</p>"
_PERSON = (
    "<title>Verificación</title><h1>Verificación de que usted es humano</h1>"
    "<p>Para continuar, resuelva el captcha que aparece abajo y oprima Enviar.</p>"
)
_BANNER = (
    "<div id=app></div><div id=cookies style='position:fixed;inset:0;background:#fff'>"
    "<p>Este sitio usa cookies.</p><button>Aceptar todas</button></div>"
)
SHELLS = (
    Shell("react", _shell(_GET, "<div id=root><div id=app></div></div>")),
    Shell("react-altered", _shell(_GET, "<div id=root><div id=app></div></div>"), CHANGED),
    Shell("react-lost", _shell(_GET, "<div id=root><div id=app></div></div>"), MISSING),
    Shell("angular-lost", _shell(_GET, "<app-root><div id=app></div></app-root><noscript>Please enable JavaScript</noscript>"),
          MISSING, data=_always_found),
    Shell("vue-posted", _shell(f"""fetch('/api/buscar', {{method: 'POST', headers: {{'Content-Type': 'application/json'}},
body: JSON.stringify({{ruta: location.pathname}})}}).then(r => r.ok ? r.json() : null).then({_SHOW})"""), CHANGED),
    Shell("posted-lost", _shell(f"""fetch('/api/buscar', {{method: 'POST',
body: JSON.stringify({{ruta: location.pathname}})}}).then(r => r.ok ? r.json() : null).then({_SHOW})"""), MISSING),
    Shell("graphql", _shell(f"""fetch('/api/graphql', {{method: 'POST', body: JSON.stringify({{query: 'plan(ruta: "'
+ location.pathname + '")'}})}}).then(r => r.json()).then(g => g.data.plan).then({_SHOW})"""), MISSING, data=_graphql),
    Shell("late", _shell(f"setTimeout(() => {_GET}, 2500)"), CHANGED),
    Shell("very-late", _shell(f"setTimeout(() => {_GET}, 4000)", "<div id=app>Cargando…</div>")),
    Shell("spinner-lost", _shell(f"setTimeout(() => {_GET}, 1500)", "<div id=app>Cargando…</div>"), MISSING),
    Shell("xhr", _shell(f"""const x = new XMLHttpRequest(); x.open('GET', '/api' + location.pathname);
x.onload = () => ({_SHOW})(x.status === 200 ? JSON.parse(x.responseText) : null); x.send()"""), CHANGED),
    Shell("jsonp", _shell(f"""const ver = {_SHOW}; const s = document.createElement('script');
s.src = '/api/p.js?ruta=' + location.pathname; document.body.append(s)"""), data=_jsonp),
    Shell("event-stream", _shell(f"""const e = new EventSource('/api' + location.pathname);
e.onmessage = m => {{ e.close(); ({_SHOW})(JSON.parse(m.data)) }}"""), CHANGED, data=_events),
    Shell("dynamic-import", _shell("import('/api/trozo.js').then(m => m.ver())"), MISSING, data=_module),
    Shell("shadow", _shell(f"""const host = document.querySelector('plan-vista').attachShadow({{mode: 'closed'}});
const app = document.createElement('div'); host.append(app); {_GET}""", "<plan-vista></plan-vista>"), CHANGED),
    Shell("written", _shell(f"const x = new XMLHttpRequest(); x.open('GET', '/api' + location.pathname, false); x.send();"
          f"const d = x.status === 200 ? JSON.parse(x.responseText) : null;"
          f"document.write('<div>' + (d ? {_P} : {_LOST}) + '</div>')", ""), MISSING),
    Shell("framed", _shell("const f = document.createElement('iframe'); f.src = '/marco' + location.pathname;"
          f"f.style = 'width:900px;height:600px'; if (location.pathname.startsWith('/marco')) {{ {_GET} }}"
          " else document.body.append(f)"), CHANGED, path=PATH),
    Shell("other-address", _shell(f"const r = location.pathname; history.replaceState(null, '', r + '?vista=1');"
          f"fetch('/api' + r).then(r => r.ok ? r.json() : null).then({_SHOW})"), MISSING),
    Shell("hash", _shell(f"fetch('/api' + location.hash.slice(1)).then(r => r.ok ? r.json() : null).then({_SHOW})"),
          CHANGED, path=f"/#{PATH}"),
    Shell("hash-lost", _shell(f"fetch('/api' + location.hash.slice(1)).then(r => r.ok ? r.json() : null).then({_SHOW})"),
          MISSING, path=f"/#{PATH}"),
    Shell("consent-over", _shell(_GET, _BANNER)),
    Shell("consent-lost", _shell(_GET, _BANNER), MISSING),
    Shell("consent-first", _shell(f"document.querySelector('button').onclick = () => {_GET}", _BANNER), first=BLOCKED, becomes=BLOCKED),
    Shell("login", _shell("app.innerHTML = '<h1>Iniciar sesión</h1><form><input name=usuario><input type=password name=clave>"
          "<button>Entrar</button></form><p>Para ver este contenido debe iniciar sesión.</p>'"), first=BLOCKED, becomes=BLOCKED),
    Shell("api-down", _shell(f"fetch('/api' + location.pathname).then(r => {{ if (!r.ok) throw 1; return r.json() }}).then({_SHOW})"
          ".catch(() => { app.innerHTML = '<h1>Error</h1><p>El servicio no está disponible. Intente más tarde.</p>' })"),
          becomes=BLOCKED, data=_failing),
    Shell("challenge-cloud", _door(_CLOUD, opens=True)),
    Shell("challenge-altered", _door(_CLOUD, opens=True), CHANGED),
    Shell("challenge-lost", _door(_ANUBIS, opens=True), MISSING),
    Shell("challenge-es", _door(_CHECK, opens=True)),
    Shell("challenge-stays", _door(_CHECK, opens=False), first=BLOCKED, becomes=BLOCKED),
    Shell("challenge-person", _door(_PERSON, opens=False), first=BLOCKED, becomes=BLOCKED),
    Shell("title-follows", _shell(_GET.replace("app.innerHTML", "document.title = d && d.texto ? 'Compromiso 4' : 'No encontrado';"
          " app.innerHTML"))),
    Shell("framework-lost", _shell(f"{_GET}; document.body.prepend('Gobierno Abierto · Inicio · Plan · Contacto')"), MISSING),
)  # fmt: skip
"""``blocked`` stands for whatever says nothing of the document: what can't be seen is neither there nor gone."""
