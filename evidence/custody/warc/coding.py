"""Content codings undone within limits: gzip, deflate, Brotli, Zstandard (RFC 9110, section 8.4).

Damaged data comes back as far as it could be read: a broken gzip stream of a government page still
has its first half.
"""

from __future__ import annotations

import sys
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_MOST = 10
"""Codings undone one after the other: Chromium undoes six without complaint, curl stops at five."""
_ZSTD = b"\x28\xb5\x2f\xfd"
"""What a Zstandard frame begins with (RFC 8878, 3.1.1)."""
_GZIP = b"\x1f\x8b\x08"
"""What a gzip member of the only method that there is begins with (RFC 1952, 2.3.1)."""
_MARKUP = frozenset({b"", b"<"})
_BEGINS = frozenset({b"<", b"{", b"["})
_HEAD = 64
_NO_SIGN = 5_000_000
"""Bytes of a body in which a coding without a sign is looked for: pages, packed, are smaller."""
_MEMBERS = 10_000
"""gzip streams one after the other in one body. Empty ones cost 20 bytes and a decompressor each."""
_FRAMES = 200
"""Zstandard frames one after the other. Each costs a decompressor, a third of a millisecond."""
_PIECE = 16_384
"""Bytes handed to a decompressor at once: what it leaves unread is copied, and where it fails, what
it made of that piece is lost."""
_WINDOW = 23
"""log2 of the largest Zstandard window: 8 MB, where browsers stop (RFC 9659)."""


class Decoded(NamedTuple):
    """A body without its content codings."""

    data: bytes
    whole: bool
    """every coding came to its own end: however the message ended, nothing of the body is missing"""


def decode(payload: bytes, encoding: str, limit: int) -> Decoded:
    """``payload`` without the codings that ``encoding`` lists, at most ``limit`` bytes.

    ``encoding`` is the value of all Content-Encoding lines, joined with commas. Unknown codings
    (``utf-8``, ``none``) are none, as for browsers; what is not in the coding that is claimed comes
    back as it is. Bounded, so a bomb costs ``limit`` bytes and no more.
    """
    whole, coded = True, False
    for coding in reversed(list(_codings(encoding))[:_MOST]):
        undo = _UNDO.get(coding)
        if undo is None:
            continue
        payload, ended = undo(payload, limit)
        whole, coded = whole and ended, True
    # Brotli's decompressor gives a little more than it is asked for
    return Decoded(payload[:limit], coded and whole and len(payload) <= limit)


def names_one(encoding: str) -> bool:
    """Whether a Content-Encoding names a coding that is known here."""
    return bool(encoding) and any(coding in _UNDO for coding in _codings(encoding))


def unnamed(payload: bytes, limit: int) -> Decoded | None:
    """A page or data that came packed, at most ``limit`` bytes, where no header names the coding; None for
    what is no packed text. Browsers show such an answer as signs without sense.

    gzip and Zstandard are known by what they begin with; of zlib and Brotli, which have no sign of their own,
    only a stream that comes to its end and begins as mark-up or data do is one.
    """
    if payload[:1].strip() in _MARKUP:  # nearly all pages
        return None
    for coding, begins in ((_gzip, _GZIP), (_zstd, _ZSTD)):
        if payload.startswith(begins):
            return _if_text(coding(payload, limit), limit)
    if len(payload) > _NO_SIGN or payload[:_HEAD].isascii():
        return None
    return _if_text(_deflate(payload, limit), limit) or _if_text(_brotli(payload, limit), limit)


def _if_text(found: Decoded, limit: int) -> Decoded | None:
    is_whole = found.whole or len(found.data) >= limit
    begins = found.data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    return Decoded(found.data[:limit], found.whole) if is_whole and begins in _BEGINS else None


def _codings(encoding: str) -> Iterator[str]:
    for part in encoding.lower().split(","):
        yield part.partition(";")[0].strip(" \t\"'")


def _gzip(data: bytes, limit: int) -> Decoded:
    return _inflate(data, 31, limit, _MEMBERS)


