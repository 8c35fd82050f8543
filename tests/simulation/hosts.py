"""How the world's servers answer: by the script, and by nothing else."""

from __future__ import annotations

from email.utils import format_datetime
from typing import TYPE_CHECKING

from tests.simulation.network import Answer
from tests.simulation.pages import BUSY, HOME, NOT_FOUND, board, http, packed, text_of
from tests.simulation.script import Mode

if TYPE_CHECKING:
    from datetime import datetime

    from tests.simulation.script import Document, Host, Phase

_INWARDS = (
    "http://127.0.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://10.0.0.1/admin",
)
_PIECES = 5
_MEGABYTE = b"<p>" + b"x" * 1_000_000


def answer(host: Host, hour: float, request: bytes) -> Answer:
    """What ``host`` answers to a request at an hour."""
    path = request.split(b" ", 2)[1].decode("latin-1")
    if any(one.kind == "busy" and one.is_now(hour) for one in host.weather):
        return _whole(http("503 Service Unavailable", BUSY))
    if path == "/robots.txt":
        return _robots(host)
    for document in host.documents:
        if path == document.path:
            return _document(document, document.at(hour), request)
        if path == _new_place(document) and document.at(hour).mode is Mode.MOVED:
            return _page(document, document.at(hour), request)
    if path == "/":
        entries = host.listed(hour)
        return _whole(http("200 OK", board(entries) if host.board else HOME))
    return _whole(http("200 OK" if host.is_soft else "404 Not Found", NOT_FOUND))


def dated(answer: Answer, now: datetime) -> Answer:
    """The same with the time by the server's clock, as servers say it."""
    if not answer.pieces or not answer.pieces[0][1].startswith(b"HTTP/"):
        return answer
    (wait, first), *others = answer.pieces
    status, end, rest = first.partition(b"\r\n")
    line = f"Date: {format_datetime(now, usegmt=True)}\r\n".encode()
    return Answer(((wait, status + end + line + rest), *others), answer.end)


def nothing() -> Answer:
    """An answer of a host that has nothing to say."""
    return _whole(http("204 No Content", b"", length=False))


def _whole(data: bytes) -> Answer:
    return Answer(((0.01, data),))


def _robots(host: Host) -> Answer:
    if host.robots == "open":
        return _whole(
            http("200 OK", b"User-agent: *\nDisallow: /privado/\n", media_type="text/plain")
        )
    if host.robots == "odd":
        return _whole(http("200 OK", NOT_FOUND))
    return _whole(http("404 Not Found", NOT_FOUND))


def _new_place(document: Document) -> str:
    return document.path.replace("/documentos/", "/archivo/")


def _document(document: Document, phase: Phase, request: bytes) -> Answer:
    mode = phase.mode
    if mode is Mode.HERE or (mode is Mode.LIES and b"Mozilla" in request):
        return _page(document, phase, request)
    if mode in _FIXED:
        return _FIXED[mode]
    if mode is Mode.MOVED:
        where = _new_place(document)
        return _whole(http("301 Moved Permanently", b"", f"Location: {where}"))
    if mode is Mode.INWARDS:
        where = _INWARDS[len(document.path) % len(_INWARDS)]
        return _whole(http("302 Found", b"", f"Location: {where}"))
    page = text_of(document.path, phase.version)
    if mode is Mode.ENDLESS:
        head = http("200 OK", b"", "Connection: close", length=False)
        return Answer(((0.01, head), *((0.01, _MEGABYTE),) * 250), "close")
    if mode is Mode.CUT:
        return Answer(((0.01, http("200 OK", page)[: len(page) // 2]),), "close")
    raise AssertionError(mode)


_FIXED = {
    Mode.NOT_FOUND: _whole(http("404 Not Found", NOT_FOUND)),
    Mode.LIES: _whole(http("404 Not Found", NOT_FOUND)),
    Mode.GONE: _whole(http("410 Gone", NOT_FOUND)),
    Mode.SOFT: _whole(http("200 OK", NOT_FOUND)),
    Mode.FORBIDDEN: _whole(http("403 Forbidden", b"<html><body>Forbidden</body></html>")),
    Mode.ERROR: _whole(http("500 Internal Server Error", BUSY)),
    Mode.BUSY: _whole(http("429 Too Many Requests", BUSY, "Retry-After: 20")),
    Mode.GARBAGE: Answer(
        ((0.01, b"\x16\x03\x01\x02\x00\x01\x00\xff\xfe no HTTP at all\r\n\r\n"),), "close"
    ),
    Mode.STALL: Answer((), "stall"),
    Mode.RESET: Answer((), "reset"),
}


def _page(document: Document, phase: Phase, request: bytes) -> Answer:
    tag = f'"{phase.version}-{len(document.path)}"'
    if document.validators and f"If-None-Match: {tag}".encode() in request:
        return _whole(http("304 Not Modified", b"", f"ETag: {tag}", length=False))
    more = [f"ETag: {tag}"] if document.validators else []
    page = text_of(document.path, phase.version)
    if document.dress == "gzip":
        small = packed(document.path, phase.version)
        return _whole(http("200 OK", small, "Content-Encoding: gzip", *more))
    if document.dress == "chunked":
        pieces = (page[:700], page[700:])
        body = b"".join(b"%x\r\n%s\r\n" % (len(one), one) for one in pieces) + b"0\r\n\r\n"
        head = http("200 OK", b"", "Transfer-Encoding: chunked", *more, length=False)
        return Answer(((0.01, head), (0.3, body)))
    if document.dress == "closing":
        return Answer(
            ((0.01, http("200 OK", page, "Connection: close", *more, length=False)),), "close"
        )
    whole = http("200 OK", page, *more)
    if document.dress == "dripping":
        size = len(whole) // _PIECES + 1
        return Answer(tuple((0.5, whole[at : at + size]) for at in range(0, len(whole), size)))
    return _whole(whole)
