"""TLS that never hangs up on a bad certificate but always says that it is bad.

A certificate that does not verify is a finding about the site. The page behind it is still
evidence, so it is read all the same and the problem is recorded with it.
"""

from __future__ import annotations

import hashlib
import ipaddress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import certifi
from cryptography.x509 import UnsupportedGeneralNameType
from OpenSSL import SSL, crypto
from service_identity import CertificateError, VerificationError
from service_identity.pyopenssl import verify_hostname, verify_ip_address
from twisted.internet.interfaces import IOpenSSLClientConnectionCreator
from zope.interface import implementer

if TYPE_CHECKING:
    from OpenSSL.crypto import X509, X509Store
    from twisted.protocols.tls import TLSMemoryBIOProtocol

_CIPHERS = b"DEFAULT:@SECLEVEL=0"
"""Old ministry servers offer nothing better; the protocol and cipher are recorded, so a reader can
weigh them, and no secret of ours travels over the connection."""


@dataclass(frozen=True, slots=True)
class TlsFacts:
    """What is known of one TLS connection."""

    version: str
    cipher: str
    certificates: tuple[str, ...]
    """sha256 of each certificate that the server sent, its own first, then of those that were
    found to complete the chain"""
    problem: str | None
    """why the certificate does not verify"""
    sni: str | None = None
    """the host name sent in the handshake; none for an address"""
    chain: tuple[bytes, ...] = ()
    """the same certificates in DER"""
    lacks_link: bool = False
    """the chain leads to no root that is known, perhaps because a certificate was not sent"""
    misled: bool = False
    """a certificate that was sent beside the site's own spoils the chain: it has expired, or it leads
    to a root that nobody knows"""
    misnamed: str | None = None
    """why the certificate is not for the host, or nobody can tell, whatever else is wrong with it"""


class RecordingTLS:
    """Makes the client side of TLS connections; one context for all of them."""

    def __init__(self) -> None:
        context = SSL.Context(SSL.TLS_CLIENT_METHOD)
        context.set_default_verify_paths()
        context.load_verify_locations(certifi.where())
        context.set_cipher_list(_CIPHERS)
        # many servers close without close_notify: like a connection in plain text, it has ended then
        context.set_options(SSL.OP_LEGACY_SERVER_CONNECT | SSL.OP_IGNORE_UNEXPECTED_EOF)
        context.set_verify(SSL.VERIFY_PEER, _note_problem)
        self._context = context

    def creator_for(self, host: str) -> _Creator:
        """The creator of connections to ``host``."""
        return _Creator(self._context, host)

    @property
    def roots(self) -> X509Store:
        """What certificates are checked against."""
        store = self._context.get_cert_store()
        assert store is not None
        return store


@implementer(IOpenSSLClientConnectionCreator)
class _Creator:
    def __init__(self, context: SSL.Context, host: str) -> None:
        self._context = context
        self._host = host

    def clientConnectionForTLS(self, tlsProtocol: TLSMemoryBIOProtocol) -> SSL.Connection:  # noqa: N802, N803, ARG002
        """Twisted asks for a connection object to drive."""
        connection = SSL.Connection(self._context, None)
        _STATES[connection] = _State(self._host)
        if not _is_address(self._host):
            connection.set_tlsext_host_name(self._host.encode("ascii"))
        return connection


class _State:
    __slots__ = ("depth", "host", "number", "problem")

    def __init__(self, host: str) -> None:
        self.host = host
        self.number = self.depth = 0
        self.problem: str | None = None


_STATES: WeakKeyDictionary[SSL.Connection, _State] = WeakKeyDictionary()
"""What is noted of each connection; its own app data belongs to Twisted."""


def _note_problem(
    connection: SSL.Connection,
    certificate: X509,  # noqa: ARG001
    number: int,
    depth: int,
    ok: int,
) -> bool:
    """Called by OpenSSL for each certificate of the chain; True lets the handshake go on."""
    state = _STATES[connection]
    if not ok and state.problem is None:
        state.number, state.depth, state.problem = number, depth, problem_of(number)
    return True


_PROBLEMS = {
    9: "certificate not yet valid",
    10: "certificate has expired",
    18: "self-signed certificate",
    19: "self-signed certificate in chain",
    20: "unable to get local issuer certificate",
    21: "unable to verify the first certificate",
    23: "certificate revoked",
    26: "unsuitable certificate purpose",
    62: "host name mismatch",
    66: "key too small",
    67: "CA key too small",
    68: "CA signature digest too weak",
}
"""X509_V_ERR_* of OpenSSL's x509_vfy.h, as its own manual words them."""


_LACKS_LINK = frozenset({20, 21})
_MISLED = frozenset({10, 19})


def problem_of(number: int) -> str:
    """The words of an error of verification."""
    return _PROBLEMS.get(number, f"OpenSSL error {number}")


def facts_of(connection: SSL.Connection) -> TlsFacts:
    """The facts of a connection whose handshake is done."""
    chain = tuple(
        crypto.dump_certificate(crypto.FILETYPE_ASN1, certificate)  # as sent: nothing of it is read
        for certificate in connection.get_peer_cert_chain() or ()
    )
    state = _STATES[connection]
    misnamed = _name_problem(connection, state.host)
    return TlsFacts(
        version=connection.get_protocol_version_name(),
        cipher=connection.get_cipher_name() or "",
        certificates=tuple(hashlib.sha256(der).hexdigest() for der in chain),
        problem="; ".join(filter(None, (state.problem, misnamed))) or None,
        sni=None if _is_address(state.host) else state.host,
        chain=chain,
        lacks_link=state.number in _LACKS_LINK,
        misled=state.number in _MISLED and state.depth > 0,
        misnamed=misnamed,
    )


def _name_problem(connection: SSL.Connection, host: str) -> str | None:
    try:
        if _is_address(host):
            verify_ip_address(connection, host)
        else:
            verify_hostname(connection, host)
    except (CertificateError, VerificationError):
        return f"the certificate is not for {host}"
    # names that are no names: some authorities write ñ as one byte, or kinds of names that nobody reads
    except (ValueError, UnsupportedGeneralNameType):
        return "the certificate can't be read"
    return None


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
