"""Notices over real sockets: a real mail server, a web receiver, and both at their worst."""

from __future__ import annotations

import hashlib
import hmac
import json
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope

from evidence import clock
from evidence.config import Config, Email, Notify
from evidence.folder import EvidenceFolder
from evidence.store import Store
from evidence.store import notices as store_of
from evidence.vocabulary import NightEvent
from schedules import notices
from schedules.events import Event
from schedules.notices import outbox, pings, render, web
from schedules.notices.channels import Setting, mail
from schedules.notices.notice import Kind, Notice, read
from tests.commands import ROOT
from tests.conftest import Bench
from tests.servers import RawServer, deaf, ok

NOW = datetime(2026, 1, 20, 6, tzinfo=UTC)
ANA = "ana@example.org"
SENDER = "testigo@example.org"
NOTICE = replace(
    Notice.of(Kind.TEST, "es", folder="f", night="2026-01-20", report=None),
    id="n1",
    composed_at="2026-01-20T06:00:00Z",
)


class Handler:
    """Keeps what it is given, and answers as it is told."""

    def __init__(self) -> None:
        self.mail: list[bytes] = []
        self.answer = "250 OK"
        self.rcpt = "250 OK"
        self.login = b""

    async def handle_RCPT(  # noqa: N802 - the name is aiosmtpd's
        self, server: Any, session: Any, envelope: Envelope, to: str, options: Any
    ) -> str:
        envelope.rcpt_tos.append(to)
        return self.rcpt

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:  # noqa: N802
        if self.answer.startswith("2"):
            assert isinstance(envelope.content, bytes)
            self.mail.append(envelope.content)
        return self.answer

    def authenticate(
        self, server: Any, session: Any, envelope: Any, mechanism: str, data: Any
    ) -> AuthResult:
        self.login = data.login + b":" + data.password
        return AuthResult(success=data.password == b"right", handled=False)


class Server(Controller):
    """A mail server on a port of the system's choice."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
        super()._trigger_server()


@contextmanager
def mail_server(**options: Any) -> Iterator[tuple[Handler, int]]:
    handler = Handler()
    server = Server(handler, hostname="127.0.0.1", port=0, ready_timeout=30, **options)
    server.start()
    try:
        yield handler, server.port
    finally:
        server.stop()


@pytest.fixture
def trusted(monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """A server's TLS that we trust."""
    authority = trustme.CA()
    ours = ssl.create_default_context()
    authority.configure_trust(ours)
    monkeypatch.setattr(web, "tls", lambda: ours)
    monkeypatch.setattr(mail, "tls", lambda: ours)
    theirs = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1", "localhost").configure_cert(theirs)
    return theirs


def email(port: int, security: str = "none") -> Email:
    return Email(sender=SENDER, host="127.0.0.1", port=port, security=security)


def attempt(
    receiver: str, setting: Setting | None = None, limit: float = 30, **environ: str
) -> tuple[str, str]:
    setting = setting or Setting(environ=environ)
    result = outbox.attempt(NOTICE, receiver, setting, limit)
    return result.state, result.problem or ""


# e-mail


def test_a_mail_arrives_with_both_forms() -> None:
    with mail_server() as (handler, port):
        assert attempt(ANA, Setting(email(port)))[0] == "sent"
    read = message_from_bytes(handler.mail[0], policy=policy.default)
    assert read["Message-ID"] == "<n1@example.org>"
    assert (read["From"], read["To"], read["Auto-Submitted"]) == (SENDER, ANA, "auto-generated")
    assert [part.get_content_type() for part in read.iter_parts()] == ["text/plain", "text/html"]
    assert "mensaje de prueba" in next(read.iter_parts()).get_content()
    assert all(byte < 128 for byte in handler.mail[0])


def test_a_mail_from_nobody_is_not_sent() -> None:
    assert attempt("env:ANA", ANA=ANA) == ("waiting", "[notify.email] sender is not set")


@pytest.mark.parametrize("security", ["starttls", "ssl"])
def test_the_password_travels_only_under_tls(trusted: ssl.SSLContext, security: str) -> None:
    secrets = {"TESTIGO_SMTP_USER": "ana", "TESTIGO_SMTP_PASSWORD": "right"}
    secure = (
        {"ssl_context": trusted}
        if security == "ssl"
        else {"tls_context": trusted, "require_starttls": True}
    )
    handler = Handler()
    options = {"authenticator": handler.authenticate, "auth_require_tls": security != "ssl",
               "auth_exclude_mechanism": []}  # fmt: skip
    with mail_server(**secure, **options) as (kept, port):
        assert attempt(ANA, Setting(email(port, security), secrets)) == ("sent", "")
        assert handler.login == b"ana:right"
        wrong = {**secrets, "TESTIGO_SMTP_PASSWORD": "wrong"}
        state, problem = attempt(ANA, Setting(email(port, security), wrong))
        assert (state, "535" in problem, "wrong" in problem) == ("waiting", True, False)
    assert len(kept.mail) == 1
    with mail_server(authenticator=handler.authenticate, auth_require_tls=False) as (kept, port):
        handler.login = b""
        assert attempt(ANA, Setting(email(port), secrets))[0] == "sent"
        assert handler.login == b""


