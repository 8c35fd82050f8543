"""Kept copies in a real Chromium: they ask nobody, run nothing, and leave the page that frames them alone,
whatever the headers say."""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import uvicorn

import testigo
from testigo.desk.copies import copy, static, ways
from testigo.desk.copies.addresses import Addresses
from testigo.desk.copies.html import POLICY, inert
from testigo.desk.copies.server import build
from testigo.desk.copies.static import SANDBOX
from testigo.desk.copies.ways import How
from tests import escapes
from tests.browser.test_report_page import OPTIONS, PROGRAM
from tests.integration.test_copies import Kept, answer, made_kept
from tests.reports import ADDRESSES, ATTACKS
from tests.servers import RawServer

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Frame, Page

    from tests.conftest import Bench

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="no Chromium or Chrome on this machine")
META = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
SETTLED = 1_500
"""milliseconds after everything has loaded: refreshes, animations and timers of the pages are done"""


class Server:
    """Gives out pages by path, and remembers who asked for what."""

    def __init__(self, headers: dict[str, str] | None = None) -> None:
        self.pages: dict[str, bytes] = {}
        self.asked: list[str] = []
        self.headers = headers or {}
        self._server = ThreadingHTTPServer(
            ("127.0.0.1", 0), type("Handler", (_Handler,), {"of": self})
        )
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Server:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    of: Server

    def log_message(self, *_: object) -> None:
        """Nothing."""

    def do_GET(self) -> None:
        self.of.asked.append(self.path)
        found = self.of.pages.get(self.path.partition("?")[0])
        self.send_response(200 if found is not None else 404)
        self.send_header(
            "Content-Type",
            "image/png" if self.path.endswith(".png") else "text/html; charset=utf-8",
        )
        for name, value in self.of.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(found or b"")

    do_POST = do_HEAD = do_OPTIONS = do_GET  # noqa: N815


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PROGRAM, args=OPTIONS)
        yield browser
        browser.close()


class Visit:
    """A page with many frames, and all that came of it."""

    def __init__(self, browser: Browser) -> None:
        self.told: list[str] = []
        context = browser.new_context(accept_downloads=True)
        self.page: Page = context.new_page()
        self.page.on("dialog", self._dialog)
        self.page.on("download", lambda one: self.told.append(f"download {one.url}"))
        context.on("page", lambda one: self.told.append(f"window {one.url}"))
        self.page.on(
            "console", lambda one: self.told.append(one.text) if one.text == "hit" else None
        )

    def _dialog(self, dialog: sync_api.Dialog) -> None:
        self.told.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def open(self, address: str) -> None:
        self.page.goto(address)
        self.page.wait_for_timeout(SETTLED)

    def frames(self) -> list[Frame]:
        return [one for one in self.page.frames if one != self.page.main_frame]


def pages(evil: str) -> dict[str, bytes]:
    """All pages that try to escape, and every attack of the reports in two places."""
    told = {name: escapes.page(html, evil) for name, html in escapes.PAGES.items()}
    for number, attack in enumerate((*ATTACKS, *ADDRESSES)):
        text = attack[:2_000].replace("https://evil.example", evil).encode("utf-8", "replace")
        told[f"attack {number}"] = b"<p>El texto</p>" + text + b'<p style="a:' + text + b'">x'
    return told


def written(body: bytes) -> bytes:
    made = inert(
        body,
        content_type="text/html",
        url="http://site.example/plan",
        pictures={},
        sheets={},
        fonts={},
        wanted=["El texto de la página"],
        frame="[{url}]",
    )
    return made.html.encode("utf-8", "replace")


@contextmanager
def framed(browser: Browser, copies: Server, evil: Server, sandbox: str | None) -> Iterator[Visit]:
    """A parent page of another origin with every page of ``copies`` in a frame, once all is quiet."""
    attribute = "" if sandbox is None else f' sandbox="{sandbox}"'
    frames = "".join(
        f'<iframe{attribute} src="{copies.address}{path}"></iframe>' for path in copies.pages
    )
    parent = (
        "<!doctype html><script>addEventListener('message', (e) => { if (e.data === 'hit') console.log('hit') })</script>"
        f"<h1 id=own>Propio</h1>{frames}"
    )
    with Server() as desk:
        desk.pages["/desk"] = parent.encode()
        visit = Visit(browser)
        visit.open(f"{desk.address}/desk")
        yield visit
        assert set(desk.asked) <= {"/desk", "/favicon.ico"}, "the frames ask the desk for nothing"
        visit.page.context.close()
    evil.asked.clear()


