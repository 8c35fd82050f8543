"""A good guest: robots, Retry-After, delay, retries; and every input ends in one verdict."""

from __future__ import annotations

import json
import socket
import time
from collections import Counter
from contextlib import ExitStack
from itertools import pairwise

import pytest
from warcio.archiveiterator import ArchiveIterator

from evidence import clock
from evidence.custody.warc import reader
from tests.conftest import Bench
from tests.servers import RawServer, ok, page

# more than 300 words: a shorter page would be asked for random siblings too
BODY = page("Texto suficiente para una página de verdad. " * 50)

LISTED = b"<html><title>Tablero</title><body><h2>Agua</h2><a href=/a>Informe</a></body></html>"


def _answers(*replies: bytes) -> object:
    """A reply that is another one each time; the last stays."""
    left = list(replies)

    def answer(connection: socket.socket, _: bytes) -> None:
        connection.sendall(left.pop(0) if len(left) > 1 else left[0])

    return answer


def _status(code: int, *headers: bytes) -> bytes:
    return b"\r\n".join(
        [b"HTTP/1.1 %d X" % code, b"Content-Length: 0", b"Connection: close", *headers, b"", b""]
    )


def test_robots_are_obeyed_unless_told_otherwise_and_it_is_recorded(bench: Bench) -> None:
    robots = ok(b"User-agent: testigo\nDisallow: /private\n", media_type=b"text/plain")
    with RawServer({"/robots.txt": robots, "/private/a": ok(BODY), "/b": ok(BODY)}) as server:
        bench.cite(server.url("/private/a"), server.url("/b"))
        assert bench.testigo("run").code == 3
        assert bench.causes() == {
            server.url("/private/a"): "robots",
            server.url("/b"): "first-look",
        }
        assert server.asked["/private/a"] == 0
        obeyed = bench.rows("SELECT config_sha256 FROM runs")
        bench.configure(extra="obey_robots = false\n")
        assert bench.testigo("run", "--only", "all").code == 0
    assert bench.causes()[server.url("/private/a")] == "first-look"
    assert bench.rows("SELECT config_sha256 FROM runs")[-1] not in obeyed


def test_a_short_retry_after_is_waited_for(bench: Bench) -> None:
    times: list[float] = []

    def once(connection: socket.socket, _: bytes) -> None:
        times.append(time.monotonic())
        connection.sendall(_status(503, b"Retry-After: 1") if len(times) == 1 else ok(BODY))

    with RawServer({"/a": once}) as server:
        bench.cite(server.url("/a"))
        assert bench.testigo("run").code == 0
    assert len(times) == 2
    assert times[1] - times[0] >= 0.95


def test_a_host_that_asks_for_an_hour_is_left_alone(bench: Bench) -> None:
    bench.configure(extra="per_host = 1\n")
    paths = [f"/{n}" for n in range(6)]
    with RawServer({path: _status(429, b"Retry-After: 3600") for path in paths}) as server:
        bench.cite(*(server.url(path) for path in paths))
        done = bench.testigo("run")
    assert done.code == 3
    assert sum(server.asked[path] for path in paths) == 1
    assert set(bench.causes().values()) == {"rate-limited"}


def test_a_retry_after_that_is_no_number_stops_nobody(bench: Bench) -> None:
    """0xB2 is a ² in the header: a digit to Python, and no number."""
    odd = _status(503, b"Retry-After: \xb2")
    with RawServer(
        {"/a": _answers(odd, ok(BODY)), "/b": odd, "/": _answers(odd, ok(LISTED))}
    ) as server:
        bench.cite(server.url("/a"), server.url("/b"))
        done = bench.testigo("add", server.url("/"), "--kind", "board")
        assert "taken back" not in done.err, done.err
        assert bench.rows("SELECT COUNT(*) AS n FROM board_entries") == [{"n": 1}]
        bench.testigo("run", "--only", "all")
        causes = bench.causes()
    assert causes[server.url("/a")] == "first-look"
    assert causes[server.url("/b")] == "server-error"


def test_passing_server_errors_are_asked_twice(bench: Bench) -> None:
    with RawServer(
        {"/passing": _answers(_status(502), ok(BODY)), "/lasting": _status(500)}
    ) as server:
        bench.cite(server.url("/passing"), server.url("/lasting"))
        bench.testigo("run")
    assert bench.causes() == {
        server.url("/passing"): "first-look",
        server.url("/lasting"): "server-error",
    }
    assert server.asked == Counter({"/robots.txt": 1, "/passing": 2, "/lasting": 2})


BEGUN = b"HTTP/1.1 200 OK\r\nServer: nginx\r\nContent-Ty"


