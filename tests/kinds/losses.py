"""Losses of every kind, and what looks like one and is none."""

from __future__ import annotations

from collections.abc import Iterator

from evidence.vocabulary import Certainty
from tests.kinds.answers import not_found, ok, site, status, to
from tests.kinds.model import Ask, Kind, Period, Truth, changed, lost, same, there, unseen
from tests.kinds.pages import bare, document, page, rewritten

PATH = "/informes/2019/acta-de-la-sesion.html"
DARK_NIGHTS = 30
"""What nobody answers at for 30 days is missing."""


def _page(name: str) -> bytes:
    return page(f"Acta de {name}", document(name))


def rows() -> Iterator[Kind]:
    """All of them."""
    yield from _plain()
    yield from _after_a_baseline()
    yield from _trouble()
    yield from _in_words()
    yield from _taken()
    yield from _suspicions()
    yield from _flapping()
    yield from _names()


def _lost(name: str, why: str, since: int, shows: bytes, says: str, within: int = 0) -> Kind:
    return Kind(
        name,
        why,
        site(PATH, (0, ok(_page(name))), (since, shows)),
        (there(), lost(since, says, within)),
        PATH,
    )


def _plain() -> Iterator[Kind]:
    yield _lost("goes-404", "removed", 5, not_found(), "http-404")
    yield _lost("goes-410", "removed for good", 6, status("410 Gone", b"Gone"), "http-410")
    yield _lost("goes-404-bare", "removed, and no words", 7, not_found(b""), "http-404")
    name = "comes-back"
    yield Kind(
        name,
        "removed, confirmed, and put back under the same address",
        site(PATH, (0, ok(_page(name))), (4, not_found()), (16, ok(_page(name)))),
        # what is confirmed missing is looked at again after 14 days
        (there(), lost(4, "http-404"), Period(16, Truth.SAME, "identical", 14)),
        PATH,
    )


def _after_a_baseline() -> Iterator[Kind]:
    name = "parked"
    parked = bare(
        f"{name}.example",
        "This domain may be for sale. Buy this domain name.",
        "Related searches: agua, gobierno, contratos",
    )
    yield _lost(name, "the domain is for sale", 5, ok(parked), "parked")
    parked = bare("Dominio en venta", "Este dominio está a la venta. Haga su oferta.")
    yield _lost("parked-es", "the domain is for sale", 8, ok(parked), "parked")
    suspended = bare("Account Suspended", "This account has been suspended.", "Contact your host.")
    yield _lost("suspended", "the bill was not paid", 6, ok(suspended), "parked")
    name = "database-down"
    trouble = bare("Database Error", "Error establishing a database connection")
    yield Kind(
        name,
        "a fault of the server's own, with status 200; nobody knows for how long",
        site(PATH, (0, ok(_page(name))), (7, ok(trouble))),
        (there(), unseen(7, "server-error")),
        PATH,
    )
    name = "shrunk-scripts"
    shell = (
        b"<!doctype html><html><head><title>Portal</title><script src='/app.7f2.js'></script></head>"
        b"<body><div id='root'></div></body></html>"
    )
    yield Kind(
        name,
        "the site was rebuilt: scripts draw its pages",
        site(PATH, (0, ok(_page(name))), (6, ok(shell))),
        (there(), unseen(6, "unrendered")),
        PATH,
    )
    name = "shrunk"
    few = page(f"Acta de {name}", document(name)[:1])
    yield Kind(
        name,
        "cut down to its first paragraph, and no script anywhere",
        site(PATH, (0, ok(_page(name))), (6, ok(few))),
        (there(), changed(6)),
        PATH,
    )
    name = "altered-removed"
    yield Kind(
        name,
        "rewritten first, and then removed: both are told, with both dates",
        site(
            PATH,
            (0, ok(_page(name))),
            (5, ok(page(f"Acta de {name}", rewritten(document(name), 2, 3)))),
            (14, status("410 Gone", b"Gone")),
        ),
        (there(), changed(5), lost(14, "http-410")),
        PATH,
    )


_TROUBLE = {
    "wordpress-critical": bare("Error", "Ha habido un error crítico en esta web."),
    "php-fatal": bare(
        "", "Fatal error: Uncaught Error: undefined function in /srv/www/index.php:12"
    ),
    "sql-state": bare("Error", "SQLSTATE[HY000] [2002] Connection refused"),
    "oracle-down": bare("Error", "ORA-12541: TNS: no listener"),
}


