"""The baseline's text now stands at another address: moved.

At least 0.8 of the baseline's words are still there, and nothing of weight changed (a number, a
date, a negation, a sentence …): what changed on the way is told as changed. So is all of substance that
differs on a front page, which has words of many documents.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evidence.addresses import same_place
from evidence.bilingual import Words
from evidence.changes.model import Kind
from evidence.verdicts.facts import shows_document
from evidence.verdicts.front_pages import is_front_page
from evidence.verdicts.model import Strength
from evidence.verdicts.rule import Rule, because, reason
from evidence.vocabulary import Cause

if TYPE_CHECKING:
    from evidence.verdicts.model import Judgement, Look

_KEPT = 0.8
_NOT_COMPARED = frozenset({Kind.REPLACED, Kind.INCOMPARABLE, Kind.LINKS})


def _apply(look: Look) -> Judgement | None:
    change, baseline = look.change, look.baseline
    if change is None or baseline is None or not shows_document(look):
        return None
    if not look.final_url or same_place(look.final_url, baseline.final_url):
        return None
    if change.kind in _NOT_COMPARED or change.flags or look.truncated is not None:
        return None
    judgement = because(Cause.REDIRECT, "moved.same-text", final_url=look.final_url)
    if not change.substantial:
        return judgement
    if is_front_page(look.final_url) and not is_front_page(look.url):
        return None
    words = baseline.main_words or 0
    if not words or words - change.words_removed < _KEPT * words:
        return None
    small = reason("moved.small-change", removed=change.words_removed, added=change.words_added)
    return replace(judgement, reasons=(*judgement.reasons, small))


RULE = Rule(
    _apply,
    {
        "moved.same-text": Words(
            "The same text now stands at another address: {final_url}.",
            "El mismo texto está ahora en otra dirección: {final_url}.",
        ),
        "moved.small-change": Words(
            "On the way words were taken out ({removed}) and others were put in ({added}).",
            "En el cambio de dirección se quitaron palabras ({removed}) y se agregaron otras "
            "({added}).",
        ),
    },
    Strength.COMPARED,
)
