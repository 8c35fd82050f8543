"""A real Wayback (pywb) replays what we keep, by our own index, with the same bytes.

pywb is GPL and pins old libraries, so it lives in a venv of its own (``make pywb``); without that venv
the test is skipped and says so.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from evidence.custody import http, reader
from tests.conftest import ROOT, Bench

if TYPE_CHECKING:
    from collections.abc import Iterator

    from testigo.demo.world import World

WAYBACK = Path(os.environ.get("TESTIGO_PYWB", ROOT / ".venv-pywb")) / "bin" / "wayback"
pytestmark = pytest.mark.skipif(not WAYBACK.exists(), reason="pywb is not installed here: make pywb")

CONFIG = "framed_replay: false\nenable_memento: true\nredirect_to_exact: false\n"


@pytest.fixture(params=["folder", "package"])
def wayback(request: pytest.FixtureRequest, bench: Bench, world: World, tmp_path: Path) -> Iterator[str]:
    """Two nights of the demo world, served by pywb from the folder's own files and from a WACZ package;
    yields its address."""
    bench.cite(*world.urls.values())
    assert bench.testigo("init", "--key").code == 0
    for world.night in (1, 2):
        bench.testigo("run", "--only", "all")
    collection = tmp_path / "pywb" / "collections" / "web"
    for room in ("archive", "indexes"):
        (collection / room).mkdir(parents=True)
    if request.param == "package":
        wacz = tmp_path / "evidence.wacz"
        assert bench.testigo("export", "--wacz", str(wacz)).code == 0
        manage = [WAYBACK.with_name("wb-manager"), "add", "--unpack-wacz", "web", wacz]
        subprocess.run(manage, cwd=tmp_path / "pywb", capture_output=True, check=True)
    else:
        for warc in bench.folder.warc.glob("*.warc.gz"):
            shutil.copy(warc, collection / "archive")
        shutil.copy(bench.folder.index, collection / "indexes")
    (tmp_path / "pywb" / "config.yaml").write_text(CONFIG)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [WAYBACK, "-b", "127.0.0.1", "-p", str(port)],
        cwd=tmp_path / "pywb", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait(port, process)
        yield f"http://127.0.0.1:{port}/web"
    finally:
        process.terminate()
        process.wait()


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 60
    while True:
        assert process.poll() is None, "pywb did not start"
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            assert time.monotonic() < end
            time.sleep(0.1)
        else:
            return


def _replay(address: str) -> tuple[int, bytes, Any]:
    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_: Any) -> None:
            return None

    try:
        with urllib.request.build_opener(Stay).open(address, timeout=30) as answer:
            return answer.status, answer.read(), answer.headers
    except urllib.error.HTTPError as error:
        return error.code, error.read(), error.headers


def test_every_capture_opens_with_the_same_bytes(bench: Bench, wayback: str) -> None:
    rows = bench.rows("SELECT * FROM captures WHERE status != 304 ORDER BY captured_at")
    assert {row["record_type"] for row in rows} == {"response", "revisit"}
    for row in rows:
        body = bench.rows("SELECT * FROM captures WHERE id = ?", row["refers_to"] or row["id"])[0]
        message = http.parse(reader.read_at(bench.path, body["warc"], body["offset"]).block)
        digits = "".join(sign for sign in row["captured_at"] if sign.isdigit())[:14]
        status, payload, headers = _replay(f"{wayback}/{digits}id_/{row['url']}")
        assert status == row["status"], row["url"]
        assert payload == message.payload, row["url"]
        assert headers["Memento-Datetime"], row["url"]
