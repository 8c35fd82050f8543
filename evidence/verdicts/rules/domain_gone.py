"""The host's name no longer exists (NXDOMAIN, RFC 8020; not SERVFAIL, which is trouble):
missing.

That it *no longer* exists can only be said of a host from which a page is known; of any other the
likely reason is a misprint in the citation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.verdicts.facts import split
from evidence.verdicts.rule import Rule, because
from evidence.vocabulary import Cause, Stage

if TYPE_CHECKING:
    from evidence.verdicts.model import Judgement, Look


def _apply(look: Look) -> Judgement | None:
    failure = look.failure
    if failure is None or (failure.stage, failure.kind) != (Stage.DNS, "nxdomain"):
        return None
    host = split(look.final_url or look.url).hostname or "?"
    seen = look.baseline is not None or bool(look.hops)
    return because(Cause.DOMAIN_GONE, "domain.gone" if seen else "domain.unknown", host=host)


RULE = Rule(
    _apply,
    {
        "domain.unknown": Words(
            "The name {host} does not exist in the domain name system (NXDOMAIN), and no copy of a page from "
            "it is known, neither ours nor an archive's: the address is probably misprinted.",
            "El nombre {host} no existe en el sistema de nombres de dominio (NXDOMAIN) y no se conoce ninguna "
            "copia de una página suya, ni nuestra ni de un archivo web: es probable que la dirección esté mal "
            "escrita.",
        ),
        "domain.gone": Words(
            "The name {host} is no longer registered in the domain name system (NXDOMAIN).",
            "El nombre {host} ya no está registrado en el sistema de nombres de dominio (NXDOMAIN).",
        ),
    },
)
