"""Reasons and labels in plain English and Spanish."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Literal

from evidence.verdicts.rules import WORDS

if TYPE_CHECKING:
    from evidence.verdicts.model import Reason

Language = Literal["en", "es"]
LANGUAGES: tuple[Language, ...] = ("en", "es")

LABELS: dict[str, dict[Language, str]] = {
    "alive": {"en": "alive", "es": "disponible"},
    "moved": {"en": "moved", "es": "cambió de dirección"},
    "changed": {"en": "changed", "es": "modificado"},
    "missing": {"en": "missing", "es": "desaparecido"},
    "blocked": {"en": "blocked", "es": "bloqueado"},
    "unreachable": {"en": "unreachable", "es": "inaccesible"},
    "unchecked": {"en": "not checked", "es": "sin revisar"},
    "suspected": {"en": "suspected", "es": "sospecha"},
    "probable": {"en": "probable", "es": "probable"},
    "confirmed": {"en": "confirmed", "es": "confirmado"},
    "recovered": {"en": "recovered", "es": "recuperado"},
}


def label(word: str, language: Language) -> str:
    """A verdict, certainty or step as a reader would say it."""
    return LABELS[word][language]


def explain(reason: Reason, language: Language = "en") -> str:
    """One sentence that says why, with its facts. Of a reason that today's rules don't know (one
    stored by other rules), the rule's id and the facts as they are."""
    words = WORDS.get(reason.rule)
    if words is None:
        return " ".join((reason.rule, *(f"{name}={value}" for name, value in reason.facts.items())))
    return (words.es if language == "es" else words.en).format_map(
        defaultdict(lambda: "?", reason.facts)
    )
