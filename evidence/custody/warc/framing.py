"""Where the body of an HTTP/1 answer ends, read as it comes (RFC 9112, section 6).

As tolerant as browsers are: what Chromium makes of each oddity is measured in ``docs/wire.md``. A body
takes bytes by ``feed``, which says whether the answer has ended; ``payload`` is what it held so far,
without its transfer coding.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

_SIZE = re.compile(
    rb"[ \t]*+0*+((?:[0-7](?=[0-9A-Fa-f]{15}))?[0-9A-Fa-f]{1,15}|(?<=0))[ \t\r]*+(?:;.*)?",
    re.DOTALL,
)
"""Of a chunk: what fits a signed number of 64 bits, as in Chromium."""
_LENGTH = re.compile(r"0*[0-9]{1,18}")
"""Longer ones fit no 64-bit number: browsers take them for none."""
_LINE = 16_384
"""Bytes of a chunk's size line with its extensions, and of a trailer line: Chromium's
``HttpChunkedDecoder::kMaxLineBufLen``."""
_CHUNKS = 1_000_000
"""Chunks of one body. A server that sends a byte a chunk would keep us busy for minutes."""


class FramingError(ValueError):
    """The head of an answer contradicts itself; the text says how."""


class Body(Protocol):
    """One way to find the end of a body."""

    complete: bool
    """all that was announced has come"""
    delimited: bool
    """it says itself where it ends, and does not end with the connection"""
    surplus: bool
    """more has come than was announced: nothing else can be asked over this connection"""

    def feed(self, data: bytes) -> bool:
        """Take in bytes; True when nothing that follows belongs to this answer."""

    @property
    def payload(self) -> bytes:
        """The body so far, without its transfer coding."""


class _Sized:
    """A body of a known number of bytes."""

    delimited = True

    def __init__(self, size: int) -> None:
        self._left = size
        self._parts: list[bytes] = []
        self.complete = size == 0
        self.surplus = False

    def feed(self, data: bytes) -> bool:
        self.surplus = self.surplus or len(data) > self._left
        if self._left and data:
            self._parts.append(data[: self._left])
            self._left -= len(self._parts[-1])
            self.complete = self._left == 0
        return self.complete

    @property
    def payload(self) -> bytes:
        return b"".join(self._parts)


class _UntilClose:
    """A body that ends when the connection does."""

    complete = True
    delimited = False
    surplus = False

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def feed(self, data: bytes) -> bool:
        self._parts.append(data)
        return False

    @property
    def payload(self) -> bytes:
        return b"".join(self._parts)


class _Chunked:
    """A body in chunks. Ends for good at what is no chunk: what came before it still counts."""

    def __init__(self, *, doubtful: bool) -> None:
        """``doubtful``: the answer is of HTTP/1.0, which knows no chunks; believed only where the
        body begins with one."""
        self.complete = doubtful
        self.delimited = not doubtful
        self.surplus = False
        self._payload = bytearray()
        self._line = bytearray()
        self._left = 0
        self._chunks = 0
        self._doubtful = doubtful
        self._plain = False
        self._ended = False

    @property
    def payload(self) -> bytes:
        return bytes(self._payload + self._line if self._doubtful else self._payload)

    def feed(self, data: bytes) -> bool:
        at = 0
        while at < len(data) and not self._ended:
            if self._plain:
                self._payload += data[at:]
                return False
            if self._left:
                self._payload += data[at : at + self._left]
                took = min(self._left, len(data) - at)
                at += took
                self._left -= took
                continue
            end = data.find(b"\n", at)
            self._line += data[at : end + 1 or len(data)]
            at = end + 1 or len(data)
            if len(self._line) > _LINE:
                self._stop()
            elif end >= 0:
                self._take_line()
        self.surplus = self.surplus or (self._ended and at < len(data))
        return self._ended

    def _take_line(self) -> None:
        line = bytes(self._line[:-1])
        if self.complete and not self._doubtful:  # trailers, up to an empty line
            self._ended = not line.strip()
        elif line.strip():
            self._take_size(line)
        self._line.clear()  # an empty line before a size ends the chunk before it

    def _take_size(self, line: bytes) -> None:
        size = _SIZE.fullmatch(line)
        if size is None:
            self._stop()
            return
        self._doubtful, self.delimited = False, True
        self._left = int(size[1] or b"0", 16)
        self._chunks += 1
        self.complete = self._left == 0
        if self._chunks > _CHUNKS:
            self._stop()

    def _stop(self) -> None:
        if self._doubtful:
            self._plain, self._doubtful = True, False
            self._payload += self._line
        else:
            self._ended = self.surplus = True


def body_of(status: int, version: str, fields: Sequence[tuple[str, str]]) -> Body:
    """How the body of an answer with these headers (names in lower case) ends.

    Raises FramingError where two lengths contradict each other, as browsers do: somebody on the way
    may have put an answer of their own into this one.
    """
    if status in (204, 304):
        return _Sized(0)
    if "chunked" in _listed(fields, "transfer-encoding"):
        return _Chunked(doubtful=version < "1.1")
    lengths = set(_listed(fields, "content-length"))
    if len(lengths) > 1:
        raise FramingError("two lengths that contradict each other")
    if lengths and _LENGTH.fullmatch(length := lengths.pop()):
        return _Sized(int(length))
    return _UntilClose()  # what is no number announces nothing


def _listed(fields: Sequence[tuple[str, str]], name: str) -> list[str]:
    """The values of ``name`` over all its lines, in lower case."""
    return [
        part.strip(" \t").lower()
        for key, value in fields
        if key == name
        for part in value.split(",")
        if part.strip(" \t")
    ]
