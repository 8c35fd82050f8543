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

if TYPE_CHECKING:
    from collections.abc import Iterator

_DIGIT = re.compile(r"\d")
_LONGEST = 120
"""Characters; a counter or clock with its label is shorter, and patterns stay cheap."""
_FRAME_WORDS = 12
"""Words of a line around the document that may hold a clock or a year; a paragraph has more."""

_N = r"\d[\d.,' ]{0,12}"
_COUNTED = (
    r"visitas?|visitantes?|visits?|visitors?|hits?|views?|vistas?|lecturas?|reads|lectores|descargas?|"
    r"downloads?|downloaded|reproducciones|compartid[ao]s?|shares?|likes?|me gusta|comentarios?|"
    r"comments?|usuarios? (?:en l[ií]nea|conectados)|users? online|visualiza[cç](?:iones|ões|ão)|"
    r"visualizaciones|acessos?|acesso|downloads? realizados|veces|times|vezes|fois|vues?|"
    r"visites?|visiteurs?|téléchargements?|lectures?|partages?"
)
_LABEL = (
    r"(?:(?:total|n[uú]mero|n[º°.]{1,2}|contador|cantidad|number|count|counter|nombre|compteur|"
    r"visto|vista|le[ií]do|descargado|compartido|viewed|read|downloaded|seen|visitado|visited|"
    r"visualizado|acessado|lu|vu|téléchargé|baixado|eres|usted es|sos|you are|vous êtes|você é|"
    r"el|la|the|le|o|de|d[eo]s?|of|esta p[aá]gina(?: ha sido)?|this page(?: has been)?|"
    r"desde|since|hoy|today|ayer|visitante|visitor|visiteur)[ :#]{1,3}){0,6}"
)
_ORDINAL = r"(?: (?:n[uú]mero|number|numéro|n[º°]|n[ou]m?\.))?"
_UNIT = (
    r"segundos?|minutos?|horas?|d[ií]as?|semanas?|m[eê]s(?:es)?|años?|anos?|"
    r"seconds?|minutes?|mins?|hours?|days?|weeks?|months?|years?|"
    r"secondes?|heures?|jours?|semaines?|mois|ans?|années?"
)
_SOME = r"(?:\d{1,4}|un[ao]?|an?|uma?|une?|unos|algunos|a few|poucos|quelques)"
_WHEN = (
    r"actualizad[oa]|publicad[oa]|modificad[oa]|editad[oa]|última (?:actualización|modificación|visita)|"
    r"updated|posted|published|modified|edited|last (?:updated?|modified|seen|visit)|"
    r"atualizad[oa]|última atualização|publié|mis à jour|dernière mise à jour|modifié"
)
_MADE = (
    r"(?:(?:esta|this|cette|la|the|a) )?(?:(?:p[aá]gina|page|sitio|site|consulta|query|documento|"
    r"contenido|content|informe|reporte|report) )?(?:(?:fue|foi|was|a été|se) )?"
    r"(?:generad[oa]|creada|cargada|servida|procesada|ejecutada|impres[oa]|consultad[oa]|"
    r"generated|created|loaded|rendered|served|executed|printed|gerada|carregada|générée?|chargée?|"
    r"tiempo de (?:carga|respuesta|ejecuci[oó]n|generaci[oó]n)|load time|response time|execution time|"
    r"tempo de (?:carregamento|resposta)|temps de (?:chargement|réponse))"
    r"(?: (?:en|in|em|el|on|le|at|a las|the|dans))?"
)
_WEEKDAY = (
    r"lunes|martes|miércoles|jueves|viernes|sábado|domingo"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    r"|segunda-feira|terça-feira|quarta-feira|quinta-feira|sexta-feira"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
)
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?(?:\.\d{1,3})? ?(?:[ap]\.? ?m\b\.?|h(?:rs?|oras)?\b\.?)?(?: ?(?:UTC|GMT|CST|Z))?"
_SECONDS = r"\d{1,2}:\d{2}:\d{2}(?: ?[ap]\.? ?m\b\.?)?(?: ?(?:UTC|GMT|CST|Z|h(?:rs?|oras)?\.?))?"
_LONG_DATE = (
    rf"(?:(?:hoy(?: es)? |hoje(?: é)? )?(?:{_WEEKDAY}),? )?"
    r"(?:\d{1,2}(?:er|[º°])? (?:de )?[a-zéûç]{3,10}\.?,? (?:de |del )?\d{4}|[a-z]{3,9}\.? \d{1,2}, \d{4})"
)
_DATE = r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}"
_NOW_HOUR = r"hora (?:actual|local|del servidor)|(?:current|local|server) time|son las|reloj"
_NOW = rf"(?:fecha y )?{_NOW_HOUR}|ahora|now"

