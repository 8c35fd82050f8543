"""One page as a person sees it: what is kept of it, and what becomes of it when something dies."""

from __future__ import annotations

import asyncio
import hashlib
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

from crawler.browser import processes
from crawler.browser.model import BrowserFailed, Job, Picture, Rendered, Settled, Why
from crawler.browser.pool import Browser, available
from tests.commands import ROOT
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


SANDBOXED = """
import asyncio, sys
from pathlib import Path
from crawler.browser.model import Job
from crawler.browser.pool import Browser

async def run():
    async with Browser(at_once=1) as browser:
        return await browser.open(Job(sys.argv[1], Path(sys.argv[2]), "testigo", allow_private=True, timeout=30))

print(asyncio.run(run()).sandboxed)
"""
AS_NOBODY = (
    "setpriv --reuid=65534 --regid=65534 --clear-groups "
    # what the tests run with may lie where root alone reads
    "--inh-caps=+dac_read_search --ambient-caps=+dac_read_search"
).split()


def _sandboxed(server: RawServer, *prefix: str) -> subprocess.CompletedProcess[str]:
    # not below a folder of this process, which may be closed to others
    with TemporaryDirectory(prefix="k-", dir="/tmp") as place:
        Path(place).chmod(0o777)
        return subprocess.run(
            [*prefix, sys.executable, "-B", "-c", SANDBOXED, server.url("/"), place],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), "HOME": place, "TMPDIR": place},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )


def test_the_sandbox_is_on_and_as_root_it_is_said_that_it_is_off(server: RawServer) -> None:
    assert _sandboxed(server).stdout.strip() == str(os.geteuid() != 0)


@pytest.mark.skipif(
    os.geteuid() != 0 or shutil.which("setpriv") is None,
    reason="not root, so that the test before shows it, or no setpriv (util-linux) to be somebody else",
)
def test_for_another_user_than_root_the_sandbox_is_on(server: RawServer) -> None:
    done = _sandboxed(server, *AS_NOBODY)
    if "setpriv" in done.stderr:
        pytest.skip(f"nobody else can be had here: {done.stderr.strip()}")
    assert done.stdout.strip() == "True", done.stderr
