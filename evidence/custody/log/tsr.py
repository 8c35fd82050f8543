"""Time-stamp replies whose certificates are in another order than DER has them.

The certificates of a token are a SET outside of what is signed. ``openssl ts`` and authorities built on
it write them leaf first, and OpenSSL reads that; rfc3161-client reads DER only and refuses it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_CERTIFICATES = 0xA0
"""Tag of the certificates within SignedData (RFC 5652, section 5.1): context-specific, constructed, 0."""
_WAY = (0, 1, 1, 0)
"""From a reply to its SignedData: itself, its token, the token's content, what that holds."""


def in_order(reply: bytes) -> bytes:
    """The reply with its certificates as DER orders a SET; as it is where nothing has that shape."""
    try:
        start, end = 0, len(reply)
        for step in _WAY:
            start, end = list(_elements(reply, start, end))[step][1:]
        for at, inner, after in _elements(reply, start, end):
            if reply[at] == _CERTIFICATES:
                found = sorted(reply[one:close] for one, _, close in _elements(reply, inner, after))
                return reply[:inner] + b"".join(found) + reply[after:]
    except IndexError:
        pass
    return reply


def _elements(data: bytes, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Where each element between two places begins, where its content begins, and where it ends.

    Raises IndexError for one that is not whole or has no definite length.
    """
    while start < end:
        length, inner = data[start + 1], start + 2
        if length >= 0x80:
            size = length - 0x80
            if not 1 <= size <= 4:
                raise IndexError("no definite length")
            length, inner = int.from_bytes(data[inner : inner + size]), inner + size
        if inner + length > end:
            raise IndexError("not whole")
        yield start, inner, inner + length
        start = inner + length
