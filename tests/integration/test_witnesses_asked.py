"""A folder has its seals cosigned: by whom, when that is not possible, and when it must not be."""

from __future__ import annotations

import json
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from crawler.run import witnesses
from crawler.wire import errand
from evidence.config import Config, Custody
from evidence.config import Witness as Configured
from evidence.custody.continuity import place
from evidence.custody.log import keys, notes, seals
from evidence.custody.log.document import Cosignature, Refusal
from evidence.custody.verify import verify
from evidence.custody.witness import ask, identity, told
from evidence.custody.witness.request import Request
from evidence.errors import RolledBack
from evidence.folder import EvidenceFolder
from evidence.store import Store
from tests.logs import Log, Witness, witness

pytestmark = pytest.mark.usefixtures("own_config")


@dataclass
class Ours:
    """A folder whose log is cosigned."""

    folder: EvidenceFolder

    @contextmanager
    def store(self) -> Iterator[Store]:
        store = Store(self.folder.database)
        try:
            yield store
        finally:
            store.close()

    def made(self) -> Ours:
        self.folder.create()
        with self.store() as store:
            keys.make(self.folder, store)
        return self

    def night(self, custody: Custody, entries: int = 3) -> None:
        with self.store() as store:
            for _ in range(entries):
                with store.transaction("run"):
                    pass
            witnesses.seal(self.folder, store, Config(custody=custody))

    def again(self, custody: Custody) -> None:
        self.night(custody, 0)

    def log(self) -> Log:
        """As a witness knows it."""
        with self.store() as store:
            public = keys.public_of(store)
            assert public
            private = keys.private(keys.key_id(public))
            known = identity.of_log(store)
            assert private
            assert known
            return Log(known.name, private)

    def cosigned(self) -> list[str]:
        """The names of those that cosigned, in the order of the log."""
        with self.store() as store:
            details = store.values(
                "SELECT detail_json FROM custody WHERE act = 'cosigned' ORDER BY seq"
            )
            return [Cosignature.read(json.loads(detail)).witness.name for detail in details]

    def status(self, custody: Custody) -> list[told.WitnessStatus]:
        with self.store() as store:
            return told.witnesses(store, custody)

    def problem(self, custody: Custody) -> str:
        return self.status(custody)[0].problem or ""

    def findings(self) -> list[str]:
        with self.store() as store:
            return [found.problem for found in verify(self.folder, store) if not found.note]


@pytest.fixture
def ours(tmp_path: Path) -> Ours:
    return Ours(EvidenceFolder(tmp_path / "ours")).made()


def asked(*there: Witness) -> Custody:
    return Custody(witness=tuple(Configured(one.address, str(one.key)) for one in there))


def test_a_night_is_cosigned_by_each_and_not_asked_for_twice(ours: Ours, tmp_path: Path) -> None:
    log = ours.log()
    with (
        witness(EvidenceFolder(tmp_path / "a"), log, name="a.example") as a,
        witness(EvidenceFolder(tmp_path / "b"), log, name="b.example") as b,
    ):
        custody = asked(a, b)
        ours.night(custody)
        assert ours.cosigned() == ["a.example", "b.example"]
        ours.again(custody)
        assert ours.cosigned() == ["a.example", "b.example"]
        ours.night(custody)
        assert ours.cosigned() == ["a.example", "b.example"] * 2
        assert [(one.cosigned, one.problem) for one in ours.status(custody)] == [(10, None)] * 2
    assert ours.findings() == []
    names = sorted(path.suffix for path in ours.folder.seals.iterdir())
    assert names == [".checkpoint"] * 2 + [".cosignature"] * 4


def test_a_witness_that_was_down_for_nights_cosigns_all_when_it_is_back(
    ours: Ours, tmp_path: Path
) -> None:
    log, there_ = ours.log(), EvidenceFolder(tmp_path / "w")
    with witness(there_, log, name="w.example") as there:
        custody = asked(there)
        ours.night(custody)
    for _ in range(3):
        ours.night(custody)
    (down,) = ours.status(custody)
    assert "refused" in (down.problem or "").lower()
    assert down.cosigned < down.of
    assert down.since
    assert ours.cosigned() == ["w.example"]
    with witness(there_, log, name="w.example") as there:
        custody = asked(there)
        ours.again(custody)
        (back,) = ours.status(custody)
    assert (back.cosigned, back.problem, back.since) == (back.of, None, None)
    assert ours.cosigned() == ["w.example"] * 2
    assert ours.findings() == []


