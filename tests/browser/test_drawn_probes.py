"""Single-page applications that answer everything with one shell: which of their addresses are gone is told by what
a browser shows there and at an address that can't exist."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from crawler.browser.pool import available
from crawler.run.drawing import SWITCH
from tests.browser.site import Asked, Reply, Site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.conftest import Bench

pytestmark = pytest.mark.skipif(available() is not None, reason=str(available()))
_APP = """const aqui = location.hash.replace('#', '') || location.pathname;
fetch('/api?ruta=' + encodeURIComponent(aqui)).then(r => r.ok ? r.json() : Promise.reject(r.status)).then(d => {
document.title = d.titulo;
root.innerHTML = '<h1>' + d.titulo + '</h1>' + d.texto.map(t => '<p>' + t + '</p>').join(''); })
.catch(e => { root.innerHTML = e === 404 ? '<h1>Página no encontrada</h1><p>El contenido que busca no existe.</p>'
: '<h1>Aviso</h1><p>En este momento no es posible mostrar la información.</p>'; });"""
SHELL = Reply(
    f"""<!doctype html><html lang=es><head><meta charset=utf-8><title>Plan de acción</title></head><body>
<header><a href=/>Inicio</a> <a href=/compromiso/1>Compromisos</a></header><div id=root></div>
<script>{_APP}</script></body></html>""".encode()
)
WATER = ["La comisión deberá publicar cada mes la calidad del agua de las entidades federativas."]
BRIEF = ["Acta firmada el 3 de mayo."]
ROW = [
    "Lista de archivos históricos.",
    "Documento no encontrado: 12 de los 40 expedientes se perdieron.",
]


class _Shells(dict[str, "Reply | Callable[[Asked], Reply]"]):
    """One shell for every address."""

    def get(self, path: str, default: object = None) -> object:  # type: ignore[override]
        return super().get(path, SHELL)


class Plan:
    """The application, and what its data say."""

    def __init__(self) -> None:
        self.texts = {
            "/compromiso/1": ("Compromiso 1", WATER * 3),
            "/compromiso/2": ("Compromiso 2", BRIEF),
            "/compromiso/3": ("Compromiso 3", ROW),
            "/compromiso/9": ("Compromiso 9", WATER * 2),
            "/acuerdo/5": ("Acuerdo 5", BRIEF),
        }
        self.is_down = False
        self.site = Site(_Shells({"/api": self._answer, "/robots.txt": Reply(status=404)}))

    def _answer(self, asked: Asked) -> Reply:
        from urllib.parse import parse_qs, urlsplit

        if self.is_down:
            return Reply(b"", status=503)
        found = self.texts.get(parse_qs(urlsplit(asked.path).query)["ruta"][0])
        if found is None:
            return Reply(b"{}", "application/json", status=404)
        told = {"titulo": found[0], "texto": found[1]}
        return Reply(json.dumps(told).encode(), "application/json")

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.site.port}{path}"

    def opened(self) -> list[str]:
        """Routes that a browser drew."""
        return [one.path for one in self.site.asked if one.path.startswith("/api")]


@pytest.fixture
def plan() -> Iterator[Plan]:
    made = Plan()
    with made.site:
        yield made


def night(bench: Bench) -> dict[str, tuple[str, str, str]]:
    """Address -> verdict, cause, and the last rule of its look."""
    done = bench.testigo("run", "--no-archive", "--only", "all", **{SWITCH: ""})
    assert done.code in (0, 1, 3), done.err
    rows = bench.rows(
        """SELECT u.url, k.verdict, k.cause, k.reasons_json FROM checks k JOIN urls u ON u.id = k.url_id
           WHERE u.url LIKE 'http%' ORDER BY k.rowid"""
    )
    return {
        row["url"]: (row["verdict"], row["cause"], json.loads(row["reasons_json"])[-1]["rule"])
        for row in rows
    }


def test_routes_that_live_and_routes_that_are_gone(bench: Bench, plan: Plan) -> None:
    paths = ["/compromiso/1", "/compromiso/2", "/compromiso/3", "/compromiso/7", "/compromiso/8"]
    routes = ["/app/#/acuerdo/5", "/app/#/acuerdo/6"]
    urls = {path: plan.url(path) for path in (*paths, *routes)}
    bench.cite(*urls.values())
    told = night(bench)
    found = {path: told[url] for path, url in urls.items()}
    for path in (*paths[:3], routes[0]):
        assert found[path][:2] == ("alive", "first-look"), path
    for path in (*paths[3:], routes[1]):
        assert found[path] == ("missing", "soft-404", "soft-404.drawn"), path
    probes = bench.rows("SELECT url FROM probes WHERE url LIKE 'urn:dom:%'")
    assert len(probes) == 2, "one for each route, however many ask"

    del plan.texts["/compromiso/9"], plan.texts["/compromiso/1"]
    again = night(bench)
    assert again[urls["/compromiso/1"]][:2] == ("missing", "soft-404")
    assert again[urls["/compromiso/2"]][0] == "alive"
    assert "all as recorded" in bench.testigo("verify").err
    again_by_today = bench.testigo("run", "--rejudge")
    assert again_by_today.code == 0, again_by_today.out


def test_a_page_that_is_drawn_alike_everywhere_is_not_called_missing(
    bench: Bench, plan: Plan
) -> None:
    urls = [plan.url("/compromiso/1"), plan.url("/compromiso/2")]
    bench.cite(*urls)
    night(bench)
    plan.is_down = True
    told = night(bench)
    for url in urls:
        assert told[url][0] not in ("missing", "changed"), told[url]
    plan.is_down = False
    assert {night(bench)[url][0] for url in urls} == {"alive"}
