"""Time-stamps by others (RFC 3161): that something was there at a time, by an authority's word.

The request is made and the reply is checked here; carrying them over the wire is handed in.
"""

from __future__ import annotations

import hashlib
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import certifi
from cryptography import x509
from cryptography.utils import CryptographyDeprecationWarning
from rfc3161_client import VerificationError, VerifierBuilder, decode_timestamp_response

from evidence.custody.log import tsq, tsr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from rfc3161_client import TimeStampResponse
    from rfc3161_client.tsp import Accuracy, TimeStampTokenInfo

_UNKNOWN = ("unable to get local issuer", "self-signed certificate", "self signed certificate")
"""OpenSSL's words for a chain whose root is not among those given."""
_GRANTED = (0, 1)
"""The states of a reply that has a token (RFC 3161, section 2.4.2)."""
_AS_ASKED = 0
"""The one of them that VerifierBuilder takes."""
_MOST_SAID = 200
"""Characters of a stranger's words that are told."""


class TokenError(ValueError):
    """A reply that does not prove what it should; its text says why."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a sound reply says."""

    at: datetime
    trusted: bool
    """whether its certificates lead to one of the given roots"""


@dataclass(frozen=True, slots=True)
class Profile:
    """What is asked of an authority, and what its reply must be."""

    digest: str = "sha256"
    policy: str = ""
    """object identifier that the token must be under; empty for any"""
    accuracy: float = 0.0
    """seconds that the token must be accurate to; 0 for any"""
    nonce: bool = True
    roots: Path | None = None
    """PEM file with the roots that the chain must lead to; None for any chain"""


@dataclass(frozen=True, slots=True)
class Authority:
    """Somebody who is asked for time-stamps."""

    name: str
    """its address as it is recorded and told"""
    post: Callable[[bytes], bytes]
    """carries a request there and the reply back; raises OSError"""
    profile: Profile = Profile()


@dataclass(frozen=True, slots=True)
class Said:
    """What a token says of itself, whether it holds or not."""

    at: datetime
    policy: str
    serial: int
    accuracy: float | None
    """seconds by which its time may be off; None where it says nothing"""


def ask(document: bytes, authority: Authority) -> bytes:
    """The authority's whole reply for ``document``.

    Raises OSError when there is none and TokenError when it is not for what was asked, or not as the
    authority's profile wants it.
    """
    profile = authority.profile
    nonce = tsq.new_nonce() if profile.nonce else None
    reply = authority.post(tsq.build(document, profile.digest, profile.policy, nonce))
    roots = own_roots(profile.roots) if profile.roots else []
    stamp = check(reply, document, roots)
    if decode_timestamp_response(tsr.in_order(reply)).status != _AS_ASKED:
        raise TokenError("it is granted with modifications, which verification does not take")
    info = decode_timestamp_response(tsr.in_order(reply)).tst_info
    if info.nonce != nonce and profile.nonce:
        raise TokenError("the reply is to another request: its nonce differs")
    if profile.policy and info.policy.dotted_string != profile.policy:
        raise TokenError(f"its policy is {info.policy.dotted_string}, not {profile.policy}")
    claimed = _accuracy_of(info)
    if profile.accuracy and (claimed is None or claimed > profile.accuracy):
        raise TokenError(f"it does not claim to be accurate to {profile.accuracy:g} s")
    if roots and not stamp.trusted:
        raise TokenError("its certificates do not lead to the roots that are configured")
    return reply


def said(reply: bytes) -> Said | None:
    """What the token in a reply says; None where none can be read."""
    try:
        info = decode_timestamp_response(tsr.in_order(reply)).tst_info
        return Said(
            info.gen_time, info.policy.dotted_string, info.serial_number, _accuracy_of(info)
        )
    except ValueError:
        return None


def _accuracy_of(info: TimeStampTokenInfo) -> float | None:
    told = cast("Accuracy | None", info.accuracy)
    if told is None:
        return None
    return (told.seconds or 0) + (told.millis or 0) / 1e3 + (told.micros or 0) / 1e6


def check(reply: bytes, document: bytes, roots: Sequence[x509.Certificate]) -> Stamp:
    """What ``reply`` proves of ``document``; raises TokenError when that is nothing.

    A chain that ends at a root outside ``roots`` makes it untrusted, any other fault is an error.
    """
    try:
        response = decode_timestamp_response(tsr.in_order(reply))
        _check_granted(response)
        info = response.tst_info
        imprint = info.message_imprint
        digest = tsq.DIGESTS.get(imprint.hash_algorithm.dotted_string)
        if digest is None or imprint.message != hashlib.new(digest, document).digest():
            raise TokenError("the token is for something else")
        stamp = Stamp(info.gen_time, trusted=bool(roots))
        if roots:
            VerifierBuilder(roots=list(roots)).build().verify_message(response, document)
    except VerificationError as error:
        if any(words in str(error) for words in _UNKNOWN):
            return Stamp(info.gen_time, trusted=False)
        raise TokenError(" ".join(str(error).split())[:_MOST_SAID]) from error
    except ValueError as error:  # what the parser raises, and TokenError itself
        raise (
            error if isinstance(error, TokenError) else TokenError(f"not readable ({error})")
        ) from error
    return stamp


def _check_granted(response: TimeStampResponse) -> None:
    if response.status not in _GRANTED:
        said = "; ".join(response.status_string)[:_MOST_SAID]
        printable = "".join(sign if sign.isprintable() else " " for sign in said)
        raise TokenError(f"the authority refused: {printable or f'status {response.status}'}")


def roots_of(*paths: Path) -> list[x509.Certificate]:
    """The roots of each PEM file, and those that browsers trust.

    Raises OSError or ValueError when a file can't be read.
    """
    with warnings.catch_warnings():
        # one of the browsers' roots has a serial number that RFC 5280 does not allow; it is as good
        # as any
        warnings.simplefilter("ignore", CryptographyDeprecationWarning)
        trusted = x509.load_pem_x509_certificates(certifi.contents().encode())
        own = [x509.load_pem_x509_certificates(path.read_bytes()) for path in paths]
        return [certificate for file in own for certificate in file] + trusted


def own_roots(path: Path) -> list[x509.Certificate]:
    """The certificates of a PEM file. Raises OSError when it can't be read or holds none."""
    try:
        return x509.load_pem_x509_certificates(path.read_bytes())
    except (OSError, ValueError) as error:
        raise OSError(f"no root certificates can be read from {path}") from error
