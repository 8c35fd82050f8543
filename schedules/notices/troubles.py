"""Troubles that the next digest tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence import clock
from evidence.bilingual import LANGUAGES
from evidence.reports.safe import short
from evidence.store import notices
from evidence.vocabulary import TroubleKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evidence.bilingual import Language
    from evidence.findings import Finding
    from evidence.store import Store

_MOST = 200
"""Characters of the first finding that a digest shows: two lines of a mail."""


def note_damage(store: Store, bad: Sequence[Finding]) -> None:
    """Let the next digest tell what verifying found, once for the same findings. Raises
    StoreError."""
    more = f" (+{len(bad) - 1})" if len(bad) > 1 else ""
    key = "\n".join(finding.line("en") for finding in bad)
    in_each = {language: _first(bad[0], language) + more for language in LANGUAGES}
    facts = {"problem": in_each["en"], "in_each": in_each}
    notices.note(store, TroubleKind.VERIFY_FAILED, facts, key, clock.stamp(clock.now()))


def _first(finding: Finding, language: Language) -> str:
    return short(finding.line(language), _MOST).encode("utf-8", "replace").decode()