def test_a_witness_whose_answer_was_lost_is_asked_from_where_it_is(
    ours: Ours, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log, there_ = ours.log(), EvidenceFolder(tmp_path / "w")
    run = errand.run

    def lost(*given: Any, **more: Any) -> errand.Reply:
        run(*given, **more)
        raise OSError("the line broke")

    with witness(there_, log, name="w.example") as there:
        monkeypatch.setattr(errand, "run", lost)
        ours.night(asked(there))
        assert ours.cosigned() == []
        monkeypatch.setattr(errand, "run", run)
        ours.night(asked(there))
        assert ours.cosigned() == ["w.example"]


def test_one_that_does_not_know_us_is_told_and_no_error(ours: Ours, tmp_path: Path) -> None:
    stranger = Log("example.org/log")
    with witness(EvidenceFolder(tmp_path / "w"), stranger) as there:
        ours.night(asked(there))
        assert "it does not know this log" in ours.problem(asked(there))
    log = replace(ours.log(), private=stranger.private)
    with witness(EvidenceFolder(tmp_path / "v"), log) as there:
        ours.night(asked(there))
        assert "it knows another key" in ours.problem(asked(there))
    assert ours.cosigned() == []
    assert ours.findings() == []


def test_an_answer_by_another_key_is_none(ours: Ours, tmp_path: Path) -> None:
    with witness(EvidenceFolder(tmp_path / "w"), ours.log(), name="w.example") as there:
        other = notes.Key("w.example", notes.COSIGNATURE, b"k" * 32)
        ours.night(asked(replace(there, key=other)))
    assert ours.cosigned() == []


def forget() -> None:
    """This machine has lost its own notes of how far the log went, too."""
    shutil.rmtree(keys.place() / "places", ignore_errors=True)
    for note in keys.place().glob("*.witness"):
        note.unlink()


# --- histories that a witness refuses ------------------------------------------------------------


def put_back(ours: Ours, tmp_path: Path) -> Callable[[], None]:
    """Remembers the folder as it is now; what is returned puts it back."""
    shutil.copytree(ours.folder.path, tmp_path / "backup")

    def back() -> None:
        shutil.rmtree(ours.folder.path)
        shutil.copytree(tmp_path / "backup", ours.folder.path)

    return back


@pytest.mark.parametrize("since", [0, 1, 3, 9])
def test_an_older_copy_that_was_put_back_is_told_loudly(
    ours: Ours, tmp_path: Path, since: int
) -> None:
    """Whether nothing, less, as much or more was written into it since."""
    with witness(EvidenceFolder(tmp_path / "w"), ours.log(), name="w.example") as there:
        custody = asked(there)
        ours.night(custody)
        back = put_back(ours, tmp_path)
        ours.night(custody)
        back()
        forget()
        # with nothing new its last seal is one that was cosigned
        with pytest.raises(
            RolledBack, match=r"rolled back or forked: witness w\.example saw size 9"
        ):
            ours.night(custody, since)
        with pytest.raises(RolledBack, match="saw size 9"):
            ours.night(custody)
    assert ours.cosigned() == ["w.example"]
    found = ours.findings()
    assert found == ["rolled back or forked: witness w.example saw size 9"]  # and once


def test_who_said_that_nights_are_gone_is_not_told_each_night(ours: Ours, tmp_path: Path) -> None:
    """An honest keeper whose disk failed: the log says it, and so does verify, for good."""
    with witness(EvidenceFolder(tmp_path / "w"), ours.log(), name="w.example") as there:
        custody = asked(there)
        ours.night(custody)
        back = put_back(ours, tmp_path)
        ours.night(custody)
        back()
        with ours.store() as store:
            assert place.go_on(ours.folder, store, "the disk failed")
        ours.night(custody)
        assert "it saw another history: size 9" in ours.problem(custody)
    assert "rolled back or forked: witness w.example saw size 9" in ours.findings()


def test_what_only_a_witness_knew_can_be_given_up_too(ours: Ours, tmp_path: Path) -> None:
    with witness(EvidenceFolder(tmp_path / "w"), ours.log(), name="w.example") as there:
        custody = asked(there)
        ours.night(custody)
        with ours.store() as store:
            assert not ask.give_up(store, "no reason")
        back = put_back(ours, tmp_path)
        ours.night(custody)
        back()
        forget()
        with pytest.raises(RolledBack):
            ours.night(custody)
        with ours.store() as store:
            assert ask.give_up(store, "the disk failed")
            assert not ask.give_up(store, "again")
        ours.night(custody)
    assert [found for found in ours.findings() if "an older copy was put back" in found]


def test_what_was_given_up_once_excuses_nothing_later(ours: Ours, tmp_path: Path) -> None:
    """A witness that came after it, and saw less than what was lost, is heard when the folder is put back
    again."""
    log = ours.log()
    with witness(EvidenceFolder(tmp_path / "w"), log, name="w.example") as there:
        ours.night(asked(there))
        back = put_back(ours, tmp_path)
        ours.night(asked(there), 90)
        back()
        forget()
        with ours.store() as store:
            store.db.execute("DELETE FROM witness_answers")
        with pytest.raises(RolledBack):
            ours.night(asked(there))
        with ours.store() as store:
            assert ask.give_up(store, "the disk failed")
    with witness(EvidenceFolder(tmp_path / "v"), log, name="v.example") as later:
        ours.night(asked(later))
        shutil.rmtree(tmp_path / "backup")
        back = put_back(ours, tmp_path)
        ours.night(asked(later))
        back()
        forget()
        with pytest.raises(RolledBack, match=r"witness v\.example saw"):
            ours.night(asked(later))


def test_a_night_that_was_put_in_before_is_told_loudly(ours: Ours, tmp_path: Path) -> None:
    """With the key, and every id and seal made anew: as the keeper could."""
    with witness(EvidenceFolder(tmp_path / "w"), ours.log(), name="w.example") as there:
        custody = asked(there)
        ours.night(custody)
        ours.night(custody)
        with ours.store() as store:
            store.db.execute("DELETE FROM custody WHERE seq > 3")
        forget()
        ours.night(Custody(), 20)
        assert ours.findings() != []  # seals/ still has what was sealed
        shutil.rmtree(ours.folder.seals)
        with ours.store() as store:
            store.db.execute("DELETE FROM witness_answers")
        with pytest.raises(RolledBack, match="saw size 9"):
            ours.night(custody)


def test_a_refusal_that_was_put_in_accuses_nobody(ours: Ours, tmp_path: Path) -> None:
    """Of what the log holds itself, or by another key: it is named for what it is."""
    with witness(EvidenceFolder(tmp_path / "w"), ours.log(), name="w.example") as there:
        ours.night(asked(there))
    other = Log(ours.log().origin).checkpoint(20)
    with ours.store() as store:
        held = next(seals.documents(store)).checkpoint
        assert held
        for shown in (held, other):
            refusal = Refusal(there.key, shown)
            with store.transaction(seals.REFUSED, refusal.document):
                pass
    assert ours.findings() == [
        "what witness w.example is said to have seen is what this log holds",
        "what witness w.example is said to have seen is not by this log's key",
    ]


# --- what proves nothing -------------------------------------------------------------------------


@contextmanager
def answers(*told: tuple[int, str, bytes]) -> Iterator[str]:
    """A witness that says the same to everybody: to a POST the first, to a GET the last."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.answer(*told[0])

        def do_GET(self) -> None:
            self.answer(*told[-1])

        def answer(self, status: int, kind: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Location", "http://127.0.0.1:1/")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/prefix/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


SIZE = "text/x.tlog.size"


@pytest.mark.parametrize(
    ("told_", "said"),
    [
        ([(409, SIZE, b"999\n"), (404, "", b"")], "says that it saw 999 entries, and shows no"),
        (
            [(409, SIZE, b"999\n"), (200, "", b"noise")],
            "says that it saw 999 entries, and shows no",
        ),
        (
            [(409, SIZE, b"999\n"), (200, "", bytes(Log().checkpoint(20)))],
            "and shows no checkpoint of ours",
        ),
        ([(422, "", b""), (404, "", b"")], "says that this log was forked, and shows no"),
        ([(409, SIZE, b"2\n")], "says that it saw 2 entries, and shows no"),
        ([(409, "text/plain", b"2\n"), (404, "", b"")], "shows no checkpoint of ours"),
        ([(409, SIZE, b"9" * 4000), (404, "", b"")], "shows no checkpoint of ours"),
        ([(409, SIZE, "٣\n".encode()), (404, "", b"")], "shows no checkpoint of ours"),
        ([(200, "", b"")], "not signature lines"),
        ([(200, "", b"\xff" * 100)], ""),
        ([(200, "", str(Log().checkpoint(3).lines[0]).encode())], "no cosignature by the key"),
        ([(200, "", b"x" * 500_000)], "too long"),
        ([(302, "", b"")], "status 302"),
        ([(500, "", b"")], "status 500"),
    ],
)
def test_what_a_witness_only_says_accuses_nobody(
    ours: Ours, told_: list[tuple[int, str, bytes]], said: str
) -> None:
    key = notes.Key("liar.example", notes.COSIGNATURE, b"k" * 32)
    with answers(*told_) as address:
        custody = Custody(witness=(Configured(address, str(key)),))
        ours.night(custody)
    assert said in ours.problem(custody)
    assert ours.problem(custody)
    assert ours.findings() == []


def test_a_later_checkpoint_of_our_own_is_no_other_history(ours: Ours, tmp_path: Path) -> None:
    """Two runs at once: the other one's seal was cosigned while ours was on its way."""
    with witness(EvidenceFolder(tmp_path / "w"), ours.log(), name="w.example") as there:
        ours.night(asked(there))
        with ours.store() as store:
            for _ in range(2):
                with store.transaction("run"):
                    pass
            seals.seal(ours.folder, store)
            older = seals.newest(store)
            assert older is not None
        ours.night(asked(there))
        # what the slower one sends now is behind
        assert older.checkpoint
        status, body, kind = there.add(bytes(Request(older.last, (), older.checkpoint)))
        assert (status, kind) == (409, SIZE)
        assert int(body) > older.last
    assert ours.findings() == []


def test_runs_that_ask_at_once_end_with_one_history(ours: Ours, tmp_path: Path) -> None:
    with witness(EvidenceFolder(tmp_path / "w"), ours.log(), name="w.example") as there:
        custody, problems = asked(there), []

        def night() -> None:
            try:
                with ours.folder.hold():
                    ours.night(custody)
            except Exception as problem:  # noqa: BLE001 - a busy folder is one
                problems.append(problem)

        threads = [threading.Thread(target=night) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not [one for one in problems if isinstance(one, RolledBack)]
        ours.night(custody)
        assert ours.problem(custody) == ""
    assert ours.findings() == []


# --- the errand ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host", ["169.254.169.254", "[fe80::1]", "0.0.0.0", "[::ffff:169.254.1.1]"]
)
def test_some_addresses_are_never_asked(host: str) -> None:
    with pytest.raises(OSError, match="is never asked"):
        errand.run("GET", f"http://{host}/", most=10, seconds=5)


def test_who_drips_is_cut_off() -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as server:
        ended = threading.Event()

        def drip() -> None:
            connection, _ = server.accept()
            with connection:
                try:
                    connection.sendall(b"HTTP/1.1 200 OK\r\n")
                    while not ended.wait(0.02):
                        connection.sendall(b"X: y\r\n")
                except OSError:
                    pass

        thread = threading.Thread(target=drip)
        thread.start()
        with pytest.raises(OSError):  # noqa: PT011 - which one depends on where it was cut
            errand.run("GET", f"http://127.0.0.1:{server.getsockname()[1]}/", most=10, seconds=0.3)
        ended.set()
        thread.join()


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("before", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"])
def test_who_drips_at_a_second_address_is_cut_off_too(
    monkeypatch: pytest.MonkeyPatch, scheme: str, before: bytes
) -> None:
    """The first one is silent until the time is nearly up."""
    import socket

    ended = threading.Event()
    connect = socket.create_connection

    def slow(place: tuple[str, int], timeout: float) -> socket.socket:
        if place[0] == "192.0.2.1":
            ended.wait(timeout * 0.9)
            raise TimeoutError("timed out")
        return connect(place, timeout)

    def drip(server: socket.socket) -> None:
        connection, _ = server.accept()
        with connection, suppress(OSError):
            connection.sendall(before if scheme == "http" else b"\x16\x03\x03\x3f\xff")
            while not ended.wait(0.02):
                connection.sendall(b"x")

    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        places = [(2, 1, 6, "", (one, port)) for one in ("192.0.2.1", "127.0.0.1")]
        monkeypatch.setattr(errand.socket, "getaddrinfo", lambda *_, **__: places)
        monkeypatch.setattr(errand.socket, "create_connection", slow)
        thread = threading.Thread(target=drip, args=(server,))
        thread.start()
        began = time.monotonic()
        with pytest.raises(OSError):  # noqa: PT011 - which one depends on where it was cut
            errand.run("GET", f"{scheme}://a.example:{port}/", most=10**6, seconds=0.5)
        assert time.monotonic() - began < 3
        ended.set()
        thread.join()


def test_a_name_that_nobody_answers_for_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    gate = threading.Event()
    monkeypatch.setattr(errand.socket, "getaddrinfo", lambda *_, **__: gate.wait(30))
    with pytest.raises(TimeoutError):
        errand.run("GET", "http://a.example/", most=10, seconds=0.05)
    gate.set()
