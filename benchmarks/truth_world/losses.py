"""Documents that their addresses show to nobody any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.truth_world import answers as show
from benchmarks.truth_world.fates import fate, strangers
from benchmarks.truth_world.model import Truth
from benchmarks.truth_world.noise import HEADLINES
from benchmarks.truth_world.texts import document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.truth_world.model import Fate


def losses() -> Iterator[Fate]:
    """All of them."""
    yield from _said_by_status()
    yield from _said_by_words()
    yield from _elsewhere()
    yield from _by_others()
    yield from _emptied()


def _said_by_status() -> Iterator[Fate]:
    es, en, pt = document("es", 0), document("en", 0), document("pt", 0)
    yield fate("404", Truth.LOST, "an honest 404", es, None)
    yield fate(
        "410", Truth.LOST, "an honest 410", en,
        show.notice(en, "Withdrawn", "This report was withdrawn by its publisher.", status=410),
    )  # fmt: skip
    yield fate(
        "404-empty", Truth.LOST, "404 without a body", pt, None, nothing=show.answer(b"", 404)
    )
    long = document("en", 1)
    yield fate(
        "404-long", Truth.LOST, "404 with a long page of links around it", long, None,
        nothing=show.answer(show.framed(long, "Not found", "<h1>Not found</h1>" + _links()), 404),
    )  # fmt: skip


def _said_by_words() -> Iterator[Fate]:
    """Status 200, and a page that says that there is nothing."""
    for one, title, told in (
        (
            document("es", 1),
            "Página no encontrada",
            "La página que busca ya no está disponible en este sitio.",
        ),
        (document("en", 2), "Oops!", "Sorry, we can’t find the page you were looking for."),
        (document("fr", 0), "Erreur", "La page demandée n’existe pas ou a été déplacée."),
        (
            document("pt", 1),
            "Página não encontrada",
            "Não foi possível encontrar o conteúdo que você procura.",
        ),
    ):
        yield fate(
            f"soft-{one.tongue}", Truth.LOST, f"a page that says so with status 200, {one.tongue}", one, None,
            nothing=show.notice(one, title, told),
        )  # fmt: skip
    by_id = document("es", 2)
    yield fate(
        "soft-id", Truth.LOST, "any unknown number gets the same words with status 200", by_id, None,
        path="/Documento?doc=4471",
        nothing=show.notice(by_id, "Documentos", "No se localizó el documento solicitado."),
    )  # fmt: skip
    news = document("es", 3)
    yield fate(
        "soft-news", Truth.LOST, "gone, told above a long list of other news", news, None,
        nothing=show.answer(show.framed(
            news, "Sala de prensa", "<h1>Noticia no encontrada</h1><p>Quizá le interese:</p>" + _links()
        )),
    )  # fmt: skip
    silent = document("pt", 2)
    yield fate(
        "soft-silent", Truth.LOST, "the site shows its list of services for any unknown address, and says nothing",
        silent, None,
        nothing=show.answer(show.framed(silent, "Serviços", "<h1>Serviços</h1>" + _links())),
    )  # fmt: skip
    viewer = document("es", 4)
    yield fate(
        "viewer", Truth.LOST, "the viewer's page stands, and says that there is no file", viewer, None,
        nothing=show.bare("Visor de documentos", "El archivo que intenta visualizar no existe o fue eliminado."),
        path="/visor/ver.php?archivo=informe.pdf",
    )  # fmt: skip
    record = document("es", 5)
    yield fate(
        "record", Truth.LOST, "the database says that the record is gone", record, None,
        nothing=show.answer(
            "<font face='Arial' size=2><p>ADODB.Field</font> <font face='Arial' size=2>error '800a0bcd'</font>"
            "<p><font face='Arial' size=2>Either BOF or EOF is True, or the current record has been deleted. "
            "Requested operation requires a current record.</font><p>/detalle.asp, line 31"
        ),
        path="/detalle.asp?id=318",
    )  # fmt: skip
    shared = document("en", 3)
    yield fate(
        "shared-file", Truth.LOST, "a file store says that the file is gone", shared, None,
        nothing=show.bare("Error", "Sorry, the file you have requested does not exist.",
                          "Make sure that you have the correct URL and the file exists."),
        path="/file/d/9aXk31/view",
    )  # fmt: skip


def _elsewhere() -> Iterator[Fate]:
    """The address leads to something else."""
    home, lingual, asp = document("es", 6), document("en", 4), document("es", 7)
    yield fate("home", Truth.LOST, "leads to the front page", home, show.forward("/"))
    yield fate(
        "home-language", Truth.LOST, "leads to the front page of a language", lingual,
        show.forward("/en/", 301), others={"/en/": show.front(lingual)},
    )  # fmt: skip
    yield fate(
        "home-folder", Truth.LOST, "leads to the start page of its folder", asp,
        show.forward("/portal/Default.aspx"), others={"/portal/Default.aspx": show.front(asp)},
        path="/portal/informes/ver.aspx?clave=88",
    )  # fmt: skip
    error, page404, refresh = document("es", 8), document("fr", 1), document("pt", 3)
    yield fate(
        "error-page", Truth.LOST, "leads to the site's page for errors, status 200", error,
        show.forward("/Error.aspx?aspxerrorpath=/informes/8.html"),
        others={
            "/Error.aspx?aspxerrorpath=/informes/8.html":
            show.notice(error, "Atención", "Ocurrió un problema con su solicitud.")
        },
    )  # fmt: skip
    yield fate(
        "404-page", Truth.LOST, "leads to /404.html, status 200", page404, show.forward("/404.html"),
        others={"/404.html": show.notice(page404, "Oups", "Nous n’avons pas trouvé cette page.")},
    )  # fmt: skip
    yield fate(
        "home-refresh", Truth.LOST, "a page without words that forwards to the front page", refresh,
        show.answer('<html><head><meta http-equiv="refresh" content="0; url=/"></head><body></body></html>'),
    )  # fmt: skip


def _by_others() -> Iterator[Fate]:
    """The domain or the place on the server is somebody else's."""
    parked, hosting, fresh = document("en", 5), document("es", 9), document("en", 6)
    for_sale = show.bare(
        "This domain may be for sale", "Buy this domain. Its owner has listed it for sale.",
        'Related searches: <a href="/s?q=loans">Loans</a> <a href="/s?q=flights">Cheap flights</a>',
        "This page is provided courtesy of a parking service.",
    )  # fmt: skip
    yield strangers("parked", "the domain is for sale", parked, for_sale)
    suspended = show.bare(
        "Account Suspended",
        "This account has been suspended.",
        "Contact your hosting provider for more information.",
    )
    yield strangers("suspended", "the hosting account is suspended, status 200", hosting, suspended)
    yield strangers(
        "default-page", "a fresh server's first page in the place of the site", fresh,
        show.bare("Welcome to nginx!", "If you see this page, the nginx web server is successfully installed and "
                  "working. Further configuration is required.", "<em>Thank you for using nginx.</em>"),
    )  # fmt: skip
    casino, shop = document("es", 10), document("en", 7)
    yield strangers(
        "casino", "the former agency's domain is a casino now", casino,
        show.bare(
            "Casino en línea: bonos de bienvenida y giros gratis",
            "Juega en las mejores tragamonedas y ruleta en vivo con bono de bienvenida del 100 % y 200 giros gratis.",
            "Regístrate hoy, deposita y gana: blackjack, póker, apuestas deportivas y jackpots cada día.",
            "Retiros rápidos, programa VIP y las mejores cuotas del fútbol. Juega con responsabilidad, mayores de 18.",
        ),
    )  # fmt: skip
    yield strangers(
        "shop", "the former office's domain is a shop now", shop,
        show.bare(
            "Sneakers Outlet: up to 70% off",
            "Running shoes, men’s sneakers and trainers. Free shipping on orders over $50. Add to cart, check out.",
            '<a href="/cart">Add to cart</a> Air Runner 270 $59.99 <del>$129.99</del> In stock',
            '<a href="/cart">Add to cart</a> Street Max $49.99 <del>$99.00</del> In stock',
            '<a href="/cart">Add to cart</a> Trail Pro $64.50 <del>$140.00</del> Only 3 left',
            "Customer reviews, size guide, returns within 30 days, newsletter: 10% off your first order.",
        ),
    )  # fmt: skip


def _emptied() -> Iterator[Fate]:
    """The address answers, and the document is out of it."""
    frame, nothing, file, hollow = (
        document("es", 11), document("pt", 4), document("en", 8), document("es", 12),
    )  # fmt: skip
    yield fate(
        "emptied", Truth.LOST, "menu and title stand, the text is out", frame,
        show.answer(show.framed(frame, frame.title, f"<h1>{frame.title}</h1>")),
    )  # fmt: skip
    yield fate("no-bytes", Truth.LOST, "status 200 and not a byte", nothing, show.answer(b""))
    yield fate(
        "pdf-error", Truth.LOST, "words of an error under a PDF's name", file, None,
        nothing=show.bare("File not found", "The file you requested could not be found on this server."),
        before=show.pdf(file), path="/media/report.pdf",
    )  # fmt: skip
    yield fate(
        "pdf-no-bytes", Truth.LOST, "a PDF of no bytes", hollow, show.file(b""),
        before=show.pdf(hollow), path="/archivos/informe.pdf",
    )  # fmt: skip


def _links() -> str:
    """A long list of what else the office has."""
    return "".join(f'<p><a href="/n/{n}">{head}</a></p>' for n, head in enumerate(HEADLINES))
