"""Signs that say something as words do: a traffic light, a tick, a minus, at most, a currency.

A board says "Compromiso 4 🟢" where another says "cumplido"; swapped for 🔴 it is another statement in
the same words. Quotes, dashes, dots and bullets are typography, and what menus and links bear (arrows
onward, ©, pictures of a house, a telephone, a sheet of paper) is furniture: neither is a sign here.
Nor is it news that a sign came or went alone, as a template sets ticks before its items; one that
stands in the place of another is, and so is one that a figure is read with, or a stroke through words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_MINUS = r"(?<![^\s(\[$€£<>=])(?<!\d\s)-(?=\d)"
"""A dash right before a figure, and none between two: "10 -15" is a range."""
_PER = "%‰‱"
_CURRENCY = "$¢£¤¥\u20a0-\u20cf"
_RELATIONS = "<>=+±×÷\u2200-\u2211\u2213-\u2216\u221a-\u22c4\u22c7-\u22ed"
"""Unicode's mathematical operators, without those that are dots and bullets."""
_PICTURES = (
    "\u2191\u2193\u2196-\u2199"  # arrows up, down and aslant; the others lead on
    "\u25a0\u25a1\u25b2-\u25b5\u25bc-\u25bf\u25c6\u25c7\u25cb-\u25d5\u25ef"
    "\u2600-\u2605\u2606\u2607-\u260d\u2610-\u2619\u261d-\u262f\u2631-\u2698\u269a-\u26ff"
    "\u2705\u270a-\u270c\u2713-\u2718\u274c\u274e\u2753-\u2755\u2757\u2764\u2795-\u2797"
    "\u2b06\u2b07\u2b1b\u2b1c\u2b50\u2b55"
    "\U0001f300-\U0001f30f\U0001f311-\U0001f3df\U0001f3f1-\U0001f3fa\U0001f400-\U0001f440"
    "\U0001f442-\U0001f445\U0001f44a-\U0001f463\U0001f466-\U0001f4a0\U0001f4a2-\U0001f4a7"
    "\U0001f4a9-\U0001f4ab\U0001f4af-\U0001f4b9\U0001f4c8\U0001f4c9\U0001f4f4\U0001f4f5\U0001f500-\U0001f50c"
    "\U0001f512\U0001f513\U0001f515\U0001f51e-\U0001f549\U0001f5f4-\U0001f6ff\U0001f780-\U0001f7eb"
    "\U0001f90c-\U0001faff"
)
"""Symbols and emoji that tell a state or a thing; the gaps are what icons beside a label show."""
_STRUCK = r"(?<!~)~~(?=[^\s~])|(?<=[^\s~])~~(?!~)"
"""What stands around words that a page strikes through, as Markdown writes it."""
_SIGN = re.compile(f"-|~~|[{_PER}{_CURRENCY}{_RELATIONS}{_PICTURES}]+")
PATTERN = f"{_MINUS}|{_STRUCK}|[{_PER}]|[{_CURRENCY}]|[{_RELATIONS}]|[{_PICTURES}]+"
"""One sign; symbols in a row ("★★★☆☆") are one."""
_BY_THEMSELVES = frozenset((*"-%‰‱≤≥≠±", "~~"))
"""Signs that say something where they come or go alone: those that a figure is read with, and the stroke
through what is no longer said."""

_ALIKE = (
    "✓✔✅",
    "✗✘❌❎✖✕×",
    "↑▲△⬆🔺🔼",
    "↓▼▽⬇🔻🔽",
    "●■◆⚫⬛",
    "○□◇⚪⬜◯",
    "🟢🟩",
    "🔴🟥",
    "🟡🟨",
    "🔵🟦",
    "★⭐",
)
ALIKE = {ord(sign): row[0] for row in _ALIKE for sign in row[1:]}
"""Sign -> the one that says the same in another style (``str.translate``; keeps every place)."""


def is_sign(token: str) -> bool:
    """Whether a token is a sign, and no word."""
    return _SIGN.fullmatch(token) is not None


def says_nothing(gone: Sequence[str], come: Sequence[str]) -> bool:
    """Whether what differs in one place are signs alone that came or went, with none in their place, and
    that say nothing by themselves."""
    if gone and come:
        return False
    return all(is_sign(token) and token not in _BY_THEMSELVES for token in (*gone, *come))
