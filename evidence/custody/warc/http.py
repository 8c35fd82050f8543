"""Read an HTTP/1 message from the exact bytes of the wire (RFC 9112).

The same reading serves a fresh answer and one read back from a WARC years later, so both give the
same payload and the same digest.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

_STATUS = re.compile(rb"HTTP/(\d(?:\.\d)?)[ \t]+(\d{3})(?:[ \t]+([^\r\n]*))?")
_FINDING = 65_536
"""Bytes within which a header section must end; browsers and servers stop at 8 to 256 KB."""


class MessageError(ValueError):
    """The bytes are no HTTP/1 answer; its text says why."""


@dataclass(frozen=True, slots=True)
class Message:
    """One answer: ``block[body_at:]`` is the body as it came over the wire."""

    version: str
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    """names in lower case, in the order received; bytes outside ASCII read as Latin-1"""
    head_size: int
    """bytes up to and including the empty line, interim answers (1xx) included"""
    payload: bytes
    """the body without its transfer coding, still in its content coding"""
    complete: bool
    """whether all of the body came that was announced"""

    def header(self, name: str) -> str:
        """The first value of ``name`` (lower case), or an empty text."""
        return next((value for key, value in self.headers if key == name), "")


def parse(block: bytes) -> Message:
    """The final answer in ``block``; interim answers before it are skipped.

    Raises MessageError when there is no status line or the header section never ends.
    """
    at = 0
    while True:
        start = _skip_blank(block, at)
        line = _STATUS.match(block, start)
        if line is None:
            raise MessageError("no HTTP status line")
        end, at = _head_end(block, start)
        status = int(line[2])
        if status >= 200 or status == 101:
            break
    headers = _headers(block[line.end() : end])
    fields = dict(reversed(headers))  # the first of each name wins
    payload, complete = _payload(block, at, status, fields)
    reason = (line[3] or b"").decode("latin-1").strip()
    return Message(line[1].decode(), status, reason, headers, at, payload, complete)


def decode_content(payload: bytes, encoding: str, limit: int) -> bytes:
    """``payload`` without its content coding, at most ``limit`` bytes.

    Unknown codings and damaged data come back as far as they could be read: a broken gzip stream of
    a government page still has its first half. Bounded, so a bomb costs ``limit`` bytes and no
    more.
    """
    for coding in reversed([part.strip().lower() for part in encoding.split(",")]):
        if coding in ("gzip", "x-gzip"):
            payload = _inflate(payload, 31, limit)
        elif coding == "deflate":
            # RFC 9110 means zlib; many servers send raw deflate
            zlib_head = (
                len(payload) > 1
                and payload[0] & 15 == 8
                and (payload[0] << 8 | payload[1]) % 31 == 0
            )
            payload = _inflate(payload, 15 if zlib_head else -15, limit)
    return payload[:limit]


def _inflate(data: bytes, window: int, limit: int) -> bytes:
    out = b""
    while data and len(out) < limit:
        stream = zlib.decompressobj(window)
        try:
            out += stream.decompress(data, limit - len(out))
        except zlib.error:
            return out or data
        if not stream.eof:
            break
        data = stream.unused_data if window == 31 else b""  # gzip may hold several members
    return out


def _skip_blank(block: bytes, at: int) -> int:
    while block[at : at + 1] in (b"\r", b"\n"):
        at += 1
    return at


def _head_end(block: bytes, start: int) -> tuple[int, int]:
    """End of the last header line and start of the body; bare LF is accepted as RFC 9112 allows."""
    for at in _line_ends(block, start):
        if block.startswith(b"\r\n", at):
            return at, at + 2
        if block.startswith(b"\n", at):
            return at, at + 1
    raise MessageError("the header section does not end")


def _line_ends(block: bytes, start: int) -> list[int]:
    stop = min(len(block), start + _FINDING)
    ends, at = [], block.find(b"\n", start, stop)
    while at >= 0:
        ends.append(at + 1)
        if block.startswith((b"\r\n", b"\n"), at + 1):
            break
        at = block.find(b"\n", at + 1, stop)
    return ends


def _headers(section: bytes) -> tuple[tuple[str, str], ...]:
    headers: list[tuple[str, str]] = []
    for raw in section.split(b"\n"):
        line = raw.rstrip(b"\r").decode("latin-1")
        if line[:1] in (" ", "\t") and headers:  # obsolete line folding
            name, value = headers[-1]
            headers[-1] = (name, f"{value} {line.strip()}")
        elif ":" in line:
            name, value = line.split(":", 1)
            headers.append((name.strip().lower(), value.strip()))
    return tuple(headers)


def _payload(block: bytes, at: int, status: int, fields: dict[str, str]) -> tuple[bytes, bool]:
    if status in (204, 304):
        return b"", True
    if "chunked" in fields.get("transfer-encoding", "").lower():
        return _dechunk(block, at)
    length = fields.get("content-length", "")
    if length.isdigit():
        return block[at : at + int(length)], len(block) - at >= int(length)
    return block[at:], True


def _dechunk(block: bytes, at: int) -> tuple[bytes, bool]:
    parts: list[bytes] = []
    while True:
        line = block.find(b"\n", at, at + 4096)
        size = _chunk_size(block[at:line]) if line >= 0 else None
        if size is None:
            return b"".join(parts), False
        if size == 0:
            return b"".join(parts), True
        parts.append(block[line + 1 : line + 1 + size])
        if line + 1 + size > len(block):
            return b"".join(parts), False
        at = line + 1 + size
        at += 2 if block.startswith(b"\r\n", at) else 1


def _chunk_size(line: bytes) -> int | None:
    digits = line.split(b";", 1)[0].strip()
    try:
        return int(digits, 16) if digits and len(digits) <= 16 else None
    except ValueError:
        return None
