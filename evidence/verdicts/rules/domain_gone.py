"""The host's name no longer exists (NXDOMAIN, RFC 8020; not SERVFAIL, which is trouble):
missing.

That it *no longer* exists can only be said of a host from which a page is known. A look knows of the
pages of its own address; whether the host ever answered another look or an archive is put beside the
reasons by who tells of the look (:mod:`evidence.reports.unknown_hosts`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.addresses import split
from evidence.bilingual import Words
from evidence.verdicts.rule import Rule, because
from evidence.vocabulary import Cause, Stage

if TYPE_CHECKING:
    from evidence.verdicts.model import Judgement, Look


def _apply(look: Look) -> Judgement | None:
    failure = look.failure
    if failure is None or (failure.stage, failure.kind) != (Stage.DNS, "nxdomain"):
        return None
    host = split(look.final_url or look.url).hostname or "?"
    if look.hops and host != split(look.url).hostname:
        return because(Cause.DOMAIN_GONE, "domain.target", host=host)
    seen = look.baseline is not None or bool(look.hops)
    return because(Cause.DOMAIN_GONE, "domain.gone" if seen else "domain.unknown", host=host)


RULE = Rule(
    _apply,
    {
        "domain.unknown": Words(
            "The name {host} does not exist in the domain name system (NXDOMAIN).",
            "El nombre {host} no existe en el sistema de nombres de dominio (NXDOMAIN).",
        ),
        "domain.target": Words(
            "The address leads to {host}, a name that does not exist in the domain name system (NXDOMAIN).",
            "La dirección lleva a {host}, un nombre que no existe en el sistema de nombres de dominio "
            "(NXDOMAIN).",
        ),
        "domain.never-answered": Words(
            "{host} never answered us, and the web archives that were asked ({archives}) hold no copy of "
            "what is cited from it: the address is probably misprinted.",
            "{host} nunca nos ha respondido, y los archivos web consultados ({archives}) no tienen copia de "
            "lo que se cita de ahí: es probable que la dirección esté mal escrita.",
        ),
        "domain.never-asked": Words(
            "{host} never answered us, and no archive was asked: the address is probably misprinted.",
            "{host} nunca nos ha respondido y no se consultó ningún archivo web: es probable que la dirección "
            "esté mal escrita.",
        ),
        "domain.not-told": Words(
            "{host} never answered us, and no web archive has told what it holds yet ({archives}): the "
            "address is probably misprinted.",
            "{host} nunca nos ha respondido y ningún archivo web ha dicho todavía qué conserva ({archives}): "
            "es probable que la dirección esté mal escrita.",
        ),
        "domain.nearest": Words(
            "The nearest name that is known is {nearest}.",
            "El nombre conocido más parecido es {nearest}.",
        ),
        "domain.gone": Words(
            "The name {host} is no longer registered in the domain name system (NXDOMAIN).",
            "El nombre {host} ya no está registrado en el sistema de nombres de dominio (NXDOMAIN).",
        ),
    },
)
