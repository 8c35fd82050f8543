"""Documents that stand as they were, whatever else about their answers is new."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

from benchmarks.truth_world import answers as show
from benchmarks.truth_world.fates import fate
from benchmarks.truth_world.model import Answer, Truth
from benchmarks.truth_world.noise import clock, counter, noisy, related, weather
from benchmarks.truth_world.texts import document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.truth_world.model import Asked, Fate, Reply
    from benchmarks.truth_world.texts import Document

_COOKIE = "/informes/53"


def living() -> Iterator[Fate]:
    """All of them."""
    yield from _plain()
    yield from _noise()
    yield from _dressed()
    yield from _formats()
    yield from _odd()
    yield from _about()


def _same(name: str, why: str, one: Document, after: Reply, **more: object) -> Fate:
    return fate(name, Truth.SAME, why, one, after, **more)  # type: ignore[arg-type]


def _plain() -> Iterator[Fate]:
    still, ignored, network = document("es", 40), document("en", 40), document("pt", 20)
    yield _same("still", "nothing happens", still, show.page(still))
    for name, one, path in (
        ("ignored-usp", ignored, "/d/report?usp=sharing"),
        ("ignored-share", network, "/noticias/relatorio?share=facebook&nb=1"),
    ):
        yield _same(
            name, "a parameter that the server ignores: it shows the page for any", one, show.page(one), path=path,
            nothing=_ignoring(one, path.partition("?")[0]),
        )  # fmt: skip
    moved, chain = document("fr", 20), document("es", 41)
    yield _same("moved", "forwards to the same text at a new address", moved, show.forward("/doc/20", 301),
                others={"/doc/20": show.page(moved)})  # fmt: skip
    yield _same(
        "moved-twice", "forwards twice, for ever and for now, to the same text", chain,
        show.forward("/sites/informe", 301),
        others={"/sites/informe": show.forward("/sites/informe/"), "/sites/informe/": show.page(chain)},
    )  # fmt: skip


def _noise() -> Iterator[Fate]:
    for name, why, noise, one in (
        ("weather", "a weather box turns", weather, document("es", 42)),
        ("related", "related articles turn", related, document("en", 41)),
        ("counter", "counters count", counter, document("pt", 21)),
        ("clock", "a clock and a time of generation", clock, document("es", 43)),
    ):
        yield _same(name, why, one, noisy(one, noise), before=noisy(one, noise))
    dated, state = document("fr", 21), document("es", 44)
    yield _same(
        "today", "the day of the visit, and when the site was worked on", dated,
        show.page(dated, beside="<p>Mis à jour le 27 novembre 2026</p><p>Aujourd’hui : vendredi 27 novembre</p>"),
        before=show.page(dated, beside="<p>Mis à jour le 26 novembre 2026</p><p>Aujourd’hui : jeudi 26 novembre</p>"),
    )  # fmt: skip

    def session(asked: Asked) -> Answer:
        key = f"{asked.number * 2654435761 % 2**64:016x}"
        return show.page(
            state, below=f'<form><input type="hidden" name="__VIEWSTATE" value="{key * 3}"></form>'
            f'<p><a href="/(S({key}))/anexos.aspx">Anexos</a></p>',
        )  # fmt: skip

    yield _same(
        "session", "keys of a session in links and hidden fields", state, session, before=session
    )


def _dressed() -> Iterator[Fate]:
    """The same words in another dress."""
    design, mail, year = document("en", 42), document("es", 45), document("en", 43)
    cells = "".join(f"<section class=card><p>{one}</p></section>" for one in design.paragraphs)
    yield _same(
        "redesign", "another template, menu and foot around the same text", design,
        show.answer(
            f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{design.title} - GovSite</title></head>"
            "<body><div class=top><a href=/en/>Start</a> <a href=/en/about>About us</a> <a href=/en/jobs>Jobs</a></div>"
            f"<article><header><h1>{design.title}</h1></header>{cells}</article>"
            "<div class=bottom><p>Made with the common design system. Accessibility statement. Cookies.</p></div>"
            "</body></html>"
        ),
    )  # fmt: skip
    coded = (
        '<p>Contacto: <a href="/cdn-cgi/l/email-protection" class="__cf_email__" data-cfemail="{}">'
        "[email&#160;protected]</a></p>"
    )
    yield _same(
        "mail", "an e-mail address that a proxy codes anew each time", mail,
        show.page(mail, below=coded.format(_coded("datos@agua.example", 0x5A))),
        before=show.page(mail, below=coded.format(_coded("datos@agua.example", 0x21))),
    )  # fmt: skip
    foot = "<p>© {} Office. Version {}.</p>"
    yield _same("year", "the year and version at the foot", year, show.page(year, beside=foot.format(2027, "4.2.1")),
                before=show.page(year, beside=foot.format(2026, "4.2.0")))  # fmt: skip


def _formats() -> Iterator[Fate]:
    """The same words as another file."""
    scan, page, saved = document("es", 46), document("en", 44), document("pt", 22)
    yield _same(
        "scan", "a scan is a PDF with text now", scan, show.pdf(scan),
        before=show.file(show.scan_bytes(scan)), path="/archivos/acta.pdf",
    )  # fmt: skip
    yield _same(
        "page-to-pdf",
        "a page is a PDF of the same words now",
        page,
        show.pdf(page),
        path="/report/44",
    )
    again = show.pdf_bytes(saved).replace(
        b"%PDF-1.4\n", b"%PDF-1.4\n%saved again, 27 November 2026\n", 1
    )
    yield _same("pdf-saved", "a PDF saved again, other bytes of the same words", saved, show.file(again),
                before=show.pdf(saved), path="/arquivos/relatorio.pdf")  # fmt: skip


def _odd() -> Iterator[Fate]:
    """Answers that are off, and that browsers show."""
    blank, header, padded, short, coded, other, cookie = (
        document("es", number) for number in range(47, 54)
    )
    yield _same("blank-lines", "blank lines before the status line", blank,
                Answer(b"\r\n\r\n" + show.page(blank).wire))  # fmt: skip
    yield _same(
        "long-header", "a header line of 100 KB", header,
        show.answer(_body(header), headers=("Content-Security-Policy: " + "x" * 100_000,)),
    )  # fmt: skip
    yield _same("padded-chunk", "blanks behind the sizes of chunks", padded, _padded(_body(padded)))
    wire = show.page(short).wire
    size = len(_body(short))
    yield _same("short-body", "ten bytes fewer than its length says, the text whole", short,
                Answer(wire.replace(b"Content-Length: %d" % size, b"Content-Length: %d" % (size + 10))))  # fmt: skip
    packed = gzip.compress(gzip.compress(_body(coded), mtime=0), mtime=0)
    yield _same(
        "coded-twice", "packed twice, and each told in a line of its own", coded,
        show.answer(packed, headers=("Content-Encoding: gzip",) * 2),
    )  # fmt: skip
    yield _same("203", "status 203", other, show.answer(_body(other), 203))
    yield _same(
        "cookie",
        "a cookie is set first, and the page comes with it",
        cookie,
        _after_cookie(cookie),
        path=_COOKIE,
    )


def _about() -> Iterator[Fate]:
    """Documents that speak of what losses say, or carry its words."""
    guide, gambling, login, shown = (
        document("es", 54), document("en", 45), document("es", 55), document("en", 46),
    )  # fmt: skip
    errors = guide.with_more(
        "Cuando un documento se retira, el portal muestra el aviso «Página no encontrada» con el error 404 y explica "
        "dónde se puede pedir una copia."
    ).with_more("Se revisaron 412 enlaces rotos y se repararon 380 de ellos.")
    yield _same(
        "about-404",
        "a report on pages that are not found",
        errors,
        show.page(errors),
        before=show.page(errors),
    )
    casinos = gambling.with_more(
        "Licences for online casinos are limited to twelve; free spins and welcome bonuses may not be advertised, and "
        "betting shops close at midnight."
    )
    yield _same(
        "about-casinos", "a report on the regulation of casinos", casinos, show.page(casinos)
    )
    yield _same(
        "login-corner", "a corner to log in comes beside the text", login,
        show.page(login, beside='<div role="dialog" hidden><h2>Iniciar sesión</h2><form><input name="usuario">'
                  '<input type="password" name="clave"><button>Entrar</button></form></div>'),
    )  # fmt: skip
    yield _same(
        "browsers-only", "404 for programs, the page for browsers", shown, _for_browsers(shown)
    )


def _ignoring(one: Document, path: str) -> Reply:
    return lambda asked: (
        show.page(one) if asked.path.partition("?")[0] == path else show.not_found(one)
    )


def _for_browsers(one: Document) -> Reply:
    return lambda asked: show.page(one) if "Mozilla/" in asked.agent else show.not_found(one)


def _after_cookie(one: Document) -> Reply:
    known = show.page(one)
    first = show.forward(_COOKIE, 302, "Set-Cookie: visita=1; Path=/")
    return lambda asked: known if "visita=1" in asked.cookie else first


def _body(one: Document) -> bytes:
    return show.page(one).wire.partition(b"\r\n\r\n")[2]


def _padded(body: bytes) -> Answer:
    head = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked\r\n"
        b"Connection: close\r\n\r\n"
    )
    return Answer(head + b"%x    \r\n%s\r\n0   \r\n\r\n" % (len(body), body))


def _coded(address: str, key: int) -> str:
    """An address as Cloudflare hides it: a key, and every sign with that key, in hexadecimal."""
    return bytes([key, *(sign ^ key for sign in address.encode())]).hex()
