"""The host's name no longer exists (NXDOMAIN, RFC 8020; not SERVFAIL, which is trouble):
missing."""

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
    return because(
        Cause.DOMAIN_GONE, "domain.gone", host=split(look.final_url or look.url).hostname or "?"
    )


RULE = Rule(
    _apply,
    {
        "domain.gone": Words(
            "The name {host} is no longer registered in the domain name system (NXDOMAIN).",
            "El nombre {host} ya no está registrado en el sistema de nombres de dominio (NXDOMAIN).",
        ),
    },
)
