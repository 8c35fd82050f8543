"""Pages that live and move all the time: noise of many kinds, and parameters that nobody reads."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from tests.kinds.answers import not_found, ok, site, status
from tests.kinds.changes import box
from tests.kinds.model import Ask, Kind, Show, changed, lost, same, there, unseen, untold
from tests.kinds.pages import HOME, bare, document, page

PATH = "/transparencia/compromisos.html"
_DAYS = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")


def rows() -> Iterator[Kind]:
    """All of them."""
    for name, (why, around) in _NOISE.items():
        says = "" if name in _WITHIN else "alive"
        yield Kind(name, why, site(PATH, (0, _moving(name, around))), same(says), PATH)
    yield from _parameters()
    yield from _addresses()
    yield from _shown_to_some()


def _moving(name: str, around: Callable[[int], dict[str, str]]) -> Callable[[Ask], bytes]:
    def show(ask: Ask) -> bytes:
        return ok(page(f"Compromisos: {name}", document(name), **around(ask.night)))

    return show


def _shuffled(night: int) -> dict[str, str]:
    links = [f"<li><a href='/t/{n}'>Tema {n} del programa</a></li>" for n in range(9)]
    random.Random(night).shuffle(links)
    return {"aside": f"<aside><h2>Temas</h2><ul>{''.join(links)}</ul></aside>"}


def _session(night: int) -> dict[str, str]:
    key = random.Random(night).randbytes(12).hex()
    links = "".join(
        f"<p><a href='/(S({key}))/anexos/{n}.aspx;jsessionid={key}?id={n}'>Anexo {n}</a></p>"
        for n in range(4)
    )
    field = f"<form><input type='hidden' name='__VIEWSTATE' value='{key * 8}'></form>"
    return {"below": links + field, "head": f"<meta name='csrf-token' content='{key}'>"}


def _coded(night: int) -> dict[str, str]:
    """The e-mail address of the site, coded by Cloudflare with another key on every visit."""
    key = random.Random(night).randrange(1, 255)
    coded = bytes([key, *(key ^ byte for byte in b"contacto@dependencia.example")]).hex()
    link = (
        f"<a href='/cdn-cgi/l/email-protection#{coded}'><span class='__cf_email__' "
        f"data-cfemail='{coded}'>[email&#160;protected]</span></a>"
    )
    return {"below": f"<p>Dudas y comentarios sobre este documento: {link}</p>"}


_NOISE: dict[str, tuple[str, Callable[[int], dict[str, str]]]] = {
    "counters": (
        "counts its readers",
        lambda n: {"below": f"<p>Visto {900 + 31 * n} veces</p><p>Descargas: {40 + 3 * n}</p>"},
    ),
    "generated-on": (
        "says when it was made",
        lambda n: {
            "below": f"<p>Página generada en 0.{200 + n} segundos</p>",
            "footer": f"Última actualización: {1 + n % 28:02d}/11/2026 01:{10 + n % 50}:0{n % 10}",
        },
    ),
    "date-of-the-day": (
        "shows the date of the day",
        lambda n: {
            "above": "",
            "aside": f"<div class='fecha'>{_DAYS[n % 7]} {1 + n % 28} de noviembre de 2026</div>",
        },
    ),
    "sessions": ("weaves sessions into its links and forms", _session),
    "coded-address": ("codes its e-mail address anew on every visit", _coded),
    "related-box": (
        "has a box of related news beside the article",
        lambda n: {"aside": box(n, "related-box")},
    ),
    "related-within": (
        "has a box of related news at the end of the article",
        lambda n: {"below": box(n, "related-within")},
    ),
    "related-above": (
        "has a box of news above the article's text",
        lambda n: {"above": box(n, "related-above")},
    ),
    "shuffled-menu": ("turns the order of its topics around", _shuffled),
    "weather": (
        "tells the weather and the exchange rate",
        lambda n: {
            "aside": (
                f"<aside><p>Clima: {12 + n % 9} grados, {('nublado', 'soleado', 'lluvia')[n % 3]}</p>"
                f"<p>Dólar: {19 + n % 3}.{n % 90 + 10} pesos</p></aside>"
            )
        },
    ),
    "copyright-year": (
        "its year of copyright turns over",
        lambda n: {"footer": f"© {2026 + (n > 15)} Dependencia. Todos los derechos reservados."},
    ),
    "assets": (
        "names its files anew with every release",
        lambda n: {
            "head": f"<link rel='stylesheet' href='/css/site.{n * 7919:x}.css'>"
            f"<script src='/js/app.{n * 104729:x}.js'></script>"
        },
    ),
    "banner": (
        "a campaign in a banner, another every week",
        lambda n: {
            "aside": f"<div class='banner' role='banner'><p>Campaña {n // 7}: "
            f"{document(f'campaña {n // 7}', 1)[0]}</p></div>"
        },
    ),
    "sentence-counter": (
        "counts its readers in a sentence",
        lambda n: {
            "below": f"<p>Este documento ha sido consultado {1000 + n * 13} veces por la ciudadanía.</p>"
        },
    ),
    "says-today": (
        "says what day it is, above its text",
        lambda n: {"above": f"<p>Hoy es {_DAYS[n % 7]} {1 + n % 28} de noviembre de 2026</p>"},
    ),
    "cookie-banner": (
        "asks for cookies from a night on",
        lambda n: {
            "aside": "<div class='cookies'><p>Este sitio usa cookies. Al continuar acepta nuestra "
            "política de privacidad.</p><button>Aceptar</button></div>"
            if n >= 10
            else ""
        },
    ),
    "notice-for-all": (
        "a notice of the whole site from a night on",
        lambda n: {
            "aside": "<div class='aviso'><p>Con motivo de la veda electoral se suspende la difusión de "
            "propaganda gubernamental en este portal.</p></div>"
            if n >= 10
            else ""
        },
    ),
    "advertised": (
        "an advertisement at the end of the article",
        lambda n: {"below": f"<div class='ad'><p>{document(f'anuncio {n}', 1)[0]}</p></div>"},
    ),
    "poll": (
        "a poll and who is online",
        lambda n: {
            "aside": f"<div><p>¿Qué opina del portal?</p><p>Bueno: {40 + n % 9}%</p>"
            f"<p>Usuarios en línea: {n * 3 % 17}</p></div>"
        },
    ),
    "two-faces": (
        "one of two servers has an older footer and menu",
        lambda n: {"footer": ("Gobierno · Contacto", "Gobierno · Contacto · Aviso legal")[n % 2]},
    ),
}

_WITHIN = ("related-within", "related-above", "advertised")
"""What moves within the article may be suspected for ever, and never comes to more."""


def _any(*shown: tuple[int, bytes]) -> Show:
    """A host that shows one thing under every address."""

    def show(ask: Ask) -> bytes:
        if ask.path == "/robots.txt":
            return not_found(b"")
        return [page for since, page in shown if since <= ask.night][-1]

    return show


def _visited(name: str, paragraphs: int = 12) -> Callable[[Ask], bytes]:
    """A page with a counter, so that no two looks have the same bytes."""

    def show(ask: Ask) -> bytes:
        below = f"<p>Visto {300 + ask.night} veces</p>"
        return ok(page(f"Acta de {name}", document(name, paragraphs), below=below))

    return show


def _ignoring(path: str, show: Callable[[Ask], bytes], *later: tuple[int, bytes]) -> Show:
    """A host with one page that reads no parameter."""

    def answer(ask: Ask) -> bytes:
        if ask.path.partition("?")[0] == path:
            found = [page for since, page in later if since <= ask.night]
            return found[-1] if found else show(ask)
        return ok(HOME) if ask.path == "/" else not_found()

    return answer


def _parameters() -> Iterator[Kind]:
    for name, cited, paragraphs, why in (
        ("sharing", "/d/acta/view?usp=sharing", 12, "shared from a drive"),
        ("share", "/documento?share=a8f3k2xq", 2, "a short page, shared"),
        ("published", "/buscador/acta?state=published", 3, "a state that nobody reads"),
        ("tracked", "/acta?utm_source=boletin&ref=portada2019", 2, "sent by a bulletin"),
        ("session-id", "/acta.php?PHPSESSID=0a9d8f7e6b5c4d3e2f1a", 2, "with a session in it"),
    ):
        path = cited.partition("?")[0]
        show = _ignoring(path, _visited(name, paragraphs))
        yield Kind(name, f"a parameter that is ignored: {why}", show, same("alive"), cited)
    cited = "/acta?share=a8f3k2xq"
    yield Kind(
        "shared-and-gone",
        "a parameter that is ignored, and the page is removed",
        _ignoring("/acta", _visited("shared-and-gone", 2), (9, not_found())),
        (there(), lost(9, "http-404")),
        cited,
    )
    document_for_all = ok(page("Plan nacional de gobierno abierto", document("para todos")))
    yield Kind(
        "alike-for-all",
        "one document under every address",
        _any((0, document_for_all)),
        untold("identical"),
        "/plan/nacional/compromiso-4",
    )
    other = ok(page("Plan nacional de gobierno abierto", document("otro para todos")))
    yield Kind(
        "alike-and-altered",
        "one document under every address, and later another one",
        _any((0, document_for_all), (8, other)),
        (there(), changed(8)),
        "/plan/nacional/compromiso-5",
    )
    yield Kind(
        "alike-and-bare",
        "a few words of greeting under every address: nothing of what was cited",
        _any((0, ok(page("Portal de datos", document("portal", 1))))),
        (lost(0, "soft-404"),),
        "/datos/compromiso-cuatro",
    )


def _addresses() -> Iterator[Kind]:
    name = "slug-ignored"
    show = _visited(name)

    def by_number(ask: Ask) -> bytes:
        return show(ask) if ask.path.startswith("/nota/20171") else not_found()

    cited = "/nota/20171-avances-del-programa-hidrico"
    yield Kind(name, "only the number in its address counts", by_number, same("alive"), cited)
    name = "viewer"
    cited = "/Documento?doc=acta4521.pdf"
    list_of_all = ok(bare("Visor de documentos", "Elija un documento de la lista."))
    yield Kind(
        name,
        "a viewer that shows a list where it knows no such document",
        site(cited, (0, _visited(name, 1)), siblings=list_of_all),
        same("alive"),
        cited,
    )
    name = "redesigned"
    text = "".join(f"<div class='parrafo'>{line}</div>" for line in document(name))
    design = ok(
        f"<title>{name} | Nuevo portal</title><div id='top'><a href='/'>Inicio</a></div>"
        f"<div class='contenido'><h2>Compromisos: {name}</h2>{text}</div>"
        "<div id='pie'>Conmutador y dirección de la dependencia, nuevos en este diseño</div>".encode()
    )
    old = ok(page(f"Compromisos: {name}", document(name)))
    yield Kind(
        name,
        "another design from a night on, and the same text",
        site(PATH, (0, old), (9, design)),
        same("alive"),
        PATH,
    )
    name = "other-charset"
    written = page(f"Compromisos: {name}", document(name)).decode().replace(" charset='utf-8'", "")
    latin = ok(written.encode("latin-1", "ignore"), media_type="text/html; charset=iso-8859-1")
    utf8 = ok(written.encode("latin-1", "ignore").decode("latin-1").encode())
    yield Kind(
        name,
        "another charset from a night on",
        site(PATH, (0, utf8), (9, latin)),
        same("alive"),
        PATH,
    )


def _shown_to_some() -> Iterator[Kind]:
    for name, why, program, cause in (
        ("browsers-only", "programs get 404", not_found(), "shown-to-some"),
        ("browsers-only-410", "programs get 410", status("410 Gone"), "shown-to-some"),
        (
            "browsers-only-words",
            "programs get a page that says there is nothing",
            ok(bare("No encontrado", "La página solicitada no existe.")),
            "shown-to-some",
        ),
    ):
        good = ok(page(f"Acta de {name}", document(name)))

        def show(ask: Ask, program: bytes = program, good: bytes = good) -> bytes:
            return good if ask.by_browser or ask.night < 6 else program

        yield Kind(
            name,
            f"browsers are shown the document, {why}",
            site(PATH, (0, show), siblings=not_found()),
            (there(), there(6, cause)),
            PATH,
        )
    good = ok(page("Acta", document("browsers-until")))

    def until(ask: Ask, good: bytes = good) -> bytes:
        return good if ask.night < 6 or (ask.by_browser and ask.night < 16) else not_found()

    yield Kind(
        "browsers-until",
        "programs get 404, and ten nights later browsers, too",
        site(PATH, (0, until)),
        (there(), there(6, "shown-to-some"), lost(16, "http-404")),
        PATH,
    )
    good = ok(page("Acta", document("wall-at-first")))
    challenge = status("403 Forbidden", bare("Just a moment...", "Enable JavaScript and cookies"))
    yield Kind(
        "wall-at-first",
        "a wall in the first ten nights, which is no document to compare with",
        site(PATH, (0, challenge), (10, good)),
        (unseen(0, "waf"), there(10, "alive")),
        PATH,
    )