def _trouble() -> Iterator[Kind]:
    for since, (name, words) in enumerate(_TROUBLE.items(), 6):
        yield Kind(
            name,
            "a fault of the server's own under any address, with status 200",
            site(PATH, (0, ok(_page(name))), (since, ok(words)), siblings=ok(words)),
            (there(), unseen(since, "server-error")),
            PATH,
        )


_WORDS = {
    "es": bare("Nota no encontrada", "No se ha podido encontrar la nota que busca."),
    "es-gone": bare("Aviso", "Este documento ya no está disponible. La ruta no existe."),
    "fr": bare("Page introuvable", "La page demandée n'existe pas ou a été déplacée."),
    "es-call": bare("Convocatoria no encontrada", "La convocatoria que busca ya no existe."),
    "en": bare("Sorry", "The report you are looking for is no longer available."),
    "pt-news": bare("Notícia não encontrada", "Não foi possível encontrar a notícia solicitada."),
    "pt": bare("Página não encontrada", "A página que você procura não existe mais."),
}


def _in_words() -> Iterator[Kind]:
    for since, (language, words) in enumerate(_WORDS.items(), 5):
        name = f"soft-{language}"
        yield Kind(
            name,
            "removed; the server says so in words and with status 200",
            site(PATH, (0, ok(_page(name))), (since, ok(words)), siblings=ok(words)),
            (there(), lost(since, "soft-404")),
            PATH,
        )
    path = "/documento?doc=acta-20171014"
    nothing = ok(bare("Consulta", "No se encontró el documento solicitado."))
    yield Kind(
        "soft-parameter",
        "removed from a viewer that answers 200 for any number",
        site(path, (0, ok(_page("soft-parameter"))), (8, nothing), siblings=nothing),
        (there(), lost(8, "soft-404")),
        path,
    )
    yield Kind(
        "soft-only-here",
        "says that it isn't there, while the server knows how to answer 404: never confirmed",
        site(PATH, (0, ok(_page("soft-only-here"))), (9, ok(_WORDS["es"]))),
        (there(), lost(9, "soft-404", least=Certainty.PROBABLE)),
        PATH,
    )


_CASINO = bare(
    "Casino en línea con bono de bienvenida",
    "Regístrate y gana: bono de bienvenida de 5000 pesos y 100 giros gratis.",
    "Juega ya a las tragamonedas, la ruleta y el póker. Apuestas deportivas en vivo.",
)
_SHOP = bare(
    "Tenis al mejor precio",
    "$499.00 Agregar al carrito $299.00 Agregar al carrito",
    "Envío gratis. 50% de descuento. Ver carrito. Comprar ahora. Precio normal $999. En existencia.",
)
_FARM = bare(
    "Guía",
    "Préstamos rápidos en línea. Comprar viagra sin receta. Escorts en tu ciudad. Backlinks y SEO "
    "services. Descargar APK gratis. Ver películas online.",
)


def _taken() -> Iterator[Kind]:
    yield _lost(
        "taken-by-bets",
        "the domain was let go, and a casino bought it",
        7,
        ok(_CASINO),
        "taken-over",
    )
    yield _lost(
        "taken-by-sales", "the domain was let go, and a shop bought it", 8, ok(_SHOP), "taken-over"
    )
    yield _lost(
        "taken-by-links", "the domain was let go, and sells links", 9, ok(_FARM), "taken-over"
    )
    yield Kind(
        "taken-at-first",
        "a casino already when it was first looked at",
        site(PATH, (0, ok(_CASINO)), siblings=ok(_CASINO)),
        (lost(0, "taken-over"),),
        PATH,
        claim=(
            "La organización publicó el diagnóstico de las obras hidráulicas y el padrón de contratos "
            "de la dependencia."
        ),
    )


def _wall(night: int) -> bytes:
    del night
    return status("403 Forbidden", bare("Acceso denegado", "Su dirección IP fue bloqueada."))


