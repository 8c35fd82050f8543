"""One page as a person sees it: what is kept of it, and what becomes of it when something dies."""

from __future__ import annotations

import asyncio
import hashlib
import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from crawler.browser import processes
from crawler.browser.model import BrowserFailed, Job, Picture, Rendered, Settled, Why
from crawler.browser.pool import Browser, available
from tests.servers import RawServer

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(available() is not None, reason=str(available()))
CONTACT = "testigo/0.1 (+mailto:ana@example.org)"
SHELL = b"""<!doctype html><html lang=es><title>Plan</title><div id=app></div>
<script>fetch('/data.json').then(r => r.json()).then(d => { app.innerHTML = '<h1>' + d.plan + '</h1>' })</script>"""
DATA = b'{"plan": "Compromiso 7 del plan"}'


def answer(body: bytes, kind: str, status: str = "200 OK") -> bytes:
    head = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body)}"]
    return "\r\n".join([*head, "", ""]).encode() + body


@pytest.fixture
def server() -> Iterator[RawServer]:
    pages = {
        "/": answer(SHELL, "text/html; charset=utf-8"),
        "/data.json": answer(DATA, "application/json"),
        "/file.pdf": answer(b"%PDF-1.7 no page", "application/pdf"),
        "/gone": answer(b"", "text/html", status="404 Not Found"),
        "/broken": answer(b"", "text/html", status="500 Internal Server Error"),
        "/empty": answer(b"", "text/html"),
    }
    with RawServer(pages) as one:
        yield one


def opened(url: str, spool: Path, browser: Browser | None = None, **more: float) -> Rendered:
    async def run() -> Rendered:
        async with Browser() as own:
            return await own.open(job(url, spool, **more))

    return asyncio.run(run())


def job(url: str, spool: Path, **more: float) -> Job:
    spool.mkdir(exist_ok=True)
    return Job(url, spool, CONTACT, allow_private=True, timeout=more.get("timeout", 30.0))


def test_a_page_that_its_scripts_draw_is_kept_with_all_that_it_asked_for(
    server: RawServer, tmp_path: Path
) -> None:
    got = opened(server.url("/"), tmp_path / "spool")
    assert got.text.read_text("utf-8") == "Compromiso 7 del plan"
    assert "<h1>Compromiso 7 del plan</h1>" in got.dom.read_text("utf-8")
    assert (got.title, got.status, got.settled) == ("Plan", 200, Settled.IDLE)
    bodies = {one.url: one.body_sha256 for one in got.exchanges}
    assert bodies[server.url("/")] == hashlib.sha256(SHELL).hexdigest()
    assert bodies[server.url("/data.json")] == hashlib.sha256(DATA).hexdigest()
    assert [(one.kind, one.width) for one in got.screenshots] == [
        (Picture.VIEW, 1280), (Picture.THUMBNAIL, 640), (Picture.FULL, 1280),
    ]  # fmt: skip
    assert all(CONTACT.encode() in said for said in server.heard)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://169.254.169.254/latest/meta-data/", Why.REFUSED),
        ("file:///etc/passwd", Why.REFUSED),
        ("http://nowhere.invalid/", Why.NO_DOCUMENT),
        ("/file.pdf", Why.DOWNLOAD),
        # Chromium would say so in words of its own, which are not the site's
        ("/gone", Why.NO_DOCUMENT),
        ("/broken", Why.NO_DOCUMENT),
    ],
)
def test_what_gives_no_page_says_why(server: RawServer, tmp_path: Path, url: str, why: Why) -> None:
    with pytest.raises(BrowserFailed) as failure:
        opened(server.url(url) if url.startswith("/") else url, tmp_path / "spool")
    assert failure.value.kind is why


def test_an_empty_page_that_stands_is_a_page(server: RawServer, tmp_path: Path) -> None:
    got = opened(server.url("/empty"), tmp_path / "spool")
    assert (got.status, got.text.read_text("utf-8")) == (200, "")


def test_whatever_is_killed_loses_one_page_and_leaves_nothing(
    server: RawServer, tmp_path: Path
) -> None:
    others = set(processes.below(os.getpid()))  # of other tests

    async def run() -> None:
        async with Browser(at_once=1) as browser:
            await browser.open(job(server.url("/"), tmp_path / "before"))
            for number, name in enumerate(("worker", "run-driver", "--user-data-dir")):
                ours = set(processes.below(os.getpid())) - others
                victims = [one for one in ours if name in processes.command(one)]
                os.kill(min(victims), signal.SIGKILL)
                with pytest.raises(BrowserFailed) as failure:
                    await browser.open(job(server.url("/"), tmp_path / f"{number}b"))
                assert failure.value.kind is Why.CRASHED
                await browser.open(job(server.url("/"), tmp_path / f"{number}c"))
        assert set(processes.below(os.getpid())) <= others
        assert processes.named(f"testigo-browser-{os.getpid()}-") == []

    asyncio.run(run())
