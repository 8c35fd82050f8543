"""Carry a time-stamp request to its authority (RFC 3161, section 3.4), and the reply back."""

from __future__ import annotations

import base64
import ssl
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING

from crawler.wire import errand
from evidence.config import secrets
from evidence.custody.log.timestamps import Authority, Profile, own_roots

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evidence import config
    from evidence.folder import EvidenceFolder

_TYPE = "application/timestamp-query"
_SECONDS = 15.0
"""A silent authority must not hold the folder; its token on the next seal dates this one too."""
_MOST = 1 << 17
"""Bytes; a reply with its whole certificate chain has 2 to 8 KB."""


def authorities(folder: EvidenceFolder, config: config.Config) -> list[Authority]:
    """Those that the configuration names, asked over the network."""
    plain = [Authority(url, partial(post, url)) for url in config.custody.authorities]
    return plain + [_configured(folder, one) for one in config.custody.authority]


def _configured(folder: EvidenceFolder, one: config.Authority) -> Authority:
    """An authority whose credentials and roots are read when it is asked, so that one that lacks them
    is named and holds nothing up."""
    roots = folder.path / one.roots if one.roots else None
    profile = Profile(one.digest, one.policy, one.accuracy, one.nonce, roots)

    def ask(request: bytes) -> bytes:
        return post(one.url, request, _headers(one), one.certificate)

    return Authority(name_of(one), ask, profile)


def name_of(one: config.Authority) -> str:
    """Its address as it is recorded and told: without what may be a key."""
    return one.url.partition("?")[0]


def lacking(folder: EvidenceFolder, one: config.Authority) -> str | None:
    """What an authority's entry names and this machine has not; None where nothing is missing."""
    try:
        _headers(one)
        if one.certificate:
            _with_client(one.certificate)
        if one.roots:
            own_roots(folder.path / one.roots)
    except OSError as problem:
        return str(problem)
    return None


def _headers(one: config.Authority) -> dict[str, str]:
    if one.token:
        token = secrets.read(one.token)
        if not token.isascii():
            raise secrets.SecretError("a bearer token is of ASCII characters (RFC 6750)")
        return {"Authorization": f"Bearer {token}"}
    if one.user:
        pair = f"{one.user}:{secrets.read(one.password)}".encode()
        return {"Authorization": f"Basic {base64.b64encode(pair).decode()}"}
    return {}


def post(
    url: str, request: bytes, headers: Mapping[str, str] | None = None, certificate: str = ""
) -> bytes:
    """The authority's reply; raises OSError when there is none in time. Redirects are not followed: a redirected
    POST loses what it asks, and an authority could send us into our own network, or have our credentials sent to a
    third.

    ``certificate`` is a PEM file with a client certificate and its key. The address is the operator's
    own configuration, so private networks are allowed here.
    """
    asked = {"Content-Type": _TYPE, **(headers or {})}
    context = _with_client(certificate) if certificate else None
    reply = errand.run("POST", url, request, asked, most=_MOST, seconds=_SECONDS, context=context)
    if reply.status != HTTPStatus.OK:
        raise OSError(f"status {reply.status}")
    return reply.body


def _with_client(certificate: str) -> ssl.SSLContext:
    context = ssl.create_default_context()
    try:
        context.load_cert_chain(certificate)
    except OSError as error:  # also what TLS says of a file that is none of its own
        raise OSError(f"{certificate} can't be used ({type(error).__name__})") from error
    return context