@pytest.mark.parametrize("security", ["starttls", "ssl"])
def test_a_certificate_that_does_not_verify_gets_nothing(security: str) -> None:
    theirs = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(theirs)
    option = "ssl_context" if security == "ssl" else "tls_context"
    if security == "ssl":  # a raw one: aiosmtpd asks itself over TLS whether it started
        with RawServer({}, theirs) as raw:
            assert attempt(ANA, Setting(email(raw.port, security)))[0] == "waiting"
        return
    with mail_server(**{option: theirs}) as (handler, port):
        state, problem = attempt(ANA, Setting(email(port, security)))
    assert (state, "certificate" in problem, handler.mail) == ("waiting", True, [])


def test_a_server_without_tls_is_not_spoken_to_in_the_clear() -> None:
    with mail_server() as (handler, port):
        assert attempt(ANA, Setting(email(port, "starttls")))[0] == "waiting"
    assert handler.mail == []


@pytest.mark.parametrize(
    ("field", "answer", "state"),
    [
        ("rcpt", "550 no such user", "refused"),
        ("rcpt", "450 greylisted", "waiting"),
        ("answer", "452 disk full", "waiting"),
        ("answer", "554 spam", "refused"),
    ],
)
def test_what_the_mail_server_says_is_believed(field: str, answer: str, state: str) -> None:
    with mail_server() as (handler, port):
        setattr(handler, field, answer)
        assert attempt(ANA, Setting(email(port))) == (state, f"the mail server said {answer}")


GREETING = b"220 x\r\n"
Talk = Callable[[socket.socket], None]


def _talk(*replies: bytes | None) -> Talk:
    """A mail server that says its lines, one for each thing it hears; None: it closes."""

    def talk(connection: socket.socket) -> None:
        for reply in replies:
            if reply is None:
                return
            connection.sendall(reply)
            if not connection.recv(65536):
                return
        connection.recv(1)  # silence, until the other side leaves

    return talk


@contextmanager
def raw(talk: Talk) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connection, _ = server.accept()
            with connection, suppress(OSError):  # the other side may leave at any moment
                talk(connection)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        thread.join(5)


OK = b"250 ok\r\n"


@pytest.mark.parametrize(
    ("talk", "state"),
    [
        (_talk(None), "waiting"),  # hangs up
        (_talk(), "waiting"),  # no greeting
        (_talk(GREETING, OK, OK, None), "waiting"),  # before the message
        (_talk(GREETING, OK, OK, OK, b"354 go\r\n", None), "unknown"),  # has it, and hangs up
        (_talk(GREETING, OK, OK, OK, b"354 go\r\n"), "unknown"),  # has it, and falls silent
        (_talk(b"\xff\xfe\x00" * 9000, OK), "waiting"),
    ],
)
def test_what_may_have_arrived_is_told_from_what_has_not(talk: Talk, state: str) -> None:
    with raw(talk) as port:
        assert attempt(ANA, Setting(email(port), timeout=1))[0] == state


def test_a_server_that_drips_is_left_when_time_is_up() -> None:
    left = threading.Event()

    def drip(connection: socket.socket) -> None:
        while not left.wait(0.01):
            connection.sendall(b"220-more\r\n")

    with raw(drip) as port:
        state, problem = attempt(ANA, Setting(email(port)), limit=0.2)
        left.set()
    assert (state, problem) == ("waiting", "no answer within 0.2 s")


# webhook


def test_a_webhook_gets_signed_json() -> None:
    with RawServer({"/hook?a=1": ok(b"")}) as server:
        assert attempt(server.url("/hook?a=1"), TESTIGO_WEBHOOK_SECRET="s3cret") == ("sent", "")
    head, _, body = server.heard[0].partition(b"\r\n\r\n")
    assert json.loads(body) == json.loads(json.dumps(NOTICE.json()))
    made = hmac.new(b"s3cret", body, hashlib.sha256).hexdigest()
    assert f"Testigo-Signature: sha256={made}".encode() in head
    assert b"Testigo-Notice: n1" in head


