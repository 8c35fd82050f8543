"""What the neighbours of a line say of it: "12 visitas" is a site's counter, or what a heading, a term or
the list that it stands in names.

:func:`evidence.content.noise.mask` sees one line alone and masks what looks like a counter or a clock;
this takes it back where the page around it says that it is substance, and masks the counter of a file
that stands behind its link.
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from evidence.content.noise import is_counter, mask, names_counter
from evidence.days import MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from evidence.content.readers.html_blocks import Block

_MONTHS = "|".join((*MONTHS.text("es").split(), *MONTHS.text("en").split()))
_OF_FILES = (
    r"de|[kmgt]b|min|mins|bytes|archivos?|files?|p[aá]ginas?|pages?|fotos?|videos?|im[aá]genes|respuestas?|replies"
    r"|answers?|seguidores|followers|publicaciones|posts?|entradas?|votos?|votes?|puntos?|estrellas?|stars?"
    r"|resultados?|results?|items?|art[ií]culos?|noticias?|a\.?m|p\.?m|h|hrs?|horas?|d[ií]as?|semanas?|mes(?:es)?"
    r"|años?|minut\w{1,3}|seg\w*|hours?|days?|weeks?|months?|years?|anos?|jours?|mois"
)
"""What stands beside a counter and is counted by the site as well, or measures a file or a day."""
_FIGURE_FIRST = re.compile(
    rf"\d[\d.,]{{0,12}} (?!(?:{_OF_FILES}|{_MONTHS})\b)[^\W\d_]{{3}}.{{0,60}}", re.IGNORECASE
)
"""An item that states an amount of something: "8 talleres"."""
_TOTAL = re.compile(
    rf"(total|n[uú]mero|cantidad|number|suma|nombre) (?:total )?(?:de|of|d[eo]s|das) (?:(?:la|las|los|the) )?"
    rf"(?!(?:{_OF_FILES})\b)[^\W\d_]{{3}}.{{0,60}}: ?\d[\d.,]{{0,12}}",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"[ –·-]{0,3}[(\[]?(\d[\d.,]{0,12}(?: ?k)? (?:descargas?|downloads?|téléchargements?|hits?|vistas?|views?|lecturas?"
    r"|reads|visualiza(?:ciones|ções)|comentarios?|comments?|veces|times|vezes|fois)"
    r"|(?:descargas?|downloads?|hits|vistas|views|visitas|lecturas|comentarios|comments) ?: ?\d[\d.,]{0,12})[)\]]?\.?",
    re.IGNORECASE,
)
"""A counter behind a link. "(12 visitas)" is none: it may sum up what the link leads to."""
LONGEST_BEHIND = 40
"""Characters of a counter that stands behind a link."""
_MOST_AROUND = 8
"""Lines of a list that are passed over: other items that were masked."""
_LABELLED = re.compile(
    r"(?!(?:tama[nñ]o|versi[oó]n|version|size|p[aá]ginas?|pages?|archivos?|files?|art[ií]culos?|articles?|enlaces?|links?"
    r"|votos?|votes?|puntos?|rating|calificaci[oó]n|valoraci[oó]n|publicaciones|posts?|entradas?|temas?|topics?"
    r"|mensajes?|messages?|respuestas?|replies|favoritos?|me gusta|id|n[uú]mero|year|año|edici[oó]n|volumen|hoy|ayer"
    r"|today|yesterday|total|online|en l[ií]nea|registrad[oa]s|miembros?|members?|usuarios?|users?|fotos?|videos?"
    r"|im[aá]genes|resultados?|results?|items?|noticias?|categor\w+|autor\w*|duraci[oó]n|orden)\b)"
    r"[^\W\d_][^:\d]{2,40}: ?\d[\d.,]{0,12}(?: ?%)?",
    re.IGNORECASE,
)
"""An item that states an amount of something under a label, and of nothing that sites count: "Cortes: 3"."""
_OF_A_SESSION = re.compile(
    r"(?:lugar|sede|sala|domicilio|direcci[oó]n|asunto|orden del d[ií]a|modalidad|convoca\w*|juzgado|tribunal"
    r"|expediente|ponente|modera\w*|evento|sesi[oó]n|audiencia|place|venue|location|room|subject|agenda|local|lieu"
    r"|salle) ?:",
    re.IGNORECASE,
)
"""What stands beside the day and the hour of a session, a hearing or a tender's opening."""
_UNDER_A_LABEL = re.compile(r"[^\W\d_][^:\d]{2,40}: ?\d[\d.,]{0,12}")
_HOUR = re.compile(r"\d:\d\d")
_LEADS = frozenset("total número numero cantidad number suma nombre".split())


