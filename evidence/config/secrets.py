"""Secrets that the configuration names and does not hold: ``env:NAME`` in the environment, ``file:/PATH``
in a file."""

from __future__ import annotations

import os
import re
from pathlib import Path

_REFERENCE = re.compile(r"env:\w+|file:/[^\0]+")
_HASH = re.compile(r"sha256:[0-9a-f]{64}")
_LONGEST = 8192
"""Characters; what HTTP servers take for one header field."""


class SecretError(OSError):
    """A secret can't be had; the text names its place and nothing of what is there."""


def is_reference(value: str) -> bool:
    """Whether ``value`` says where a secret is."""
    return _REFERENCE.fullmatch(value) is not None


def is_hash(value: str) -> bool:
    """Whether ``value`` is what is kept of a token that others show: its hash."""
    return _HASH.fullmatch(value) is not None


def read(reference: str) -> str:
    """The secret, without space around it.

    Raises SecretError where there is none, or one that no header field can hold.
    """
    kind, _, place = reference.partition(":")
    if kind == "env":
        secret = os.environ.get(place, "").strip()
        if not secret:
            raise SecretError(f"the environment variable {place} is not set")
    else:
        try:
            secret = Path(place).read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise SecretError(f"{place} can't be read ({type(error).__name__})") from error
        if not secret:
            raise SecretError(f"{place} is empty")
    if len(secret) > _LONGEST or not secret.isprintable():
        raise SecretError(f"{place} holds no password or token: it is too long or not printable")
    return secret
