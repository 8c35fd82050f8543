"""What differs on every visit and means nothing: clocks, counters, copyright years, session ids.

Counters, ages and today's date are masked only where they stand alone (a short block). In a
sentence they are substance: "se realizarán 12 visitas", "de 9:00 a 15:00 horas".
"""

from __future__ import annotations

import re

_DIGIT = re.compile(r"\d")
_ALONE = 8
"""Words; a counter or clock with its label is shorter, a sentence longer."""
_COUNTED = r"visitas?|visitantes?|visits?|visitors?|hits|contador|views|vistas|lecturas"
_WEEKDAY = (
    r"lunes|martes|miércoles|jueves|viernes|sábado|domingo"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
)

_CLOCK = re.compile(r"\b\d{1,2}:\d{2}:\d{2}(?:\s?[ap]\.?\s?m\b\.?)?", re.IGNORECASE)
_COPYRIGHT = re.compile(r"(©|\(c\)|copyright)\s?\d{4}(?:\s?[-–]\s?\d{4})?", re.IGNORECASE)
_STANDING_ALONE: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"\b({_COUNTED})\b(\W{{0,4}})\d[\d.,]{{0,12}}", re.IGNORECASE), r"\1\2#"),
    (re.compile(rf"\b\d[\d.,]{{0,12}} ({_COUNTED})\b", re.IGNORECASE), r"# \1"),
    (
        re.compile(
            r"\b(?:hace \d{1,3} (?:segundos?|minutos?|horas?|días?|semanas?|meses|años?)"
            r"|\d{1,3} (?:seconds?|minutes?|hours?|days?|weeks?|months?|years?) ago)\b",
            re.IGNORECASE,
        ),
        "⏱",
    ),
    (
        re.compile(
            rf"^(?:hoy,? )?(?:{_WEEKDAY})\b,? [^|]{{0,40}}\d{{4}}\b.{{0,20}}$", re.IGNORECASE
        ),
        "⏱",
    ),
)

_SESSION = re.compile(
    r"(?i)(?:;jsessionid=[^?#]*|[?&](?:phpsessid|sid|sessionid|aspxautodetectcookiesupport|_|ts|rnd|nocache)=[^&#]*)"
)


def mask(line: str) -> str:
    """``line``, white space folded, with what changes by itself replaced by fixed signs."""
    if not _DIGIT.search(line):
        return line
    if ":" in line:
        line = _CLOCK.sub("⏱", line)
    if "©" in line or "(" in line or "opyright" in line or "OPYRIGHT" in line:
        line = _COPYRIGHT.sub(r"\1", line)
    if " | " not in line and line.count(" ") < _ALONE:
        for pattern, replacement in _STANDING_ALONE:
            line = pattern.sub(replacement, line)
    return line


def without_session(url: str) -> str:
    """``url`` without the session identifiers that servers weave into links."""
    return _SESSION.sub("", url) if "?" in url or ";" in url or "&" in url else url
