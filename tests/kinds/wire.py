"""Answers that are off, as servers send them every night; browsers show the page, and so do we."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator

from evidence.vocabulary import Certainty
from tests.kinds.answers import not_found, ok, raw, site, status
from tests.kinds.model import Ask, Kind, changed, lost, same, there, unseen
from tests.kinds.pages import document, page, rewritten

PATH = "/informes/cierre.html"
_HTML = "Content-Type: text/html; charset=utf-8"
_CLOSE = "Connection: close"


def rows() -> Iterator[Kind]:
    """All of them."""
    for name, (why, wrap) in _ODD.items():
        yield Kind(name, why, site(PATH, (0, _wrapped(name, wrap))), same("alive"), PATH)
    yield from _and_what_becomes_of_them()
    yield from _chains()


def _body(name: str, night: int, *places: int) -> bytes:
    below = f"<p>Visto {70 + night} veces</p>"
    return page(f"Cierre: {name}", rewritten(document(name), *places), below=below)


def _wrapped(name: str, wrap: Callable[[bytes], bytes], since: int = 99) -> Callable[[Ask], bytes]:
    def show(ask: Ask) -> bytes:
        return wrap(_body(name, ask.night, *([3] if ask.night >= since else [])))

    return show


def _chunked(body: bytes, size: Callable[[int], bytes], end: bytes) -> bytes:
    head = raw("HTTP/1.1 200 OK", _HTML, "Transfer-Encoding: chunked", _CLOSE)
    parts = [body[at : at + 700] for at in range(0, len(body), 700)]
    return head + b"".join(size(len(part)) + b"\r\n" + part + b"\r\n" for part in parts) + end


_ODD: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "blank-lines-first": ("two blank lines before the answer", lambda b: b"\r\n\r\n" + ok(b)),
    "long-header": ("a header line of 120 KB", lambda b: ok(b, "X-Policy: " + "a" * 120_000)),
    "odd-names": (
        "names of headers with blanks",
        lambda b: ok(b, "X Odd Name : 1", "no colon here"),
    ),
    "short-body": (
        "a body shorter than its length",
        lambda b: raw("HTTP/1.1 200 OK", _HTML, f"Content-Length: {len(b) + 500}", _CLOSE) + b,
    ),
    "partial": ("status 206 without our asking", lambda b: status("206 Partial Content", b)),
    "other-2xx": ("status 203", lambda b: status("203 Non-Authoritative Information", b)),
    "no-length": ("no length, closed at the end", lambda b: raw("HTTP/1.0 200 OK", _HTML) + b),
    "padded-chunks": (
        "sizes of chunks padded with blanks",
        lambda b: _chunked(b, lambda n: b"%-8x" % n, b"0\r\n\r\n"),
    ),
    "endless-chunks": ("chunks without end", lambda b: _chunked(b, lambda n: b"%x" % n, b"")),
    "packed-twice": (
        "two lines of Content-Encoding",
        lambda b: ok(
            gzip.compress(gzip.compress(b, mtime=0), mtime=0),
            "Content-Encoding: gzip",
            "Content-Encoding: gzip",
        ),
    ),
    "latin-bytes": ("one bad byte", lambda b: ok(b.replace(b"<p>", b"<p>\xe1", 1))),
    "no-reason": ("no reason and no type", lambda b: raw("HTTP/1.1 200", _CLOSE) + b),
    "unpacked": ("says that it is packed, and is not", lambda b: ok(b, "Content-Encoding: gzip")),
    "nul-byte": ("a NUL in the text", lambda b: ok(b.replace(b"<p>", b"<p>\x00", 1))),
}


def _refreshing(header: bool, name: str) -> Callable[[Ask], bytes]:
    def show(ask: Ask) -> bytes:
        if ask.path != PATH:
            return ok(_body(name, ask.night))
        if header:
            return ok(b"", "Refresh: 0; url=/cierre/final.html")
        return ok(b"<meta http-equiv='refresh' content='0; url=/cierre/final.html'>")

    return show


def _and_what_becomes_of_them() -> Iterator[Kind]:
    for header, name in ((True, "refresh-header"), (False, "refresh-meta")):
        show = _refreshing(header, name)
        yield Kind(
            name,
            "forwards by a refresh",
            site(PATH, (0, show), **{"cierre_final.html": show}),
            same("alive"),
            PATH,
        )

    def visits(ask: Ask) -> bytes:
        """A cookie, another one, and then the page."""
        if "visita=dos" in ask.head:
            return ok(_body("third-visit", ask.night))
        step = "dos" if "visita=uno" in ask.head else "uno"
        return status("302 Found", b"", f"Location: {PATH}", f"Set-Cookie: visita={step}; Path=/")

    yield Kind(
        "third-visit",
        "shown on the third visit, by cookies",
        site(PATH, (0, visits)),
        same("alive"),
        PATH,
    )
    good = ok(_body("unasked-304", 0))
    yield Kind(
        "unasked-304",
        "answers 304 from a night on, whatever is asked: that shows nothing",
        site(PATH, (0, good), (6, raw("HTTP/1.1 304 Not Modified", _CLOSE))),
        (there(), unseen(6)),
        PATH,
    )
    for name, why, shown in (
        ("garbage", "no HTTP from the second night on: never missing", b"\x16\x03\x01garbage\r\n"),
        ("empty", "nothing at all from the second night on: never missing", ok(b"")),
    ):
        good = ok(_body(name, 0))
        yield Kind(name, why, site(PATH, (0, good), (1, shown)), (there(), unseen(1)), PATH)
    for name in ("blank-lines-first", "padded-chunks", "packed-twice", "no-length"):
        show = _wrapped(f"{name}-edited", _ODD[name][1], since=8)
        yield Kind(
            f"{name}-edited",
            f"{_ODD[name][0]}, and a paragraph is rewritten",
            site(PATH, (0, show)),
            (there(), changed(8)),
            PATH,
        )
    for name in ("partial", "short-body"):
        show = _wrapped(f"{name}-gone", _ODD[name][1])
        yield Kind(
            f"{name}-gone",
            f"{_ODD[name][0]}, and then it is removed",
            site(PATH, (0, show), (7, not_found())),
            (there(), lost(7, "http-404")),
            PATH,
        )


def _chains() -> Iterator[Kind]:
    probable = Certainty.PROBABLE
    yield Kind(
        "chain-404",
        "404 behind a certificate that lacks a link: people click through, and find nothing",
        site(PATH, (0, not_found())),
        (lost(0, "http-404", least=probable),),
        PATH,
        secure=True,
    )
    path = "/informes/otro-cierre.html"
    yield Kind(
        "chain-then-404",
        "behind a certificate that lacks a link, and then 404",
        site(path, (0, ok(_body("chain", 0))), (8, not_found())),
        (there(0, "tls"), lost(8, "http-404", least=probable)),
        path,
        secure=True,
    )
