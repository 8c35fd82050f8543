"""What is noted of a certificate, over a handshake in memory: no socket, no thread."""

from __future__ import annotations

import hashlib
import ssl
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

import pytest
import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from OpenSSL import SSL

from crawler.wire.tls import RecordingTLS, TlsFacts, facts_of

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime.now(UTC)
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def recording(
    authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> RecordingTLS:
    """TLS that believes ``authority`` as the system's roots."""
    roots = tmp_path / "roots.pem"
    authority.cert_pem.write_to_path(str(roots))
    monkeypatch.setenv("SSL_CERT_FILE", str(roots))
    return RecordingTLS()


def server(certificate: trustme.LeafCert, *, chain: Path | None = None) -> ssl.SSLContext:
    """A server's side; with ``chain`` it sends its own certificate only."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    if chain is None:
        certificate.configure_cert(context)
    else:
        pem = certificate.private_key_pem.bytes() + certificate.cert_chain_pems[0].bytes()
        chain.write_bytes(pem)
        context.load_cert_chain(chain)
    return context


def shake(recording: RecordingTLS, host: str, context: ssl.SSLContext) -> TlsFacts:
    """The facts of a handshake that asked for ``host``."""
    client = recording.creator_for(host).clientConnectionForTLS(cast("Any", None))
    client.set_connect_state()
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    other = context.wrap_bio(to_server, to_client, server_side=True)
    for _ in range(10):
        with suppress(SSL.WantReadError):
            client.do_handshake()
        with suppress(SSL.WantReadError):
            to_server.write(client.bio_read(65536))
        with suppress(ssl.SSLWantReadError):
            other.do_handshake()
        if to_client.pending:
            client.bio_write(to_client.read())
    return facts_of(client)


@pytest.mark.parametrize(
    ("names", "host", "good"),
    [
        (("agua.example",), "agua.example", True),
        (("agua.example",), "AGUA.example", True),
        (("agua.example",), "www.agua.example", False),
        (("*.agua.example",), "www.agua.example", True),
        (("*.agua.example",), "agua.example", False),
        (("*.agua.example",), "a.b.agua.example", False),
        (("luz.example", "agua.example"), "agua.example", True),
        (("agua.example",), "agua.example.evil.test", False),
        (("192.0.2.7",), "192.0.2.7", True),
        (("192.0.2.7",), "192.0.2.8", False),
        (("agua.example",), "192.0.2.7", False),
        (("::1",), "::1", True),
        (("::1",), "127.0.0.1", False),
    ],
)
def test_a_certificate_is_good_for_the_names_in_it(
    recording: RecordingTLS, authority: trustme.CA, names: tuple[str, ...], host: str, good: bool
) -> None:
    facts = shake(recording, host, server(authority.issue_cert(*names)))
    assert facts.problem == (None if good else f"the certificate is not for {host}")


def test_a_certificate_that_nobody_vouches_for_is_said_to_be_so(recording: RecordingTLS) -> None:
    facts = shake(recording, "agua.example", server(trustme.CA().issue_cert("agua.example")))
    assert facts.problem == "unable to get local issuer certificate"


@pytest.mark.parametrize(
    ("first", "last", "problem"),
    [
        (NOW - 9 * DAY, NOW - DAY, "certificate has expired"),
        (NOW + DAY, NOW + 9 * DAY, "certificate not yet valid"),
        (NOW - DAY, NOW + DAY, None),
    ],
)
def test_a_certificate_has_its_time(
    recording: RecordingTLS,
    authority: trustme.CA,
    first: datetime,
    last: datetime,
    problem: str | None,
) -> None:
    certificate = authority.issue_cert("agua.example", not_before=first, not_after=last)
    assert shake(recording, "agua.example", server(certificate)).problem == problem


def test_all_that_is_wrong_with_a_certificate_is_told(
    recording: RecordingTLS, authority: trustme.CA
) -> None:
    old = authority.issue_cert("luz.example", not_before=NOW - 9 * DAY, not_after=NOW - DAY)
    problem = shake(recording, "agua.example", server(old)).problem
    assert problem == "certificate has expired; the certificate is not for agua.example"


def test_a_server_that_leaves_out_a_link_of_its_chain(
    recording: RecordingTLS, authority: trustme.CA, tmp_path: Path
) -> None:
    certificate = authority.create_child_ca().issue_cert("agua.example")
    whole = shake(recording, "agua.example", server(certificate))
    assert whole.problem is None
    assert len(whole.certificates) == 2
    cut = shake(recording, "agua.example", server(certificate, chain=tmp_path / "leaf.pem"))
    assert cut.problem == "unable to get local issuer certificate"
    assert cut.certificates == whole.certificates[:1]


def test_the_chain_is_kept_as_it_was_sent_and_named_by_its_digests(
    recording: RecordingTLS, authority: trustme.CA
) -> None:
    certificate = authority.issue_cert("agua.example")
    facts = shake(recording, "agua.example", server(certificate))
    pem = certificate.cert_chain_pems[0].bytes().decode("ascii")
    assert facts.chain[0] == ssl.PEM_cert_to_DER_cert(pem)
    assert facts.certificates == tuple(hashlib.sha256(der).hexdigest() for der in facts.chain)
    assert facts.version.startswith("TLSv1.")
    assert facts.cipher


@pytest.mark.parametrize(
    ("host", "sent"), [("agua.example", "agua.example"), ("192.0.2.7", None), ("::1", None)]
)
def test_a_name_is_told_in_the_handshake_and_an_address_is_not(
    recording: RecordingTLS, authority: trustme.CA, host: str, sent: str | None
) -> None:
    heard: list[str | None] = []
    context = server(authority.issue_cert(host))
    context.sni_callback = lambda _, name, __: heard.append(name)  # type: ignore[assignment]
    assert shake(recording, host, context).sni == sent
    assert heard == [sent]


NAME = b"\x82\x0cagua.example"
UNREADABLE = "the certificate can't be read"


@pytest.mark.parametrize(
    ("names", "problem"),
    [
        (NAME, None),
        (NAME + b"\x82\x0ese\xf1al.gob.mx..", UNREADABLE),  # ñ as one byte
        (NAME + b"\xa5\x06\xa1\x04\x0c\x02ab", UNREADABLE),  # ediPartyName
        (b"\x82\x0bluz.example", "the certificate is not for agua.example"),
    ],
)
def test_a_certificate_whose_names_are_none_is_said_to_be_so_and_the_site_answers(
    recording: RecordingTLS,
    authority: trustme.CA,
    tmp_path: Path,
    names: bytes,
    problem: str | None,
) -> None:
    extension = x509.UnrecognizedExtension(
        x509.ObjectIdentifier("2.5.29.17"), bytes([0x30, len(names)]) + names
    )
    signer = authority._certificate
    key = ec.generate_private_key(ec.SECP256R1())
    made = (
        x509.CertificateBuilder(signer.subject, x509.Name([]), key.public_key(), 7)
        .not_valid_before(NOW - DAY)
        .not_valid_after(NOW + DAY)
        .add_extension(extension, critical=True)
        .sign(authority._private_key, hashes.SHA256())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    place = tmp_path / "odd.pem"
    place.write_bytes(
        made.public_bytes(Encoding.PEM)
        + key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    context.load_cert_chain(place)
    facts = shake(recording, "agua.example", context)
    assert (facts.problem or "").rpartition("; ")[2] == (problem or "")
    assert facts.chain[0] == made.public_bytes(Encoding.DER)


def test_connections_are_judged_each_for_itself(
    recording: RecordingTLS, authority: trustme.CA
) -> None:
    good = server(authority.issue_cert("agua.example"))
    bad = server(trustme.CA().issue_cert("agua.example"))
    problems = [shake(recording, "agua.example", side).problem for side in (good, bad, good)]
    assert [problem is None for problem in problems] == [True, False, True]


def test_an_old_server_that_speaks_tls_1_2_only_is_heard(
    recording: RecordingTLS, authority: trustme.CA
) -> None:
    context = server(authority.issue_cert("agua.example"))
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    facts = shake(recording, "agua.example", context)
    assert (facts.version, facts.problem) == ("TLSv1.2", None)
