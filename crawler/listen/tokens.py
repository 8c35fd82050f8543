"""Tokens by which those who ask are known: shown as they are, kept as their hash.

A token is random and long (:func:`made`), so one round of SHA-256 hides it as well as any slow hash.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crawler.listen.model import Asked

_BYTES = 32
"""As many as a signing key has: nobody guesses one."""


def made() -> str:
    """A new token, to be handed to whom it is for and kept nowhere."""
    return secrets.token_urlsafe(_BYTES)


def hashed(token: str) -> str:
    """What is kept of a token, and may stand in a configuration: ``sha256:<hex>``."""
    return f"sha256:{hashlib.sha256(token.encode()).hexdigest()}"


def known(asked: Asked, kept: Iterable[str]) -> str | None:
    """Which of the ``kept`` hashes is that of the request's bearer token (RFC 6750, section 2.1).

    None where there is none. All are compared, each in a time that tells nothing of how much of it was
    right.
    """
    scheme, _, token = asked.headers.get("authorization", "").partition(" ")
    return which(token.strip(), kept) if scheme.lower() == "bearer" else None


def which(token: str, kept: Iterable[str]) -> str | None:
    """Which of the ``kept`` hashes is that of a token; compared as :func:`known` says."""
    shown = hashed(token)
    found = [one for one in kept if hmac.compare_digest(one.encode(), shown.encode())]
    return found[0] if found else None
