"""One request and its answer: the exact bytes, after TLS."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from evidence import clock

if TYPE_CHECKING:
    from datetime import datetime

    from crawler.wire.tls import TlsFacts
    from evidence.custody.warc.http import Message

_BEGUN = 64
"""Bytes within which a status line has begun: what begins with anything else is no answer, and readers
of WARC files stop at it."""
_CONDITION = re.compile(rb"\r\nIf-(?:None-Match|Modified-Since):", re.IGNORECASE)


@dataclass(slots=True, eq=False, weakref_slot=True)
class Received:
    """The bytes of one answer, for as long as anybody needs them."""

    pieces: list[bytes] = field(default_factory=list)

    @property
    def whole(self) -> bytes:
        """All of them in one."""
        if len(self.pieces) > 1:  # one copy from now on
            self.pieces = [b"".join(self.pieces)]
        return self.pieces[0] if self.pieces else b""


@dataclass(slots=True, eq=False)
class Exchange:
    """What went over the wire for one request. Grows while it is under way."""

    url: str
    limit: int
    """bytes of answer after which the connection is cut"""
    started: datetime = field(default_factory=clock.now)
    began: float = field(default_factory=time.monotonic)
    """``started`` by the clock that nobody sets; the two times below are counted from it"""
    first_byte_us: int | None = None
    ended_us: int | None = None
    request_block: bytes = b""
    """the request as sent"""
    received: Received = field(default_factory=Received)
    size: int = 0
    """bytes received"""
    headed: bool = False
    """whether the answer's header section has come"""
    waits: bool = False
    """whether its sender waits for us: there is no room for more"""
    addresses: tuple[str, ...] = ()
    """all that the name servers gave for the host"""
    ip: str | None = None
    port: int | None = None
    """of the peer"""
    tls: TlsFacts | None = None
    truncated: str | None = None
    """``length``, ``time`` or ``disconnect``"""
    message: Message | None = None
    """the answer, as read from ``received``"""

    @property
    def response_block(self) -> bytes:
        """The answer as received; empty once it is :meth:`let_go`."""
        return self.received.whole

    @property
    def broke_off(self) -> bool:
        """Whether an answer began and ended before its header section did."""
        began = b"".join(self.received.pieces[:8])[:_BEGUN].lstrip().startswith(b"HTTP/")
        return self.message is None and began and not self.headed

    @property
    def conditional(self) -> bool:
        """Whether we asked for the answer only if it had changed: then a 304 says something."""
        return _CONDITION.search(self.request_block) is not None

    def elapsed_us(self) -> int:
        """Microseconds since the exchange began."""
        return round((time.monotonic() - self.began) * 1e6)

    def restart(self) -> None:
        """The request is sent again: a kept-alive connection turned out to be closed."""
        self.request_block = b""
        self.received = Received()
        self.size = 0
        self.headed = False
        self.truncated = self.message = None

    def share(self, head: bytes) -> None:
        """Have one copy of the body lie in memory, and not two, where it came as it is in ``message``; its
        header section, and interim answers before it, are ``head``."""
        if self.message is not None and len(head) + len(self.message.payload) == self.size:
            self.received.pieces = [head, self.message.payload]

    def let_go(self) -> None:
        """What came is on the disk: its bytes need not lie in memory any longer. What the head says
        stays."""
        self.received = Received()
        if self.message is not None:
            self.message = replace(self.message, payload=b"")
