"""Plans written by hand, apart from the generator and its phrases."""

from __future__ import annotations

PLANS: list[tuple[str, list[str], list[list[tuple[str, tuple[str, ...], str]]]]] = []