def behind_link(text: str, link: str) -> str:
    """A line that is a link and the counter of what it leads to, with the counter masked; any other as it
    is."""
    if not link or not text.startswith(link) or len(text) - len(link) > LONGEST_BEHIND:
        return text
    found = _BEHIND.fullmatch(text, len(link))
    return f"{link} {mask(found[1])}" if found else text


COUNTED = (
    "td.list-hits, .article-info .hits, .views-field-totalcount, .views-field-daycount, .statistics_counter, "
    ".statistics-counter, .post-views-count, .wpp-views, .itemHits, .catItemHits, .view-count, .download-count, "
    "#mw-footer-info-viewcount"
)
"""Cells and lines in which content systems put how often something was seen: Joomla and its K2, Drupal's
statistics, WordPress plugins for popular posts and for downloads, Liferay, MediaWiki."""
_IN_COUNTED = ("hits", "Hits", "lcount", "ycount", "wcount", "-count", "wpp-views", "statistics")
_NAMES_A_COUNTER = re.compile(
    r"(?:contador(?: de (?:visitas|visitantes|accesos))?|(?:n[uú]mero de )?(?:visitas|visitantes|accesos)"
    r"(?: (?:totales|al portal|del? (?:sitio|portal|p[aá]gina)))?|visitors?(?: counter)?|hit counter|page views"
    r"|contador de (?:visitas|acessos)|compteur de visites|estad[ií]sticas(?: de(?:l (?:sitio|portal)| visitas))?) ?:?",
    re.IGNORECASE,
)
_ODOMETER = re.compile(r"0\d{3,11}|\d(?: \d){3,11}|\d(?: \| \d){3,11}")
"""A figure with noughts before it, or digit by digit: as counters draw it, and no report writes it."""
_BY_DAY = re.compile(
    r"(?:visitas |visitantes |visitors )?(?:(?:de )?hoy|(?:de )?ayer|est[ea] (?:semana|mes|año)|(?:la )?semana pasada"
    r"|(?:el )?mes pasado|total(?:es)?|en total|en l[ií]nea|online|m[aá]x\w*|today|yesterday|this (?:week|month|year)"
    r"|last (?:week|month)|all(?: days)?|hoje|ontem)"
    r"(?: ?[:|] ?| )(\d[\d.,]{0,12})",
    re.IGNORECASE,
)
_BY_DAY_FIGURE = re.compile(r"\d[\d.,]{0,12}$")
_OF_TODAY = re.compile(r"\b(?:hoy|ayer|today|yesterday|hoje|ontem)\b", re.IGNORECASE)
_MOST_BY_DAY = 10
_SHORT_NAME = 40
"""Characters of a line that names a counter."""


def may_count(html: str) -> bool:
    """Whether a page may have an element of :data:`COUNTED`; looking for them costs more than this."""
    return any(name in html for name in _IN_COUNTED)


def counted_below(blocks: Sequence[Block]) -> Iterator[tuple[int, str]]:
    """The blocks under a line that names nothing but a counter ("Contador de visitas") that are its figures, by
    their index, each with its text masked: an odometer, or figures by day of which one is of today or yesterday.
    "120" under "Visitas" may be what a report says."""
    for index, block in enumerate(blocks):
        if len(block.text) > _SHORT_NAME or not _NAMES_A_COUNTER.fullmatch(block.text):
            continue
        below = [
            (place, other.text)
            for place, other in enumerate(blocks[index + 1 : index + 1 + _MOST_BY_DAY], index + 1)
        ]
        if below and _ODOMETER.fullmatch(below[0][1]):
            yield below[0][0], "#"
            continue
        days = list(takewhile(lambda one: _BY_DAY.fullmatch(one[1]), below))
        if any(_OF_TODAY.search(text) for _, text in days):
            yield from ((place, _BY_DAY_FIGURE.sub("#", text)) for place, text in days)


