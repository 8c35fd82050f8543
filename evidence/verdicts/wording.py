"""Reasons and labels in plain English and Spanish."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from evidence.bilingual import Language, Words, counted
from evidence.days import Day
from evidence.kept import kept

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evidence.bilingual import Told
    from evidence.verdicts.model import Reason

LABELS: dict[str, Words] = {
    "alive": Words("alive", "disponible"),
    "moved": Words("moved", "cambió de dirección"),
    "changed": Words("changed", "modificado"),
    "missing": Words("missing", "desaparecido"),
    "blocked": Words("blocked", "bloqueado"),
    "unreachable": Words("unreachable", "inaccesible"),
    "unchecked": Words("not checked", "sin revisar"),
    "suspected": Words("suspected", "sospecha"),
    "probable": Words("probable", "probable"),
    "confirmed": Words("confirmed", "confirmado"),
    "recovered": Words("recovered", "recuperado"),
}


COUNTED: dict[str, tuple[Words, Words]] = {
    "alive": (
        Words("{count} alive", "{count} disponible"),
        Words("{count} alive", "{count} disponibles"),
    ),
    "moved": (
        Words("{count} moved", "{count} cambió de dirección"),
        Words("{count} moved", "{count} cambiaron de dirección"),
    ),
    "changed": (
        Words("{count} changed", "{count} modificado"),
        Words("{count} changed", "{count} modificados"),
    ),
    "missing": (
        Words("{count} missing", "{count} desaparecido"),
        Words("{count} missing", "{count} desaparecidos"),
    ),
    "blocked": (
        Words("{count} blocked", "{count} bloqueado"),
        Words("{count} blocked", "{count} bloqueados"),
    ),
    "unreachable": (
        Words("{count} unreachable", "{count} inaccesible"),
        Words("{count} unreachable", "{count} inaccesibles"),
    ),
    "unchecked": (
        Words("{count} not checked", "{count} sin revisar"),
        Words("{count} not checked", "{count} sin revisar"),
    ),
    "suspected": (
        Words("{count} suspected", "{count} bajo sospecha"),
        Words("{count} suspected", "{count} bajo sospecha"),
    ),
    "probable": (
        Words("{count} probable", "{count} probable"),
        Words("{count} probable", "{count} probables"),
    ),
    "confirmed": (
        Words("{count} confirmed", "{count} confirmado"),
        Words("{count} confirmed", "{count} confirmados"),
    ),
}
"""How many there are of each verdict, and of each certainty."""


def tally(verdict: str, count: int, language: Language) -> str:
    """How many documents have a verdict, or a certainty, as a reader would say it."""
    return counted(COUNTED[verdict], count, language)


def noun(verdict: str, count: int, language: Language) -> str:
    """The same without the number, for pages that set it apart."""
    return tally(verdict, count, language).removeprefix(f"{count} ")


def label(word: str, language: Language) -> str:
    """A verdict, certainty or step as a reader would say it."""
    return LABELS[word].text(language)


def explain(reason: Reason, language: Language = "en") -> str:
    """One sentence that says why, with its facts. Of a reason that today's rules don't know (one
    stored by other rules), the rule's id and the facts as they are."""
    from evidence.verdicts.rules import WORDS  # noqa: PLC0415 - imports take half a second

    words = WORDS.get(reason.rule)
    if words is None:
        return " ".join((reason.rule, *(f"{name}={value}" for name, value in reason.facts.items())))
    return words.filled(language, told(reason.facts))


def told(facts: Mapping[str, Any]) -> Mapping[str, Any]:
    """The same facts, of which days, and the detail of a failure, which is kept in English, can be told in
    each language."""
    detail, since = facts.get("detail"), facts.get("since")
    of_detail = {"detail": _detail(detail)} if isinstance(detail, str) else {}
    of_day = {"since": Day(since)} if isinstance(since, str) else {}
    return {**facts, **of_detail, **of_day}


@lru_cache(maxsize=1_000)
def _detail(text: str) -> Told:
    """Thousands of looks fail for the same reason."""
    return kept(text)
