"""No complete answer came: unreachable, blocked or unchecked by the stage at which it failed."""

from __future__ import annotations

from evidence.verdicts.model import Cause, Judgement, Look, Stage
from evidence.verdicts.rule import Rule, Words, because

_BY_STAGE: dict[Stage, tuple[Cause, str]] = {
    Stage.URL: (Cause.MALFORMED, "url.malformed"),
    Stage.ROBOTS: (Cause.ROBOTS, "robots.denied"),
    Stage.WAIT: (Cause.RATE_LIMITED, "wait.too-long"),
    Stage.ADDRESS: (Cause.PRIVATE_ADDRESS, "address.refused"),
    Stage.DNS: (Cause.DNS, "dns.failed"),
    Stage.TCP: (Cause.REFUSED, "tcp.refused"),
    Stage.TLS: (Cause.TLS, "tls.failed"),
    Stage.HTTP: (Cause.PROTOCOL, "http.broken"),
    Stage.TIMEOUT: (Cause.TIMEOUT, "timeout"),
    Stage.REDIRECT: (Cause.REDIRECT_LOOP, "redirect.loop"),
    Stage.INTERNAL: (Cause.INTERNAL, "internal"),
}


def _apply(look: Look) -> Judgement | None:
    failure = look.failure
    if failure is not None:
        cause, rule = _BY_STAGE[failure.stage]
        if failure.kind == "scheme":
            cause, rule = Cause.SCHEME, "url.scheme"
        return because(cause, rule, kind=failure.kind, detail=failure.detail)
    if look.tls_problem:
        return because(Cause.TLS, "tls.unverified", detail=look.tls_problem)
    return None


RULE = Rule(
    _apply,
    {
        "url.malformed": Words(
            "This is not a URL that can be asked for: {detail}.",
            "Esto no es una dirección que se pueda consultar: {detail}.",
        ),
        "url.scheme": Words(
            "Only http and https addresses are checked: {detail}.",
            "Solo se revisan direcciones http y https: {detail}.",
        ),
        "robots.denied": Words(
            "The site's robots.txt asks crawlers not to fetch this page, and we obeyed.",
            "El archivo robots.txt del sitio pide a los rastreadores no abrir esta página, y lo respetamos.",
        ),
        "wait.too-long": Words(
            "The host asked us to wait ({detail}), longer than this run may wait; it was not asked again.",
            "El servidor pidió esperar ({detail}), más de lo que puede esperar esta revisión; "
            "no se le volvió a consultar.",
        ),
        "address.refused": Words(
            "The name leads to {detail}, an address of a private network: not asked.",
            "El nombre apunta a {detail}, una dirección de red privada: no se consultó.",
        ),
        "dns.failed": Words(
            "The host name could not be resolved ({kind}: {detail}).",
            "No se pudo resolver el nombre del servidor ({kind}: {detail}).",
        ),
        "tcp.refused": Words(
            "The host did not accept a connection ({detail}).",
            "El servidor no aceptó la conexión ({detail}).",
        ),
        "tls.failed": Words(
            "No secure connection could be made ({detail}).",
            "No se pudo establecer una conexión segura ({detail}).",
        ),
        "tls.unverified": Words(
            "The site's certificate does not verify ({detail}). What it answered is kept as evidence, "
            "but we can't be sure who answered.",
            "El certificado del sitio no es válido ({detail}). Lo que respondió se conserva como "
            "evidencia, pero no hay certeza de quién respondió.",
        ),
        "http.broken": Words(
            "The answer broke off or was no HTTP ({detail}).",
            "La respuesta se interrumpió o no era HTTP ({detail}).",
        ),
        "timeout": Words(
            "No complete answer came in time ({detail}).",
            "No hubo una respuesta completa a tiempo ({detail}).",
        ),
        "redirect.loop": Words(
            "The redirects don't end: {detail}.",
            "Las redirecciones no terminan: {detail}.",
        ),
        "internal": Words(
            "Testigo itself failed on this URL ({detail}). This says nothing about the page.",
            "Testigo falló con esta dirección ({detail}). Esto no dice nada sobre la página.",
        ),
    },
)
