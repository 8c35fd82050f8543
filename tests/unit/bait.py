"""Texts on which a regular expression takes its longest, made from the expression itself.

What takes a time that grows with the square of a text, or worse, is a repetition: one that begins anew
at every character, or two beside or within each other that share a text. So each repetition is fed what
it repeats, behind what leads up to it, and the text then ends in what can't match.
"""

from __future__ import annotations

import re
import re._constants as sre
import re._parser as parser
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_REPEATS = {sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT}
_MANY = 50
"""Times; what may stand no more often costs no more than so much a character."""
_MOST = 200
"""Texts for one expression."""
_CHOICES = 3
"""Ways tried to match what may match in several."""
_SIGNS = ' a0\n.,"<-/=\t(u\xe9'
_MATCHES = {
    sre.CATEGORY_DIGIT: str.isdigit,
    sre.CATEGORY_SPACE: str.isspace,
    sre.CATEGORY_WORD: lambda sign: sign.isalnum() or sign == "_",
}
_OPPOSITES = {
    sre.CATEGORY_NOT_DIGIT: sre.CATEGORY_DIGIT,
    sre.CATEGORY_NOT_SPACE: sre.CATEGORY_SPACE,
    sre.CATEGORY_NOT_WORD: sre.CATEGORY_WORD,
}


def baits(pattern: re.Pattern[Any]) -> Iterator[tuple[str, str, str]]:
    """What stands before, what is repeated as often as there is room, and what stands at the end."""
    flags = pattern.flags & (re.IGNORECASE | re.VERBOSE | re.DOTALL | re.MULTILINE | re.ASCII)
    tree = parser.parse(pattern.pattern, flags)
    found: dict[tuple[str, str, str], None] = {}
    for before, repeated in _repetitions(tree, ""):
        for choice in range(_CHOICES):
            unit = _matching(repeated, choice)
            for bait in ((before, unit), ("", before + unit), ("", before + unit * 20)):
                found.update(dict.fromkeys((*bait, end) for end in ("\x01", "")))
    whole = _matching(tree, 0)
    for unit in (whole, whole[:-1], whole[: len(whole) // 2], *_SIGNS, "!", "a "):
        found["", unit, "\x01"] = None
    made = [bait for bait in found if bait[1]]
    return iter(made[:: 1 + len(made) // _MOST])


def _matching(tree: Any, choice: int) -> str:
    """A short text that matches; ``choice`` says which, where there are several."""
    text = ""
    for kind, value in tree:
        if kind is sre.LITERAL:
            text += chr(value)
        elif kind in (sre.NOT_LITERAL, sre.ANY):
            text += "a" if value != ord("a") else "b"
        elif kind is sre.IN:
            signs = _signs(value)
            text += signs[choice % len(signs)]
        elif kind in _REPEATS:
            text += _matching(value[2], choice) * value[0]
        elif kind is sre.SUBPATTERN:
            text += _matching(value[3], choice)
        elif kind is sre.ATOMIC_GROUP:
            text += _matching(value, choice)
        elif kind is sre.BRANCH:
            text += _matching(value[1][choice % len(value[1])], choice)
    return text


def _repetitions(tree: Any, before: str) -> Iterator[tuple[str, Any]]:
    """Each long repetition, and a text that leads up to it."""
    for kind, value in tree:
        if kind in _REPEATS:
            if value[1] >= _MANY:
                yield before, value[2]
            yield from _repetitions(value[2], before)
        elif kind is sre.SUBPATTERN:
            yield from _repetitions(value[3], before)
        elif kind is sre.ATOMIC_GROUP:
            yield from _repetitions(value, before)
        elif kind is sre.BRANCH:
            for branch in value[1]:
                yield from _repetitions(branch, before)
        before += _matching([(kind, value)], 0)


def _signs(items: Any) -> list[str]:
    """Characters of a class."""
    own = [
        chr(value if kind is sre.LITERAL else value[0])
        for kind, value in items
        if kind in (sre.LITERAL, sre.RANGE)
    ]
    return [sign for sign in dict.fromkeys((*_SIGNS, *own)) if _is_in(items, sign)][:5] or [
        "\u4e00"
    ]


def _is_in(items: Any, sign: str) -> bool:
    among, negated = False, False
    for kind, value in items:
        if kind is sre.NEGATE:
            negated = True
        elif kind is sre.LITERAL:
            among |= value == ord(sign)
        elif kind is sre.RANGE:
            among |= value[0] <= ord(sign) <= value[1]
        elif kind is sre.CATEGORY:
            of = _MATCHES[_OPPOSITES.get(value, value)](sign)
            among |= of is not (value in _OPPOSITES)
    return among is not negated
