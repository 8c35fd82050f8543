"""The cause of a verdict in a few words, for tables, filters and rule lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evidence.verdicts.wording import Language

CAUSES: dict[str, dict[Language, str]] = {
    "identical": {"en": "the same, byte for byte", "es": "idéntico, byte por byte"},
    "cosmetic": {"en": "the same words", "es": "las mismas palabras"},
    "boilerplate": {
        "en": "only menus or footers differ",
        "es": "solo cambian menús o pies de página",
    },
    "first-look": {"en": "first look", "es": "primera revisión"},
    "incomparable": {
        "en": "there, but its text can't be compared",
        "es": "está, pero su texto no se puede comparar",
    },
    "redirect": {"en": "found at a new address", "es": "está en una dirección nueva"},
    "replaced": {"en": "another text in its place", "es": "hay otro texto en su lugar"},
    "removed": {"en": "text was removed", "es": "se quitó texto"},
    "added": {"en": "text was added", "es": "se agregó texto"},
    "edited": {"en": "text was edited", "es": "se editó el texto"},
    "links": {
        "en": "links to documents are gone or changed",
        "es": "enlaces a documentos quitados o cambiados",
    },
    "http-404": {"en": "page not found (404)", "es": "página no encontrada (404)"},
    "http-410": {"en": "removed for good (410)", "es": "retirada definitivamente (410)"},
    "soft-404": {
        "en": "an error page that claims to be fine",
        "es": "página de error que dice estar bien",
    },
    "redirect-home": {"en": "leads to the home page", "es": "lleva a la página de inicio"},
    "parked": {"en": "the domain is for sale", "es": "el dominio está en venta"},
    "domain-gone": {"en": "the domain no longer exists", "es": "el dominio ya no existe"},
    "unreachable-long": {"en": "out of reach for weeks", "es": "inaccesible desde hace semanas"},
    "waf": {"en": "a firewall turns programs away", "es": "un cortafuegos rechaza programas"},
    "login": {"en": "asks for a log-in", "es": "pide iniciar sesión"},
    "forbidden": {"en": "access refused", "es": "acceso denegado"},
    "rate-limited": {"en": "too many requests", "es": "demasiadas solicitudes"},
    "legal": {"en": "withheld for legal reasons", "es": "retenida por razones legales"},
    "robots": {"en": "robots.txt asks not to look", "es": "robots.txt pide no entrar"},
    "unrendered": {
        "en": "shows its text only with script",
        "es": "solo muestra su texto con script",
    },
    "server-error": {"en": "the server reports an error", "es": "el servidor indica un error"},
    "timeout": {"en": "no answer in time", "es": "no respondió a tiempo"},
    "tls": {"en": "no secure connection", "es": "sin conexión segura"},
    "dns": {"en": "the name could not be looked up", "es": "no se pudo resolver el nombre"},
    "refused": {"en": "connection refused", "es": "conexión rechazada"},
    "protocol": {"en": "the answer could not be read", "es": "la respuesta no se pudo leer"},
    "redirect-loop": {"en": "redirects in a circle", "es": "redirecciones en círculo"},
    "malformed": {"en": "not a valid address", "es": "no es una dirección válida"},
    "scheme": {"en": "not a web address", "es": "no es una dirección web"},
    "private-address": {"en": "leads into a private network", "es": "lleva a una red privada"},
    "internal": {"en": "our own fault", "es": "falla nuestra"},
    "not-yet": {"en": "not looked at yet", "es": "aún no revisada"},
}


def cause(name: str, language: Language) -> str:
    """The cause in words; of one that today's rules don't know, its name."""
    return CAUSES[name][language] if name in CAUSES else name
