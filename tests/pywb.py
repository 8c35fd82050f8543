"""A real Wayback (pywb) on loopback, and a stand-in in front of it that speaks what pywb does not.

pywb is GPL and pins old libraries, so it lives in a venv of its own (``make pywb``); without that
venv the tests that need it are skipped and say so.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.request
import uuid
from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import parse_qs, quote, urljoin, urlsplit

import pytest

from evidence.custody.warc.writer import WarcFile, digest
from tests.commands import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.conftest import Bench

WAYBACK = Path(os.environ.get("TESTIGO_PYWB", ROOT / ".venv-pywb")) / "bin" / "wayback"
needs_pywb = pytest.mark.skipif(
    not WAYBACK.exists(), reason="pywb is not installed here: make pywb"
)
RECORDING = (
    "framed_replay: false\nenable_memento: true\nredirect_to_exact: true\n"
    "collections:\n  live: $live\nrecorder:\n  source_coll: live\n"
)


@contextmanager
def serve(place: Path, config: str, *options: str) -> Iterator[int]:
    """pywb over ``place/collections``; yields its port."""
    (place / "config.yaml").write_text(config)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    process = subprocess.Popen(
        [WAYBACK, "-b", "127.0.0.1", "-p", str(port), *options],
        cwd=place, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait(lambda: _listens(port, process), 60)
        yield port
    finally:
        process.terminate()
        process.wait()


def collection(bench: Bench, place: Path, *, packed: bool) -> None:
    """Put a folder's evidence under ``place/pywb`` for :func:`serve`, as collection ``web``: its own
    files and index, or a WACZ package of it."""
    rooms = place / "pywb" / "collections" / "web"
    for room in ("archive", "indexes"):
        (rooms / room).mkdir(parents=True)
    if packed:
        wacz = place / "evidence.wacz"
        assert bench.testigo("export", "--wacz", str(wacz)).code == 0
        manage = [WAYBACK.with_name("wb-manager"), "add", "--unpack-wacz", "web", wacz]
        subprocess.run(manage, cwd=place / "pywb", capture_output=True, check=True)
        return
    for warc in bench.folder.warc.glob("*.warc.gz"):
        shutil.copy(warc, rooms / "archive")
    shutil.copy(bench.folder.index, rooms / "indexes")


def wait(come: Callable[[], Any], seconds: float = 60) -> Any:
    """The first true answer of ``come``."""
    end = time.monotonic() + seconds
    while not (answer := come()):
        assert time.monotonic() < end, "it never came"
        time.sleep(0.1)
    return answer


def _listens(port: int, process: subprocess.Popen[bytes]) -> bool:
    assert process.poll() is None, "pywb did not start"
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


def get(address: str) -> tuple[int, bytes, Any]:
    """Status, body and headers of ``address``; redirects are not followed."""
    try:
        with urllib.request.build_opener(_Stay).open(address, timeout=30) as answer:
            return answer.status, answer.read(), answer.headers
    except urllib.error.HTTPError as error:
        return error.code, error.read(), error.headers


@dataclass
class Asked:
    """One request that the stand-in got."""

    method: str
    path: str
    form: dict[str, Any] = field(default_factory=dict)
    authorization: str = ""


class Service:
    """An archive's API on loopback, that writes down what it was asked.

    ``trouble`` maps the start of a path to answers that are given first: ``(status, headers,
    body)``, or a function that gets the handler.
    """

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.trouble: dict[str, deque[Any]] = {}
        self._server = _Server(self)
        self.base = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        ).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def fail(self, path: str, *answers: Any) -> None:
        self.trouble.setdefault(path, deque()).extend(answers)

    def paths(self, start: str) -> list[str]:
        return [asked.path for asked in self.asked if asked.path.startswith(start)]

    def answer(self, handler: _Handler, method: str) -> None:
        path, form = handler.path, {}
        if method == "POST":
            raw = handler.rfile.read(int(handler.headers["Content-Length"])).decode()
            is_json = "json" in handler.headers["Content-Type"]
            form = json.loads(raw) if is_json else {n: v[0] for n, v in parse_qs(raw).items()}
        authorization = handler.headers["Authorization"] or ""
        self.asked.append(Asked(method, path, form, authorization))
        for start, answers in self.trouble.items():
            if path.startswith(start) and answers:
                answer = answers.popleft()
                if callable(answer):
                    answer(handler)
                else:
                    handler.send(*answer)
                return
        self.reply(handler, path, form, authorization)

    def reply(self, handler: _Handler, path: str, form: dict[str, Any], authorization: str) -> None:
        raise NotImplementedError


class StandIn(Service):
    """Save Page Now 2 and the index as published, in front of a pywb that has a collection ``web``.

    A save captures for real, through pywb's recorder.
    """

    def __init__(self, pywb: int, place: Path) -> None:
        super().__init__()
        self.jobs: dict[str, dict[str, Any]] = {}
        self.pending_polls = 1
        """how often a job says pending"""
        self._pywb = f"http://127.0.0.1:{pywb}"
        self._place = place
        self._archive = place / "collections" / "web" / "archive"
        self._indexing = threading.Lock()

    def captured(self, url: str, *captures: tuple[str, bytes] | tuple[str, bytes, str]) -> None:
        """Put captures of the past into the archive: 14 digits, body, and status if it is not 200
        (further header lines may follow it)."""
        name = f"past-{uuid.uuid4()}.warc.gz"
        file = WarcFile(self._archive, name)
        for d, body, *status in captures:
            head = (
                f"HTTP/1.1 {status[0] if status else '200 OK'}\r\nContent-Type: text/html; charset=utf-8\r\n"
                f"Content-Length: {len(body)}\r\n\r\n"
            )
            headers = [
                ("WARC-Date", f"{d[:4]}-{d[4:6]}-{d[6:8]}T{d[8:10]}:{d[10:12]}:{d[12:14]}Z"),
                ("WARC-Target-URI", url),
                ("Content-Type", "application/http;msgtype=response"),
                ("WARC-Payload-Digest", digest(body)),
            ]
            file.write("response", headers, head.encode() + body)
        file.close()
        self._add_to_index(self._archive / name)
        assert all(capture[0] in self.index(url) for capture in captures)

    def _add_to_index(self, *files: Path) -> None:
        """What pywb's own indexer (``wayback -a``) would do in time: that one ends for good when it
        meets half a record, and never sees a file that came while it wrote its index. Here half a
        record leaves the index as it was."""
        manage = [WAYBACK.with_name("wb-manager"), "index", "web", *files]
        with self._indexing:
            subprocess.run(manage, cwd=self._place, capture_output=True, check=False)

    def index(self, url: str, since: str = "") -> str:
        fields = "urlkey,timestamp,url,mime,status,digest,length"
        address = (
            f"{self._pywb}/web/cdx?url={quote(url, safe='')}&output=text&fl={fields}&from={since}"
        )
        return get(address)[1].decode()

    def save(self, url: str) -> str:
        """Capture ``url`` now and, as its browser would, where it redirects to; returns its 14
        digits."""
        status, _, headers = get(f"{self._pywb}/web/record/id_/{url}")
        digits: str = headers["Content-Location"].split("/web/record/")[1][:14]
        if 300 <= status < 400:
            self.save(urljoin(url, headers["Location"]))
        wait(lambda: self._add_to_index(*self._archive.iterdir()) or digits in self.index(url))
        return digits

    def reply(self, handler: _Handler, path: str, form: dict[str, Any], authorization: str) -> None:
        if path.startswith("/cdx/"):
            query = parse_qs(urlsplit(path).query)
            text = self.index(query["url"][0], query.get("from", [""])[0])
            handler.send(200, {"Content-Type": "text/plain"}, text.encode())
        elif path.startswith("/web/"):
            status, body, received = get(self._pywb + path)
            kept = {
                n: v
                for n, v in received.items()
                if n.lower() not in ("content-length", "transfer-encoding")
            }
            handler.send(status, kept, body)
        else:
            handler.json(self._spn(path, form, authorization))

    def _spn(
        self, path: str, form: dict[str, Any], authorization: str
    ) -> tuple[int, dict[str, Any]]:
        if authorization != "LOW access:secret":
            return 401, {"message": "You need to be logged in to use Save Page Now."}
        if path == "/save/status/user" or path.startswith("/save/status/user?"):
            return 200, {
                "available": 3,
                "processing": 0,
                "daily_captures": 1,
                "daily_captures_limit": 30000,
            }
        if path.startswith("/save/status/"):
            job = self.jobs[path.rsplit("/", 1)[1]]
            job["polls"] += 1
            if job["polls"] <= self.pending_polls:
                return 200, {"status": "pending", "job_id": job["id"], "resources": []}
            stamp = job.setdefault("timestamp", "") or self.save(job["url"])
            job["timestamp"] = stamp
            return 200, {
                "status": "success",
                "job_id": job["id"],
                "original_url": job["url"],
                "timestamp": stamp,
            }
        identifier = f"spn2-{len(self.jobs):040x}"
        self.jobs[identifier] = {"id": identifier, "url": form["url"], "polls": 0}
        return 200, {"url": form["url"], "job_id": identifier}


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, stand_in: Service) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.stand_in = stand_in

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is part of the tests."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """No log."""

    def do_GET(self) -> None:
        self.server.stand_in.answer(self, "GET")

    def do_POST(self) -> None:
        self.server.stand_in.answer(self, "POST")

    def json(self, answer: tuple[int, dict[str, Any]]) -> None:
        self.send(answer[0], {"Content-Type": "application/json"}, json.dumps(answer[1]).encode())

    def send(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response_only(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