def _suspicions() -> Iterator[Kind]:
    name = "suspected-walled"
    yield Kind(
        name,
        "one night with 404, and then a wall for ever: what was suspected is no loss",
        site(PATH, (0, ok(_page(name))), (6, not_found()), (7, _wall(0))),
        (there(), unseen(6, "blocked")),
        PATH,
    )
    name = "suspected-dark"
    yield Kind(
        name,
        "one night with 404, and then no answer for ever",
        site(PATH, (0, ok(_page(name))), (6, not_found()), (7, b"")),
        (there(), unseen(6, "protocol")),
        PATH,
    )
    name = "suspected-back"
    yield Kind(
        name,
        "one night with 404, a wall for two weeks, and there it is",
        site(PATH, (0, ok(_page(name))), (6, not_found()), (7, _wall(0)), (21, ok(_page(name)))),
        (there(), unseen(6), there(21, "identical")),
        PATH,
    )
    name = "suspected-lost"
    yield Kind(
        name,
        "404, a wall for ten nights, and 404 again",
        site(PATH, (0, ok(_page(name))), (6, not_found()), (7, _wall(0)), (17, not_found())),
        (there(), unseen(6), lost(17, "http-404")),
        PATH,
    )
    name = "altered-walled"
    yield Kind(
        name,
        "one night with other words, and then a wall",
        site(
            PATH,
            (0, ok(_page(name))),
            (6, ok(page(f"Acta de {name}", rewritten(document(name), 4)))),
            (7, _wall(0)),
        ),
        (there(), unseen(6, "blocked")),
        PATH,
    )


def _flapping() -> Iterator[Kind]:
    for name, why, often, broken in (
        ("flaps-503", "every other night overloaded", 2, status("503 Service Unavailable")),
        ("flaps-404", "every other night 404, from one of two servers", 2, not_found()),
        ("flaps-silent", "every other night no answer", 2, b""),
        ("flaps-home", "every other night leads home", 2, to("/")),
    ):
        good = ok(_page(name))

        def show(ask: Ask, often: int = often, broken: bytes = broken, good: bytes = good) -> bytes:
            return broken if ask.night % often == often - 1 else good

        yield Kind(name, why, site(PATH, (0, show)), same(), PATH)
    name = "flaps-404-third"
    good = ok(_page(name))
    yield Kind(
        name,
        "every third night 404, which is our own beat: told as probable, taken back, never confirmed",
        site(PATH, (0, lambda ask, good=good: not_found() if ask.night % 3 == 2 else good)),
        same(),
        PATH,
        news=("broken", "recovered"),
    )
    for night, (name, why, shown) in enumerate(
        (
            ("once-503", "one night overloaded", status("503 Service Unavailable")),
            ("once-404", "one night 404", not_found()),
            ("once-empty", "one night with nothing at all", ok(b"")),
            (
                "once-database",
                "one night without its database",
                ok(bare("Error", "Error establishing a database connection")),
            ),
            ("once-home", "one night leads home", to("/")),
            (
                "once-parked",
                "one night with the parking page of its registrar",
                ok(bare("once-parked.example", "This domain has expired. Buy this domain.")),
            ),
            (
                "once-maintenance",
                "one night in maintenance, with status 200",
                ok(bare("Sitio en mantenimiento", "El portal se encuentra en mantenimiento.")),
            ),
        ),
        8,
    ):
        good = ok(_page(name))
        steps = ((0, good), (night, shown), (night + 1, good))
        yield Kind(name, why, site(PATH, *steps), same("identical"), PATH)


def _names() -> Iterator[Kind]:
    yield Kind(
        "let-go",
        "its name is registered no longer",
        site(PATH, (0, ok(_page("let-go")))),
        (there(), lost(8, "domain-gone")),
        PATH,
        names=((8, "nxdomain"),),
    )
    yield Kind(
        "misprint",
        "its name never was registered: the citation leads nowhere",
        site(PATH, (0, b"")),
        (lost(0, "domain-gone"),),
        PATH,
        names=((0, "nxdomain"),),
    )
    yield Kind(
        "no-name-servers",
        "its name servers keep silent from a night on",
        site(PATH, (0, ok(_page("no-name-servers")))),
        (there(), unseen(9, "dns")),
        PATH,
        names=((9, "no-answer"),),
    )
    yield Kind(
        "goes-dark",
        "its name servers keep silent for thirty days",
        site(PATH, (0, ok(_page("goes-dark")))),
        (there(), lost(1, "unreachable-long", DARK_NIGHTS)),
        PATH,
        names=((1, "no-answer"),),
    )
    yield Kind(
        "name-hiccup",
        "its name was not known for one night",
        site(PATH, (0, ok(_page("name-hiccup")))),
        same("identical"),
        PATH,
        names=((10, "nxdomain"), (11, "ok")),
    )
    yield Kind(
        "never-answered",
        "nobody answered in thirty days: the citation leads nowhere",
        site(PATH, (0, b"")),
        (lost(0, "unreachable-long", DARK_NIGHTS),),
        PATH,
        refuses=True,
    )
