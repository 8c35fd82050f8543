"""What differs on every visit and means nothing: clocks, counters, copyright years, session ids."""

from __future__ import annotations

import re

_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"\b\d{1,2}:\d{2}(?::\d{2})?\s?(?:[ap]\.?\s?m\.?|hrs?\.?|h|UTC|GMT)?", re.IGNORECASE),
        "⏱",
    ),
    (
        re.compile(
            r"\b(visitas?|visitantes?|visits?|visitors?|hits|contador|views|vistas|lecturas)"
            r"\b(\W{0,4})\d[\d.,\s]*",
            re.IGNORECASE,
        ),
        r"\1\2#",
    ),
    (
        re.compile(
            r"\b\d[\d.,]*\s+(visitas|visitantes|visits|visitors|hits|views|vistas|lecturas)\b",
            re.IGNORECASE,
        ),
        r"# \1",
    ),
    (re.compile(r"(©|\(c\)|copyright)\s*\d{4}(?:\s*[-–]\s*\d{4})?", re.IGNORECASE), r"\1"),
    (
        re.compile(
            r"\b(?:hace\s+\d+\s+(?:segundos?|minutos?|horas?|días?|semanas?|meses|años?)"
            r"|\d+\s+(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?)\s+ago)\b",
            re.IGNORECASE,
        ),
        "⏱",
    ),
)

_SESSION = re.compile(
    r"(?i)(?:;jsessionid=[^?#]*|[?&](?:phpsessid|sid|sessionid|aspxautodetectcookiesupport|_|ts|rnd|nocache)=[^&#]*)"
)


def mask(line: str) -> str:
    """``line`` with what changes by itself replaced by fixed signs."""
    if not any(character.isdigit() for character in line):
        return line
    for pattern, replacement in _RULES:
        line = pattern.sub(replacement, line)
    return line.strip()


def without_session(url: str) -> str:
    """``url`` without the session identifiers that servers weave into links."""
    return _SESSION.sub("", url)
