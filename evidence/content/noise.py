"""What differs on every visit and means nothing: clocks, counters, copyright years, session ids.

A line is masked only where *all of it* is a counter, an age or a clock with its label ("Descargas:
120", "Página generada en 0.2 segundos", "Actualizado hace 3 días"). A number in a sentence of the
document is substance whatever stands around it: "se realizarán 12 visitas", "(c) 2018 personas
fueron atendidas", "el registro cierra a las 10:00:00". Today's date with its weekday is masked here
only outside the document's own text, as a list of hearings looks just like it; within it see
:mod:`evidence.changes.todays`. What else moves on a page is learnt from its looks
(:mod:`evidence.verdicts.threads`), not guessed here.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from evidence.content.moving import (
    AGES,
    CLOCKS,
    COPYRIGHT,
    COUNTED,
    COUNTS,
    DONE,
    LABEL,
    STEMS,
    TOLD,
    WEEKDAY,
    WHEN,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_DIGIT = re.compile(r"\d")
_LONGEST = 120
"""Characters; a counter or clock with its label is shorter, and patterns stay cheap."""
_FRAME_WORDS = 12
"""Words of a line around the document that may hold a clock or a year; a paragraph has more."""

_AROUND: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\b\d{1,2}:\d{2}:\d{2}(?:\s?[ap]\.?\s?m\b\.?)?", re.IGNORECASE), "⏱"),
    (re.compile(r"(©|\(c\)|copyright)\s?\d{4}(?:\s?[-–]\s?\d{4})?", re.IGNORECASE), r"\1"),
    (
        re.compile(
            rf"^(?:hoy(?: es)?,? )?(?:{WEEKDAY})\b,? [^|]{{0,40}}\d{{4}}\b.{{0,20}}$",
            re.IGNORECASE,
        ),
        "⏱",
    ),
)
"""What moves in lines around the document: headers, menus, footers."""
_YEAR_OF_SITE = re.compile(r"(©) ?\d{4}(?: ?[-–—] ?\d{4})?")
"""The sign itself is written by nobody in a sentence; "(c)" and "copyright" are."""

_SESSION = re.compile(
    r"(?i)(?:;jsessionid=[^?#/]*|/\((?:[A-Z]\([a-z0-9]+\))+\)(?=/)"
    r"|[?&](?:phpsessid|sid|sessionid|aspxautodetectcookiesupport|_|ts|rnd|nocache"
    r"|p_auth|p_p_auth|_?csrf(?:_?token)?|authenticity_token|_?wpnonce|cfid|cftoken|zenid|oscsid|sesskey"
    r"|aspsessionid[a-z]{8})=[^&#]*)"
)
"""``/(S(xyz))/`` is what ASP.NET weaves into the path for who takes no cookie; ``p_auth`` is Liferay's token,
``_wpnonce`` WordPress', ``sesskey`` Moodle's, ``CFTOKEN`` ColdFusion's."""


def mask(line: str, *, own: bool = True, item: bool = False, alone: bool = False) -> str:
    """``line``, white space folded, with what changes by itself replaced by fixed signs.

    ``own`` says whether the line may belong to the document's own text; False where it stands in
    its navigation, header, footer or asides. A day with its hour that is an ``item`` of a list may be a
    hearing, and what stands ``alone`` under its heading is what the heading names.
    """
    if len(line) > _LONGEST:
        return line
    if not _DIGIT.search(line) and not _AGE.search(line):
        return line
    words = line.count(" ") + 1
    if "©" in line and words <= _FRAME_WORDS:
        line = _YEAR_OF_SITE.sub(r"\1", line)
    if words > _FRAME_WORDS:
        return line
    if " | " in line:
        return line if alone else _counters(line, " | ")
    if not _may_move(line):
        return line if own else _around(line)
    is_marker = (item and own) and line[:3] in {"(c)", "(C)"} and not _RIGHTS.search(line)
    for pattern, replacement in _masks(
        line, is_day=alone or (item and own), alone=alone, is_marker=is_marker
    ):
        found = pattern.fullmatch(line)
        if found:
            return " ".join(found.expand(replacement).split())
    if not alone and (several := _several(line)):
        return several
    return line if own else _around(line)


def _around(line: str) -> str:
    for pattern, replacement in _AROUND:
        line = pattern.sub(replacement, line)
    return line


def _may_move(line: str) -> bool:
    """Whether a line has what every counter, age and clock has: a first look that costs a twentieth."""
    if ":" in line and _HOUR.search(line):
        return True
    lower = line.lower()
    if "©" in lower or "(c)" in lower or line.endswith(("=", "= ?", "=?")):
        return True
    words = lower.replace("(", " ").replace("¿", " ").split()
    return any(word.startswith(STEMS) for word in words)


_HOUR = re.compile(r"\d:\d\d")


def is_counter(line: str) -> bool:
    """Whether a line, with a figure put behind it, would be a counter."""
    return any(pattern.fullmatch(f"{line}: 1") for pattern, _ in COUNTS)


def _counter(part: str, *, with_age: bool) -> str:
    """A counter, or an age, masked; empty for anything else."""
    for pattern, replacement in (*COUNTS, *AGES) if with_age else COUNTS:
        found = pattern.fullmatch(part)
        if found:
            return " ".join(found.expand(replacement).split())
    return ""


