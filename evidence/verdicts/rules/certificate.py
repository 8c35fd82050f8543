"""The site's certificate does not verify: unreachable, since nobody can be sure who answered.

What shows the text that it showed before is the site all the same. And a chain that merely leads to no
known authority, for want of a link or because it is a government's own, is a matter of the server's
set-up: people click through, and a page that is not there behind it is lost to them; at most probably,
since it may have been somebody else. Behind a certificate that has expired, that signs itself or that is
another's, browsers warn of whoever answers, and often let nobody pass: what is said there is told, and
is no loss.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.verdicts.facts import unchanged
from evidence.verdicts.rule import Rule, because, reason
from evidence.verdicts.rules import not_found, redirect_home, soft_404
from evidence.vocabulary import Cause, Certainty

if TYPE_CHECKING:
    from evidence.verdicts.model import Judgement, Look

_LEADS_NOWHERE = frozenset(
    {
        "unable to get local issuer certificate",
        "unable to verify the first certificate",
        "self-signed certificate in chain",
    }
)
"""OpenSSL's words; with anything else wrong there is more in them."""
_GONE = (not_found.RULE, redirect_home.RULE, soft_404.RULE)


def _apply(look: Look) -> Judgement | None:
    if not look.tls_problem or look.failure is not None or unchanged(look):
        return None
    if look.tls_problem in _LEADS_NOWHERE:
        for rule in _GONE:
            if (gone := rule.apply(look)) is not None:
                remark = reason("gone.certificate", detail=look.tls_problem)
                at_most = min(gone.at_most, Certainty.PROBABLE, key=lambda one: one.rank)
                return replace(gone, reasons=(*gone.reasons, remark), at_most=at_most)
    unsure = because(Cause.TLS, "tls.unverified", detail=look.tls_problem)
    if not_found.RULE.apply(look) is None:
        return unsure
    return replace(unsure, reasons=(*unsure.reasons, reason("tls.gone", status=look.status or 0)))


RULE = Rule(
    _apply,
    {
        "tls.unverified": Words(
            "The site's certificate does not verify ({detail}). What it answered is kept as evidence, "
            "but we can't be sure who answered.",
            "El certificado del sitio no es válido ({detail}). Lo que respondió se conserva como "
            "evidencia, pero no hay certeza de quién respondió.",
        ),
        "tls.gone": Words(
            "Whoever answered says that the page is not there (status {status}); a browser that goes on in "
            "spite of its warning shows that.",
            "Quien respondió dice que la página no está (código {status}); eso muestra un "
            "navegador si se continúa a pesar de la advertencia.",
        ),
        "gone.certificate": Words(
            "The chain of the site's certificate leads to no authority that is known ({detail}), so we "
            "can't be sure who says so.",
            "La cadena del certificado del sitio no lleva a ninguna autoridad conocida ({detail}), así que "
            "no hay certeza de quién lo dice.",
        ),
    },
)
