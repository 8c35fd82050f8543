"""The Wayback client against every answer that the service is known to give, one by one; no pywb
needed."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any

import pytest

from crawler.archives import client as wire
from crawler.archives.client import Client
from crawler.archives.model import Copy, Progress, Quota
from crawler.archives.pace import Pace
from crawler.archives.problems import ArchiveProblem, Fault
from crawler.archives.wayback import Wayback
from tests.pywb import StandIn
from tests.servers import Listener

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

URL = "https://www.gob.mx/doc?id=1"
AT = datetime(2018, 4, 20, 12, tzinfo=UTC)
HTML = {"Content-Type": "text/html"}
JSON = {"Content-Type": "application/json"}
LINE = (
    "mx,gob)/doc?id=1 20180420120000 https://www.gob.mx/doc?id=1 text/html 200 "
    + "A" * 32
    + " 415\n"
)


@pytest.fixture
def service(tmp_path: Path) -> Iterator[StandIn]:
    with StandIn(0, tmp_path) as stand_in:
        yield stand_in


def made(service: StandIn, per_minute: float = 60_000, max_body: int = 100_000) -> Wayback:
    client = Client("Testigo tests", Pace(per_minute), max_body, ("access", "secret"))
    return Wayback(client, Pace(per_minute), service.base, ("access", "secret"), 100)


def copy(service: StandIn) -> Copy:
    return Copy(URL, f"{service.base}/web/20180420120000/{URL}", AT)


def problem(call: Callable[[], Any]) -> ArchiveProblem:
    with pytest.raises(ArchiveProblem) as caught:
        call()
    return caught.value


def said(answer: dict[str, Any]) -> tuple[int, dict[str, str], bytes]:
    return 200, JSON, json.dumps(answer).encode()


def hang(_: Any) -> None:
    time.sleep(1.5)


def test_only_an_empty_index_is_empty(service: StandIn) -> None:
    service.fail("/cdx", (200, {}, b""), (200, {}, LINE.encode()))
    wayback = made(service)
    assert wayback.captures(URL) == []
    (listed,) = wayback.captures(URL)
    assert (listed.at, listed.status, listed.url) == (AT, 200, URL)
    assert service.paths("/cdx")[0].startswith("/cdx/search/cdx?")


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        ((403, HTML, b"no\n"), Fault.STRANGE),
        ((404, HTML, b"no\n"), Fault.STRANGE),
        ((429, {}, b"slow down\n"), Fault.BACK_OFF),
        ((503, HTML, b"busy\n"), Fault.UNKNOWN),
        ((302, {"Location": "/login"}, b""), Fault.STRANGE),
        ((200, HTML, b"<html>\n<p>We are down for maintenance.\n</html>\n"), Fault.UNKNOWN),
        ((200, {}, b"[]"), Fault.UNKNOWN),
        (
            (
                403,
                {},
                b"org.archive.util.io.RuntimeIOException: AdministrativeAccessControlException",
            ),
            Fault.PERMANENT,
        ),
        (hang, Fault.UNKNOWN),
    ],
)
def test_an_error_is_never_an_empty_index(
    service: StandIn, answer: Any, fault: Fault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "READ", 0.5)
    service.fail("/cdx", answer)
    assert problem(lambda: made(service).captures(URL)).fault is fault


def test_nobody_there_is_not_an_empty_index_either() -> None:
    client = Client("Testigo tests", Pace(60_000), 1000)
    wayback = Wayback(client, Pace(60_000), "http://127.0.0.1:9", None, 100)
    assert problem(lambda: wayback.captures(URL)).fault is Fault.TRANSIENT


def test_a_long_index_is_read_by_its_resume_key(service: StandIn) -> None:
    second = LINE.replace("2018", "2019", 1)
    service.fail(
        "/cdx", (200, {}, f"{LINE}\nmx,gob)/doc%3Fid 2018\n".encode()), (200, {}, second.encode())
    )
    assert [c.at.year for c in made(service).captures(URL)] == [2018, 2019]
    assert "resumeKey=mx%2Cgob%29%2Fdoc%253Fid%202018" in service.paths("/cdx")[1]


@pytest.mark.parametrize(("header", "wait"), [("7200", 7200), (None, None), ("soon", None)])
def test_retry_after_is_heard(service: StandIn, header: str | None, wait: float | None) -> None:
    service.fail("/cdx", (429, {"Retry-After": header} if header else {}, b""))
    found = problem(lambda: made(service).captures(URL))
    assert found.service
    assert found.wait == wait


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (
            said({"status": "error", "status_ext": "error:blocked-url", "message": "no"}),
            Fault.PERMANENT,
        ),
        (said({"status": "error", "status_ext": "error:too-many-daily-captures"}), Fault.BACK_OFF),
        (said({"status": "error", "status_ext": "error:celery"}), Fault.TRANSIENT),
        (said({"status": "error", "status_ext": "error:new-thing"}), Fault.STRANGE),
        (said({"message": "The same snapshot had been made 4 minutes ago."}), Fault.UNKNOWN),
        (said({}), Fault.UNKNOWN),
        ((200, HTML, b"<html>Save Page Now</html>"), Fault.UNKNOWN),
        ((523, HTML, b"origin is unreachable"), Fault.UNKNOWN),
        ((401, JSON, b'{"message": "You need to be logged in"}'), Fault.BACK_OFF),
        (hang, Fault.UNKNOWN),
    ],
)
def test_a_save_that_was_not_accepted(
    service: StandIn, answer: Any, fault: Fault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "READ", 0.5)
    service.fail("/save", answer)
    assert problem(lambda: made(service).save(URL, 3600)).fault is fault


def test_a_save_that_was(service: StandIn) -> None:
    wayback = made(service)
    assert wayback.save(URL, 3600).job_id.startswith("spn2-")
    assert service.asked[0].form["if_not_archived_within"] == "3600"
    service.fail(
        "/save/status",
        said({"status": "success", "timestamp": "20180420120000", "original_url": URL}),
    )
    assert wayback.progress(URL, "spn2-1") == Progress(
        done=True, job_id="spn2-1", at=AT, memento_url=copy(service).memento_url
    )
    assert wayback.quota() == Quota(3, 29_999)


@pytest.mark.parametrize(
    "answer", [{"status": "success"}, {"status": "error", "status_ext": "error:not-found"}, {}]
)
def test_a_job_without_a_memento_is_no_success(service: StandIn, answer: dict[str, Any]) -> None:
    service.fail("/save/status", said(answer))
    problem(lambda: made(service).progress(URL, "spn2-1"))


def memento(at: datetime = AT, **headers: str) -> dict[str, str]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return {"Memento-Datetime": format_datetime(at, usegmt=True), **HTML, **named}


def test_a_memento_is_its_bytes_and_its_time(service: StandIn) -> None:
    planted = memento(X_Archive_Orig_Link='<https://evil.test/web/20200101000000/x>; rel="memento"')
    service.fail("/web/20180420120000id_/", (200, planted, b"<p>raw"))
    replay = made(service).fetch(copy(service))
    assert replay.message.payload == b"<p>raw"
    assert replay.memento_url == f"{service.base}/web/20180420120000/{URL}"
    assert service.asked[0].path == f"/web/20180420120000id_/{URL}"


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        ((200, HTML, b"<p>The Wayback Machine has not archived that URL."), Fault.TRANSIENT),
        ((404, HTML, b"not in the archive"), Fault.TRANSIENT),
        (
            (200, {"X-Archive-Orig-Memento-Datetime": format_datetime(AT)}, b"planted"),
            Fault.TRANSIENT,
        ),
        ((302, {"Location": "/web/20190101000000id_/x"}, b""), Fault.TRANSIENT),
        ((200, memento(datetime(2019, 1, 1, tzinfo=UTC)), b"another capture"), Fault.PERMANENT),
    ],
)
def test_what_is_no_capture_of_that_moment_is_refused(
    service: StandIn, answer: Any, fault: Fault
) -> None:
    service.fail("/web", answer)
    assert problem(lambda: made(service).fetch(copy(service))).fault is fault


def test_an_archived_503_is_a_memento_and_not_the_archive_s_trouble(service: StandIn) -> None:
    service.fail("/web", (503, memento(), b"we were down"))
    assert made(service).fetch(copy(service)).message.status == 503


def test_a_body_without_end_is_cut(service: StandIn) -> None:
    service.fail("/web", (200, memento(), b"x" * 300_000))
    replay = made(service).fetch(copy(service))
    assert (len(replay.message.payload), replay.truncated) == (100_000, "length")


def test_a_server_that_drips_is_cut_by_time(
    service: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "WHOLE", 0.5)

    def drip(handler: Any) -> None:
        handler.send_response_only(200)
        for name, value in {**memento(), "Content-Length": "1000"}.items():
            handler.send_header(name, value)
        handler.end_headers()
        for _ in range(30):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.1)

    service.fail("/web", drip)
    start = time.monotonic()
    assert made(service).fetch(copy(service)).truncated == "time"
    assert time.monotonic() - start < 2.5


def test_a_memento_that_speaks_of_our_keys_is_kept_as_it_is(service: StandIn) -> None:
    service.fail("/web", (200, memento(), b"public access to a secret"))
    assert made(service).fetch(copy(service)).message.payload == b"public access to a secret"


@pytest.mark.parametrize("missing", [10, 0])
def test_an_index_that_breaks_off_is_no_index(service: StandIn, missing: int) -> None:
    def broken(handler: Any) -> None:
        handler.send_response_only(200)
        handler.send_header("Content-Length", str(len(LINE) + missing))
        handler.end_headers()
        handler.wfile.write(LINE.encode())
        handler.close_connection = True

    service.fail("/cdx", broken)
    if missing:
        assert problem(lambda: made(service).captures(URL)).fault is Fault.UNKNOWN
    else:
        assert len(made(service).captures(URL)) == 1


def test_keys_go_to_save_page_now_only_and_nowhere_into_the_evidence(
    service: StandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login me password mine\n")
    monkeypatch.setenv("HOME", str(tmp_path))

    def echo(handler: Any) -> None:
        handler.send(
            500, {"X-Echo": handler.headers["Authorization"]}, b"LOW access:secret is what you sent"
        )

    service.fail("/save", echo)
    service.fail("/cdx", (200, {}, b""))
    wayback = made(service)
    problem(lambda: wayback.save(URL, 3600))
    wayback.captures(URL)
    assert [asked.authorization for asked in service.asked] == ["LOW access:secret", ""]
    for reply in wayback.client.take():
        assert b"secret" not in reply.block
        assert b"access" not in reply.block


def test_the_pace_is_kept_over_all_kinds_of_requests(service: StandIn) -> None:
    wayback = made(service, per_minute=600)
    service.fail("/cdx", *[(200, {}, b"")] * 4)
    service.fail("/web", *[(200, memento(), b"")] * 4)
    begun = time.monotonic()  # the first question may reach the service late
    for _ in range(4):
        wayback.captures(URL)
        wayback.fetch(copy(service))
    assert len(service.asked) == 8
    assert time.monotonic() - begun >= 7 * 0.1


def test_the_proxy_of_the_environment_is_used_and_its_authority_believed(
    service: StandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """waybackpy as it is, and ours, at the real addresses: all three of its services on the
    wire."""
    from waybackpy import (
        WaybackMachineAvailabilityAPI,
        WaybackMachineCDXServerAPI,
        WaybackMachineSaveAPI,
    )

    memento = f"https://web.archive.org/web/20180420120000/{URL}"
    other = "https://web.archive.org/web/20300101000000/https://evil.test/"
    closest = {"status": "200", "available": True, "url": memento, "timestamp": "20180420120000"}
    service.fail("/cdx", *[(200, {}, LINE.encode())] * 2)
    service.fail(
        "/wayback/available", said({"url": URL, "archived_snapshots": {"closest": closest}})
    )
    link = f'<{URL}>; rel="original", <{memento}>; rel="memento", <{other}>; rel="next memento"'
    service.fail("/save/", (200, {"Link": link}, b"saved"))
    with Tunnel(service, tmp_path) as tunnel:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{tunnel.port}")
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tunnel.authority))
        (theirs,) = WaybackMachineCDXServerAPI(URL).snapshots()
        available = WaybackMachineAvailabilityAPI(URL)
        available.api_call_time_gap = 0
        assert available.newest().archive_url == memento
        # why its own saving is not used: it takes the memento after the one that it was given
        assert WaybackMachineSaveAPI(URL).save() == other
        client = Client("Testigo tests", Pace(60_000), 1000, ("access", "secret"))
        keys = ("access", "secret")
        wayback = Wayback(client, Pace(60_000), "https://web.archive.org", keys, 100)
        (ours,) = wayback.captures(URL)
        assert wayback.save(URL, 3600).job_id.startswith("spn2-")
    assert theirs.datetime_timestamp.replace(tzinfo=UTC) == ours.at
    assert theirs.original == ours.url
    posts = [asked.path for asked in service.asked if asked.method == "POST"]
    assert posts == ["/save"]


class Tunnel(Listener):
    """A proxy that ends TLS itself, with a certificate for the archive's hosts, and asks the
    stand-in."""

    def __init__(self, service: StandIn, place: Path) -> None:
        import ssl

        import trustme

        super().__init__()
        authority = trustme.CA()
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("web.archive.org", "archive.org").configure_cert(self._context)
        self.authority = place / "authority.pem"
        authority.cert_pem.write_to_path(str(self.authority))
        self._to = ("127.0.0.1", int(service.base.rsplit(":", 1)[1]))

    def serve(self, connection: Any, address: str) -> None:
        import select
        import socket

        with connection, suppress(OSError):
            host = connection.recv(65536).split()[1]
            assert host in (b"web.archive.org:443", b"archive.org:443")
            connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            with (
                self._context.wrap_socket(connection, server_side=True) as inside,
                socket.create_connection(self._to) as onward,
            ):
                while True:
                    ready = (
                        [inside]
                        if inside.pending()
                        else select.select([inside, onward], [], [], 9)[0]
                    )
                    for one in ready:
                        data = one.recv(65536)
                        if not data:
                            return
                        (onward if one is inside else inside).sendall(data)
