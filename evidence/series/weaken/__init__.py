"""What says less: one respect a file, the words in ``lists.toml``.

A rule is a function ``find(text: Differing, language) -> Iterator[Finding]``. It looks at what came and
went between two versions of one unit, never at a text that did not change.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from evidence.folding import caseless
from evidence.series.weaken import conditions, dates, duties, losses, numbers, scope

if TYPE_CHECKING:
    from evidence.series.differing import Differing
    from evidence.series.model import Finding

RULES = (duties, numbers, dates, scope, conditions, losses)
"""In this order findings are told."""


def findings(text: Differing, language: str) -> tuple[Finding, ...]:
    """All that says less in ``text``, whose language is es, en or pt; each passage once a kind."""
    found: dict[tuple[str, str, str, str], Finding] = {}
    for rule in RULES:
        for one in rule.find(text, language):
            found.setdefault((one.kind, one.before, one.after, one.was), one)
    return tuple(
        replace(one, was=_as_written(one.was, one.before), now=_as_written(one.now, one.after))
        for one in found.values()
    )


def _as_written(term: str, sentence: str) -> str:
    """A term as the sentence writes it, with its accents and capitals."""
    shown = unicodedata.normalize("NFC", " ".join(sentence.split()))
    plain = caseless(shown)
    at = plain.find(term) if len(plain) == len(shown) else -1
    return shown[at : at + len(term)] if at >= 0 else term
