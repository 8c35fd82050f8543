"""Nights over pages that scripts draw: a verdict for what a person sees, and its picture in the report."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from typing import TYPE_CHECKING

import pytest

from crawler.browser.pool import available
from crawler.run.drawing import SWITCH
from tests.servers import RawServer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Bench

pytestmark = pytest.mark.skipif(available() is not None, reason=str(available()))
SHELL = """<!doctype html><html lang=es><head><title>Tablero</title><link rel=stylesheet href=/s.css></head>
<body><div id=root></div><script src=/app.js></script></body></html>"""
APP = """fetch('/data').then(r => r.json()).then(d => { document.getElementById('root').innerHTML =
'<h1>' + d.title + '</h1>' + d.text.map(t => '<p>' + t + '</p>').join('') + '<img src=/drop.svg>' })"""
DROP = "<svg xmlns='http://www.w3.org/2000/svg' width='60' height='60'><circle r='30' cx='30' cy='30'/></svg>"
DUTY = "La comisión deberá publicar cada mes la calidad del agua de las 32 entidades federativas."
REST = [
    "El comité de seguimiento revisa cada trimestre los avances con organizaciones de la sociedad civil.",
    "Sus minutas se publican en formatos abiertos dentro de los diez días que siguen a cada reunión.",
]
LAST = "FROM checks k JOIN urls u ON u.id = k.url_id WHERE u.url = ? ORDER BY k.rowid DESC"
STATIC = f"<html><head><title>Informe</title></head><body><h1>Informe</h1>{'<p>' + REST[0] + '</p>'}</body></html>"


def answer(body: str, kind: str, status: str = "200 OK") -> bytes:
    data = body.encode()
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(data)}\r\n\r\n"
    return head.encode() + data


def data(title: str, *text: str) -> bytes:
    return answer(json.dumps({"title": title, "text": text}), "application/json")


@pytest.fixture
def site() -> Iterator[RawServer]:
    html = "text/html; charset=utf-8"
    replies = {
        "/compromiso/4": answer(SHELL, html),
        "/s.css": answer("h1 { color: navy }", "text/css"),
        "/app.js": answer(APP, "text/javascript"),
        "/data": data("Compromiso 4", DUTY, *REST),
        "/drop.svg": answer(DROP, "image/svg+xml"),
        "/informe": answer(STATIC, html),
    }
    with RawServer(replies) as server:
        yield server


def night(bench: Bench) -> None:
    done = bench.testigo("run", "--no-archive", "--only", "all", **{SWITCH: ""})
    assert done.code in (0, 1), done.err


@pytest.mark.parametrize(
    ("title", "told"), [(r"Acta \ud83d", "Acta \ufffd"), (r"\udc00 Acta 😀", "\ufffd Acta 😀")]
)
def test_a_title_that_is_cut_within_an_emoji_loses_that_and_nothing_else(
    bench: Bench, site: RawServer, title: str, told: str
) -> None:
    named = f"document.title = '{title}';{APP}"
    site.replies["/app.js"] = answer(named, "text/javascript; charset=utf-8")
    bench.cite(site.url("/compromiso/4"), site.url("/informe"))
    night(bench)
    assert bench.rows("SELECT state FROM runs") == [{"state": "finished"}]
    assert bench.rows("SELECT title FROM renderings WHERE title LIKE '%Acta%'")[0]["title"] == told


def test_what_scripts_draw_is_seen_kept_judged_and_shown(bench: Bench, site: RawServer) -> None:
    page, report = site.url("/compromiso/4"), site.url("/informe")
    bench.cite(page, report)
    night(bench)
    assert bench.causes()[page] == "first-look"
    loaded = "SELECT url FROM captures WHERE fidelity = 'browser' AND record_type = 'response'"
    urls = {row["url"] for row in bench.rows(loaded)}
    assert {site.url(path) for path in ("/s.css", "/app.js", "/data", "/drop.svg")} <= urls

    site.replies["/data"] = data("Compromiso 4", DUTY.replace("deberá", "podrá"), *REST)
    night(bench)
    check = f"SELECT verdict, reasons_json {LAST}"
    told = bench.rows(check, page)[0]
    assert told["verdict"] == "changed"
    assert json.loads(told["reasons_json"])[0]["rule"] == "document.drawn-changed"
    again = (
        "SELECT COUNT(*) AS n FROM captures WHERE fidelity = 'browser' AND record_type = 'revisit'"
    )
    assert bench.rows(again)[0]["n"] >= 3, "what came again is named, not kept again"

    site.replies["/data"] = data("Página no encontrada", "El compromiso que busca ya no existe.")
    site.replies["/informe"] = answer("<h1>404</h1>", "text/html", "404 Not Found")
    night(bench)
    assert bench.rows(check, page)[0]["verdict"] == "missing"
    assert bench.causes()[report] == "http-404"
    assert bench.testigo("verify").code == 0

    out = bench.path.parent / "report.html"
    assert bench.testigo("report", "--out", str(out), "--lang", "es").code == 0
    html = out.read_text("utf-8")
    assert len(re.findall(r'<img src="data:image/webp;base64,', html)) == 6, (
        "both, before and after, and where they differ"
    )
    assert "urn:dom:" not in html

    package = bench.path.parent / "all.wacz"
    assert bench.testigo("export", "--wacz", str(package)).code == 0
    assert bench.testigo("verify", str(package)).code == 0
    with zipfile.ZipFile(package) as archive:
        pages = archive.read("pages/pages.jsonl").decode()
        index = archive.read("indexes/index.cdx").decode()
    assert "podrá publicar" in pages
    assert '"url": "urn:' not in pages.replace('"url":"', '"url": "')
    for view in ("view", "thumbnail", "text", "pageinfo"):
        assert f"urn:{view}:{page}" in index


def test_a_page_that_no_browser_can_see_any_more_is_not_called_unchanged(
    bench: Bench, site: RawServer
) -> None:
    page = site.url("/compromiso/4")
    bench.cite(page)
    night(bench)
    bench.testigo("run", "--no-archive", "--only", "all")  # the browser is turned off
    last = f"SELECT verdict {LAST}"
    assert bench.rows(last, page)[0]["verdict"] == "unchecked"
    assert bench.testigo("verify").code == 0
    night(bench)
    assert bench.rows(last, page)[0]["verdict"] == "alive"


def test_a_page_that_is_sent_whole_again_needs_no_browser(bench: Bench, site: RawServer) -> None:
    page = site.url("/compromiso/4")
    bench.cite(page)
    night(bench)
    text = "".join(f"<p>{one}</p>" for one in (DUTY, *REST * 9))
    site.replies["/compromiso/4"] = answer(
        f"<h1>Compromiso 4</h1>{text}", "text/html; charset=utf-8"
    )
    night(bench)
    parts = "SELECT COUNT(*) AS n FROM parts WHERE role = 'rendered' AND gone_at IS NULL"
    assert bench.rows(parts)[0]["n"] == 0
    before = bench.rows("SELECT COUNT(*) AS n FROM renderings")[0]["n"]
    night(bench)
    assert bench.rows("SELECT COUNT(*) AS n FROM renderings")[0]["n"] == before


def test_a_check_writes_the_picture_of_its_page(bench: Bench, site: RawServer) -> None:
    picture = bench.path.parent / "shot.png"
    asked = ("check", site.url("/informe"), "--no-archive", "--screenshot", str(picture))
    refused = bench.testigo(*asked)
    assert refused.code == 2
    assert SWITCH in refused.err
    done = bench.testigo(*asked, "--format", "json", **{SWITCH: ""})
    assert done.code == 0, done.err
    told = json.loads(done.out)["screenshot"]
    assert hashlib.sha256(picture.read_bytes()).hexdigest() == told["sha256"]
    assert int.from_bytes(picture.read_bytes()[16:20]) == told["width"] == 1280
