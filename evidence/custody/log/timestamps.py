"""Time-stamps by others (RFC 3161): that something was there at a time, by an authority's word.

The request is made and the reply is checked here; carrying them over the wire is handed in.
"""

from __future__ import annotations

import hashlib
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

import certifi
from cryptography import x509
from cryptography.utils import CryptographyDeprecationWarning
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

_UNKNOWN = ("unable to get local issuer", "self-signed certificate", "self signed certificate")
"""OpenSSL's words for a chain whose root is not among those given."""


class TokenError(ValueError):
    """A reply that does not prove what it should; its text says why."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a sound reply says."""

    at: datetime
    trusted: bool
    """whether its certificates lead to one of the given roots"""


def ask(document: bytes, authority: str, post: Callable[[str, bytes], bytes]) -> bytes:
    """The authority's whole reply for ``document``.

    Raises OSError when there is none and TokenError when it is not for what was asked.
    """
    request = (
        TimestampRequestBuilder()
        .data(document)
        .hash_algorithm(HashAlgorithm.SHA256)
        .nonce(nonce=True)
        .build()
    )
    reply = post(authority, request.as_bytes())
    check(reply, document, ())
    if decode_timestamp_response(reply).tst_info.nonce != request.nonce:
        raise TokenError("the reply is to another request")
    return reply


def check(reply: bytes, document: bytes, roots: Sequence[x509.Certificate]) -> Stamp:
    """What ``reply`` proves of ``document``; raises TokenError when that is nothing.

    A chain that ends at a root outside ``roots`` makes it untrusted, any other fault is an error.
    """
    try:
        response = decode_timestamp_response(reply)
        info = response.tst_info
        if info.message_imprint.message != hashlib.sha256(document).digest():
            raise TokenError("the token is for something else")
        stamp = Stamp(info.gen_time, trusted=bool(roots))
        if roots:
            VerifierBuilder(roots=list(roots)).build().verify_message(response, document)
    except VerificationError as error:
        if any(words in str(error) for words in _UNKNOWN):
            return Stamp(info.gen_time, trusted=False)
        raise TokenError(" ".join(str(error).split())[:200]) from error
    except ValueError as error:  # what the parser raises, and TokenError itself
        raise (
            error if isinstance(error, TokenError) else TokenError(f"not readable ({error})")
        ) from error
    return stamp


def roots_of(path: Path | None) -> list[x509.Certificate]:
    """The roots of ``path`` (PEM), and those that browsers trust.

    Raises OSError or ValueError when ``path`` can't be read.
    """
    with warnings.catch_warnings():
        # one of the browsers' roots has a serial number that RFC 5280 does not allow; it is as good
        # as any
        warnings.simplefilter("ignore", CryptographyDeprecationWarning)
        trusted = x509.load_pem_x509_certificates(certifi.contents().encode())
        return (x509.load_pem_x509_certificates(path.read_bytes()) if path else []) + trusted
