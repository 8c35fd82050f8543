"""How what became of something is called: met, rejected, pending, green.

Closed lists of the words of results boards and minutes, in Spanish, Portuguese, English and French; what is
called otherwise is not known to be a state.
"""

from __future__ import annotations

import re

from evidence.folding import caseless

_LONGEST = 100
"""Characters of a text that says what became of something; a sentence says more."""
_BECAME = (
    # Spanish and Portuguese
    r"(?:in)?cumplid[oa]s?|(?:des)?cumprid[oa]s?|apro[bv]ad[oa]s?|rechazad[oa]s?|rejeitad[oa]s?|desechad[oa]s?"
    r"|pend[ie]+ntes?|concluid[oa]s?|terminad[oa]s?|en (?:proceso|curso|tramite|tiempo)|em andamento|vigentes?"
    r"|vencid[oa]s?|cancelad[oa]s?|suspendid[oa]s?|publicad[oa]s?|entregad[oa]s?|atendid[oa]s?|(?:im)?procedentes?"
    r"|a favor|en contra|contra|abstenci?on(?:es)?|abstencao|abstencoes|ausentes?|presentes?"
    # English and French
    r"|approved|rejected|passed|failed|(?:un)?met|missed|achieved|pending|complete|completed|delayed|overdue|cancelled"
    r"|in favou?r|against|abstained|abstentions?|adoptee?s?|rejetee?s?|en cours|pour|contre"
)
_SIGNAL = (
    r"cumple|si|sim|no|nao|alt[oa]|medi[oa]|baj[oa]|verde|amarillo|rojo|yes|high|medium|low|green|yellow|amber"
    r"|red|oui|non"
)
_NOT = r"(?:no |sin |not |nao |non )?"
_STATES = re.compile(rf"{_NOT}(?:{_BECAME}|{_SIGNAL})(?![a-z])")
"""How what became of something is called, without accents and capitals."""
_OF_STATE = re.compile(rf"(?:[a-z]+ ){{0,3}}?{_NOT}(?:{_BECAME})")
"""A heading over what became so: "Compromisos cumplidos", "Votos en contra"."""
_SAID = re.compile(rf"(?<![a-z])(?:{_BECAME}|{_SIGNAL})(?![a-z])")


def is_state(text: str) -> bool:
    """Whether a text begins with what became of something."""
    return len(text) <= _LONGEST and _STATES.match(caseless(text)) is not None


def names_state(text: str) -> bool:
    """Whether a name has such a word in it: *Semáforo verde*."""
    return len(text) <= _LONGEST and _SAID.search(caseless(text)) is not None


def is_of_state(heading: str) -> bool:
    """Whether a heading stands over what became so: *Compromisos cumplidos*."""
    return len(heading) <= _LONGEST and _OF_STATE.fullmatch(caseless(heading)) is not None
