"""Other eyes: before a loss or a change is more than a suspicion, the page is asked for once more as a
browser asks.

Some servers answer programs with 404 and browsers with 200. Only what both were told is a loss:
where a browser is shown a document, it is *shown only to some*; where it could not see anything, the
look says no more than that. A change that a browser is not shown stays a suspicion: the server may
show programs another text than readers, or another one at each request. What a browser could not see
takes nothing from a change that we saw.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.verdicts.model import Judgement
from evidence.verdicts.rule import reason
from evidence.vocabulary import Cause, Certainty, Verdict

if TYPE_CHECKING:
    from evidence.verdicts.model import Second

_AS_IT_WAS = frozenset({Verdict.ALIVE, Verdict.MOVED})

WORDS = {
    "eyes.same": Words(
        "Asked once more as a browser asks, the server shows no document either.",
        "Al pedirla de nuevo como lo hace un navegador, el servidor tampoco muestra ningún documento.",
    ),
    "eyes.differ": Words(
        "The server shows a document to browsers (status {browser}) and none to programs "
        "(status {program}): it is shown only to some.",
        "El servidor muestra un documento a los navegadores (código {browser}) y ninguno a los "
        "programas (código {program}): solo se muestra a algunos.",
    ),
    "eyes.other-text": Words(
        "Asked once more as a browser asks, the server shows the document as it was before: it may show "
        "programs another text than readers, or change from one request to the next. So the change "
        "stays a suspicion.",
        "Al pedirla de nuevo como lo hace un navegador, el servidor muestra el documento como estaba: puede "
        "que muestre a los programas un texto distinto del que ven los lectores, o que varíe de una "
        "solicitud a otra. Por eso el cambio queda como sospecha.",
    ),
    "eyes.unseen": Words(
        "To a program the server shows no document (status {program}); asked once more as a browser "
        "asks, nothing could be seen. So the loss is not confirmed.",
        "A un programa el servidor no le muestra ningún documento (código {program}); al pedirla de "
        "nuevo como lo hace un navegador, no se pudo ver nada. Por eso la pérdida no se confirma.",
    ),
}


def seen_twice(first: Judgement, status: int | None, second: Second) -> Judgement:
    """What two looks say together: ``first``, by an answer with this ``status``, and the same look with
    a browser's request. What is neither a loss nor a change needs no second look."""
    if first.verdict is Verdict.CHANGED:
        return _changed_twice(first, second)
    if first.verdict is Verdict.MISSING:
        return _missing_twice(first, status or 0, second)
    return first


def _changed_twice(first: Judgement, second: Second) -> Judgement:
    if second.judgement.verdict not in _AS_IT_WAS:
        return first
    return Judgement(first.cause, (*first.reasons, reason("eyes.other-text")), Certainty.SUSPECTED)


def _missing_twice(first: Judgement, program: int, second: Second) -> Judgement:
    again = second.judgement
    if again.verdict is Verdict.MISSING:
        reasons = (*first.reasons, reason("eyes.same"))
        return Judgement(first.cause, reasons, first.at_most)
    if again.verdict.is_unseen:
        reasons = (reason("eyes.unseen", program=program), *again.reasons)
        return Judgement(again.cause, reasons, again.at_most)
    told = reason("eyes.differ", program=program, browser=second.status or 0)
    return Judgement(Cause.SHOWN_TO_SOME, (told, *first.reasons))
