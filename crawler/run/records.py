"""WARC records of exchanges, and the rows of ``captures`` that point to them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from crawler.run.revisit import refers_to
from evidence import clock
from evidence.custody.warc.writer import (
    Headers,
    Placed,
    Write,
    new_id,
)
from evidence.store.records import Capture
from evidence.store.records.looks import NO_STATUS
from evidence.vocabulary import Fidelity, RecordType

if TYPE_CHECKING:
    from crawler.run.connections import Connections
    from crawler.run.journey import Journey
    from crawler.wire.exchange import Exchange
    from evidence.custody.warc.http import Message
    from evidence.looks.finding import Finding
    from evidence.store.due import Due, KnownCapture


_BEGINNING = 65_536
"""Bytes kept of an answer whose header section never ends: more than any that is meant so."""
_NOTHING = hashlib.sha256(b"").hexdigest()


class Recorder:
    """Writes what came over the wire, certificates before the captures that came with them."""

    def __init__(self, write: Write, connections: Connections) -> None:
        self.connections = connections
        self._write = write
        self._ahead: dict[Exchange, _Written | None] = {}
        """what is written before it is asked for; None while it is being written"""
        self.pending = 0
        """pages of a browser whose records are written, or being written, before their rows"""

    def journey(self, journey: Journey, finding: Finding | None = None) -> list[Capture]:
        """Write all that a journey was answered; ``finding`` speaks of its last exchange."""
        last = journey.exchanges[-1] if journey.exchanges else None
        return [
            self.capture(exchange, journey.due, finding)
            if exchange is last
            else self.capture(exchange)
            for exchange in journey.answers
        ]

    @property
    def is_ahead(self) -> bool:
        """Whether captures were written that nobody has asked for yet."""
        return bool(self._ahead or self.pending)

    def announce(self, exchange: Exchange) -> None:
        """Say that an exchange is going to be written :meth:`ahead`; its certificates are now."""
        self.connections.note(exchange)
        self._ahead[exchange] = None

    def ahead(self, journey: Journey) -> None:
        """Write the exchanges of a journey that were announced, and let their bytes go;
        :meth:`capture` answers with them. The last may be a look's, and its payload stored already: its
        bytes stay."""
        for exchange in journey.answers:
            is_last = exchange in journey.exchanges[-1:] and journey.is_look
            written = self._written(exchange, journey.due if is_last else None)
            if written.earlier is None:
                exchange.let_go()
            self._ahead[exchange] = written

    def place_of(self, exchange: Exchange) -> tuple[str, int] | None:
        """Where an answer lies, file and offset, whose bytes were let go."""
        written = self._ahead.get(exchange)
        if written is None or written.earlier is not None:
            return None
        return written.capture.warc, written.capture.offset

    def left(self, journey: Journey) -> list[Capture]:
        """The captures of what was written :meth:`ahead` of a journey that is not kept here."""
        return [self.capture(one) for one in journey.answers if self._ahead.get(one) is not None]

    def capture(
        self, exchange: Exchange, due: Due | None = None, finding: Finding | None = None
    ) -> Capture:
        """Write the records of one exchange, unless they are written :meth:`ahead`.

        ``due`` and ``finding`` are given for the last exchange of a look: its payload may be stored
        already, and what was found out about it goes into the row.
        """
        written = self._ahead.pop(exchange, None)
        if written is None:
            known = finding.look.payload_sha256 if finding else None
            written = self._written(exchange, due, known)
        return written.told(finding)

    def _written(self, exchange: Exchange, due: Due | None, sha256: str | None = None) -> _Written:
        """Write the records of one exchange; ``sha256`` is the digest of its payload where that is
        known."""
        message = exchange.message
        if message is None:
            return _Written(self._beginning(exchange), None)
        block = exchange.response_block
        sha256 = sha256 or hashlib.sha256(message.payload).hexdigest()
        confirmed = message.status == 304 and exchange.conditional
        earlier = _earlier(due, exchange.url, sha256, confirmed=confirmed) if due else None
        common = _common(exchange)
        network_id = self.connections.note(exchange)  # its certificates lie before the capture
        record_id = new_id()
        headers: Headers = [*common, ("Content-Type", "application/http;msgtype=response")]
        if earlier:
            sha256 = earlier.payload_sha256
            block = block[: message.head_size]
            headers += refers_to(earlier, message.status)
        elif exchange.truncated:
            headers.append(("WARC-Truncated", exchange.truncated))
        headers.append(("WARC-Payload-Digest", f"sha256:{sha256}"))
        kind = RecordType.REVISIT if earlier else RecordType.RESPONSE
        sent, sent_of = _sent(exchange, earlier, due.latest if due else None)
        behind = _request(exchange, common, record_id) if sent else None
        placed = self._write(kind, headers, block, record_id, behind)
        capture = replace(
            _row(exchange, placed, network_id),
            record_type=kind,
            refers_to=earlier.body_id if earlier else None,
            status=message.status,
            media_type=_declared(message),
            payload_sha256=sha256,
            payload_bytes=len(message.payload),
            request_sha256=sent,
            request_of=sent_of,
        )
        if earlier and network_id == earlier.body_network_id:
            capture = replace(capture, network_id=None)
        return _Written(capture, earlier)

    def _beginning(self, exchange: Exchange) -> Capture:
        """Write an answer that broke off before its header section ended: there is no status and no
        payload, and nothing takes it for a page."""
        common = _common(exchange)
        network_id = self.connections.note(exchange)
        record_id = new_id()
        block = exchange.response_block[:_BEGINNING]
        is_cut = len(block) < exchange.size
        truncated = "length" if is_cut else exchange.truncated or "disconnect"
        headers: Headers = [
            *common,
            ("Content-Type", "application/http;msgtype=response"),
            ("WARC-Truncated", truncated),
            ("WARC-Payload-Digest", f"sha256:{_NOTHING}"),
        ]
        behind = _request(exchange, common, record_id)
        placed = self._write(RecordType.RESPONSE, headers, block, record_id, behind)
        return replace(_row(exchange, placed, network_id), truncated=truncated)


def _row(exchange: Exchange, placed: Placed, network_id: str) -> Capture:
    """The row of an answer that has neither status nor payload, with its request behind it."""
    return Capture(
        id=placed.record_id,
        url=exchange.url,
        captured_at=clock.stamp(exchange.started),
        record_type=RecordType.RESPONSE,
        refers_to=None,
        warc=placed.warc,
        offset=placed.offset,
        length=placed.length,
        status=NO_STATUS,
        media_type=None,
        payload_sha256=_NOTHING,
        payload_bytes=0,
        text_sha256=None,
        block_sha256=placed.block_sha256,
        ip=exchange.ip,
        fidelity=Fidelity.EXACT,
        truncated=exchange.truncated,
        network_id=network_id,
        request_sha256=hashlib.sha256(exchange.request_block).hexdigest(),
        request_of=None,
        first_byte_us=exchange.first_byte_us,
        ended_us=exchange.ended_us,
        method=_method(exchange),
    )


@dataclass(frozen=True, slots=True)
class _Written:
    """An exchange whose records are written."""

    capture: Capture
    earlier: KnownCapture | None
    """that holds the same payload"""

    def told(self, finding: Finding | None) -> Capture:
        """Its row, with what was found out about it; a revisit leaves out the text of what it refers
        to."""
        if finding is None:
            return self.capture
        is_new = self.earlier is None or finding.text_sha256 != self.earlier.text_sha256
        return replace(
            self.capture,
            media_type=finding.media_type or self.capture.media_type,
            text_sha256=finding.text_sha256 if is_new else None,
        )


def _request(exchange: Exchange, common: Headers, record_id: str) -> tuple[str, Headers, bytes]:
    """The record of a request, which stands behind that of its answer."""
    behind = ("WARC-Concurrent-To", f"<{record_id}>")
    message_type = ("Content-Type", "application/http;msgtype=request")
    return "request", [*common, message_type, behind], exchange.request_block


def _sent(
    exchange: Exchange, earlier: KnownCapture | None, latest: KnownCapture | None
) -> tuple[str | None, str | None]:
    """The digest of the request that is to be kept with a capture, and the capture behind whose record it
    lies already.

    A request that was sent before is not kept again: a revisit names the capture, or nothing where that
    is the one that it refers to.
    """
    sent = hashlib.sha256(exchange.request_block).hexdigest()
    if earlier and sent == earlier.body_request_sha256:
        return None, None
    if earlier and latest and sent == latest.request_sha256:
        return None, latest.request_of
    return sent, None


def _method(exchange: Exchange) -> str | None:
    """The method of the request as sent; None for GET."""
    method = exchange.request_block.partition(b" ")[0].decode("ascii", "replace")
    return None if method == "GET" else method


def _declared(message: Message) -> str | None:
    """The media type that the server declares."""
    return message.content_type.split(";", maxsplit=1)[0].strip().lower() or None


def _earlier(due: Due, url: str, sha256: str, *, confirmed: bool) -> KnownCapture | None:
    """The capture that holds the same payload already, or that the server has ``confirmed``.

    One at another address does not count: replay tools would find nothing at this one.
    """
    if confirmed:
        return due.latest
    known = (capture for capture in (due.latest, due.baseline) if capture is not None)
    return next(
        (
            capture
            for capture in known
            if (capture.body_url, capture.payload_sha256) == (url, sha256)
        ),
        None,
    )


def _common(exchange: Exchange) -> Headers:
    headers: Headers = [
        ("WARC-Date", clock.stamp(exchange.started)),
        ("WARC-Target-URI", exchange.url),
    ]
    if exchange.ip:
        headers.append(("WARC-IP-Address", exchange.ip))
    headers.append(("WARC-Protocol", "http/1.1"))
    if exchange.tls:
        headers += [
            ("WARC-Protocol", exchange.tls.version.lower().replace("v", "/")),
            ("WARC-Cipher-Suite", exchange.tls.cipher),
        ]
    return headers