def test_what_came_of_an_answer_that_broke_off_is_kept_and_is_no_page(bench: Bench) -> None:
    replies = {
        "/once": _answers(BEGUN, ok(BODY)),
        "/always": _answers(BEGUN),
        "/noise": _answers(b"\x16\x03\x01 no answer at all"),
        "/endless": _answers(b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 20_000),
    }
    with RawServer(replies) as server:
        bench.cite(*map(server.url, replies))
        for _ in range(2):
            bench.testigo("run", "--only", "all")
        causes = {url.rpartition("/")[2]: cause for url, cause in bench.causes().items()}
    assert causes == {
        "once": "identical",
        "always": "protocol",
        "noise": "protocol",
        "endless": "protocol",
    }
    kept = bench.rows("SELECT * FROM captures WHERE status = 0")
    parts = [row["url"].rpartition("/")[2] for row in kept]
    assert Counter(parts) == {"once": 1, "always": 4, "endless": 4}
    assert {row["truncated"] for row in kept} == {"disconnect", "length"}
    assert sum(row["length"] for row in kept) < 20_000
    named = " ".join(row["captures_json"] or "" for row in bench.rows("SELECT * FROM checks"))
    assert all(row["id"] in named for row in kept)
    bases = bench.rows("SELECT capture_id, baseline_id FROM checks")
    assert not {row["id"] for row in kept} & {one for row in bases for one in row.values()}
    index = (bench.folder.index).read_text("utf-8")
    assert "/always" not in index
    assert index.count("/once") == 2  # its address, as key and as it is
    done = bench.testigo("verify")
    assert done.code == 0, done.out
    for path in bench.folder.warc.glob("*.warc.gz"):
        with path.open("rb") as stream:  # other readers go through it to its end
            assert len([record.rec_type for record in ArchiveIterator(stream)]) > 4
    package = bench.path.parent / "x.wacz"
    assert bench.testigo("export", "--wacz", str(package)).code == 0
    done = bench.testigo("verify", str(package))
    assert done.code == 0, done.out


def test_answers_that_were_asked_for_again_are_kept_with_the_look(bench: Bench) -> None:
    hop = _status(302, b"Location: /passing")
    replies = {
        "/hop": hop,
        "/passing": _answers(_status(502, b"X-Try: first"), ok(BODY)),
        "/lasting": _status(500),
        "/closing": _answers(_status(503, b"X-Try: only"), b""),
    }
    with RawServer(replies) as server:
        bench.cite(*(server.url(path) for path in ("/hop", "/lasting", "/closing")))
        bench.testigo("run")
    kept = {row["id"]: row for row in bench.rows("SELECT * FROM captures")}
    looks = {
        row["url"].rpartition("/")[2]: row
        for row in bench.rows("SELECT k.*, u.url FROM checks k JOIN urls u ON u.id = k.url_id")
    }
    statuses = {
        name: [kept[capture]["status"] for capture in json.loads(look["captures_json"])]
        for name, look in looks.items()
    }
    assert statuses == {"hop": [302, 502, 200], "lasting": [500, 500], "closing": [503]}
    assert kept[looks["hop"]["capture_id"]]["status"] == 200, "judged by the last"
    assert looks["closing"]["capture_id"] is None
    first = kept[json.loads(looks["hop"]["captures_json"])[1]]
    assert b"X-Try: first" in reader.read_at(bench.path, first["warc"], first["offset"]).block
    assert bench.testigo("verify").code == 0
    assert bench.testigo("init", "--key").code == 0
    package = bench.path.parent / "tries.wacz"
    assert bench.testigo("export", "--wacz", str(package)).code == 0
    assert bench.testigo("verify", str(package)).code == 0


def test_requests_to_one_host_keep_their_distance(bench: Bench) -> None:
    paths = [f"/{n}" for n in range(5)]
    with RawServer({path: ok(BODY) for path in paths}) as server:
        bench.cite(*(server.url(path) for path in paths))
        config = bench.folder.config.read_text("utf-8").replace("delay = 0.0", "delay = 0.25")
        bench.folder.config.write_text(config, "utf-8")
        bench.testigo("run")
    # by our own clock: a loaded machine may hand two requests to the server's threads at once
    times = [
        clock.parse(row["captured_at"]).timestamp() for row in bench.rows("SELECT * FROM captures")
    ]
    gaps = [later - earlier for earlier, later in pairwise(sorted(times))]
    assert len(gaps) == 4
    assert min(gaps) > 0.2


def test_redirects_that_collide_are_all_judged(bench: Bench) -> None:
    """Two citations that end at one address, and one of that address itself: three verdicts."""
    hop = b"HTTP/1.1 301 X\r\nLocation: /end\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    with RawServer({"/a": hop, "/b": hop, "/end": ok(BODY)}) as server:
        urls = [server.url(path) for path in ("/a", "/b", "/end", "/a?x", "/a#part")]
        bench.cite(*urls)
        bench.testigo("run")
    assert set(bench.causes()) == set(urls)
    (run,) = bench.rows("SELECT * FROM runs")
    assert run["due"] == len(urls)
    assert run["state"] == "finished"


