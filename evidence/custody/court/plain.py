"""A seal as plain bytes that ``openssl`` takes: what was signed, the signature, what was time-stamped.

The one place that knows how each format of seals says so.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.custody.log.document import log_key

if TYPE_CHECKING:
    from evidence.custody.log.document import Seal


@dataclass(frozen=True, slots=True)
class PlainSeal:
    """What stands in three files beside one another."""

    signed: bytes
    signature: bytes | None
    """64 bytes of Ed25519 (RFC 8032); None for a seal of a folder that had no key yet"""
    stamped: bytes


def plain(seal: Seal, public: bytes) -> PlainSeal:
    """The bytes of a seal by the raw key ``public``."""
    note = seal.checkpoint
    if note is None:
        signature = base64.b64decode(seal.signature) if seal.signature else None
        return PlainSeal(seal.content, signature, seal.whole)
    key = log_key(seal.chain or "", public)
    line = next((line for line in note.lines if line.is_of(key)), None)
    return PlainSeal(note.text.encode(), line.data[len(key.id) :] if line else None, seal.whole)
