"""Certificates as servers and authorities have them, made for a test."""

from __future__ import annotations

import datetime as dt
import ipaddress
import ssl
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import AuthorityInformationAccessOID, NameOID

if TYPE_CHECKING:
    from pathlib import Path

_NOW = dt.datetime.now(dt.UTC)
_DAY = dt.timedelta(days=1)


@dataclass
class Authority:
    """Somebody who signs certificates."""

    name: str
    signer: Authority | None = None
    """None: it signs itself"""
    lies_at: str | None = None
    """where its signer's certificate lies"""
    ended: bool = False
    """its own certificate has expired"""
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    certificate: x509.Certificate = field(init=False)

    def __post_init__(self) -> None:
        self.certificate = _signed(
            self.name, self.key, self.signer or self, self.lies_at, host="", ended=self.ended
        )

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)

    def serving(
        self,
        place: Path,
        *sent: Authority,
        lies_at: str | None = None,
        host: str = "127.0.0.1",
        ended: bool = False,
    ) -> ssl.SSLContext:
        """A server for ``host`` with a certificate of ours, which also sends the certificates of
        ``sent``; ``lies_at``: where ours lies by its word, ``ended``: it has expired."""
        key = ec.generate_private_key(ec.SECP256R1())
        own = _signed(host, key, self, lies_at, host=host, ended=ended)
        chain = place / f"{host}-{own.serial_number}.pem"
        private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        pems = [own.public_bytes(Encoding.PEM), *(one.pem for one in sent)]
        chain.write_bytes(private + b"".join(pems))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(chain)
        return context


def _signed(
    name: str,
    key: ec.EllipticCurvePrivateKey,
    signer: Authority,
    lies_at: str | None,
    *,
    host: str,
    ended: bool = False,
) -> x509.Certificate:
    builder = (
        x509.CertificateBuilder()
        .subject_name(_name(name))
        .issuer_name(_name(signer.name))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(_NOW - 9 * _DAY)
        .not_valid_after(_NOW + (-_DAY if ended else 9 * _DAY))
        .add_extension(x509.BasicConstraints(ca=not host, path_length=None), critical=True)
    )
    if host:
        names = x509.SubjectAlternativeName([_place(host)])
        builder = builder.add_extension(names, critical=False)
    if lies_at:
        access = x509.AccessDescription(
            AuthorityInformationAccessOID.CA_ISSUERS, x509.UniformResourceIdentifier(lies_at)
        )
        builder = builder.add_extension(x509.AuthorityInformationAccess([access]), critical=False)
    return builder.sign(signer.key, hashes.SHA256())


def _place(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _name(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
