"""What is known of each connection, kept once: a night on which nothing changed adds no row and no
certificate."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from cryptography import x509

from evidence import clock
from evidence.store import ledger
from evidence.store.connections import is_kept
from evidence.store.database import to_json
from evidence.store.records import Certificate, Network

if TYPE_CHECKING:
    from collections.abc import Callable

    from crawler.wire.exchange import Exchange
    from evidence.custody.warc.writer import Write
    from evidence.store import Store
    from evidence.store.connections import Connected, Kind


class Connections:
    """Networks and certificates, to be stored before the captures that refer to them."""

    def __init__(self, is_kept: Callable[[Kind, str], bool], write: Write) -> None:
        """``is_kept`` says whether the database has one with this id; ``write`` takes new
        certificates."""
        self._is_kept = is_kept
        self._write = write
        self._new: dict[tuple[Kind, str], Connected] = {}
        self._taken: set[tuple[Kind, str]] = set()
        """those that were new once, and may not be in the database yet"""
        self._known: dict[tuple[object, ...], str] = {}
        """connections met in this run -> ids: a host has few, and all its exchanges come over
        them"""

    def note(self, exchange: Exchange) -> str:
        """The id of the row that describes the exchange's connection; writes new certificates."""
        tls = exchange.tls
        version = exchange.message.version if exchange.message else None
        shown = (
            (tls.version, tls.cipher, tls.sni, tls.problem, tuple(tls.certificates))
            if tls
            else None
        )
        met = (exchange.addresses, exchange.port, version, shown)
        if met not in self._known:
            self._known[met] = self._describe(exchange)
        return self._known[met]

    def _describe(self, exchange: Exchange) -> str:
        tls = exchange.tls
        for sha256, der in zip(tls.certificates, tls.chain, strict=True) if tls else ():
            if self._is_new(Certificate, sha256):
                self._new[Certificate, sha256] = self._certificate(sha256, der, exchange)
        network = Network(
            id="",
            addresses_json=to_json(exchange.addresses),
            port=exchange.port,
            protocol=f"http/{exchange.message.version}" if exchange.message else None,
            tls_version=tls.version if tls else None,
            tls_cipher=tls.cipher if tls else None,
            tls_sni=tls.sni if tls else None,
            tls_problem=tls.problem if tls else None,
            certificates_json=to_json(tls.certificates) if tls else None,
        )
        facts = network.row()
        del facts["id"]
        identifier = ledger.row_digest(facts)
        if self._is_new(Network, identifier):
            self._new[Network, identifier] = replace(network, id=identifier)
        return identifier

    def take(self) -> list[Connected]:
        """What is new since the last call, in the order in which it can be stored."""
        taken = list(self._new.values())
        self._taken.update(self._new)
        self._new.clear()
        return taken

    def _is_new(self, kind: Kind, identifier: str) -> bool:
        key = kind, identifier
        return not (key in self._new or key in self._taken or self._is_kept(kind, identifier))

    def _certificate(self, sha256: str, der: bytes, exchange: Exchange) -> Certificate:
        headers = [
            ("WARC-Date", clock.stamp(exchange.started)),
            ("WARC-Target-URI", f"urn:sha256:{sha256}"),
            ("Content-Type", "application/pkix-cert"),
        ]
        placed = self._write("metadata", headers, der)
        subject, issuer, not_before, not_after = _names(der)
        return Certificate(
            id=sha256,
            seen_at=clock.stamp(exchange.started),
            warc=placed.warc,
            offset=placed.offset,
            length=placed.length,
            record_id=placed.record_id,
            subject=subject,
            issuer=issuer,
            not_before=not_before,
            not_after=not_after,
        )


def of(store: Store, write: Write) -> Connections:
    """What is new beside what a store knows."""
    return Connections(partial(is_kept, store), write)


def _names(der: bytes) -> tuple[str, str, str, str] | tuple[None, None, None, None]:
    """For whom, by whom and from when to when; nothing where the certificate can't be read."""
    try:
        certificate = x509.load_der_x509_certificate(der)
        return (
            certificate.subject.rfc4514_string(),
            certificate.issuer.rfc4514_string(),
            clock.stamp(certificate.not_valid_before_utc),
            clock.stamp(certificate.not_valid_after_utc),
        )
    except ValueError:
        return None, None, None, None