def test_a_secret_address_is_named_by_its_variable_only() -> None:
    with RawServer({"/T0K3N": b"HTTP/1.1 500 no\r\n\r\n"}) as server:
        address = server.url("/T0K3N").replace("http://", "http://user:pass@")
        result = outbox.attempt(NOTICE, "env:CHAT", Setting(environ={"CHAT": address}))
    assert result == outbox.Result("env:CHAT", "waiting", "the receiver said 500")
    assert b"Authorization: Basic dXNlcjpwYXNz" in server.heard[0]
    assert attempt("env:CHAT") == ("waiting", "the environment variable CHAT is not set")


def _reset(connection: socket.socket, _: bytes) -> None:
    linger = b"\x01\x00\x00\x00\x00\x00\x00\x00"
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    connection.close()


def _hang(connection: socket.socket, _: bytes) -> None:
    connection.recv(1)


@pytest.mark.parametrize(
    ("reply", "state"),
    [
        (b"HTTP/1.1 204 x\r\n\r\n", "sent"),
        (
            b"HTTP/1.1 301 x\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n",
            "refused",
        ),
        (b"HTTP/1.1 404 x\r\nContent-Length: 0\r\n\r\n", "refused"),
        (b"HTTP/1.1 429 x\r\nContent-Length: 0\r\n\r\n", "waiting"),
        (b"HTTP/1.1 503 x\r\nContent-Length: 0\r\n\r\n", "waiting"),
        (b"nonsense\r\n\r\n", "unknown"),
        (_reset, "unknown"),
        (_hang, "unknown"),
    ],
)
def test_what_the_receiver_does_is_told(reply: Any, state: str) -> None:
    with RawServer({"/hook": reply}) as server:
        assert attempt(server.url("/hook"), Setting(timeout=1))[0] == state
        assert server.asked["/hook"] == 1


def test_a_receiver_that_is_not_there_is_tried_again() -> None:
    with deaf() as address:
        assert attempt(address)[0] == "waiting"


def test_a_receiver_whose_certificate_does_not_verify_gets_nothing() -> None:
    theirs = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(theirs)
    with RawServer({"/hook": ok(b"")}, theirs) as server:
        state, problem = attempt(server.url("/hook"))
    assert (state, "certificate" in problem.lower(), server.heard) == ("waiting", True, [])


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # its plugins use what Python 3.13 drops
def test_everything_else_goes_through_apprise() -> None:
    with RawServer({"/hook": ok(b"")}) as server:
        address = f"json://127.0.0.1:{server.port}/hook"
        assert attempt("env:CHAT", CHAT=address) == ("sent", "")
        assert b"mensaje de prueba" in server.heard[0]
        assert attempt("env:CHAT", CHAT=address.replace("/hook", "/no"))[0] == "waiting"
    assert attempt("env:CHAT", CHAT="nonsense://x")[1] == "Apprise does not understand this address"


# the outbox


@pytest.fixture
def box(tmp_path: Path) -> Iterator[tuple[EvidenceFolder, Store]]:
    folder = EvidenceFolder(tmp_path)
    folder.create()
    store = Store(folder.database)
    yield folder, store
    store.close()


def queue(store: Store, receiver: str, night: str = "n") -> None:
    with store.housekeeping() as act:
        store_of.queue(
            act, night=night, channel=receiver, content=NOTICE.content(), now=clock.stamp(NOW)
        )


def states(store: Store) -> list[str]:
    return [row["state"] for row in store.all("SELECT state FROM notices ORDER BY rowid")]


def test_what_fails_is_tried_again_over_hours_and_given_up_after_days(
    box: tuple[EvidenceFolder, Store],
) -> None:
    folder, store = box
    with RawServer({"/hook": b"HTTP/1.1 503 x\r\nContent-Length: 0\r\n\r\n"}) as server:
        receiver = server.url("/hook")
        notify = Notify(to=(receiver,))
        queue(store, receiver)
        tried = []
        for minutes in range(0, 6 * 24 * 60, 30):
            before = server.asked["/hook"]
            outbox.deliver(folder, store, notify, NOW + timedelta(minutes=minutes), Setting())
            if server.asked["/hook"] > before:
                tried.append(minutes / 60)
    assert tried[:6] == [0, 0.5, 1, 3, 9, 21]
    assert (len(tried), states(store)) == (14, ["failed"])


