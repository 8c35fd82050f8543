"""What a page at risk needs to look as it does is kept with it, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.servers import RawServer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Bench

TEXT = (
    "<p>El comité revisa cada trimestre los avances de los compromisos con la sociedad civil.</p>"
    * 8
)
PAGE = f"""<html><head><title>Plan</title><link rel="stylesheet" href="/s.css"><link rel="next" href="/otra">
<style>h1 {{ background: url('/h.png') }}</style></head><body><h1>Plan</h1>{TEXT}<img src="mapa.png" srcset="m2.png 2x">
<noscript><img src="/pixel.gif"></noscript><img src="data:image/gif;base64,AA"><script src="/x.js"></script>
</body></html>"""
STYLE = (
    "@import 'dos.css'; @font-face { src: url(/letra.woff2) } body { background: url(/fondo.png) }"
)
LOADED = (
    "/s.css",
    "/h.png",
    "/mapa.png",
    "/m2.png",
    "/dos.css",
    "/letra.woff2",
    "/fondo.png",
    "/tres.css",
)


def answer(body: str, kind: str, status: str = "200 OK") -> bytes:
    data = body.encode()
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(data)}\r\n\r\n"
    return head.encode() + data


@pytest.fixture
def site() -> Iterator[RawServer]:
    replies = {path: answer(path, "image/png") for path in LOADED}
    replies |= {
        "/plan": answer(PAGE, "text/html; charset=utf-8"),
        "/informe": answer(f"<h1>Informe</h1>{TEXT}", "text/html; charset=utf-8"),
        "/s.css": answer(STYLE, "text/css"),
        "/dos.css": answer("@import '/tres.css';", "text/css"),
        "/tres.css": answer("@import '/cuatro.css';", "text/css"),
    }
    with RawServer(replies) as server:
        yield server


def test_of_a_site_that_lost_a_document_what_its_pages_need_is_kept_once(
    bench: Bench, site: RawServer
) -> None:
    bench.cite(site.url("/plan"), site.url("/informe"))
    assert bench.testigo("run", "--no-archive", "--only", "all").code == 0
    assert not site.asked["/s.css"], "nothing is at risk yet"
    site.replies["/informe"] = answer("<h1>404</h1>", "text/html", "404 Not Found")
    bench.testigo("run", "--no-archive", "--only", "all")
    assert {path for path in site.asked if path in LOADED} == set(LOADED)
    assert not {"/x.js", "/pixel.gif", "/otra", "/cuatro.css"} & set(site.asked)
    kept = (
        "SELECT q.url FROM requisites q JOIN captures c ON c.id = q.capture_id WHERE c.status = 200"
    )
    assert {row["url"] for row in bench.rows(kept)} == {site.url(path) for path in LOADED}
    bench.testigo("run", "--no-archive", "--only", "all")
    assert site.asked["/s.css"] == 1
    assert bench.testigo("verify").code == 0
    package = bench.path.parent / "plan.wacz"
    assert bench.testigo("export", "--wacz", str(package), "--url", site.url("/plan")).code == 0
    assert bench.testigo("verify", str(package)).code == 0


def test_pages_can_have_it_fetched_all_the_time(bench: Bench, site: RawServer) -> None:
    written = bench.folder.config.read_text("utf-8")
    every = written.replace("[crawl]", '[crawl]\nrequisites = "all"')
    bench.folder.config.write_text(every, "utf-8")
    bench.cite(site.url("/plan"))
    assert bench.testigo("run", "--no-archive", "--only", "all").code == 0
    assert site.asked["/letra.woff2"] == 1
    site.replies["/plan"] = answer(PAGE.replace("cada trimestre", "cada año"), "text/html")
    bench.testigo("run", "--no-archive", "--only", "all")
    assert site.asked["/letra.woff2"] == 2
    again = (
        "SELECT COUNT(*) AS n FROM requisites q JOIN captures c ON c.id = q.capture_id"
        " WHERE c.record_type = 'revisit'"
    )
    assert bench.rows(again)[0]["n"] == len(LOADED), "what is the same is named, and not kept again"
    assert bench.testigo("verify").code == 0


def test_another_word_is_refused(bench: Bench) -> None:
    bench.folder.config.write_text('[crawl]\nrequisites = "some"\n', "utf-8")
    done = bench.testigo("status")
    assert done.code == 2
    assert "at-risk, all, none" in done.err
