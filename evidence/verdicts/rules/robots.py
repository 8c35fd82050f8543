"""robots.txt (RFC 9309) says no, and we obeyed: blocked. LinkChecker counts such links as valid; we
don't."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.verdicts.rule import Rule, because
from evidence.vocabulary import Cause, Stage

if TYPE_CHECKING:
    from evidence.verdicts.model import Judgement, Look


def _apply(look: Look) -> Judgement | None:
    if look.failure is not None and look.failure.stage is Stage.ROBOTS:
        return because(Cause.ROBOTS, "robots.denied")
    return None


RULE = Rule(
    _apply,
    {
        "robots.denied": Words(
            "The site's robots.txt asks crawlers not to fetch this page, and we obeyed.",
            "El archivo robots.txt del sitio pide a los rastreadores no consultar esta "
            "página, y lo respetamos.",
        ),
    },
)