def _counters(line: str, between: str) -> str:
    """A line of nothing but counters, all masked. Cells of a table are counters where each has its label
    and a colon: "Visitas: 120 | Descargas: 33", and not "Visitas | 120"."""
    parts = line.split(between)
    is_row = between == " | "
    if len(parts) > _MOST_COUNTERS or (
        is_row and not all(": " in part or " = " in part for part in parts)
    ):
        return line
    masked = [_counter(part.strip(), with_age=not is_row) for part in parts]
    return between.join(masked) if all(masked) else line


def _several(line: str) -> str:
    """The same for counters that stand behind each other; empty where they are none."""
    if not _FIGURES.search(line):
        return ""
    for between in (" · ", " • ", " / ", " - "):
        if between in line and (masked := _counters(line, between)) != line:
            return masked
    for place in (_AFTER_FIGURE, _BEFORE_FIGURE):
        parts = place.split(line)
        if 1 < len(parts) <= _MOST_COUNTERS:
            each = [_counter(part, with_age=False) for part in parts]
            if all(each):
                return " ".join(each)
    return ""


_MOST_COUNTERS = 5
_FIGURES = re.compile(r"\d\D+\d")
_AFTER_FIGURE = re.compile(r"(?<=\d) (?=[^\W\d])")
_BEFORE_FIGURE = re.compile(r"(?<=[^\W\d]) (?=\d)")
_RIGHTS = re.compile(r"derechos|rights|copyright|direitos|droits", re.IGNORECASE)


def _masks(
    line: str, *, is_day: bool, alone: bool, is_marker: bool
) -> Iterator[tuple[re.Pattern[str], str]]:
    """What may mask a line. Days and weeks go by from look to look, whatever a heading names; years
    don't. "(c)" is a ``is_marker`` of an item, or a copyright."""
    if not alone:
        yield from COUNTS
    if not (alone and _YEARS.search(line)):
        yield from AGES
    yield from TOLD
    if not is_marker:
        yield from COPYRIGHT
    if not is_day:
        yield from CLOCKS


_YEARS = re.compile(r"\b(?:años?|anos?|years?|ans?|années?|jahr(?:en?)?)\b", re.IGNORECASE)
_AGE = re.compile(
    r"\b(?:hace|ago|há|il y a|vor|ayer|hoy|yesterday|today|ontem|hoje|hier|heute|gestern|ahora|agora|just now"
    r"|l.instant|gerade)\b",
    re.IGNORECASE,
)
"""An age in words: "hace un mes"."""


def names_counter(heading: str) -> bool:
    """Whether a heading, or a line that leads to another, names nothing but what is counted of a site
    ("Contador de visitas"), or the site's own details."""
    return _OF_COUNTERS.fullmatch(heading) is not None or (
        heading.endswith(":") and _OF_A_PAGE.search(heading) is not None
    )


_OF_COUNTERS = re.compile(
    rf"{LABEL}(?:{COUNTED})(?: del? (?:sitio|portal|p[aá]gina|site|page))? ?:?|(?:{WHEN}|{DONE}) ?:?"
    r"|¿?(?:qui[eé]n(?:es)? est[aá]n? en l[ií]nea|qui[eé]n est[aá] conectado|who.s online|quem est[aá] online)\??"
    r"|(?:usuarios|visitantes|invitados) en l[ií]nea|captcha"
    r"|(?:detalles?|details?|estad[ií]sticas?|statistics|stats|informaci[oó]n|info|datos) ?:?",
    re.IGNORECASE,
)
_OF_A_PAGE = re.compile(
    r"\b(?:p[aá]gina|sitio|portal|site|page|nota|art[ií]culo|post|entrada|video|archivo|documento|file"
    r"|compart\w*|s[ií]guenos|share|follow|hora|fecha|time|hoy|today|visita|visit)\b",
    re.IGNORECASE,
)
"""Of a line that ends in a colon: what stands behind it may be a counter or the clock."""


def without_session(url: str) -> str:
    """``url`` without the session identifiers that servers weave into links."""
    return _SESSION.sub("", url) if "?" in url or ";" in url or "&" in url or "(" in url else url


def with_addresses(html: str) -> str:
    """``html`` with the e-mail addresses that Cloudflare codes anew on every visit, as browsers
    show them."""
    if "data-cfemail" not in html and "email-protection#" not in html:
        return html
    html = _CODED.sub(lambda found: escape(_decoded(found[2])) or found[0], html)
    return _CODED_LINK.sub(lambda found: f"mailto:{escape(_decoded(found[1]))}", html)


_CODED = re.compile(
    r"""<(a|span)\b[^<>]{0,400}?\bdata-cfemail=["']?([0-9a-f]{4,400})\b[^<>]{0,400}>[^<]{0,80}</\1>""",
    re.IGNORECASE,
)
_CODED_LINK = re.compile(r"/cdn-cgi/l/email-protection#([0-9a-f]{4,800})", re.IGNORECASE)


def _decoded(coded: str) -> str:
    """The text in ``coded``: hex, its first byte a key that all others are XORed with. Empty where it
    is none."""
    try:
        key, *rest = bytes.fromhex(coded)
        return bytes(byte ^ key for byte in rest).decode()
    except ValueError:
        return ""
