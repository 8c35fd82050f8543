"""Documents behind a wall or an outage: they may be there or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.truth_world import answers as show
from benchmarks.truth_world.fates import fate
from benchmarks.truth_world.model import Answer, Truth
from benchmarks.truth_world.texts import document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.truth_world.model import Fate, Reply
    from benchmarks.truth_world.texts import Document

SILENCE = 8.0
"""Seconds for which a server is silent; every tool here gives up before."""
_CHALLENGE = (
    '<!doctype html><html><head><title>{}</title><script src="/cdn/c.js"></script></head><body>'
    "<h1>{}</h1><p>{}</p><noscript>{}</noscript></body></html>"
)


def unseen() -> Iterator[Fate]:
    """All of them."""
    yield from _challenges()
    yield from _walls()
    yield from _outages()


def _hidden(name: str, why: str, one: Document, after: Reply, **more: object) -> Fate:
    return fate(name, Truth.UNTOLD, why, one, after, **more)  # type: ignore[arg-type]


def _challenges() -> Iterator[Fate]:
    one, two, three = document("en", 60), document("es", 60), document("es", 61)
    english = _CHALLENGE.format("Just a moment...", "Checking your browser", "This takes a few seconds.",
                                "Enable JavaScript and cookies to continue")  # fmt: skip
    spanish = _CHALLENGE.format("Un momento, por favor", "Verificando su navegador",
                                "Comprobamos que usted no es un robot. Espere unos segundos.",
                                "Active JavaScript para continuar")  # fmt: skip
    yield _hidden("challenge-403", "a challenge with 403", one,
                  show.answer(english, 403, headers=("cf-mitigated: challenge", "Server: cloudflare")))  # fmt: skip
    yield _hidden("challenge-200", "a challenge in Spanish with 200", two, show.answer(spanish))
    yield _hidden("challenge-pdf", "a challenge under a PDF's name", three, show.answer(spanish),
                  before=show.pdf(three), path="/archivos/contrato.pdf")  # fmt: skip
    queue, consent = document("en", 61), document("fr", 60)
    yield _hidden("queue", "a waiting room", queue, show.bare(
        "Waiting room", "You are now in line. There are many visitors at the moment.",
        "Your estimated wait time is 4 minutes. This page will refresh by itself."))  # fmt: skip
    yield _hidden("consent", "a wall that wants consent to cookies", consent, show.bare(
        "Avant de continuer", "Nous utilisons des cookies. Pour accéder au contenu, acceptez ou gérez vos choix.",
        "<button>Tout accepter</button> <button>Tout refuser</button>"))  # fmt: skip


def _walls() -> Iterator[Fate]:
    sent, there, asked, forbidden, often = (document("es", number) for number in range(62, 67))
    form = (
        '<form method="post"><label>Usuario <input name="u"></label><label>Contraseña '
        '<input type="password" name="p"></label><button>Entrar</button></form>'
    )
    login = show.answer(show.framed(sent, "Iniciar sesión", f"<h1>Iniciar sesión</h1>{form}"))
    yield _hidden("login-redirect", "leads to a page to log in", sent, show.forward("/login?next=%2Finformes"),
                  others={"/login?next=%2Finformes": login})  # fmt: skip
    yield _hidden("login-there", "a page to log in at the address", there, show.answer(
        show.framed(there, "Acceso", f"<h1>Acceso para usuarios registrados</h1>{form}")))  # fmt: skip
    yield _hidden("401", "a password of the server's", asked, show.notice(
        asked, "Se requiere autorización", "Identifíquese para entrar.", status=401))  # fmt: skip
    yield _hidden("403", "forbidden", forbidden, show.bare("403 Forbidden", status=403))
    yield _hidden("429", "too many requests", often, show.bare("Too Many Requests", status=429))
    paid, legal, abroad = document("en", 62), document("en", 63), document("es", 67)
    teaser = f"<h1>{paid.title}</h1><p>{paid.paragraphs[0][:140]}…</p>"
    offer = (
        "<section><h2>Subscribe to continue reading</h2><p>You have read your free articles this month. Subscribe "
        'for 1 pound a week. Already a subscriber? <a href="/login">Log in</a></p></section>'
    )
    yield _hidden("paywall", "the first sentence, then an offer to subscribe", paid, show.answer(
        show.framed(paid, paid.title, teaser + offer)))  # fmt: skip
    yield _hidden("451", "kept back for legal reasons in this country", legal, show.notice(
        legal, "Unavailable for legal reasons", "A court has had this page blocked.", status=451))  # fmt: skip
    yield _hidden("abroad", "not shown to addresses abroad", abroad, show.bare(
        "Acceso restringido", "Este contenido no está disponible en su país o región.", status=403))  # fmt: skip
    shell = document("en", 64)
    yield _hidden("scripts", "scripts draw the page now", shell, show.answer(
        '<!doctype html><html><head><title>Portal</title><script type="module" src="/app.4f2a.js"></script></head>'
        '<body><div id="root"></div><noscript>You need to enable JavaScript to run this app.</noscript></body></html>'
    ))  # fmt: skip


def _outages() -> Iterator[Fate]:
    away, fails, proxy, works = (document("es", number) for number in range(68, 72))
    yield _hidden("503", "out of service", away, show.notice(
        away, "Servicio no disponible", "Intente más tarde.", status=503))  # fmt: skip
    yield _hidden("500", "the server fails", fails, show.bare("Internal Server Error", status=500))
    yield _hidden(
        "502",
        "the server behind a proxy does not answer",
        proxy,
        show.bare("502 Bad Gateway", status=502),
    )
    yield _hidden("works", "works on the site, told with status 200", works, show.bare(
        "Sitio en mantenimiento", "Estamos realizando labores de mantenimiento. Disculpe las molestias."
    ))  # fmt: skip
    database, quiet, deaf, cut = (
        document("es", 72),
        document("en", 65),
        document("en", 66),
        document("pt", 40),
    )
    yield _hidden("database-500", "the site's database is down, status 500", database, show.bare(
        "Error establishing a database connection", status=500))  # fmt: skip
    down = document("es", 73)
    yield _hidden("database-200", "the site's database is down, status 200", down, show.answer(
        "<br />\n<b>Warning</b>: mysqli_connect(): (HY000/2002): Connection refused in "
        "<b>/var/www/html/conexion.php</b> on line <b>12</b><br />\nNo se pudo conectar con la base de datos."
    ))  # fmt: skip
    yield _hidden("silent", "no answer in time", quiet, Answer(wait=SILENCE))
    yield _hidden("refused", "nobody listens", deaf, Answer(refused=True))
    yield _hidden("reset", "the connection is reset", cut, Answer(reset=True))