class Around(NamedTuple):
    """What a page shows around the lines that were masked."""

    blocks: Sequence[Block]
    masked: Mapping[int, str]
    """by the index of their block: their texts"""
    links: set[str]
    """the words on the links"""
    terms: set[int]
    """blocks that are a term (``<dt>``)"""
    items: set[int]
    """blocks behind the first term that stand in items of lists"""

    def after(self, index: int) -> Block | None:
        """The block behind one."""
        return self.blocks[index + 1] if index + 1 < len(self.blocks) else None


def shown_after_all(page: Around) -> Iterator[tuple[int, str]]:
    """The blocks, by their index, that are substance where they stand, each with its text."""
    for index, text in page.masked.items():
        block = page.blocks[index]
        if block.framed:
            continue
        if _is_enumerated(index, page.blocks, text):
            yield index, text
        elif block.heading:
            if _heads_a_text(index, page):
                yield index, mask(text, item=True)
        elif _is_alone(index, page) or _is_led_to(index, page) or _is_among_amounts(index, page):
            yield index, mask(text, alone=True)
        elif _HOUR.search(text) and _is_of_a_session(index, page):
            yield index, mask(text, item=True)


def _heads_a_text(index: int, page: Around) -> bool:
    """Whether text stands under a heading: a day is then that of a session."""
    after = page.after(index)
    if after is None or after.heading or after.framed:
        return False
    return after.main == page.blocks[index].main


def _is_alone(index: int, page: Around) -> bool:
    """Whether a block is all that stands under its heading or term, which names more than a counter and
    is no title of another page."""
    before = page.blocks[index - 1] if index else None
    is_term = index - 1 in page.terms
    if before is None or before.framed or not (before.heading or is_term):
        return False
    if names_counter(before.text) or before.text in page.links:
        return False
    if is_term:
        return index + 1 not in page.items
    after = page.after(index)
    return after is None or after.heading or after.framed or after.main != before.main


def _is_led_to(index: int, page: Around) -> bool:
    """Whether the line before it ends in a colon, and speaks of no page: "El indicador se midió:"."""
    before = page.blocks[index - 1] if index else None
    if before is None or before.framed or before.heading or not before.text.endswith(":"):
        return False
    return not names_counter(before.text) and not is_counter(before.text.rstrip(" :"))


def _is_among_amounts(index: int, page: Around) -> bool:
    """Whether it stands beside an item of the same form that states an amount of something else: "12
    visitas", "8 talleres"."""
    text = page.masked[index]
    if not (text[:1].isdigit() or _lead(text) or _UNDER_A_LABEL.fullmatch(text)):
        return False
    return any(_is_amount(_beside(index, step, page), text) for step in (-1, 1))


def _beside(index: int, step: int, page: Around) -> Block | None:
    """The next block in one direction that was not masked, of the same place on the page."""
    for place in range(index + step, index + step * (_MOST_AROUND + 1), step):
        if place in page.masked:
            continue
        if not 0 <= place < len(page.blocks):
            return None
        other = page.blocks[place]
        is_apart = other.heading or other.framed or other.main != page.blocks[index].main
        return None if is_apart else other
    return None


def _is_of_a_session(index: int, page: Around) -> bool:
    """Whether the block before or behind says where or of what a session is held."""
    around = (page.blocks[index - 1] if index else None, page.after(index))
    return any(block is not None and _OF_A_SESSION.match(block.text) for block in around)


def _is_amount(block: Block | None, text: str) -> bool:
    if block is None:
        return False
    if text[:1].isdigit():
        return _FIGURE_FIRST.fullmatch(block.text) is not None
    if not _lead(text):
        return _LABELLED.fullmatch(block.text) is not None
    return _lead(block.text) == _lead(text) and _TOTAL.fullmatch(block.text) is not None


def _lead(text: str) -> str:
    word = text.partition(" ")[0].lower()
    return word if word in _LEADS else ""


def _is_enumerated(index: int, blocks: Sequence[Block], text: str) -> bool:
    """Whether "(c) 2018" is the item after "(b) …", and no copyright."""
    if not index or not text.startswith(("(c)", "(C)")):
        return False
    return blocks[index - 1].text[:3].lower() == "(b)"
