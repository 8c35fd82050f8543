"""What is learnt of certificates while sites are walked."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from OpenSSL import crypto

from crawler.wire.chains import Chains
from crawler.wire.tls import TlsFacts
from tests.certificates import Authority

LACKS = "unable to verify the first certificate"


def _facts(
    place: Path, signer: Authority, *sent: Authority, lies_at: str | None = None
) -> TlsFacts:
    """A connection to a server that sends its certificate and those of ``sent``."""
    signer.serving(place, lies_at=lies_at)
    newest = max(place.iterdir(), key=lambda path: path.stat().st_mtime_ns)
    own = x509.load_pem_x509_certificate(newest.read_bytes()).public_bytes(Encoding.DER)
    chain = (own, *(one.der for one in sent))
    digests = tuple(hashlib.sha256(der).hexdigest() for der in chain)
    return TlsFacts("TLSv1.3", "x", digests, LACKS, chain=chain, lacks_link=True)


class _Published(dict[str, bytes]):
    """What lies on the web; ``asked`` counts."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    async def fetch(self, url: str) -> bytes:
        self.asked.append(url)
        await asyncio.sleep(0)
        return self.get(url, b"")


@pytest.fixture
def root() -> Authority:
    return Authority("Root")


@pytest.fixture
def web() -> _Published:
    return _Published()


@pytest.fixture
def chains(root: Authority, web: _Published) -> Chains:
    store = crypto.X509Store()
    store.add_cert(crypto.X509.from_cryptography(root.certificate))
    return Chains(store, web.fetch)


def test_a_link_that_another_site_sent_is_known(
    root: Authority, chains: Chains, web: _Published, tmp_path: Path
) -> None:
    middle = Authority("Middle", root)

    async def walk() -> tuple[TlsFacts, TlsFacts]:
        lacking = _facts(tmp_path, middle)
        before = await chains.completed(lacking)
        whole = replace(_facts(tmp_path, middle, middle), problem=None, lacks_link=False)
        assert await chains.completed(whole) is whole
        return before, await chains.completed(lacking)

    before, after = asyncio.run(walk())
    assert before.problem == LACKS
    assert after.problem is None
    assert after.chain[1:] == (middle.der,)
    assert not web.asked


def test_what_lies_at_an_address_is_asked_for_once(
    root: Authority, chains: Chains, web: _Published, tmp_path: Path
) -> None:
    middle = Authority("Middle", root)
    web["http://ca.example/middle"] = middle.der

    async def walk() -> list[TlsFacts]:
        sites = [_facts(tmp_path, middle, lies_at="http://ca.example/middle") for _ in range(5)]
        return await asyncio.gather(*map(chains.completed, sites))

    assert {facts.problem for facts in asyncio.run(walk())} == {None}
    assert web.asked == ["http://ca.example/middle"]


def test_a_name_that_is_wrong_stays_wrong(
    root: Authority, chains: Chains, web: _Published, tmp_path: Path
) -> None:
    middle = Authority("Middle", root)
    web["http://ca.example/middle"] = middle.der
    facts = _facts(tmp_path, middle, lies_at="http://ca.example/middle")
    wrong = replace(facts, misnamed="not for b.example", problem=f"{LACKS}; not for b.example")
    assert asyncio.run(chains.completed(wrong)).problem == "not for b.example"


def test_endless_chains_end(chains: Chains, web: _Published, tmp_path: Path) -> None:
    signer = None
    for step in range(20, 0, -1):
        signer = Authority(f"{step}", signer, lies_at=f"http://ca.example/{step + 1}")
        web[f"http://ca.example/{step}"] = signer.der
    assert signer is not None
    facts = _facts(tmp_path, signer, lies_at="http://ca.example/1")
    assert asyncio.run(chains.completed(facts)) is facts
    assert len(web.asked) == 4


def test_of_two_of_one_name_the_one_that_signed_is_the_link(
    root: Authority, chains: Chains, web: _Published, tmp_path: Path
) -> None:
    middle, other = Authority("Middle", root), Authority("Middle", root)
    web["http://ca.example/middle"] = other.pem + middle.pem
    whole = replace(_facts(tmp_path, other, other), problem=None, lacks_link=False)
    lacking = _facts(tmp_path, middle, lies_at="http://ca.example/middle")

    async def walk() -> TlsFacts:
        await chains.completed(whole)
        return await chains.completed(lacking)

    completed = asyncio.run(walk())
    assert completed.problem is None
    assert completed.chain[1:] == (middle.der,)


def test_one_exchange_waits_for_certificates_no_longer_than_for_an_answer(
    root: Authority, web: _Published, tmp_path: Path
) -> None:
    middle = Authority("Middle", root)
    web["http://ca.example/middle"] = middle.der
    store = crypto.X509Store()
    store.add_cert(crypto.X509.from_cryptography(root.certificate))
    gate = asyncio.Event()

    async def late(url: str) -> bytes:
        await gate.wait()
        return await web.fetch(url)

    async def walk() -> tuple[TlsFacts, TlsFacts, TlsFacts]:
        chains = Chains(store, late, seconds=0.01)
        facts = _facts(tmp_path, middle, lies_at="http://ca.example/middle")
        before = await chains.completed(facts)
        gate.set()
        await chains._published["http://ca.example/middle"]
        return facts, before, await chains.completed(facts)

    facts, before, after = asyncio.run(walk())
    assert before is facts
    assert after.problem is None, "what came meanwhile counts"
    assert web.asked == ["http://ca.example/middle"]


def test_a_certificate_that_can_not_be_read_leads_nowhere(
    chains: Chains, root: Authority, tmp_path: Path
) -> None:
    """Where its issuer lies is told by a kind of name that nobody reads, or by none at all."""
    for value in (
        b"\x30\x10\x30\x0e\x06\x08+\x06\x01\x05\x05\x07\x30\x02\xa5\x02\xa1\x00",
        b"\xff",
    ):
        key = ec.generate_private_key(ec.SECP256R1())
        place = x509.ObjectIdentifier("1.3.6.1.5.5.7.1.1")
        own = (
            x509.CertificateBuilder(Authority("Middle", root).certificate.subject, x509.Name([]))
            .public_key(key.public_key())
            .serial_number(7)
            .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
            .not_valid_after(datetime(2040, 1, 1, tzinfo=UTC))
            .add_extension(x509.UnrecognizedExtension(place, value), critical=False)
            .sign(key, hashes.SHA256())
            .public_bytes(Encoding.DER)
        )
        facts = TlsFacts("TLSv1.3", "x", ("0",), LACKS, chain=(own,), lacks_link=True)
        assert asyncio.run(chains.completed(facts)) is facts
