"""What is gone with nothing in its place: an actor, a deliverable, an indicator."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from evidence.changes.words import spans
from evidence.folding import caseless
from evidence.series.model import Finding, Weakening
from evidence.series.weaken.lexicon import lists, terms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.series.differing import Differing, Passage

_ACRONYM = re.compile(r"(?<![\w-])[A-ZÁÉÍÓÚÑ]{3,10}(?![\w-])")
_ROMAN = re.compile(r"[IVXLCDM]+")
_NOT_ACTORS = frozenset(
    "PDF HTML CSV XML JSON API ISO NOM ODS SDG URL XLS XLSX USD MXN PIB GDP COVID TIC ICT WWW HTTP".split()
)
_OFFICE = 3
"""Words of an office's name that ends in what it is: *Federal Trade Commission*."""
_NAMES = 3
"""Words in capitals that may be the letters of offices, and not a heading: *SFP, INAI*."""
_LEAST = 4
"""Words of a sentence that promises something."""


def find(text: Differing, language: str) -> Iterator[Finding]:
    """Actors, indicators and deliverables that are gone."""
    for passage in text.passages:
        if not passage.old or not passage.hunks:
            continue
        yield from _actors(text, passage, language)
        if not passage.new:
            yield from _sentence(passage, language)
        else:
            yield from _within(text, passage, language)


def _actors(text: Differing, passage: Passage, language: str) -> Iterator[Finding]:
    """Offices and groups that took part, and are named nowhere in the unit any more."""
    before, after = _named(passage.old, language), _named(passage.new, language)
    text.room.take(len(before) * len(text.new) + len(after) * len(text.old))
    gone = [name for name in before if not _is_named(name, text.new, text.now)]
    come = [name for name in after if not _is_named(name, text.old, text.was)]
    for name in gone[len(come) :] if come else gone:
        yield Finding(Weakening.ACTOR, "actor", passage.old, passage.new, name, "", 0.6)


def _is_named(name: str, text: str, small: str) -> bool:
    """Whether a text names an actor; ``small`` is that text, caseless."""
    if name.isupper():
        return bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text))
    return bool(re.search(rf"(?<!\w){re.escape(caseless(name))}(?!\w)", small))


def _named(text: str, language: str) -> list[str]:
    """The actors that a sentence names, each once: offices by their name, by letters, and groups."""
    found: dict[str, None] = {}
    for match in _offices().finditer(text):
        found.update(dict.fromkeys(_each(match[0])))
    shouted = text.isupper() and len(text.split()) > _NAMES
    if not shouted:
        for match in _ACRONYM.finditer(text):
            if not _ROMAN.fullmatch(match[0]) and match[0] not in _NOT_ACTORS:
                found.setdefault(match[0])
    groups = terms("actor", language)
    for one in groups.find(caseless(text)):
        found.setdefault(one.term)
    return list(found)


def _each(names: str) -> Iterator[str]:
    """The offices of a run of names: cells of a table stand one behind the other."""
    words, one = names.split(" "), list[str]()
    for word in words:
        if one and caseless(word) in lists()["actor"]["office"] and word[:1].isupper():
            yield " ".join(one)
            one = []
        one.append(word)
    if len(one) > _OFFICE and caseless(one[-1]) in lists()["actor"]["office"]:
        yield " ".join(one[-2:])  # "Ministry of Health Environment Agency"
        one = one[:-2]
    yield " ".join(one)


@cache
def _offices() -> re.Pattern[str]:
    """*Secretaría de la Función Pública*: the word, then words with capitals and those between."""
    heads = "|".join(
        sorted((re.escape(one) for one in lists()["actor"]["office"]), key=len, reverse=True)
    )
    accents = heads
    for plain, marked in zip("aeiou", ("[aáãâ]", "[eéê]", "[ií]", "[oóõô]", "[uú]"), strict=True):
        accents = accents.replace(plain, marked)
    accents = accents.replace("c", "[cç]").replace("\\ ", " ")
    return re.compile(
        rf"(?<!\w)(?i:{accents})(?:\s(?:(?:de|del|la|los|las|el|y|e|para|of|for|the|and|on|da|do|das|dos|a|al|en|contra)\s){{0,3}}"
        r"[A-ZÁÉÍÓÚÑ][\wáéíóúñãõâêôç]{1,20}){1,7}"
    )


def _sentence(passage: Passage, language: str) -> Iterator[Finding]:
    """A sentence, an item or a cell that is gone whole."""
    size = len(list(spans(passage.was)))
    if terms("indicator", language).find(passage.was):
        yield Finding(
            Weakening.INDICATOR,
            "indicator",
            passage.old,
            "",
            _first("indicator", passage.was, language),
            "",
            0.6,
        )
    elif found := _first("deliverable", passage.was, language):
        yield Finding(Weakening.DELIVERABLE, "deliverable", passage.old, "", found, "", 0.7)
    elif size >= _LEAST and _promises(passage.was, language):
        yield Finding(Weakening.DELIVERABLE, "promise", passage.old, "", "", "", 0.6)


def _promises(text: str, language: str) -> bool:
    """Whether a sentence binds somebody to something."""
    ladders = [("verb", "guarantee"), ("verb", "do"), ("modal", "must"), ("modal", "will")]
    return any(terms(table, language, rung, unlike="not").find(text) for table, rung in ladders)


def _first(table: str, text: str, language: str) -> str:
    found = terms(table, language).find(text)
    return found[0].term if found else ""


def _within(text: Differing, passage: Passage, language: str) -> Iterator[Finding]:
    """A deliverable or indicator taken out of a sentence that stays."""
    for kind, table, severity in (
        (Weakening.INDICATOR, "indicator", 0.6), (Weakening.DELIVERABLE, "deliverable", 0.6),
    ):  # fmt: skip
        listed = terms(table, language)
        now = {one.term for one in listed.find(text.now)}
        gone = [
            one.term for one in listed.find(passage.was)
            if passage.in_old_hunk(one.start, one.end) and not _same(one.term, now)
        ]  # fmt: skip
        come = [one for one in listed.find(passage.now) if passage.in_new_hunk(one.start, one.end)]
        if gone and not come:
            yield Finding(kind, table, passage.old, passage.new, gone[0], "", severity)
            return


def _same(term: str, others: set[str]) -> bool:
    """Whether one of ``others`` is the same word in the plural or singular."""
    return any(term[: max(4, len(term) - 2)] == other[: max(4, len(term) - 2)] for other in others)
