"""How the pieces of a change are marked (:mod:`evidence.changes.hunks` says what they are).

Here, because who follows them from look to look (:mod:`evidence.verdicts.threads`) compares no texts.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST = 48
"""Pieces that are kept of one change, the longest first: one that stays is enough to know it by."""


def mark(tokens: Sequence[str]) -> str:
    """A fingerprint of words; of none, nothing."""
    if not tokens:
        return ""
    return hashlib.sha256(" ".join(tokens).encode("utf-8", "surrogatepass")).hexdigest()[:12]