def pressed(visit: Visit) -> int:
    """Press what can be pressed in each frame; returns how often."""
    count = 0
    for frame in visit.frames():
        for one in frame.query_selector_all("a, button, input, summary, label, svg")[:4]:
            one.dispatch_event("click")
            count += 1
    return count


def test_the_pages_do_reach_the_network_and_run_as_they_are(browser: Browser) -> None:
    """Else the tests below would prove nothing."""
    with Server() as copies, Server() as evil:
        told = pages(evil.address)
        risky = {
            name: told[name]
            for name in escapes.PAGES
            if name not in ("refresh", "link that leaves")
        }
        copies.pages = {f"/{number}": body for number, body in enumerate(risky.values())}
        with framed(browser, copies, evil, "allow-scripts") as visit:
            assert visit.told.count("hit") > 20
            assert len(evil.asked) > 60


@pytest.mark.parametrize("walls", ["all", "none"])
def test_a_copy_asks_nobody_runs_nothing_and_leaves_its_parent_alone(
    browser: Browser, walls: str
) -> None:
    """With no walls, all that is left is what was written: no header, no policy, no sandbox."""
    headers = {"Content-Security-Policy": f"sandbox; {POLICY}"} if walls == "all" else None
    with Server(headers) as copies, Server() as evil:
        made = {name: written(body) for name, body in pages(evil.address).items()}
        if walls == "none":
            assert all(META.encode() in body for body in made.values())
            made = {name: body.replace(META.encode(), b"") for name, body in made.items()}
        copies.pages = {f"/{number}/": body for number, body in enumerate(made.values())}
        with framed(browser, copies, evil, SANDBOX if walls == "all" else None) as visit:
            assert pressed(visit) > 20
            visit.page.wait_for_timeout(500)
            assert visit.told == []
            assert evil.asked == []
            # each page was asked for once, and nothing beside it
            assert sorted(path for path in copies.asked if path != "/favicon.ico") == sorted(
                copies.pages
            )
            assert visit.page.evaluate(
                "[window.hit, document.querySelector('#own').textContent]"
            ) == [None, "Propio"]
            assert [one.evaluate("window.hit") for one in visit.frames()] == [None] * len(made)
            assert [one.evaluate("document.scripts.length") for one in visit.frames()] == [0] * len(
                made
            )
            assert "El texto" in visit.frames()[0].inner_text("body")


def test_a_mark_can_be_seen_whatever_the_page_says(browser: Browser) -> None:
    html = (
        "<style>mark,p *{display:none!important;color:transparent!important;background:none!important}</style>"
        "<body style='opacity:0'><p>El texto de la página</p>"
    )
    page = browser.new_page()
    page.set_content(written(html.encode()).decode())
    mark = page.locator("#testigo-passage")
    assert mark.is_visible()
    assert mark.evaluate("(e) => getComputedStyle(e).backgroundColor") == "rgb(255, 225, 77)"
    assert page.evaluate("getComputedStyle(document.body).opacity") == "1"
    page.close()


PAGE = "/plan"
SEEN = "deberá publicar todos los contratos"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return made_kept(tmp_path_factory.mktemp("kept") / "evidence")


@contextmanager
def served(kept: Kept, desk: str) -> Iterator[Addresses]:
    """The origin of copies on loopback, which ``desk`` may frame."""
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        addresses = Addresses(f"http://127.0.0.1:{place.getsockname()[1]}")
        app = build(kept.folder, addresses, [desk])
        running = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="off"))
        thread = threading.Thread(target=running.run, args=([place],), daemon=True)
        thread.start()
        try:
            yield addresses
        finally:
            running.should_exit = True
            thread.join(10)


def test_a_copy_in_the_frame_of_the_desk_looks_as_it_did(browser: Browser, kept: Kept) -> None:
    with Server() as desk, served(kept, desk.address) as addresses:
        shown = [
            addresses.of(kept.captures[path], "es", [SEEN])
            for path in (PAGE, "/informe.pdf", "/foto.png")
        ]
        desk.pages["/desk"] = "".join(
            f'<iframe sandbox="" src="{one}"></iframe>' for one in shown
        ).encode()
        page = browser.new_page()
        page.goto(f"{desk.address}/desk")
        page.wait_for_load_state("networkidle")
        plan, informe, foto = page.frames[1:]
        assert (
            plan.evaluate("getComputedStyle(document.querySelector('p')).color") == "rgb(0, 0, 128)"
        )
        widths = "[...document.images].map((one) => one.naturalWidth)"
        assert plan.evaluate(widths)[:2] == [4, 0], "the kept picture; what was none"
        assert plan.evaluate(widths)[2] > 0, "the drawing"
        assert informe.evaluate(widths) == [1_100] * 4
        assert foto.evaluate(widths) == [4]
        assert plan.locator("#testigo-passage").is_visible()
        assert plan.evaluate("self.origin") == "null"
        informe.locator("text=Páginas siguientes").first.click()
        page.wait_for_load_state("networkidle")
        assert "Página 7 de 9" in page.frames[2].inner_text("body")
        page.close()