def test_one_receiver_that_fails_holds_up_no_other(box: tuple[EvidenceFolder, Store]) -> None:
    folder, store = box
    with RawServer({"/good": ok(b""), "/bad": b"HTTP/1.1 500 x\r\n\r\n"}) as server:
        good, bad = server.url("/good"), server.url("/bad")
        for night in ("a", "b"):
            queue(store, bad, night)
            queue(store, good, night)
        results = outbox.deliver(folder, store, Notify(to=(bad, good)), NOW, Setting())
        assert [(r.receiver, r.state) for r in results] == [
            (bad, "waiting"),
            (good, "sent"),
            (good, "sent"),
        ]
        assert server.asked == {"/good": 2, "/bad": 1}
        server.replies["/bad"] = ok(b"")
        later = NOW + timedelta(minutes=5)
        outbox.deliver(folder, store, Notify(to=(bad, good)), later, Setting())
    assert server.asked == {"/good": 2, "/bad": 3}
    assert states(store) == ["sent"] * 4


def test_what_may_have_arrived_is_sent_again_only_when_asked(
    box: tuple[EvidenceFolder, Store],
) -> None:
    folder, store = box
    with RawServer({"/hook": _reset}) as server:
        receiver = server.url("/hook")
        notify = Notify(to=(receiver,))
        queue(store, receiver)
        outbox.deliver(folder, store, notify, NOW, Setting())
        outbox.deliver(folder, store, notify, NOW + timedelta(days=1), Setting())
        assert (server.asked["/hook"], states(store)) == (1, ["unknown"])
        server.replies["/hook"] = ok(b"")
        assert outbox.resend(store, NOW) == 1
        outbox.deliver(folder, store, notify, NOW, Setting())
    assert states(store) == ["sent"]
    first, second = (json.loads(heard.partition(b"\r\n\r\n")[2])["id"] for heard in server.heard)
    assert first == second


def test_the_next_digest_says_that_one_may_be_missing(box: tuple[EvidenceFolder, Store]) -> None:
    folder, _ = box
    with RawServer({"/hook": _reset}) as server:
        receiver = server.url("/hook")
        config = Config(notify=Notify(to=(receiver,)))
        for night, reply in ((1, _reset), (2, ok(b""))):
            server.replies["/hook"] = reply
            event = Event(kind=NightEvent.FAILED, exit_code=2, problem=f"problem {night}")
            notices.after_night(folder, config, event, now=NOW + timedelta(days=night))
    told = json.loads(server.heard[1].partition(b"\r\n\r\n")[2])
    assert [trouble["kind"] for trouble in told["troubles"]] == ["failed", "maybe-lost"]
    assert told["counts"]["trouble"] == 2
    key, at = told.pop("id"), told.pop("composed_at")
    assert "21 January 2026" in render.message(read(told, id=key, composed_at=at)).text


def test_two_processes_do_not_deliver_at_once(box: tuple[EvidenceFolder, Store]) -> None:
    folder, store = box
    inner: list[Any] = []

    def reply(connection: socket.socket, _: bytes) -> None:
        second = Store(folder.database)
        inner.append(outbox.deliver(folder, second, notify, NOW, Setting()))
        second.close()
        connection.sendall(ok(b""))

    with RawServer({"/hook": reply}) as server:
        notify = Notify(to=(server.url("/hook"),))
        queue(store, server.url("/hook"))
        assert [r.state for r in outbox.deliver(folder, store, notify, NOW, Setting())] == ["sent"]
    assert inner == [[]]


CRASH = """
import os, signal, sys
from contextlib import contextmanager
from datetime import datetime, UTC
from pathlib import Path
from evidence.config import Config, Notify
from evidence.folder import EvidenceFolder
from evidence.store import Store
from schedules import notices
from schedules.events import Event
from evidence.vocabulary import NightEvent

point, when, place, receiver = int(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4]
count = 0
real = Store.housekeeping

def die(now):
    if count == point and now == when:
        os.kill(os.getpid(), signal.SIGKILL)

@contextmanager
def housekeeping(store):
    global count
    count += 1
    with real(store) as act:
        yield act
        die("before")
    die("after")

Store.housekeeping = housekeeping
event = Event(kind=NightEvent.FAILED, exit_code=2, problem="x")
notices.after_night(EvidenceFolder(Path(place)), Config(notify=Notify(to=(receiver,))), event,
                    now=datetime(2026, 1, 20, 6, tzinfo=UTC))
"""


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("point", [1, 2, 3, 4])
def test_killed_at_any_write_nothing_is_sent_twice_and_nothing_lost(
    box: tuple[EvidenceFolder, Store], point: int, when: str
) -> None:
    """The writes of a night: the trouble, the digest, *sending*, *sent*."""
    folder, store = box
    with RawServer({"/hook": ok(b"")}) as server:
        receiver = server.url("/hook")
        arguments = [sys.executable, "-c", CRASH, str(point), when, str(folder.path), receiver]
        done = subprocess.run(arguments, cwd=ROOT, timeout=60, check=False)
        assert done.returncode == -9
        config = Config(notify=Notify(to=(receiver,)))
        event = Event(kind=NightEvent.FAILED, exit_code=2, problem="x")
        for _ in range(2):
            notices.after_night(folder, config, event, now=NOW + timedelta(hours=1))
        asked = server.asked["/hook"]
    if (point, when) == (3, "after"):  # it may have left: it did not, but nobody can know
        assert (asked, states(store)) == (0, ["unknown"])
    elif (point, when) == (4, "before"):  # it left, and nobody wrote so
        assert (asked, states(store)) == (1, ["unknown"])
    else:
        assert (asked, states(store)) == (1, ["sent"])


