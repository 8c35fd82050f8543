"""Challenges and walls that stand before a page from some night on."""

from __future__ import annotations

from collections.abc import Iterator

from tests.kinds.answers import ok, site, status, to
from tests.kinds.model import Kind, there, unseen
from tests.kinds.pages import bare, document, page

PATH = "/evaluacion/informe-final"

_ANUBIS = (
    b"<title>Making sure you&#39;re not a bot!</title>"
    b"<script src='/.within.website/x/cmd/anubis/static/js/main.mjs'></script>"
    b"<h1>Making sure you&#39;re not a bot!</h1><p>Loading...</p><p>You are seeing this because the "
    b"administrator of this website has set up Anubis to protect the server against the scourge of AI "
    b"companies aggressively scraping websites.</p><p>Sadly, you must enable JavaScript.</p>"
)
_DATADOME = (
    b"<title>sitio.example</title><p>Please enable JS and disable any ad blocker</p>"
    b"<script src='https://ct.captcha-delivery.com/c.js'></script>"
)
_IMUNIFY = bare("One moment, please...", "Please wait while your request is being verified...")
_BUNNY = bare(
    "Establishing a secure connection ...",
    "Verifying your browser. This may take a few seconds.",
    "Protected by bunny.net Shield",
)
_CLOUDFLARE = bare(
    "Un momento…",
    "Realizando verificación de seguridad",
    "Este sitio web utiliza un servicio de seguridad para protegerse contra bots maliciosos.",
    "Ray ID: 8f1",
)
_SPANISH = bare(
    "Espere un momento, por favor",
    "Este sitio está protegido contra ataques automatizados. Será redirigido en unos segundos.",
    "ID de solicitud: 7781",
)
_CAPTCHA = bare(
    "Verificación de que usted es humano",
    "Para continuar, resuelva el captcha que aparece abajo y oprima Enviar.",
)
_SITEGROUND = (
    b"<html><head><link rel='icon' href='data:;'><meta http-equiv='refresh' "
    b"content='0;/.well-known/sgcaptcha/?r=%2Fdoc&y=ipc:1.2.3.4'></head></html>"
)
_ROBOT = bare(
    "Robot Challenge Screen",
    "Checking the site connection security",
    "sitio.example needs to review the security of your connection before proceeding.",
)


def rows() -> Iterator[Kind]:
    """All of them."""
    for since, (name, shown, says) in enumerate(
        (
            ("anubis", ok(_ANUBIS), "waf"),
            ("datadome", status("403 Forbidden", _DATADOME), "waf"),
            ("imunify", ok(_IMUNIFY), "waf"),
            ("bunny", ok(_BUNNY), "waf"),
            ("cloudflare", status("403 Forbidden", _CLOUDFLARE, "cf-mitigated: challenge"), "waf"),
            ("cloudflare-503", status("503 Service Unavailable", _CLOUDFLARE), "waf"),
            ("waiting-es", ok(_SPANISH), "waf"),
            ("captcha-es", ok(_CAPTCHA), "waf"),
            ("siteground", status("202 Accepted", _SITEGROUND), "waf"),
            ("siteground-404", status("202 Accepted", _SITEGROUND), "waf"),
            ("asks-login", to("/login?next=informe"), "login"),
            (
                "forbidden",
                status("403 Forbidden", bare("Forbidden", "Acceso prohibido.")),
                "forbidden",
            ),
            ("too-often", status("429 Too Many Requests", b""), "rate-limited"),
        ),
        4,
    ):
        good = ok(page(f"Evaluación {name}", document(name)))
        login = bare("Iniciar sesión", "Escriba su usuario y contraseña.")
        captcha = {} if name == "siteground-404" else {".well-known_sgcaptcha_": ok(_ROBOT)}
        yield Kind(
            name,
            "a wall stands before it; what is behind it nobody can tell",
            site(PATH, (0, good), (since, shown), login=ok(login), **captcha),
            (there(), unseen(since, says)),
            PATH,
        )
