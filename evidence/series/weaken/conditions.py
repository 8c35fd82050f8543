"""What was promised is promised on a condition: *sujeto a disponibilidad presupuestal*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.series.model import Finding, Weakening
from evidence.series.weaken.lexicon import terms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.series.differing import Differing

_SOFT = frozenset({"en su caso", "de ser el caso", "cuando proceda", "cuando asi proceda", "as appropriate",
                   "as needed", "quando couber", "se for o caso", "conforme o caso", "where appropriate"})  # fmt: skip
"""Phrases that lawyers put anywhere: worth a look, and seldom more."""


def find(text: Differing, language: str) -> Iterator[Finding]:
    """Conditions that stand in the new text and stood nowhere in the old one."""
    listed = terms("condition", language, unlike="not")
    before = [one.term for one in listed.find(text.was)]
    for passage in text.passages:
        for one in listed.find(passage.now):
            if one.term in before or not passage.in_new_hunk(one.start, one.end):
                continue
            severity = 0.4 if one.term in _SOFT else 0.7
            yield Finding(
                Weakening.CONDITION, "condition", passage.old, passage.new, "", one.term, severity
            )
            break
