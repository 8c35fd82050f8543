"""What is known of each connection, kept once: a night on which nothing changed adds no row and no
certificate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cryptography import x509

from evidence import clock
from evidence.store import ledger
from evidence.store.database import to_json

if TYPE_CHECKING:
    from collections.abc import Callable

    from crawler.wire.exchange import Exchange
    from evidence.custody.warc.writer import Write
    from evidence.store import Store
    from evidence.store.database import Row


class Connections:
    """Rows of ``networks`` and ``certificates``, to be stored before the captures that refer to
    them."""

    def __init__(self, is_kept: Callable[[str, str], bool], write: Write) -> None:
        """``is_kept(table, id)`` says whether the database has the row; ``write`` takes new
        certificates."""
        self._is_kept = is_kept
        self._write = write
        self._new: dict[tuple[str, str], Row] = {}
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
            if self._is_new("certificates", sha256):
                self._new["certificates", sha256] = self._certificate(sha256, der, exchange)
        facts: Row = {
            "addresses_json": to_json(exchange.addresses),
            "port": exchange.port,
            "protocol": f"http/{exchange.message.version}" if exchange.message else None,
            "tls_version": tls.version if tls else None,
            "tls_cipher": tls.cipher if tls else None,
            "tls_sni": tls.sni if tls else None,
            "tls_problem": tls.problem if tls else None,
            "certificates_json": to_json(tls.certificates) if tls else None,
        }
        identifier = ledger.row_digest(facts)
        if self._is_new("networks", identifier):
            self._new["networks", identifier] = {"id": identifier, **facts}
        return identifier

    def take(self) -> list[tuple[str, Row]]:
        """Tables and rows that are new since the last call, in the order in which they can be
        stored."""
        rows = [(table, row) for (table, _), row in self._new.items()]
        self._new.clear()
        return rows

    def _is_new(self, table: str, identifier: str) -> bool:
        return (table, identifier) not in self._new and not self._is_kept(table, identifier)

    def _certificate(self, sha256: str, der: bytes, exchange: Exchange) -> Row:
        headers = [
            ("WARC-Date", clock.stamp(exchange.started)),
            ("WARC-Target-URI", f"urn:sha256:{sha256}"),
            ("Content-Type", "application/pkix-cert"),
        ]
        placed = self._write("metadata", headers, der)
        return {
            "id": sha256,
            "seen_at": clock.stamp(exchange.started),
            "warc": placed.warc,
            "offset": placed.offset,
            "length": placed.length,
            "record_id": placed.record_id,
            **_names(der),
        }


def of(store: Store, write: Write) -> Connections:
    """What is new beside what a store knows."""

    def is_kept(table: str, identifier: str) -> bool:
        return store.one(f"SELECT 1 FROM {table} WHERE id = ?", identifier) is not None

    return Connections(is_kept, write)


def put(store: Store, rows: list[tuple[str, Row]]) -> None:
    """Store what :meth:`Connections.take` gave; the caller has synced the WARC."""
    if rows:
        with store.transaction("connected") as transaction:
            for table, row in rows:
                transaction.insert(table, row)


def _names(der: bytes) -> Row:
    """For whom, by whom and from when to when; nothing where the certificate can't be read."""
    try:
        certificate = x509.load_der_x509_certificate(der)
        return {
            "subject": certificate.subject.rfc4514_string(),
            "issuer": certificate.issuer.rfc4514_string(),
            "not_before": clock.stamp(certificate.not_valid_before_utc),
            "not_after": clock.stamp(certificate.not_valid_after_utc),
        }
    except ValueError:
        return {}