def test_a_site_that_sets_a_cookie_and_redirects_to_itself_is_alive(bench: Bench) -> None:
    def door(connection: socket.socket, request: bytes) -> None:
        if b"Cookie: pass=1" in request:
            connection.sendall(ok(BODY))
        else:
            connection.sendall(_status(302, b"Location: /a", b"Set-Cookie: pass=1; Path=/"))

    with RawServer({"/a": door}) as server:
        bench.cite(server.url("/a"))
        assert bench.testigo("run").code == 0
    assert bench.causes() == {server.url("/a"): "first-look"}


@pytest.mark.parametrize("status", [200, 403, 503])
@pytest.mark.parametrize("again", [b"0", b"3; url=/a"])
def test_a_page_that_sets_a_cookie_and_loads_itself_again_is_looked_at_again(
    bench: Bench, status: int, again: bytes
) -> None:
    """How shields and session starts ask for a cookie before they show the page."""

    def door(connection: socket.socket, request: bytes) -> None:
        if b"Cookie: pass=1" in request:
            connection.sendall(ok(BODY))
        else:
            refresh = b"Refresh: " + again
            connection.sendall(_status(status, refresh, b'Set-Cookie: pass=1; Version=1; Path="/"'))

    with RawServer({"/a": door}) as server:
        bench.cite(server.url("/a"))
        assert bench.testigo("run").code == 0
    assert bench.causes() == {server.url("/a"): "first-look"}


def test_a_page_that_loads_itself_again_without_end_is_asked_for_as_often_as_its_cookies_change(
    bench: Bench,
) -> None:
    def door(connection: socket.socket, _: bytes) -> None:
        body = b"<meta http-equiv=refresh content=30><p>" + BODY
        connection.sendall(ok(body).replace(b"\r\n", b"\r\nSet-Cookie: s=1\r\n", 1))

    with RawServer({"/a": door}) as server:
        bench.cite(server.url("/a"))
        assert bench.testigo("run").code == 0
        assert server.asked["/a"] <= 2
    assert bench.causes() == {server.url("/a"): "first-look"}


def test_a_page_that_only_forwards_is_a_hop(bench: Bench) -> None:
    forward = b'<html><head><meta http-equiv="Refresh" content="0; url=/end"></head><body>Un momento</body></html>'
    with RawServer({"/a": ok(forward), "/end": ok(BODY)}) as server:
        bench.cite(server.url("/a"))
        bench.testigo("run")
    (check,) = bench.rows("SELECT * FROM checks")
    assert check["final_url"] == server.url("/end")
    assert '"status":0' in check["redirects_json"]


def test_dead_names_do_not_make_live_pages_time_out(bench: Bench) -> None:
    """40 names that never resolve among 40 live hosts: every live page is seen."""
    bench.configure(timeout=5)
    # of fewer domains than an outage of ours would take, whatever the order of the looks
    dead = [f"http://dead-{n}.gone-{n % 9}.invalid/x" for n in range(40)]
    with ExitStack() as stack:
        # a page of its own each: one page from many hosts would be a captive portal
        pages = [ok(page(f"Sitio {n} con su propio texto. " * 80)) for n in range(40)]
        live = [stack.enter_context(RawServer({"/a": own})).url("/a") for own in pages]
        bench.cite(*(url for pair in zip(live, dead, strict=True) for url in pair))
        done = bench.testigo("run")
    assert "taken back" not in done.err, done.err
    causes = bench.causes()
    assert {causes[url] for url in live} == {"first-look"}
    assert {causes[url] for url in dead} <= {"domain-gone", "dns"}


def test_robots_redirects_and_errors_as_the_rfc_says(bench: Bench) -> None:
    shut = ok(b"User-agent: *\nDisallow: /\n", media_type=b"text/plain")
    moved = b"HTTP/1.1 301 X\r\nLocation: /rules\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    denial = b"HTTP/1.1 404 X\r\nContent-Length: 26\r\nConnection: close\r\n\r\nUser-agent: *\nDisallow: /\n"
    replies = {"redirected": {"/robots.txt": moved, "/rules": shut}, "absent": {"/robots.txt": denial},
               "failing": {"/robots.txt": _status(503)}}  # fmt: skip
    causes = {}
    for name, extra in replies.items():
        with RawServer({"/a": ok(BODY), **extra}) as server:
            bench.testigo("check", server.url("/a"))
            causes[name] = bench.causes()[server.url("/a")]
    assert causes == {"redirected": "robots", "absent": "first-look", "failing": "robots"}
