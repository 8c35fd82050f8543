"""The server says that there is no such page: 404 and 410 of RFC 9110. Missing, unless the document is
sent with it: some servers send their pages so, and readers see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.verdicts.facts import stands_all_the_same
from evidence.verdicts.rule import Rule, because
from evidence.vocabulary import Cause

if TYPE_CHECKING:
    from evidence.verdicts.model import Judgement, Look


def _apply(look: Look) -> Judgement | None:
    if stands_all_the_same(look):
        return None
    if look.failure is None and look.status == 404:
        return because(Cause.HTTP_404, "gone.http-404", status=404)
    if look.failure is None and look.status == 410:
        return because(Cause.HTTP_410, "gone.http-410", status=410)
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
    },
)
