"""What a paragraph begins with: *Compromiso 3.*, *1.2.3*, *IV.*, *a)*, a bullet."""

from __future__ import annotations

import re
from enum import IntEnum
from typing import NamedTuple


class Rank(IntEnum):
    """Which kind of mark it is; the first that a plan has begin its units."""

    COMMITMENT = 1
    ACTION = 2
    GOAL = 3
    DECIMAL = 4
    ROMAN = 5
    LETTER = 6
    BULLET = 7
    CHAPTER = 8
    """begins no unit, and ends one"""


class Mark(NamedTuple):
    """The mark at the beginning of a paragraph."""

    rank: Rank
    label: str
    number: str
    rest: str
    """what stands behind it"""


WORDS = {
    Rank.COMMITMENT: (
        "compromisos?", "commitments?", "compromissos?", "art[íi]culos?", "articles?", "artigos?",
        "cl[áa]usulas?", "clauses?",
    ),
    Rank.ACTION: (
        "acci[óo]n(?: puntual| espec[íi]fica)?", "l[íi]nea(?: de acci[óo]n| estrat[ée]gica)",
        "actions?", "action (?:item|point)", "a[çc][ãa]o", "medidas?", "measures?", "iniciativas?",
        "initiatives?", "proyectos?", "projects?", "projetos?", "actividad", "activity",
        "atividade", "recomendaci[óo]n", "recommendation", "recomenda[çc][ãa]o", "reto",
    ),
    Rank.GOAL: (
        "estrategias?(?: prioritarias?)?", "strategy", "estrat[ée]gia",
        "objetivos?(?: prioritarios?| estrat[ée]gicos?| espec[íi]ficos?)?", "objectives?",
        "metas?", "goals?", "targets?", "hitos?", "milestones?", "programas?", "program(?:me)?s?",
    ),
    Rank.CHAPTER: (
        "ejes?(?: rector| estrat[ée]gico| transversal)?", "cap[íi]tulos?", "t[íi]tulos?",
        "secci[óo]n", "anexos?", "ap[ée]ndices?", "eixo", "axis", "pillars?", "pilar(?:es)?",
        "chapters?", "sections?", "parts?", "partes?", "annex(?:es)?", "appendix", "se[çc][ãa]o",
        "temas?", "themes?",
    ),
}  # fmt: skip
"""Regular expressions of the words that number what a plan is made of: es, en, pt."""
_NUMBER = r"(?:\d{1,3}(?:\.\d{1,3}){0,4}|[IVXLC]{1,7}|[A-Z])"
_ORDINAL = (
    r"(?i:primer[oa]|segund[oa]|tercer[oa]|cuart[oa]|quint[oa]|sext[oa]|s[ée]ptim[oa]|octav[oa]|noven[oa]"
    r"|d[ée]cim[oa]|[úu]nic[oa])"
)
_LABELS = tuple(
    (
        rank,
        re.compile(
            rf"(?P<label>(?i:{'|'.join(words)})\s{{1,3}}(?:(?i:no|n[úu]m|n[.]?[º°]|number)\.?\s{{0,2}}|#\s?)?"
            rf"(?P<number>{_NUMBER}|{_ORDINAL})[ºª°o]?)"
            r"(?:\s{0,3}[.:)–—-]{1,2}\s*|\s*$|\s+(?=[A-ZÁÉÍÓÚÑÇÃÕÂÊÔ¿¡\"“«(\d]))"
        ),
    )
    for rank, words in WORDS.items()
)
_NUMBERED = (
    (Rank.DECIMAL, re.compile(
        r"(?P<label>\(?(?P<number>\d{1,3}(?:\.\d{1,3}){1,4}))(?:[.)º°]?-?\s+(?=[^\W\d_a-zà-ÿ]|[\"“«¿¡(])|[.)]-?\s+|$)")),
    (Rank.DECIMAL, re.compile(r"(?P<label>\(?(?P<number>\d{1,3}))(?:[.)]-?|º|°|\s?[–—-])\s+(?=\S)")),
    (Rank.ROMAN, re.compile(r"(?P<label>(?P<number>[IVXLC]{1,7}))[.)]-?\s+(?=\S)")),
    (Rank.LETTER, re.compile(r"(?P<label>\(?(?P<number>[a-zA-Z]))[.)]-?\s+(?=\S)")),
    (Rank.BULLET, re.compile(r"(?P<label>(?P<number>))(?:[•●▪■◦‣]\s*|[○∙·\uf0b7*–—-]\s+)(?=\S)")),
)  # fmt: skip
_ENUMERATOR = re.compile(
    r"\s*(?:[•●▪■◦‣○∙·\uf0b7*–—-]\s+|\(?(?:\d{1,3}(?:\.\d{1,3}){0,4}|[ivxlc]{1,6}|[a-z])[.)]-?\s+)",
    re.IGNORECASE,
)


def mark_of(text: str) -> Mark | None:
    """The mark that ``text`` begins with, or None."""
    if not text:
        return None
    if text[0].isalpha():
        for rank, label in _LABELS:
            if found := label.match(text):
                return Mark(rank, found["label"].strip(), found["number"], text[found.end() :])
    for rank, numbered in _NUMBERED:
        if found := numbered.match(text):
            within = mark_of(text[found.end() :]) if rank is Rank.BULLET else None
            if within and within.rank < Rank.LETTER:
                return within  # the bullet is how a numbered one is set
            return Mark(rank, found["label"].strip("( "), found["number"], text[found.end() :])
    return None


def unmarked(text: str) -> str:
    """``text`` without the enumerator or bullet that it begins with."""
    found = _ENUMERATOR.match(text)
    return text[found.end() :] if found else text
