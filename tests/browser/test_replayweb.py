"""ReplayWeb.page, in a real Chromium, shows each page of a package as it was at that time, and finds
its signature good.

The viewer is its npm package, served on loopback (``make readers``).
"""

from __future__ import annotations

import json
import os
import re
import threading
import zipfile
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from evidence import clock
from evidence.custody.warc import reader
from tests.browser.test_report_page import OPTIONS, PROGRAM
from tests.commands import ROOT
from tests.conftest import Bench
from tests.pywb import wait
from tests.servers import RawServer, ok, page

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

VIEWER = Path(os.environ.get("TESTIGO_READERS", ROOT / ".venv-readers")) / "package"
pytestmark = [
    pytest.mark.skipif(PROGRAM is None, reason="no Chromium or Chrome on this machine"),
    pytest.mark.skipif(
        not (VIEWER / "ui.js").exists(), reason="ReplayWeb.page is not here: make readers"
    ),
]
SHELL = b'<!doctype html><title>viewer</title><script src="/ui.js"></script>'
OPEN = """async source => {
  const registration = await navigator.serviceWorker.register(
    "/replay/sw.js?useHashCheck=1", {scope: "/replay/"});
  const worker = registration.installing || registration.waiting || registration.active;
  await new Promise(done => worker.state === "activated" ? done() :
    worker.addEventListener("statechange", () => worker.state === "activated" && done()));
  await new Promise(done => {
    navigator.serviceWorker.addEventListener(
      "message", event => event.data.msg_type === "collAdded" && done());
    worker.postMessage(
      {msg_type: "addColl", name: "e", file: {sourceUrl: source, loadUrl: source}});
  });
}"""
SHOWN = "url => fetch(url).then(async answer => [answer.status, await answer.text()])"
CHECKED = """() => new Promise((done, failed) => {
  const opened = indexedDB.open("db:e");
  opened.onerror = failed;
  opened.onsuccess = () => {
    const all = opened.result.transaction("verification").objectStore("verification").getAll();
    all.onsuccess = () => done(all.result);
  };
})"""


class _Files(SimpleHTTPRequestHandler):
    """The viewer, and a package in ranges."""

    wacz: Path

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """No log."""

    def do_GET(self) -> None:
        if self.path == "/":
            self._send(200, SHELL, {"Content-Type": "text/html"})
        elif self.path == "/replay/sw.js?useHashCheck=1":
            script = (VIEWER / "sw.js").read_bytes()
            self._send(200, script, {"Content-Type": "text/javascript"})
        elif self.path == "/e.wacz":
            data = self.wacz.read_bytes()
            if (wanted := self.headers["Range"]) is None:
                self._send(200, data, {"Accept-Ranges": "bytes"})
                return
            first, last = re.fullmatch(r"bytes=(\d*)-(\d*)", wanted).groups()  # type: ignore[union-attr]
            start = int(first) if first else max(0, len(data) - int(last))
            part = data[start : int(last) + 1 if first and last else None]
            said = f"bytes {start}-{start + len(part) - 1}/{len(data)}"
            self._send(206, part, {"Accept-Ranges": "bytes", "Content-Range": said})
        else:
            super().do_GET()

    def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that hangs up."""


def _as_earlier() -> None:
    """Revisits refer to a time with microseconds, as before 2026-11-26."""
    clock.whole_second = lambda stamped: stamped


@pytest.fixture(scope="module", params=["written today", "written by an earlier version"])
def wacz(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package of three nights: a page that never changes, and one that changes at the third."""
    place = tmp_path_factory.mktemp("viewer")
    bench = Bench(place / "evidence")
    bench.configure()
    prepare = _as_earlier if request.param != "written today" else None
    with RawServer({"/same": ok(page("Igual. " * 60))}) as server:
        bench.cite(server.url("/same"), server.url("/other"))
        for text in ("Antes. ", "Antes. ", "Despues. "):
            server.replies["/other"] = ok(page(text * 60))
            assert bench.testigo("run", "--only", "all", prepare=prepare).code == 0
            ended = clock.whole_second(clock.stamp(clock.now()))
            # viewers know captures by whole seconds: those of two nights must not share one
            wait(lambda ended=ended: clock.stamp(clock.now()) > ended.replace("Z", ".999999Z"))  # type: ignore[misc]
    dates = {
        record.headers["warc-refers-to-date"]
        for warc in sorted(bench.folder.warc.glob("*.warc.gz"))
        for record in reader.records(warc, warc.name)
        if record.kind == "revisit"
    }
    assert {"." in date for date in dates} == {prepare is not None}, "unchanged pages are revisits"
    assert bench.testigo("init", "--key").code == 0
    assert bench.testigo("export", "--wacz", str(place / "e.wacz")).code == 0
    return place / "e.wacz"


@pytest.fixture(scope="module")
def viewer(wacz: Path) -> Iterator[Page]:
    """That of all tests."""
    with viewed(wacz) as shell:
        yield shell


@contextmanager
def viewed(wacz: Path) -> Iterator[Page]:
    """A page within ReplayWeb.page, a package opened in it."""
    handler = type("Files", (_Files,), {"wacz": wacz})
    server = _Server(("127.0.0.1", 0), partial(handler, directory=str(VIEWER)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}"
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PROGRAM, args=OPTIONS)
        shell = browser.new_page()
        shell.goto(f"{base}/")
        shell.evaluate(OPEN, f"{base}/e.wacz")
        shell.goto(f"{base}/replay/")
        yield shell
        browser.close()
    server.shutdown()
    server.server_close()


def pages(wacz: Path) -> list[dict[str, Any]]:
    with zipfile.ZipFile(wacz) as archive:
        return [json.loads(line) for line in archive.read("pages/pages.jsonl").splitlines()][1:]


def test_each_page_is_shown_as_it_was(wacz: Path, viewer: Page) -> None:
    found = pages(wacz)
    shown = []
    for one in reversed(found):  # the last first: what it refers to must be found from nothing
        digits = re.sub(r"\D", "", one["ts"])[:14]
        status, text = viewer.evaluate(SHOWN, f"/replay/w/e/{digits}id_/{one['url']}")
        assert status == 200, one
        shown.append(re.findall(r"Igual|Antes|Despues", text)[0])
    others = [
        word
        for one, word in zip(reversed(found), shown, strict=True)
        if one["url"].endswith("/other")
    ]
    assert set(shown) == {"Igual", "Antes", "Despues"}
    assert others == sorted(others, reverse=True), "no page is shown as it became later"
    assert others.count("Antes") >= 2


def test_its_signature_is_found_good(viewer: Page) -> None:
    checked = {one["id"]: one for one in viewer.evaluate(CHECKED)}
    assert checked["signature"]["matched"] is True
    assert checked["publicKey"]["expected"]
    assert checked["defaultdatapackage.json"]["matched"] is True
    assert checked["defaultpages/pages.jsonl"]["matched"] is True
