"""One look -> its judgement, by all rules.

In a file of its own, so that who tells verdicts and judges none loads none of the rules, nor the readers
of pages that they stand on: that is half of a second of processor at the start of each command.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.verdicts.as_written import with_written_words
from evidence.verdicts.before import after_notice
from evidence.verdicts.document import of_document
from evidence.verdicts.eyes import seen_twice
from evidence.verdicts.model import Strength
from evidence.verdicts.observers import seen_together
from evidence.verdicts.rules import RULES
from evidence.verdicts.sent_with import with_status

if TYPE_CHECKING:
    from evidence.verdicts.model import Judgement, Look


def judge(look: Look) -> Judgement:
    """What the strongest evidence in ``look`` says; of equally strong the rule that stands first. A
    loss or a change that a browser was to see, too, is judged by both looks, and by those of observers
    who were asked; a document that is made of parts by all of them.

    Deterministic; the last rule always fires.
    """
    judgement = with_status(look, after_notice(look, _strongest(look), _strongest))
    if look.second is not None:
        judgement = seen_twice(judgement, look.status, look.second)
    if look.observations or look.doubted:
        judgement = seen_together(judgement, look)
    return of_document(judgement, look.parts, look.baseline) if look.parts else judgement


def _strongest(look: Look) -> Judgement:
    strongest, held = None, -1
    for rule in RULES:
        judgement = rule.apply(look)
        if judgement is None:
            continue
        strength = rule.strength if judgement.strength is None else judgement.strength
        if strength is Strength.SHOWN:
            return with_written_words(judgement, look.content)
        if strength > held:
            strongest, held = judgement, strength
    assert strongest is not None, "the last rule fires for every look"
    return with_written_words(strongest, look.content)