def test_no_other_page_may_frame_a_copy(browser: Browser, kept: Kept) -> None:
    with Server() as other, served(kept, "http://127.0.0.1:1") as addresses:
        other.pages["/"] = (
            f'<iframe src="{addresses.of(kept.captures[PAGE], "en")}"></iframe>'.encode()
        )
        page = browser.new_page()
        page.goto(f"{other.address}/")
        page.wait_for_timeout(500)
        assert all("Comisión" not in one.inner_text("body") for one in page.frames)
        page.goto(addresses.of(kept.captures[PAGE], "en"))
        assert "Comisión" in page.inner_text("body"), "by itself it can be opened"
        assert page.evaluate("document.scripts.length") == 0
        page.close()


@pytest.mark.parametrize("where", ["disk", "server"])
def test_copies_in_files_look_as_they_did(
    browser: Browser, kept: Kept, tmp_path: Path, where: str
) -> None:
    with Server() as site:
        page = browser.new_page()
        asked: list[str] = []
        page.on("request", lambda one: asked.append(one.url))
        for path in (PAGE, "/informe.pdf", "/foto.png"):
            made = copy.read(kept.folder, kept.captures[path], copy.Ask(wanted=(SEEN,)))
            static.write(kept.folder, made, tmp_path / path[1:])
        for file in filter(Path.is_file, tmp_path.rglob("*")):
            site.pages[f"/{file.relative_to(tmp_path).as_posix()}"] = file.read_bytes()
        frames = "".join(
            f'<iframe sandbox="" src="{path[1:]}/index.html"></iframe>'
            for path in (PAGE, "/informe.pdf", "/foto.png")
        )
        (tmp_path / "index.html").write_text(frames, "utf-8")
        site.pages["/index.html"] = frames.encode()
        page.goto(
            (tmp_path / "index.html").as_uri() if where == "disk" else f"{site.address}/index.html"
        )
        page.wait_for_load_state("networkidle")
        widths = [
            one.evaluate("[...document.images].map((one) => one.naturalWidth)")
            for one in page.frames[1:]
        ]
        assert widths[0][0] == 4
        assert widths[1] == [1_100] * 4
        assert widths[2] == [4]
        own = tmp_path.as_uri() if where == "disk" else site.address
        assert all(url.startswith((own, "data:")) for url in asked)
        page.close()


DRAWN = (
    "<!doctype html><title>Plan</title><link rel=stylesheet href=/s.css><div id=x></div><script>"
    f"document.getElementById('x').innerHTML = '<p>La Comisión {SEEN} cada trimestre, y se revisa cada año.</p>'.repeat(20)</script>"
)


def test_what_scripts_had_drawn_is_shown_first(browser: Browser, bench: Bench) -> None:
    with RawServer(
        {
            "/plan": answer(DRAWN.encode(), "text/html; charset=utf-8"),
            "/s.css": answer(b"p { color: navy }", "text/css"),
        }
    ) as site:
        picture = str(bench.path.parent / "picture.png")
        done = bench.testigo(
            "check", site.url("/plan"), "--no-archive", "--screenshot", picture, TESTIGO_BROWSER=""
        )
        assert done.code == 0, done.err
        folder = testigo.open(bench.path)
        capture = testigo.answer(folder, site.url("/plan")).capture
    assert capture is not None
    found = ways.ways(folder, capture.id)
    assert [one.how for one in found] == [How.DRAWN, How.CAME, How.PICTURE, How.TEXT]
    assert {ways.ways(folder, one.capture_id)[:2] for one in found[:2]} == {found[:2]}
    with served(Kept(folder, {}), "http://127.0.0.1:1") as addresses:
        page = browser.new_page()
        said = {}
        for how in ("", How.DRAWN, How.CAME, How.PICTURE, How.TEXT):
            page.goto(addresses.of(capture.id, "es", [SEEN], how=how))
            said[how] = page.locator("mark").count(), page.evaluate("document.images.length")
        assert said == {
            "": (20, 0),
            How.DRAWN: (20, 0),
            How.CAME: (0, 0),
            How.PICTURE: (0, 1),
            How.TEXT: (20, 0),
        }
        page.goto(addresses.of(capture.id, "es"))
        assert (
            page.evaluate("getComputedStyle(document.querySelector('p')).color") == "rgb(0, 0, 128)"
        )
        page.close()
