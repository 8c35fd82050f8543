"""Time-stamp requests (RFC 3161, section 2.4.1), with a policy where one is asked for."""

from __future__ import annotations

import hashlib
import secrets
from typing import Annotated

from cryptography.hazmat import asn1
from cryptography.x509 import ObjectIdentifier

DIGESTS = {
    "2.16.840.1.101.3.4.2.1": "sha256",
    "2.16.840.1.101.3.4.2.2": "sha384",
    "2.16.840.1.101.3.4.2.3": "sha512",
}
"""Digest algorithms that a token may be over, by their object identifiers (RFC 5754, section 2)."""
_NONCE = 64
"""Bits, as ``openssl ts`` sends them."""


@asn1.sequence
class _Algorithm:
    identifier: ObjectIdentifier
    parameters: asn1.Null | None


@asn1.sequence
class _Imprint:
    algorithm: _Algorithm
    digest: bytes


@asn1.sequence
class Request:
    """``TimeStampReq`` of the standard."""

    version: int
    imprint: _Imprint
    policy: ObjectIdentifier | None
    nonce: int | None
    certificates: Annotated[bool, asn1.Default(False)]


def new_nonce() -> int:
    """A number that only the reply to one request repeats."""
    return secrets.randbits(_NONCE)


def build(document: bytes, digest: str, policy: str, nonce: int | None) -> bytes:
    """The request for a token over ``document``, with the authority's certificates in the reply.

    ``digest`` is one of :data:`DIGESTS`, ``policy`` an object identifier or empty.
    """
    identifier = next(oid for oid, name in DIGESTS.items() if name == digest)
    imprint = _Imprint(
        algorithm=_Algorithm(identifier=ObjectIdentifier(identifier), parameters=asn1.Null()),
        digest=hashlib.new(digest, document).digest(),
    )
    return asn1.encode_der(
        Request(
            version=1,
            imprint=imprint,
            policy=ObjectIdentifier(policy) if policy else None,
            nonce=nonce,
            certificates=True,
        )
    )
