"""What verification finds: a kind, facts, and the words for both in two languages.

Whoever finds something names its kind and its facts; what it is called stands in :mod:`.words` alone. The
English words are kept in the custody log beside kind and facts, so they are never written anew.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeGuard

from evidence.bilingual import Told
from evidence.findings import causes, places
from evidence.findings.words import JOINED, THINGS, WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from evidence.bilingual import Language

__all__ = ["WORDS", "Finding", "worded"]

_MOST_NESTED = 4
"""Findings about findings that are read of a log: ours are one deep, another's may be any depth."""


@dataclass(frozen=True, slots=True)
class Finding(Told):
    """One thing that is not as it was recorded."""

    where: str
    """``warc/x.warc.gz at 123``, ``checks 7f3a…``, ``custody 12``"""
    kind: str
    """a key of :data:`evidence.findings.words.WORDS`; it never changes its meaning"""
    facts: Mapping[str, Any] = field(default_factory=dict)
    """texts, numbers and lists of texts; ``kind`` and ``facts`` among them are a finding that this one is
    about"""
    note: bool = False
    """True: worth knowing, but no sign of tampering or damage"""

    @property
    def problem(self) -> str:
        """What it is, in English."""
        return self.text("en")

    def text(self, language: Language) -> str:
        """What it is, in one language."""
        return worded(self.kind, self.facts, language)

    def line(self, language: Language) -> str:
        """Where and what it is."""
        return _writable(f"{places.told(self.where, language)}: {self.text(language)}")

    def logged(self) -> dict[str, Any]:
        """As an entry of the custody log keeps it."""
        return {
            "where": _writable(self.where),
            "problem": _writable(self.problem),
            "kind": self.kind,
            "facts": {name: _plain(fact) for name, fact in self.facts.items()},
        }

    def json(self, language: Language = "en") -> dict[str, Any]:
        """One JSON object, as ``verify --format json`` prints it."""
        return {**self.logged(), "problem": self.text(language), "note": self.note}

    def within(
        self, kind: str, facts: Mapping[str, Any] | None = None, *, note: bool = False
    ) -> Finding:
        """A finding of another kind that is about this one, at the same place."""
        about = {**(facts or {}), "kind": self.kind, "facts": self.facts}
        return Finding(self.where, kind, about, note)

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> Finding:
        """What a log says that was found. Entries of earlier versions have the words alone, and another's
        may have anything: what is of no kind of ours is told as it stands."""
        where, kind, facts = str(told.get("where")), told.get("kind"), told.get("facts")
        if isinstance(kind, str) and kind in WORDS and _are_facts(facts):
            return cls(where, kind, facts)
        return cls(where, "told", {"said": str(told.get("problem"))})


def worded(
    kind: str, facts: Mapping[str, Any], language: Language, *, most: int = _MOST_NESTED
) -> str:
    """What a kind of finding with these facts is called. A cause is told in the reader's language where it
    is one of ours; what a library said stays as it said it."""
    shown = {name: _shown(name, fact, language) for name, fact in facts.items()}
    inner, about = facts.get("kind"), facts.get("facts")
    if isinstance(inner, str) and inner in WORDS and isinstance(about, dict) and most:
        shown["problem"] = worded(inner, about, language, most=most - 1)
    return WORDS[kind].filled(language, shown)


def _shown(name: str, fact: object, language: Language) -> str:
    if isinstance(fact, list | tuple):
        return _either(map(str, fact), language)
    text = str(fact)
    if name == "why":
        return causes.told(text, language)
    if name == "what" and text in THINGS:
        return THINGS[text].text(language)
    return text


def _either(names: Iterable[str], language: Language) -> str:
    return f" {JOINED.text(language)} ".join(names)


def _are_facts(told: Any, most: int = _MOST_NESTED) -> TypeGuard[dict[str, Any]]:
    """Whether they are what a finding of ours has; ``most`` findings deep."""
    return isinstance(told, dict) and all(
        (name == "facts" and most > 0 and _are_facts(fact, most - 1))
        or isinstance(fact, str | int | None)
        or (isinstance(fact, list) and all(isinstance(one, str | int) for one in fact))
        for name, fact in told.items()
    )


def _plain(fact: Any) -> Any:
    """A fact as JSON has it: what a row of somebody else's making holds may be bytes, or no number."""
    if isinstance(fact, dict):
        return {name: _plain(one) for name, one in fact.items()}
    if isinstance(fact, list | tuple):
        return [_plain(one) for one in fact]
    return fact if isinstance(fact, int | None) else _writable(str(fact))


def _writable(text: str) -> str:
    """A text as it can be written: the name of a file may be no UTF-8, which Python then has as halves of pairs of
    signs (PEP 383)."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
