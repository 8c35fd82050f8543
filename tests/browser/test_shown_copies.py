"""What we show of hostile pages, and what a replay makes of them, in a real Chromium.

Redlines and certificates run nothing and ask for nothing. A kept page that puts addresses of the live web
together as it runs gets none of them through a pywb as it comes: what our evidence is replayed with.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from evidence.changes.redline import redline
from evidence.changes.renderers import html
from evidence.reports import certificate
from tests.pywb import collection, needs_pywb, serve
from tests.reports import ADDRESSES, ATTACKS
from tests.servers import RawServer, ok, page

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Request

    from tests.conftest import Bench

PROGRAM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
pytestmark = pytest.mark.skipif(PROGRAM is None, reason="no Chromium or Chrome on this machine")

LEAKS = {
    "fetch": "fetch(L)", "image": "new Image().src = L", "beacon": "navigator.sendBeacon(L, 'x')", "import": "import(L)",
    "request": "let x = new XMLHttpRequest(); x.open('GET', L); x.send()", "events": "new EventSource(L)",
    "socket": "new WebSocket(L.replace('http', 'ws'))", "audio": "new Audio(L).load()", "font": "new FontFace('a', `url(${L})`).load()",
    "script": "put('script', 'src')", "link": "put('link', 'href', {rel: 'stylesheet'})", "prefetch": "put('link', 'href', {rel: 'prefetch'})",
    "frame": "put('iframe', 'src')", "framed text": "put('iframe', 'srcdoc', {}, `<img src=${L}>`)", "style": "put('style', 'textContent', {}, `@import url(${L});`)",
    "background": "document.body.style.backgroundImage = `url(${L})`", "markup": "document.body.insertAdjacentHTML('beforeend', `<img src=${L}>`)",
    "drawing": "document.body.insertAdjacentHTML('beforeend', `<svg><image href=${L} /></svg>`)", "written": "document.write(`<img src=${L}>`)",
    "shadow": "let d = put('div', 'id'); d.setHTMLUnsafe(`<template shadowrootmode=open><img src=${L}></template>`)",
    "adopted": "let s = new CSSStyleSheet(); s.replaceSync(`body { border-image: url(${L}) }`); document.adoptedStyleSheets = [s]",
    "worker": "new Worker(URL.createObjectURL(new Blob([`fetch('${L}')`])))", "service": "navigator.serviceWorker.register(L)",
    "eval": "eval(`fetch('${L}')`)", "function": "new Function('u', 'fetch(u)')(L)", "attribute": "let i = put('img', 'id'); i.setAttributeNS(null, 'src', L)",
    "parsed": "document.body.append(new DOMParser().parseFromString(`<img src=${L}>`, 'text/html').body.firstChild)",
    "range": "document.body.append(document.createRange().createContextualFragment(`<img src=${L}>`))",
    "other realm": "put('iframe', 'id').contentWindow.fetch(L)", "speculation": "put('script', 'textContent', {type: 'speculationrules'}, JSON.stringify({prefetch: [{urls: [L]}]}))",
    "form": "let f = put('form', 'action'); f.target = 'x'; f.submit()", "link pressed": "let a = put('a', 'href', {target: '_blank'}); a.click()",
}  # fmt: skip
PUT = (
    "function put(name, key, more = {}, value = L) { let e = Object.assign(document.createElement(name), more);"
    " e[key] = value; document.body.append(e); return e }"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=PROGRAM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


class Visit:
    """A page of the browser, and all that what it opens does beside being shown."""

    def __init__(self, browser: Browser) -> None:
        self.trouble: list[str] = []
        self._page = browser.new_context().new_page()
        self._page.on("dialog", lambda dialog: self.trouble.append(dialog.message))
        self._page.on("pageerror", lambda error: self.trouble.append(str(error)))
        self._page.on("request", self._request)

    def _request(self, asked: Request) -> None:
        if not asked.url.startswith("file:"):
            self.trouble.append(asked.url)

    def open(self, path: Path) -> None:
        self._page.goto(path.as_uri())
        self._page.wait_for_timeout(50)
        if self._page.evaluate("window.hit"):
            self.trouble.append("it ran")


@pytest.fixture
def visit(browser: Browser) -> Visit:
    return Visit(browser)


def test_a_redline_of_hostile_texts_shows_them_and_does_nothing(
    visit: Visit, tmp_path: Path
) -> None:
    texts = [text[:2_000] for text in (*ATTACKS, *ADDRESSES)]
    operations = redline([*texts, "Igual"], [*reversed(texts), "Igual"])
    for name, render in (("inline", html.inline), ("beside", html.side_by_side)):
        path = tmp_path / f"{name}.html"
        path.write_text(
            f"<!doctype html><meta charset=utf-8><style>{html.CSS}</style>{render(operations)}",
            "utf-8",
        )
        visit.open(path)
    assert visit.trouble == []


@needs_pywb
def test_a_kept_page_gets_nothing_of_the_live_web_when_it_is_replayed(
    bench: Bench, browser: Browser, tmp_path: Path
) -> None:
    live = RawServer({})
    scripts = "".join(
        f"<script>try {{ let L = live + 'leak-{name.replace(' ', '-')}'; {PUT}; {code} }} catch (e) {{}}</script>"
        for name, code in LEAKS.items()
    )
    origin = f"<script>var live = 'http://' + ['127', '0', '0', '1'].join('.') + ':{live.port}/'</script>"
    body = page("La meta es de 100 pozos. " * 60).replace(
        b"</body>", f"{origin}{scripts}</body>".encode()
    )
    live.replies["/a"] = ok(body)
    with live:
        bench.cite(live.url("/a"))
        bench.testigo("run")
        (look,) = bench.rows("SELECT * FROM captures WHERE url = ?", live.url("/a"))
        direct = browser.new_context().new_page()
        direct.goto(live.url("/a"))
        direct.wait_for_timeout(1_500)
        assert len(_leaked(live)) > len(LEAKS) * 3 // 4, "live, they reach the server"
        direct.context.close()
        live.heard.clear()
        collection(bench, tmp_path, packed=False)
        digits = "".join(sign for sign in look["captured_at"] if sign.isdigit())[:14]
        with serve(tmp_path / "pywb", "framed_replay: false\n") as port:
            replayed = browser.new_context().new_page()
            replayed.goto(f"http://127.0.0.1:{port}/web/{digits}/{look['url']}")
            replayed.wait_for_timeout(1_500)
            assert "100 pozos" in replayed.inner_text("body")
            replayed.context.close()
        assert _leaked(live) == set()


def _leaked(live: RawServer) -> set[str]:
    paths = {heard.split(b" ")[1].decode() for heard in live.heard}
    return {path for path in paths if path.startswith("/leak-")}


def test_a_certificate_of_a_hostile_record_shows_it_and_does_nothing(
    visit: Visit, tmp_path: Path
) -> None:
    for number, text in enumerate(ATTACKS):
        path = tmp_path / f"{number}.html"
        path.write_text(certificate.render(_record(text[:2_000])), "utf-8")
        visit.open(path)
        assert visit.trouble == [], text


def _record(text: str) -> dict[str, object]:
    named = {"id": text, "subject": text}
    return {
        "capture": text, "verdict": None, "citations": [{"title": text, "source": text, "marker": text, "claim": text, "raw": text, "source_sha256": text}],
        "url": {"requested": text, "cited": text, "final": text, "hops": [{"status": 301, "url": text}]},
        "time": {"started": text, "first_byte_us": 1, "ended_us": 2}, "collector": {"operator": text, "host": text, "user_agent": text, "robots": text},
        "network": {"dns": [text], "ip": text, "tls": {"version": text, "cipher": text, "verified": False, "problem": text, "certificates": [named]}},
        "exchange": {"status": 200, "media_type": "text/html", "payload_bytes": 1, "truncated": text, "fidelity": "exact", "payload_sha256": text, "block_sha256": text, "request_sha256": text},
        "storage": {"refers_to": text, "warc": text, "warc_sha256": text},
        "third_party": {"mementos": [{"state": "kept", "capture_id": text, "archive": text, "captured_at": text, "memento_url": text}]},
    }  # fmt: skip
