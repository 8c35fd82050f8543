"""Time-stamp authorities that want credentials, and whose replies must fit a profile: a real one, on loopback."""

from __future__ import annotations

import json
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import trustme
from cryptography.hazmat import asn1

from crawler.run import timestamps
from evidence import config
from evidence.custody.log import seals, tsq
from evidence.custody.log.document import Token
from evidence.custody.log.timestamps import check, roots_of
from evidence.folder import EvidenceFolder
from evidence.store import Store
from tests import authority
from tests.conftest import Bench

SECRET = "s3cret-Pässword"
BASIC = "Basic b3JnOnMzY3JldC1Qw6Rzc3dvcmQ="


@pytest.fixture(scope="module")
def tsa(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("a") / "tsa"
    authority.make(place, between=True)
    return place


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("TSA_SECRET", f"{SECRET}\n")
    EvidenceFolder(tmp_path / "evidence").create()
    store = Store(tmp_path / "evidence" / "evidence.db")
    yield store
    store.close()


def stamped(
    store: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture, one: str
) -> list[Token] | str:
    """The tokens of a new seal by an authority with these lines of configuration, or what was said."""
    path = tmp_path / "evidence" / "testigo.toml"
    path.write_text(f"[[custody.authority]]\n{one}", "utf-8")
    with store.transaction("run"):
        pass
    folder = EvidenceFolder(tmp_path / "evidence")
    caplog.clear()
    made = seals.seal(folder, store, timestamps.authorities(folder, config.load(path)))
    assert made is not None
    assert SECRET[:6] not in caplog.text
    assert SECRET[:6] not in str(list(store.iterate("SELECT * FROM custody")))
    details = store.values("SELECT detail_json FROM custody WHERE act = ?", seals.STAMPED)
    tokens = [
        token for detail in details if (token := Token.read(json.loads(detail))).seal == made.digest
    ]
    for token in tokens:
        assert check(token.reply, made.whole, roots_of(tmp_path / "ca.pem")).trusted
    return tokens or caplog.text


WORDS = [
    ("", {}, None),
    ("roots = 'ca.pem'\npolicy = '1.2.3.4.2'\naccuracy = 1\ndigest = 'sha512'", {}, None),
    ("digest = 'sha384'\nnonce = false", {}, None),
    ("user = 'org'\npassword = 'env:TSA_SECRET'", {"wants": BASIC}, None),
    ("user = 'other'\npassword = 'env:TSA_SECRET'", {"wants": BASIC}, "401"),
    ("token = 'env:TSA_SECRET'", {}, "a bearer token is of ASCII characters"),
    ("token = 'env:TSA_TOKEN'", {"wants": "Bearer abc"}, None),
    ("token = 'env:NOT_THERE'", {}, "the environment variable NOT_THERE is not set"),
    ("token = 'file:/not/there'", {}, "/not/there can't be read"),
    ("policy = '1.9.9'", {}, "the authority refused: Requested policy is not supported"),
    ("accuracy = 0.5", {}, "does not claim to be accurate to 0.5 s"),
    ("roots = 'other.pem'", {}, "do not lead to the roots"),
    ("roots = 'none.pem'", {}, "no root certificates can be read from"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "server", "refused"), WORDS)
def test_a_token_is_taken_where_it_fits_and_refused_in_words(
    tsa: Path, store: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch, lines: str, server: dict[str, str], refused: str | None,
) -> None:  # fmt: skip
    monkeypatch.setenv("TSA_TOKEN", "abc")
    for name in ("evidence/ca.pem", "ca.pem"):
        (tmp_path / name).write_bytes((tsa / "ca.pem").read_bytes())
    other = trustme.CA().cert_pem
    other.write_to_path(str(tmp_path / "evidence/other.pem"))
    with authority.serve(tsa, **server) as url:  # type: ignore[arg-type]
        got = stamped(store, tmp_path, caplog, f"url = '{url}'\n{lines}")
    if refused:
        assert isinstance(got, str)
        assert refused in got
    else:
        assert len(got) == 1, got


def test_a_reply_for_something_else_or_to_another_request_is_refused(
    tsa: Path, store: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    before: list[bytes] = []

    def earlier(query: bytes) -> bytes:
        before.append(query)
        return authority.reply(tsa, before[0] if len(before) == 2 else query)

    (tmp_path / "ca.pem").write_bytes((tsa / "ca.pem").read_bytes())
    with authority.serve(tsa, answer=earlier) as url:
        assert len(stamped(store, tmp_path, caplog, f"url = '{url}'")) == 1
        assert "for something else" in stamped(store, tmp_path, caplog, f"url = '{url}'")
    with authority.serve(tsa, answer=lambda query: authority.reply(tsa, _altered(query))) as url:
        assert "its nonce differs" in stamped(store, tmp_path, caplog, f"url = '{url}'")
        lines = f"url = '{url}'\nnonce = false\npolicy = '1.2.3.4.2'"
        assert "its policy is 1.2.3.4.1, not" in stamped(store, tmp_path, caplog, lines)
    granted, modified = b"\x30\x03\x02\x01\x00", b"\x30\x03\x02\x01\x01"
    with authority.serve(
        tsa, answer=lambda query: authority.reply(tsa, query).replace(granted, modified, 1)
    ) as url:
        assert "granted with modifications" in stamped(store, tmp_path, caplog, f"url = '{url}'")
    with authority.serve(tsa, answer=lambda _: b"") as url:
        assert "not readable" in stamped(store, tmp_path, caplog, f"url = '{url}'")


def _altered(query: bytes) -> bytes:
    """The request without its policy, with another nonce."""
    asked = asn1.decode_der(tsq.Request, query)
    return asn1.encode_der(
        tsq.Request(version=1, imprint=asked.imprint, policy=None, nonce=5, certificates=True)
    )


def test_a_client_is_known_by_its_certificate(
    tsa: Path, store: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    known, stranger = trustme.CA(), trustme.CA()
    known.cert_pem.write_to_path(str(tmp_path / "tls.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "tls.pem"))
    (tmp_path / "ca.pem").write_bytes((tsa / "ca.pem").read_bytes())
    for name, issuer in (("ours", known), ("theirs", stranger)):
        made = issuer.issue_cert("client@example.org")
        made.private_key_and_cert_chain_pem.write_to_path(str(tmp_path / f"{name}.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.verify_mode = ssl.CERT_REQUIRED
    known.issue_cert("127.0.0.1").configure_cert(context)
    known.configure_trust(context)
    with authority.serve(tsa, tls=context) as url:
        line = f"url = '{url}?key={SECRET[:6]}'\ncertificate = '{tmp_path}"
        (token,) = stamped(store, tmp_path, caplog, f"{line}/ours.pem'")
        assert isinstance(token, Token)
        assert token.authority == url, "without what stands behind the question mark"
        assert isinstance(stamped(store, tmp_path, caplog, f"{line}/theirs.pem'"), str)
        assert "can't be used" in stamped(store, tmp_path, caplog, f"{line}/none.pem'")


def test_the_doctor_names_what_an_entry_lacks(tmp_path: Path) -> None:
    bench = Bench(tmp_path / "evidence")
    bench.configure(
        extra=f"""
[[custody.authority]]
url = "https://tsa.example/?key={SECRET[:6]}"
token = "env:TSA_SECRET"
roots = "none.pem"
"""
    )
    told = bench.testigo("doctor").out
    assert "https://tsa.example/: the environment variable TSA_SECRET is not set" in told
    told = bench.testigo("doctor", TSA_SECRET="abc").out
    assert "no root certificates can be read from" in told
    assert SECRET[:6] not in told


def test_one_that_drips_is_waited_for_no_longer_than_one_that_is_silent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(timestamps, "_SECONDS", 0.3)
    ended = threading.Event()

    def drip(server: socket.socket) -> None:
        connection, _ = server.accept()
        with connection, suppress(OSError):
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
            while not ended.wait(0.02):
                connection.sendall(b"x")

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=drip, args=(server,))
        thread.start()
        began = time.monotonic()
        with pytest.raises(OSError):  # noqa: PT011 - which one depends on where it was cut
            timestamps.post(f"http://127.0.0.1:{server.getsockname()[1]}/", b"query")
        assert time.monotonic() - began < 3
        ended.set()
        thread.join()
