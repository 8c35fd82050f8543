"""Which of many regular expressions may match in a text at all: those whose fixed letters stand in it.

RE2 works out for each pattern which pieces of text it can't do without (its ``FilteredRE2``), and looks
for all of them in one pass. What it lets through Python's own engine still has to find: the answers are
those of ``re``, most of its work is not.
"""

from __future__ import annotations

import re
from threading import Lock

import re2

_CANARY = "\x1f"
"""Stands behind every text, and one pattern looks for it: a pass that did not find it was given up (RE2
does so where it would take too much memory), and says nothing."""
_TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*+(?:\]|\Z)|[^\\(\[)|]++|.", re.DOTALL)
"""An escape, a class, what is no sign of grouping, or a sign."""
_UP_TO_A_LOOK = re.compile(
    r"(?:\\.|\\\Z|\[\^?\]?(?:\\.|[^\]\\])*+(?:\]|\Z)|[^\\(\[]++|\((?!\?<?[=!]))*+", re.DOTALL
)
"""All tokens before a group that looks ahead or behind, at once: patterns have up to 90,000 characters."""


class Prefilter:
    """Patterns are added when modules are loaded; the pass is built when it is first asked for."""

    def __init__(self) -> None:
        self._patterns: list[str] = []
        self._built: tuple[re2.Filter, list[int], frozenset[int]] | None = None
        self._building = Lock()

    def add(self, pattern: str) -> int:
        """The number by which ``pattern``, as Python's ``re`` reads it, is known here."""
        self._built = None
        self._patterns.append(pattern)
        return len(self._patterns) - 1

    def possible(self, text: str) -> frozenset[int]:
        """Numbers of the patterns that may match somewhere in ``text``; all others do not. Patterns with
        letters of one case are looked for as they are, those that ignore it need a text in lower case."""
        passes, numbers, always = self._pass()
        found = passes.Match((text + _CANARY).encode("utf-8", "surrogatepass"), True) or []
        if 0 not in found:
            return frozenset(range(len(self._patterns)))
        return always.union([numbers[index] for index in found if index])

    def _pass(self) -> tuple[re2.Filter, list[int], frozenset[int]]:
        if self._built is not None:
            return self._built
        with self._building:  # threads that read the first pages of a run ask for it at once
            if self._built is None:
                self._built = self._made()
            return self._built

    def _made(self) -> tuple[re2.Filter, list[int], frozenset[int]]:
        options = re2.Options()
        options.log_errors = False
        passes, numbers, always = re2.Filter(), [0], set()
        passes.Add(_CANARY)
        for number, pattern in enumerate(self._patterns):
            try:
                passes.Add(without_looks(pattern), options)
            except re2.error:  # it knows no possessive repetition, for one
                always.add(number)
            else:
                numbers.append(number)
        passes.Compile()
        return passes, numbers, frozenset(always)


def without_looks(pattern: str) -> str:
    """``pattern`` without what it asks of the text around it, which RE2 can't tell: it matches more."""
    kept, at = [], 0
    while plain := _UP_TO_A_LOOK.match(pattern, at):
        kept.append(plain[0])
        if plain.end() == len(pattern):
            break
        at = _end_of_group(pattern, plain.end())
    return "".join(kept)


def _end_of_group(pattern: str, at: int) -> int:
    """The place behind the group that begins there."""
    depth = 0
    for token in _TOKEN.finditer(pattern, at):
        depth += {"(": 1, ")": -1}.get(token[0], 0)
        if depth == 0:
            return token.end()
    return len(pattern)