def _deflate(data: bytes, limit: int) -> Decoded:
    # RFC 9110 means zlib; many servers send raw deflate
    zlib_head = len(data) > 1 and data[0] & 15 == 8 and (data[0] << 8 | data[1]) % 31 == 0
    return _inflate(data, 15 if zlib_head else -15, limit, 1)


def _inflate(data: bytes, window: int, limit: int, members: int) -> Decoded:
    out, at, view = bytearray(), 0, memoryview(data)
    begin, before = 0, 0  # of the present member, in the data and in what came out
    stream, ended = zlib.decompressobj(window), False
    while at < len(data) and len(out) < limit:
        if ended:
            begin, before = at, len(out)
            stream, members = zlib.decompressobj(window), members - 1
        if not members:
            break
        piece = view[at : at + _PIECE]
        try:
            out += stream.decompress(piece, limit - len(out))
        except zlib.error:
            if ended:
                break  # what lies behind a whole stream is none of it
            out[before:] = _salvaged(view[begin:at], piece, window, limit - before)
            return Decoded(bytes(out or data), whole=False)
        ended = stream.eof
        at += len(piece) - len(stream.unused_data if ended else stream.unconsumed_tail)
    unread = at < len(data) and len(out) >= limit  # perhaps another member
    return Decoded(bytes(out), ended and not unread)


def _salvaged(sound: memoryview, damaged: memoryview, window: int, limit: int) -> bytes:
    """What can be had of a stream whose beginning is sound: a wrong checksum at the very end, which
    browsers overlook, costs nothing so."""
    stream = zlib.decompressobj(window)
    out = bytearray(stream.decompress(sound, limit))
    with suppress(zlib.error):
        for at in range(len(damaged)):
            if len(out) >= limit:
                break
            out += stream.decompress(damaged[at : at + 1], limit - len(out))
    return bytes(out)


def _brotli(data: bytes, limit: int) -> Decoded:
    stream = brotli.Decompressor()
    return _drain(
        data,
        limit,
        lambda piece, most: stream.process(piece, output_buffer_limit=most),
        stream.can_accept_more_data,
        stream.is_finished,
    )


def _zstd(data: bytes, limit: int) -> Decoded:
    """One frame after the other: a server that packs as it writes may end one at each flush."""
    out, rest = bytearray(), memoryview(data)
    for _ in range(_FRAMES):
        frame, whole = _zstd_frame(rest, limit - len(out))
        if out and frame == rest:  # it comes back as it is: damaged from its beginning
            break
        out += frame
        if not whole:
            break
        rest = rest[zstd.get_frame_size(rest) :]
        if rest[: len(_ZSTD)] != _ZSTD:  # nothing, or what is no frame: browsers overlook it
            return Decoded(bytes(out), whole=True)
        if len(out) >= limit:
            break
    return Decoded(bytes(out), whole=False)


def _zstd_frame(data: memoryview, limit: int) -> Decoded:
    stream = zstd.ZstdDecompressor(options={zstd.DecompressionParameter.window_log_max: _WINDOW})
    return _drain(data, limit, stream.decompress, lambda: stream.needs_input, lambda: stream.eof)


def _drain(
    data: bytes | memoryview,
    limit: int,
    step: Callable[[bytes | memoryview, int], bytes],
    is_hungry: Callable[[], bool],
    is_ended: Callable[[], bool],
) -> Decoded:
    """What ``step(piece, most bytes)`` makes of ``data``, a piece at a time."""
    out = bytearray()
    try:
        for at in range(0, len(data), _PIECE):
            piece = data[at : at + _PIECE]
            while len(out) < limit and not is_ended():
                out += step(piece, limit - len(out))
                piece = b""
                if is_hungry():
                    break
    except (brotli.error, zstd.ZstdError):
        return Decoded(bytes(out or data), whole=False)
    return Decoded(bytes(out), is_ended())


_UNDO: dict[str, Callable[[bytes, int], Decoded]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