_Masks = tuple[tuple[re.Pattern[str], str], ...]
_COUNTS: _Masks = (
    (
        re.compile(
            rf"({_LABEL}(?:{_COUNTED}){_ORDINAL}) ?[:#=(\[-]{{0,2}} ?{_N}[)\]]?",
            re.IGNORECASE,
        ),
        r"\1 #",
    ),
    (re.compile(rf"({_LABEL}){_N} ({_COUNTED})\.?", re.IGNORECASE), r"\1# \2"),
    (
        re.compile(
            rf"(?:a )?{_N} (personas|usuarios|people) (les gusta|le gusta|like) (esto|esta p[aá]gina|this)\.?",
            re.IGNORECASE,
        ),
        r"# \1 \2 \3",
    ),
)
"""Counters."""
_AGES: _Masks = (
    (
        re.compile(
            rf"((?:{_WHEN}) ?:? |)(?:(?:hace|há|il y a) (?:(?:cerca de|aproximadamente|environ|unos) )?"
            rf"{_SOME} (?:{_UNIT})|{_SOME} (?:{_UNIT}) (?:ago|atrás))\.?",
            re.IGNORECASE,
        ),
        r"\1⏱",
    ),
)
"""Ages."""
_CLOCKS: _Masks = (
    (
        re.compile(
            rf"(?:(?:(?:fecha y )?hora|time) ?:? )?(?:{_DATE},?(?: -)? ){_CLOCK}", re.IGNORECASE
        ),
        "⏱",
    ),
    # with seconds: nobody calls a hearing for 10:00:00
    (re.compile(rf"{_LONG_DATE},?(?: -| a las| at| à)? ?{_SECONDS}", re.IGNORECASE), "⏱"),
)
"""A day with its hour: the server's clock, unless it is an item of a list."""
_TOLD: _Masks = (
    (
        re.compile(
            rf"((?:{_WHEN}) ?:? )(?:ayer|hoy|yesterday|today|ontem|hoje|hier)", re.IGNORECASE
        ),
        r"\1⏱",
    ),
    (
        re.compile(
            rf"({_MADE}) ?:? ?\d[\d.,]* ?(?:ms|s|seg(?:undos?)?|sec(?:onds?|ondes?)?)\b"
            r"(?:,? (?:con|with|using|avec|com) \d{1,5} (?:consultas|queries|requêtes))?\.?",
            re.IGNORECASE,
        ),
        r"\1 ⏱",
    ),
    (
        re.compile(rf"({_MADE}) ?:? ?(?:{_DATE}(?:,| -| a las| at)? ?)?{_CLOCK}", re.IGNORECASE),
        r"\1 ⏱",
    ),
    (
        re.compile(rf"(?:{_NOW}) ?:? (?:{_DATE},?(?: -)? ){_CLOCK}", re.IGNORECASE),
        "⏱",
    ),
    (re.compile(rf"((?:{_NOW_HOUR}) ?:? ){_CLOCK}", re.IGNORECASE), r"\1⏱"),
    # a sum that only people can do
    (
        re.compile(
            r"(¿?(?:cu[aá]nto (?:es|son)|resuelva|what is|how much is|quanto é|combien font))"
            r" ?:? ?\d{1,2} ?[-+x×*] ?\d{1,2} ?=?\??",
            re.IGNORECASE,
        ),
        r"\1 #?",
    ),
    # at the beginning of a line, and not before a sentence: "(c) 2018 personas" is an item of a list
    (
        re.compile(
            r"((?:copyright|derechos reservados|todos los derechos reservados|all rights reserved) ?)?"
            r"(©|\(c\)|copyright)( ?copyright)? ?\d{4}(?: ?[-–—] ?\d{4})?(?P<rest>$|[.,;|·•-].*| [^a-zà-ÿ].*)",
            re.IGNORECASE,
        ),
        r"\2 \g<rest>",
    ),
)
"""What says itself that it is the site's: when the page was made, the hour now, a copyright."""

_AROUND: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\b\d{1,2}:\d{2}:\d{2}(?:\s?[ap]\.?\s?m\b\.?)?", re.IGNORECASE), "⏱"),
    (re.compile(r"(©|\(c\)|copyright)\s?\d{4}(?:\s?[-–]\s?\d{4})?", re.IGNORECASE), r"\1"),
    (
        re.compile(
            rf"^(?:hoy(?: es)?,? )?(?:{_WEEKDAY})\b,? [^|]{{0,40}}\d{{4}}\b.{{0,20}}$",
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
    r"|[?&](?:phpsessid|sid|sessionid|aspxautodetectcookiesupport|_|ts|rnd|nocache)=[^&#]*)"
)
"""``/(S(xyz))/`` is what ASP.NET weaves into the path for who takes no cookie."""


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
    if words > _FRAME_WORDS or " | " in line:
        return line
    for pattern, replacement in _masks(line, is_day=alone or (item and own), alone=alone):
        found = pattern.fullmatch(line)
        if found:
            return " ".join(found.expand(replacement).split())
    if not own:
        for pattern, replacement in _AROUND:
            line = pattern.sub(replacement, line)
    return line


def _masks(line: str, *, is_day: bool, alone: bool) -> Iterator[tuple[re.Pattern[str], str]]:
    """What may mask a line. Days and weeks go by from look to look, whatever a heading names; years
    don't."""
    if not alone:
        yield from _COUNTS
    if not (alone and _YEARS.search(line)):
        yield from _AGES
    yield from _TOLD
    if not is_day:
        yield from _CLOCKS


_YEARS = re.compile(r"\b(?:años?|anos?|years?|ans?|années?)\b", re.IGNORECASE)
_AGE = re.compile(
    r"\b(?:hace|ago|há|il y a|ayer|hoy|yesterday|today|ontem|hoje|hier)\b", re.IGNORECASE
)
"""An age in words: "hace un mes"."""


def names_counter(heading: str) -> bool:
    """Whether a heading names nothing but what is counted of a site: "Contador de visitas"."""
    return _OF_COUNTERS.fullmatch(heading) is not None


_OF_COUNTERS = re.compile(
    rf"{_LABEL}(?:{_COUNTED})(?: del? (?:sitio|portal|p[aá]gina|site|page))? ?:?|{_WHEN}",
    re.IGNORECASE,
)


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
