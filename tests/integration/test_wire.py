"""What goes over the wire is what is kept: exact bytes, limits, failures by stage."""

from __future__ import annotations

import gzip
import socket
import struct
import threading
import time
from pathlib import Path

import pytest
import trustme

from evidence.custody.warc import http, reader
from tests.conftest import Bench
from tests.servers import RawServer, ok, page

# more than 300 words: a shorter page would be asked for random siblings too
LONG = page("Un texto que cualquiera puede leer y citar. " * 40)


def _record(bench: Bench, url: str) -> reader.Record:
    row = bench.rows("SELECT * FROM captures WHERE url = ? ORDER BY captured_at DESC", url)[0]
    return reader.read_at(bench.path, row["warc"], row["offset"])


ODD = (
    b"HTTP/1.1 200 Muy  bien\r\ncontent-TYPE:   text/html\r\nX-Odd: \xe9\xff  two  spaces\r\nno colon here\r\n"
    b"Set-Cookie: a=1\r\nSet-Cookie: b=2\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    b"%x;name=value\r\n%s\r\n%x\r\n%s\r\n0\r\nX-Trailer: 1\r\n\r\n"
    % (40, LONG[:40], len(LONG) - 40, LONG[40:])
)


def test_odd_headers_chunks_and_trailers_are_kept_to_the_byte(bench: Bench) -> None:
    with RawServer({"/odd": ODD}) as server:
        bench.cite(server.url("/odd"))
        assert bench.testigo("run").code == 0
    record = _record(bench, server.url("/odd"))
    # the trailer section ends the message; what Twisted leaves unread is still on our tee
    assert record.block == ODD
    assert http.parse(record.block).payload == LONG
    assert record.headers["warc-ip-address"] == "127.0.0.1"


def test_the_request_is_kept_as_it_was_sent(bench: Bench) -> None:
    with RawServer({"/a": ok(LONG)}) as server:
        bench.cite(server.url("/a"))
        bench.testigo("run")
    (warc,) = bench.folder.warc.glob("*.warc.gz")
    kept = [r.block for r in reader.records(warc, "x") if r.kind == "request"]
    assert kept == [request for request in server.heard if b"/robots.txt" not in request]
    assert b"User-Agent: Testigo/" in kept[0]
    assert b"(tests@example.org)" in kept[0]


def test_compressed_bodies_are_kept_compressed_and_read_decompressed(bench: Bench) -> None:
    packed = gzip.compress(LONG)
    with RawServer({"/gz": ok(packed, b"Content-Encoding: gzip")}) as server:
        bench.cite(server.url("/gz"))
        bench.testigo("run")
    assert http.parse(_record(bench, server.url("/gz")).block).payload == packed
    assert bench.rows("SELECT text_sha256 FROM captures")[0]["text_sha256"]


def test_a_body_beyond_the_limit_is_cut_and_says_so(bench: Bench) -> None:
    def endless(connection: socket.socket, _: bytes) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + LONG)
        while True:
            connection.sendall(b"<p>more</p>" * 1000)

    bench.configure(extra="max_body = 200000\n")
    with RawServer({"/endless": endless}) as server:
        bench.cite(server.url("/endless"))
        assert bench.testigo("run").code == 0
    (row,) = bench.rows("SELECT * FROM captures")
    assert row["truncated"] == "length"
    assert 200_000 <= row["payload_bytes"] < 600_000
    assert _record(bench, server.url("/endless")).headers["warc-truncated"] == "length"


def test_a_decompression_bomb_costs_the_limit_and_no_more(bench: Bench) -> None:
    bomb = gzip.compress(b"<p>" + b"a " * 100_000_000)
    bench.configure(extra="max_body = 1000000\n")
    with RawServer({"/bomb": ok(bomb, b"Content-Encoding: gzip")}) as server:
        bench.cite(server.url("/bomb"))
        done = bench.testigo("run")
    assert done.code in (0, 3)
    assert bench.causes()


def _half(connection: socket.socket, _: bytes) -> None:
    connection.sendall(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\n" + LONG[:300]
    )


def _silent(connection: socket.socket, _: bytes) -> None:
    connection.recv(1)


def _stalls(connection: socket.socket, _: bytes) -> None:
    connection.sendall(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\n" + LONG[:300]
    )
    connection.recv(1)


@pytest.mark.parametrize(
    ("reply", "cause"),
    [
        (b"", "protocol"),
        (b"SSH-2.0-OpenSSH_9.2\r\n", "protocol"),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n", "protocol"),
        (_half, "protocol"),
        (_silent, "timeout"),
        (_stalls, "timeout"),
    ],
    ids=["closes", "no-http", "half-head", "half-body", "silent", "stalls"],
)
def test_broken_answers_are_unreachable_and_never_missing(
    bench: Bench, reply: object, cause: str
) -> None:
    bench.configure(timeout=1.5 if cause == "timeout" else 30.0)
    with RawServer({"/x": reply, "/fine": ok(LONG)}) as server:
        bench.cite(server.url("/x"), server.url("/fine"))
        done = bench.testigo("run")
    assert bench.causes() == {server.url("/x"): cause, server.url("/fine"): "first-look"}
    assert done.code == 3


