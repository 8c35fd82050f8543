"""The server says with its status that the page is not there, or that it is in trouble itself."""

from __future__ import annotations

from evidence.verdicts.model import Cause, Judgement, Look
from evidence.verdicts.rule import Rule, Words, because


def _apply(look: Look) -> Judgement | None:
    status = look.status or 0
    if status == 404:
        return because(Cause.HTTP_404, "gone.http-404", status=status)
    if status == 410:
        return because(Cause.HTTP_410, "gone.http-410", status=status)
    if status >= 500:
        return because(Cause.SERVER_ERROR, "gone.server-error", status=status, reason=look.reason)
    if status >= 400 or status < 200:
        return because(Cause.PROTOCOL, "gone.other-status", status=status)
    return None


RULE = Rule(
    _apply,
    {
        "gone.http-404": Words(
            "The server answers that there is no such page (404 Not Found).",
            "El servidor responde que la página no existe (404 Not Found).",
        ),
        "gone.http-410": Words(
            "The server answers that the page was taken away for good (410 Gone).",
            "El servidor responde que la página fue retirada de forma definitiva (410 Gone).",
        ),
        "gone.server-error": Words(
            "The server reports trouble of its own ({status} {reason}).",
            "El servidor informa de un problema propio ({status} {reason}).",
        ),
        "gone.other-status": Words(
            "The server gave an answer that shows no page (status {status}).",
            "El servidor dio una respuesta que no muestra ninguna página (estado {status}).",
        ),
    },
)
