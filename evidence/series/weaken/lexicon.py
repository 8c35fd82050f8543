"""The lists of ``lists.toml`` as patterns."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, NamedTuple

from evidence.folding import caseless

if TYPE_CHECKING:
    from collections.abc import Iterable

_NEVER = re.compile(r"(?!)")


class Found(NamedTuple):
    """A listed term where it stands in a text."""

    term: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Terms:
    """Some terms of the lists, and what is spelled alike and is none of them."""

    pattern: re.Pattern[str]
    unlike: re.Pattern[str] = _NEVER

    def find(self, text: str) -> list[Found]:
        """All that stand in ``text``, which is caseless."""
        listed = list(self.pattern.finditer(text))
        if not listed:
            return []
        others = [match.span() for match in self.unlike.finditer(text)]
        ends = [end for _, end in others]
        found = []
        for match in listed:
            behind = bisect_right(ends, match.start())  # the first that ends behind where it starts
            if behind == len(others) or others[behind][0] >= match.end():
                found.append(Found(match[0], *match.span()))
        return found

    def __contains__(self, text: str) -> bool:
        return bool(self.find(text))


@cache
def lists() -> dict[str, Any]:
    """What the file says."""
    text = resources.files(__package__).joinpath("lists.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def terms(*path: str, unlike: str = "") -> Terms:
    """The terms at ``path``, such as ``"modal", "es", "may"``; ``unlike`` is the list of the same
    table that takes some out."""
    *above, last = path
    table = lists()
    for name in above:
        table = table[name]
    return Terms(pattern(table[last]), pattern(table.get(unlike, ())) if unlike else _NEVER)


def pattern(listed: Iterable[str]) -> re.Pattern[str]:
    """A pattern for terms as the file writes them: the longest first, whole words, ``*`` for any
    ending, ``~`` for up to three words."""
    return _compiled(tuple(listed))


@cache
def _compiled(listed: tuple[str, ...]) -> re.Pattern[str]:
    ordered = sorted({caseless(term) for term in listed}, key=lambda term: (-len(term), term))
    if not ordered:
        return _NEVER
    inner = "|".join(
        re.escape(term).replace(r"\*", r"\w{0,12}").replace(r"\~\ ", r"(?:\w{1,30}\s){1,3}")
        for term in ordered
    )
    return re.compile(rf"(?<!\w)(?:{inner})(?!\w)")
