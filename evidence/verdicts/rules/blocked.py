"""The server answered, and refused us: by RFC 9110 (401, 402, 403, 405), 6585 (429), 7725 (451)."""

from __future__ import annotations

from evidence.verdicts.model import Cause, Judgement, Look
from evidence.verdicts.rule import Rule, Words, because

_BY_STATUS = {
    401: Cause.LOGIN,
    402: Cause.LOGIN,
    403: Cause.FORBIDDEN,
    405: Cause.FORBIDDEN,
    407: Cause.FORBIDDEN,
    429: Cause.RATE_LIMITED,
    451: Cause.LEGAL,
}


def _apply(look: Look) -> Judgement | None:
    cause = _BY_STATUS.get(look.status or 0)
    return because(cause, f"blocked.{cause}", status=look.status or 0) if cause else None


RULE = Rule(
    _apply,
    {
        "blocked.login": Words(
            "The page asks for a login or a payment (status {status}).",
            "La página pide iniciar sesión o pagar (estado {status}).",
        ),
        "blocked.forbidden": Words(
            "The server refuses to show this page to us (status {status}); others may still see it.",
            "El servidor se niega a mostrarnos esta página (estado {status}); "
            "otras personas quizá sí puedan verla.",
        ),
        "blocked.rate-limited": Words(
            "The server says that it is asked too often (status {status}).",
            "El servidor dice que recibe demasiadas consultas (estado {status}).",
        ),
        "blocked.legal": Words(
            "The page is withheld for legal reasons (status {status}).",
            "La página está restringida por motivos legales (estado {status}).",
        ),
    },
)