def test_half_a_body_is_kept_as_evidence_and_marked(bench: Bench) -> None:
    with RawServer({"/half": _half}) as server:
        bench.cite(server.url("/half"))
        bench.testigo("run")
    row = bench.rows("SELECT * FROM captures")[-1]
    assert row["truncated"] == "disconnect"
    assert http.parse(_record(bench, server.url("/half")).block).payload == LONG[:300]


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def test_a_bad_certificate_is_a_finding_and_the_page_is_kept(
    bench: Bench, authority: trustme.CA
) -> None:
    import ssl

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with RawServer({"/a": ok(LONG)}, tls=context) as server:
        done = bench.testigo("check", server.url("/a"), "--format", "json")
    assert done.code == 3, done.err
    (check,) = bench.rows("SELECT * FROM checks")
    assert (check["verdict"], check["cause"], check["status"]) == ("unreachable", "tls", 200)
    assert "certificate" in check["tls_problem"]
    assert http.parse(_record(bench, server.url("/a")).block).payload == LONG


@pytest.mark.parametrize(("name", "problem"), [("127.0.0.1", None), ("other.example", "127.0.0.1")])
def test_a_good_certificate_is_good_only_for_its_name(
    bench: Bench, authority: trustme.CA, tmp_path: Path, name: str, problem: str | None
) -> None:
    import ssl

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    trusted = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(trusted))
    with RawServer({"/a": ok(LONG)}, tls=context) as server:
        bench.testigo("check", server.url("/a"), SSL_CERT_FILE=str(trusted))
    (check,) = bench.rows("SELECT * FROM checks")
    if problem is None:
        assert (check["verdict"], check["tls_problem"]) == ("alive", None)
    else:
        assert check["cause"] == "tls"
        assert problem in check["tls_problem"]


@pytest.mark.parametrize(
    ("headers", "reset", "truncated"),
    [
        (b"", False, None),
        (b"Content-Length: 99999\r\n", False, "disconnect"),
        (b"", True, "disconnect"),
    ],
    ids=["no-length", "short", "reset"],
)
def test_tls_that_ends_without_a_word_ends_like_any_connection(
    bench: Bench,
    authority: trustme.CA,
    tmp_path: Path,
    headers: bytes,
    reset: bool,
    truncated: str | None,
) -> None:
    """Many servers close without ``close_notify``; browsers show their pages."""
    import ssl

    def answer(connection: socket.socket, _: bytes) -> None:
        head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
        connection.sendall(head + headers + b"\r\n" + b"<html><p>" + b"palabra " * 400)
        if reset:
            time.sleep(0.2)  # what was sent must be there before the reset takes it back
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    trusted = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(trusted))
    with RawServer({"/a": answer}, tls=context) as server:
        bench.testigo("check", server.url("/a"), SSL_CERT_FILE=str(trusted))
    (check,) = bench.rows(
        "SELECT k.verdict, c.truncated FROM checks k JOIN captures c ON c.id = k.capture_id"
    )
    assert (check["verdict"], check["truncated"]) == ("alive", truncated)


def test_a_port_that_speaks_no_tls_is_unreachable(bench: Bench) -> None:
    with RawServer({}) as server:
        bench.testigo("check", server.url("/").replace("http:", "https:"))
    (check,) = bench.rows("SELECT * FROM checks")
    assert (check["verdict"], check["cause"]) == ("unreachable", "tls")


def test_many_connections_to_one_server_are_used_again(bench: Bench) -> None:
    """Kept-alive connections carry several exchanges, each kept apart."""
    opened: list[int] = []
    lock = threading.Lock()

    def talk(connection: socket.socket, request: bytes) -> None:
        with lock:
            opened.append(1)
        while request:
            name = request.split(b" ", 2)[1]
            body = page(f"Página {name.decode()} con su propio texto. " * 20)
            connection.sendall(
                b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s"
                % (len(body), body)
            )
            request = connection.recv(65536)

    paths = [f"/{n}" for n in range(12)]
    with RawServer(dict.fromkeys(paths, talk)) as server:
        bench.cite(*(server.url(path) for path in paths))
        assert bench.testigo("run").code == 0
    assert len(opened) < len(paths)
    for path in paths:
        assert f"Página {path} ".encode() in _record(bench, server.url(path)).block
    assert bench.testigo("verify").code == 0
