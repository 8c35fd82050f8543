"""Certificate chains that lack a link, completed as browsers complete them.

Many servers send their own certificate and forget the one that signed it. Browsers show such a site
all the same: they know the missing certificate from other sites, or fetch it from where the last one
that was sent says it lies (RFC 5280, 4.2.2.1). What is fetched is trusted no more than what a server
sends: it counts only when the chain then leads to a root.
"""

from __future__ import annotations

import asyncio
import hashlib
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
from cryptography.x509.oid import AuthorityInformationAccessOID
from OpenSSL import crypto

from crawler.wire.tls import problem_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    from crawler.wire.tls import TlsFacts

_LINKS = 4
"""Certificates that are looked for to complete one chain; real chains have five links at most."""
_PLACES = 5
"""Addresses tried for each: Chromium's ``kMaxFetchesPerCert``."""
_KNOWN = 5000
"""Certificates kept of those that sites sent; Mozilla's list of intermediates has 2,500."""


_LACKING = frozenset({2, 20, 21})
"""X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT and its kin: a link is still missing."""
_ROOTLESS = frozenset({18, 19})
"""The chain ends in a certificate that signs itself and that nobody trusts."""


_SECONDS = 30.0
"""For all certificates that one connection lacks, as long as one answer may take to come. Five places for each of
four links, with three hops each, were half an hour."""
_UNREADABLE = (
    x509.ExtensionNotFound,
    x509.DuplicateExtension,
    x509.UnsupportedGeneralNameType,
    UnsupportedAlgorithm,
    ValueError,
)
"""What is raised over a part of a certificate that is read when it is asked for."""


class Chains:
    """Completes chains; what it learnt holds for its lifetime."""

    def __init__(
        self,
        roots: crypto.X509Store,
        fetch: Callable[[str], Awaitable[bytes]],
        seconds: float = _SECONDS,
    ) -> None:
        """``fetch`` gives the body at an address, empty where there is none, and never fails. ``seconds`` are
        those for one chain."""
        self._seconds = seconds
        self._roots = roots
        self._fetch = fetch
        self._known: dict[bytes, x509.Certificate] = {}
        """subject -> certificate"""
        self._published: dict[str, asyncio.Future[list[x509.Certificate]]] = {}
        """address -> certificates that lie there"""
        self._completed: dict[tuple[str, ...], TlsFacts] = {}

    async def completed(self, tls: TlsFacts) -> TlsFacts:
        """``tls`` as it is with a whole chain; unchanged where nothing is lacking, and where none is found
        in time."""
        try:
            async with asyncio.timeout(self._seconds):
                return await self._as_found(tls)
        except (TimeoutError, *_UNREADABLE):
            return tls

    async def _as_found(self, tls: TlsFacts) -> TlsFacts:
        if not (tls.lacks_link or tls.misled):
            if tls.problem is None:
                self._learn(tls.chain[1:])
            return tls
        answer = self._completed.get(tls.certificates) or await self._complete(tls)
        if answer.lacks_link or answer.misled:
            return tls
        self._completed[tls.certificates] = answer
        problem = "; ".join(filter(None, (answer.problem, tls.misnamed))) or None
        return replace(answer, problem=problem, sni=tls.sni, misnamed=tls.misnamed)

    async def _complete(self, tls: TlsFacts) -> TlsFacts:
        """``tls`` with a whole chain, and what else is wrong with it; unchanged where none is
        found."""
        chain = _loaded(tls.chain)
        if tls.lacks_link:
            found, number = await self._linked(chain)
            if number is not None:
                return _with(tls, found, problem_of(number) if number else None)
        if len(chain) > 1:  # what was sent leads astray; the site's own certificate may know better
            found, number = await self._linked(chain[:1])
            if number == 0:
                return _with(tls, found, None)
        return tls

    async def _linked(
        self, chain: list[x509.Certificate]
    ) -> tuple[list[x509.Certificate], int | None]:
        """The certificates that ``chain`` lacks, and OpenSSL's number for what is wrong with it then;
        None where it still leads nowhere."""
        found: list[x509.Certificate] = []
        while chain and len(found) < _LINKS:
            issuer = await self._issuer_of(_last([*chain, *found]))
            if issuer is None:
                break
            found.append(issuer)
            number = self._verify(chain, found)
            if number in _ROOTLESS:
                break
            if number not in _LACKING:
                return found, number
        return found, None

    async def _issuer_of(self, certificate: x509.Certificate) -> x509.Certificate | None:
        known = self._known.get(certificate.issuer.public_bytes())
        if known is not None and _signed(certificate, known):
            return known
        for address in _places(certificate)[:_PLACES]:
            if address not in self._published:
                self._published[address] = asyncio.ensure_future(self._read(address))
            # shielded: a request that is given up must not take the answer away from the others
            for one in await asyncio.shield(self._published[address]):
                if _signed(certificate, one):
                    return one
        return None

    async def _read(self, address: str) -> list[x509.Certificate]:
        return _parsed(await self._fetch(address))

    def _verify(self, chain: list[x509.Certificate], found: list[x509.Certificate]) -> int:
        """OpenSSL's number for what is wrong with the chain; 0 for nothing."""
        others = [crypto.X509.from_cryptography(one) for one in (*chain[1:], *found)]
        leaf = crypto.X509.from_cryptography(chain[0])
        try:
            crypto.X509StoreContext(self._roots, leaf, others).verify_certificate()
        except crypto.X509StoreContextError as error:
            return int(error.errors[0])
        return 0

    def _learn(self, ders: Iterable[bytes]) -> None:
        for one in _loaded(ders):
            if len(self._known) < _KNOWN:
                self._known[one.subject.public_bytes()] = one


def _with(tls: TlsFacts, found: list[x509.Certificate], problem: str | None) -> TlsFacts:
    ders = tuple(one.public_bytes(Encoding.DER) for one in found)
    digests = tuple(hashlib.sha256(der).hexdigest() for der in ders)
    return replace(
        tls,
        problem=problem,
        certificates=tls.certificates + digests,
        chain=tls.chain + ders,
        lacks_link=False,
        misled=False,
    )


def _signed(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    """Whether ``issuer`` signed it: others may bear the same name."""
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def _last(certificates: list[x509.Certificate]) -> x509.Certificate:
    """The certificate whose issuer is not among them, from the first one up."""
    rest = certificates[1:]
    last = certificates[0]
    while signer := next((one for one in rest if one.subject == last.issuer), None):
        rest.remove(signer)
        last = signer
    return last


def _places(certificate: x509.Certificate) -> list[str]:
    """Where its issuer's certificate lies, by its own word."""
    try:
        access = certificate.extensions.get_extension_for_class(x509.AuthorityInformationAccess)
    except _UNREADABLE:
        return []
    return [
        str(one.access_location.value)
        for one in access.value
        if one.access_method == AuthorityInformationAccessOID.CA_ISSUERS
        and isinstance(one.access_location, x509.UniformResourceIdentifier)
    ]


def _loaded(ders: Iterable[bytes]) -> list[x509.Certificate]:
    return [one for der in ders for one in _parsed(der)]


def _parsed(data: bytes) -> list[x509.Certificate]:
    """The certificates in ``data``: DER, PEM or PKCS #7, as authorities publish them."""
    for load in (
        lambda: [x509.load_der_x509_certificate(data)],
        lambda: pkcs7.load_der_pkcs7_certificates(data),
        lambda: x509.load_pem_x509_certificates(data),
    ):
        with suppress(ValueError, UnsupportedAlgorithm):
            return load()
    return []
