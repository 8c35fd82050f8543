"""A seal as plain bytes that ``openssl`` takes: what was time-stamped, which part of it was signed, and the
signature.

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
    """The signed bytes are a part of the stamped ones, so that nobody can pair a seal with the time-stamp of
    another."""

    stamped: bytes
    start: int
    """where in it the signed bytes begin"""
    size: int
    """how many they are"""
    signature: bytes | None
    """64 bytes of Ed25519 (RFC 8032); None for a seal of a folder that had no key yet"""

    @property
    def signed(self) -> bytes:
        """What is signed."""
        return self.stamped[self.start : self.start + self.size]


def plain(seal: Seal, public: bytes) -> PlainSeal:
    """The bytes of a seal by the raw key ``public``."""
    note = seal.checkpoint
    if note is None:
        signature = base64.b64decode(seal.signature) if seal.signature else None
        return PlainSeal(seal.whole, seal.whole.index(seal.content), len(seal.content), signature)
    key = log_key(seal.chain or "", public)
    line = next((line for line in note.lines if line.is_of(key)), None)
    signature = line.data[len(key.id) :] if line else None
    return PlainSeal(seal.whole, 0, len(note.text.encode()), signature)