# pings


def test_pings_say_start_end_and_how(box: tuple[EvidenceFolder, Store]) -> None:
    folder, store = box

    def night(run: str, state: str) -> None:
        with store.transaction("test") as act:
            act.insert("runs", {"id": run, "kind": "night", "state": state, "started_at": clock.stamp(NOW) + run,
                                "due": 0, "options_json": "", "tool_version": "", "rules_version": "",
                                "config_sha256": ""})  # fmt: skip

    replies = {path: ok(b"") for path in ("/ping/start", "/ping", "/ping/3", "/ping/137")}
    with RawServer(replies) as server:
        config = Config(notify=Notify(ping=server.url("/ping/")))

        def after(event: Event) -> None:
            assert notices.after_night(folder, config, event) == []

        after(Event(kind=NightEvent.STARTED))
        night("a", "finished")
        after(Event(kind=NightEvent.FINISHED, exit_code=1, run_id="a"))
        after(Event(kind=NightEvent.STARTED))
        night("b", "offline")
        after(Event(kind=NightEvent.FINISHED, exit_code=3, run_id="b"))
        after(Event(kind=NightEvent.FAILED, exit_code=-9, attempt=1))
        folder.database.write_bytes(b"no database " * 1000)
        after(Event(kind=NightEvent.FINISHED, exit_code=0, run_id="b"))
    heard = [request.split(b" ")[1].decode() for request in server.heard]
    assert heard == ["/ping/start", "/ping", "/ping/start", "/ping/3", "/ping/137", "/ping/3"]
    for kind in (
        NightEvent.STARTED,
        NightEvent.FAILED,
    ):  # the variable is not set: said in the log, and no more
        assert (
            notices.after_night(folder, Config(notify=Notify(ping="env:NO_PING")), Event(kind=kind))
            == []
        )


def test_a_monitor_that_hangs_or_is_gone_holds_no_night_up() -> None:
    with RawServer({"/start": _hang}) as server, deaf() as address:
        assert not pings.start(server.url(""), limit=0.2)
        assert not pings.end(address, 0, limit=0.2)
        assert not pings.end("https://exa mple/", 1)
        assert not pings.end(server.url(""), 7)


# the command


def test_the_command_tries_every_receiver_and_says_how_it_went(bench: Bench) -> None:
    done = bench.testigo("notify", "--test")
    assert (done.code, "[notify]" in done.err) == (2, True)
    with (
        mail_server() as (handler, port),
        RawServer({"/hook": b"HTTP/1.1 500 x\r\n\r\n"}) as server,
    ):
        bench.configure(
            extra=f"""
[notify]
to = ["{ANA}", "{server.url("/hook")}"]
language = "es"
[notify.email]
sender = "{SENDER}"
host = "127.0.0.1"
port = {port}
security = "none"
"""
        )
        done = bench.testigo("notify", "--test")
        assert done.code == 3, done.err
        assert done.out == f"{ANA}: sent\n{server.url('/hook')}: waiting: the receiver said 500\n"
        bench.cite("https://www.example.org/x")
        done = bench.testigo("notify", "--format", "json")
        assert (done.code, json.loads(done.out)) == (0, []), done.err
        assert "notices" not in json.loads(bench.testigo("status", "--format", "json").out)
    assert "Subject: Testigo (evidence): esto es una prueba" in handler.mail[0].decode()
    store = Store(bench.folder.database)
    queue(store, ANA)
    store.close()
    assert json.loads(bench.testigo("status", "--format", "json").out)["notices"] == {"waiting": 1}
    assert "avisos: en espera: 1" in bench.testigo("status", "--lang", "es").out
