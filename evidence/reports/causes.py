"""The cause of a verdict in a few words, for tables, filters and rule lists."""

from __future__ import annotations

from evidence.bilingual import Language, Words

CAUSES: dict[str, Words] = {
    "identical": Words("the same, byte for byte", "idéntico, byte por byte"),
    "cosmetic": Words("the same words", "las mismas palabras"),
    "boilerplate": Words(
        "only menus or footers differ", "solo cambian los menús o los pies de página"
    ),
    "first-look": Words("first look", "primera revisión"),
    "incomparable": Words(
        "there, but its text can't be compared", "está ahí, pero su texto no se puede comparar"
    ),
    "redirect": Words("found at a new address", "está en una dirección nueva"),
    "elsewhere": Words(
        "found elsewhere, without a redirect", "está en otra dirección, sin redirección"
    ),
    "replaced": Words("another text in its place", "hay otro texto en su lugar"),
    "removed": Words("text was removed", "se quitó texto"),
    "added": Words("text was added", "se agregó texto"),
    "edited": Words("text was edited", "se editó el texto"),
    "links": Words(
        "links to documents are gone or changed", "se quitaron o cambiaron enlaces a documentos"
    ),
    "place-gone": Words("the place cited is gone", "el lugar citado de la página ya no está"),
    "http-404": Words("page not found (404)", "página no encontrada (404)"),
    "http-410": Words("removed for good (410)", "retirada de forma definitiva (410)"),
    "soft-404": Words(
        "an error page that passes for a good one", "página de error que parece normal"
    ),
    "redirect-home": Words("leads to the home page", "lleva a la página de inicio"),
    "parked": Words("the domain is for sale", "el dominio está en venta"),
    "taken-over": Words(
        "somebody else's page on the domain", "página de otra persona en el dominio"
    ),
    "domain-gone": Words("the domain does not exist", "el dominio no existe"),
    "unreachable-long": Words("out of reach for weeks", "inaccesible desde hace semanas"),
    "waf": Words("a firewall turns programs away", "un cortafuegos impide el acceso automático"),
    "login": Words("asks for a log-in", "pide iniciar sesión"),
    "forbidden": Words("access refused", "acceso denegado"),
    "rate-limited": Words("too many requests", "demasiadas solicitudes"),
    "legal": Words("withheld for legal reasons", "restringida por motivos legales"),
    "robots": Words("robots.txt asks not to look", "robots.txt pide no consultarla"),
    "unrendered": Words("shows its text only with script", "solo muestra su texto con script"),
    "shown-to-some": Words("shown only to some", "solo se muestra a algunos"),
    "server-error": Words("the server reports an error", "el servidor indica un error"),
    "timeout": Words("no answer in time", "no respondió a tiempo"),
    "tls": Words("no secure connection", "sin conexión segura"),
    "dns": Words("the name could not be looked up", "no se pudo resolver el nombre"),
    "refused": Words("connection refused", "conexión rechazada"),
    "protocol": Words("the answer could not be read", "la respuesta no se pudo leer"),
    "redirect-loop": Words("redirects in a circle", "redirecciones en círculo"),
    "malformed": Words("not a valid address", "no es una dirección válida"),
    "scheme": Words("not a web address", "no es una dirección web"),
    "private-address": Words("leads into a private network", "está en una red privada"),
    "internal": Words("our own fault", "falla de Testigo"),
    "not-yet": Words("not looked at yet", "aún no revisada"),
}

ASK_PRIVATE = Words(
    "it leads into a private network; with --allow-private it is asked",
    "está en una red privada; con --allow-private sí se consulta",
)
"""Of a private address while the settings leave those alone: what a reader can do about it."""


def cause(name: str, language: Language) -> str:
    """The cause in words; of one that today's rules don't know, its name."""
    return CAUSES[name].text(language) if name in CAUSES else name
