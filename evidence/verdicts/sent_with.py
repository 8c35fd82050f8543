"""The status with which a document is sent, where it says that there is none: told beside whatever else is
said of the document."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.verdicts.facts import GONE
from evidence.verdicts.rule import reason
from evidence.vocabulary import Verdict

if TYPE_CHECKING:
    from evidence.verdicts.model import Judgement, Look

_SHOWN = frozenset({Verdict.ALIVE, Verdict.MOVED, Verdict.CHANGED})
_STATUS = "alive.status"

WORDS = {
    _STATUS: Words(
        "The server says that there is no such page (status {status}), and sends it all the same.",
        "El servidor dice que la página no existe (código {status}), pero aun así la envía.",
    ),
}


def with_status(look: Look, judgement: Judgement) -> Judgement:
    """``judgement``, and that the server says that there is no such page (404, 410), where it sends the
    document all the same."""
    if look.failure is not None or look.status not in GONE or judgement.verdict not in _SHOWN:
        return judgement
    told = reason(_STATUS, status=look.status or 0)
    return replace(judgement, reasons=(*judgement.reasons, told))
