"""Addresses of copies on their own origin: each opens one capture, and nobody can guess another's."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from testigo.desk.copies.passages import LONGEST, PASSAGE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evidence.bilingual import Language

_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_PREFIX = "urn:uuid:"
_KEY = 32
"""Hex digits: 128 bits."""
MOST_PASSAGES = 3


@dataclass(frozen=True, slots=True)
class Addresses:
    """Of one open desk: with it they come to their end."""

    origin: str
    """where copies are shown, as ``http://127.0.0.1:8421``"""
    _secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    def of(
        self,
        capture_id: str,
        language: Language,
        wanted: Sequence[str] = (),
        *,
        how: str = "",
    ) -> str:
        """The address of the copy of a capture, with the passages to be marked: it leads to the first mark.
        ``how`` is a word of :class:`testigo.desk.copies.ways.How`; empty: the best of its ways."""
        query: list[tuple[str, str]] = [("lang", language)]
        query += [("quote", one[:LONGEST]) for one in wanted[:MOST_PASSAGES] if one]
        query += [("as", how)] if how else []
        to = f"#{PASSAGE}" if any(wanted) else ""
        return f"{self._place(capture_id)}?{urlencode(query)}{to}"

    def file(self, capture_id: str) -> str:
        """The address of its bytes, to be saved."""
        return f"{self._place(capture_id)}bytes"

    def capture(self, key: str, name: str) -> str | None:
        """The capture that an address of ours names; None where we never gave it out."""
        if not _ID.fullmatch(name) or not hmac.compare_digest(
            self._key(name).encode(), key.encode()
        ):
            return None
        return _PREFIX + name

    def _place(self, capture_id: str) -> str:
        name = capture_id.removeprefix(_PREFIX)
        return f"{self.origin}/{self._key(name)}/{name}/"

    def _key(self, name: str) -> str:
        return hmac.new(self._secret, name.encode(), hashlib.sha256).hexdigest()[:_KEY]
