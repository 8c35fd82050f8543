"""The address was never asked, for a reason of ours: unchecked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.verdicts.rule import Rule, because
from evidence.vocabulary import Cause, Stage

if TYPE_CHECKING:
    from evidence.verdicts.model import Judgement, Look

_BY_STAGE = {
    Stage.URL: (Cause.MALFORMED, "url.malformed"),
    Stage.ADDRESS: (Cause.PRIVATE_ADDRESS, "address.refused"),
    Stage.INTERNAL: (Cause.INTERNAL, "internal"),
}


def _apply(look: Look) -> Judgement | None:
    failure = look.failure
    if failure is None or failure.stage not in _BY_STAGE:
        return None
    cause, rule = _BY_STAGE[failure.stage]
    if failure.kind == "scheme":
        cause, rule = Cause.SCHEME, "url.scheme"
    return because(cause, rule, detail=failure.detail or failure.kind)


RULE = Rule(
    _apply,
    {
        "url.malformed": Words(
            "This is not a URL that can be asked for: {detail}.",
            "Esta no es una dirección que se pueda consultar: {detail}.",
        ),
        "url.scheme": Words(
            "Only http and https addresses are checked, and this is another kind ({detail}).",
            "Solo se revisan direcciones http y https, y esta es de otro tipo ({detail}).",
        ),
        "address.refused": Words(
            "This is not an address of the public network: {detail}. It was not asked.",
            "Esta no es una dirección de la red pública: {detail}. No se consultó.",
        ),
        "internal": Words(
            "Testigo itself failed on this URL ({detail}). This says nothing about the page.",
            "El propio Testigo falló con esta dirección ({detail}). Esto no dice nada sobre "
            "la página.",
        ),
    },
)
