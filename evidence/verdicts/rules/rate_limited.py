"""The host says that it is asked too often (429 of RFC 6585, or in words): blocked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.verdicts.facts import may_be_notice
from evidence.verdicts.own_text import notice
from evidence.verdicts.rule import Rule, because
from evidence.verdicts.text import phrases
from evidence.vocabulary import Cause, Stage

if TYPE_CHECKING:
    from evidence.verdicts.model import Judgement, Look

_TOO_OFTEN = phrases(
    labels=r"""
        error 429
        429 too many requests
        rate limit(?:ed| exceeded)?
        demasiadas (?:solicitudes|peticiones|consultas)
    """,
    sentences=r"""
        too many requests
        rate limit (?:was |has been )?exceeded
        unusual (?:traffic|activity) from your
        (?:you're|you are) (?:temporarily blocked|going too fast)
        this feature is temporarily blocked
        se han (?:recibido|realizado|detectado) demasiadas (?:solicitudes|peticiones|consultas)
        trafico inusual
        muitas solicitacoes
        trop de requetes
        cette fonction(?:nalite)? est temporairement bloquee
    """,
)


def _apply(look: Look) -> Judgement | None:
    if look.failure is not None:
        if look.failure.stage is Stage.WAIT:
            return because(Cause.RATE_LIMITED, "wait.too-long", detail=look.failure.detail)
        return None
    if look.status == 429:
        return because(Cause.RATE_LIMITED, "blocked.rate-limited", status=429)
    if (
        may_be_notice(look)
        and look.content is not None
        and (words := notice(_TOO_OFTEN, look.content))
    ):
        return because(Cause.RATE_LIMITED, "blocked.too-often", words=words)
    return None


RULE = Rule(
    _apply,
    {
        "wait.too-long": Words(
            "The host asked us to wait ({detail}), longer than this run may wait; it was not asked again.",
            "El servidor pidió esperar ({detail}), más de lo que puede esperar esta revisión; "
            "no se le volvió a consultar.",
        ),
        "blocked.rate-limited": Words(
            "The server says that it is asked too often (status {status}).",
            "El servidor dice que recibe demasiadas consultas (código {status}).",
        ),
        "blocked.too-often": Words(
            "A page says that the server is asked too often (“{words}”).",
            "Una página dice que el servidor recibe demasiadas consultas (“{words}”).",
        ),
    },
)
